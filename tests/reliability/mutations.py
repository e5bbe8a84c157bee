"""Mutant number n: always the same file for the same seeds, so that a number is all that must be kept of a fault."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.reliability.container import Package, packed, rearranged, tampered
from tests.reliability.seeds import Seed, form_seeds, small_seeds
from tests.reliability.xml_mutations import mutated

_FORMS = 0.12
_CONTAINER, _MEMBERS = 0.08, 0.12
_FAVOURED = (
    "sheet",
    "workbook.xml",
    "sharedstrings",
    "styles",
    "comments",
    "vml",
    ".rels",
    "[content_types]",
    "app.xml",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mutated file, and which seed it comes from."""

    seed: Seed
    data: bytes


def mutant(number: int) -> Mutant:
    """The mutant of this number: one to four changes to a seed."""
    dice = random.Random(number)  # noqa: S311  the same every time
    seed = dice.choice(form_seeds() if dice.random() < _FORMS else small_seeds())
    return Mutant(seed, mutated_package(seed.package, dice))


def mutated_package(package: Package, dice: random.Random) -> bytes:
    """An archive of the package after one to four changes: XML, members, or the bytes of the archive."""
    if dice.random() < _CONTAINER:
        return tampered(packed(package), dice)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        package = (
            rearranged(package, dice)
            if dice.random() < _MEMBERS and len(package) > 1
            else _one_part(package, dice)
        )
    return packed(package)


def _one_part(package: Package, dice: random.Random) -> Package:
    """The package with one change in one part that is XML."""
    places = [
        place for place, part in enumerate(package) if any(word in part.name.lower() for word in _FAVOURED)
    ]
    if not places:
        return package
    place = dice.choice(places)
    part = package[place]
    return (*package[:place], replace(part, content=mutated(part.content, dice)), *package[place + 1 :])
