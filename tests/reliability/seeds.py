"""The workbooks that mutation starts from: our forms filled and marked, drawn ones, odd packages, those of others."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.container import Package, packed, unpacked
from tests.reliability.odd_packages import odd_packages
from tests.writeback.books import corpus, marks_everywhere, score_marks, score_sheet
from tests.writeback.test_generated_workbooks import DRAW, drawn
from xlperf.assess import assess
from xlperf.demo import examples
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

SMALL = 60_000  # bytes inflated: mutants of such a workbook cost a few milliseconds
_FEATURES = (frozenset(), *(frozenset({feature}) for feature in sorted(DRAW)), frozenset(DRAW))


@dataclass(frozen=True, slots=True)
class Seed:
    """One workbook; ``marked`` when it carries marks of ours already."""

    name: str
    package: Package
    marked: bool = False


@functools.cache
def form_seeds() -> tuple[Seed, ...]:
    """Two filled forms and two empty ones, as they are and with our marks in them."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(_forms(Path(folder)))


@functools.cache
def small_seeds() -> tuple[Seed, ...]:
    """Small workbooks of every make, as they are and with our marks in them."""
    with tempfile.TemporaryDirectory() as folder:
        return (*_drawn(Path(folder)), *_foreign(Path(folder)))


def _forms(folder: Path) -> Iterator[Seed]:
    path = folder / "a.xlsx"
    department, project = examples()[:2]
    for name, kind, draft in (
        ("department", "department", department.draft),
        ("project", "project", project.draft),
        ("empty department", "department", None),
        ("empty project", "project", None),
    ):
        write_workbook(workbooks.workbook(kind), path, *([draft] if draft else []))
        yield Seed(name, unpacked(path.read_bytes()))
        write(path, path, compose(assess(path, Office())))
        yield Seed(f"{name}, marked", unpacked(path.read_bytes()), marked=True)


def _drawn(folder: Path) -> Iterator[Seed]:
    path = score_sheet(folder / "b.xlsx")
    yield Seed("score sheet", unpacked(path.read_bytes()))
    write(path, path, score_marks())
    yield Seed("score sheet, marked", unpacked(path.read_bytes()), marked=True)
    for features in _FEATURES:
        path = folder / "c.xlsx"
        drawn(path, features, {(2, 2): "合计", (3, 3): "说明", (9, 4): "是"})
        yield Seed(f"drawn {len(features)}", unpacked(path.read_bytes()))
    write(path, path, marks_everywhere(open_workbook(path)))
    yield Seed("drawn, marked", unpacked(path.read_bytes()), marked=True)


def _foreign(folder: Path) -> Iterator[Seed]:
    for name, package in odd_packages():
        path = folder / "d.xlsx"
        path.write_bytes(packed(package))
        yield Seed(name, package)
        write(path, path, marks_everywhere(open_workbook(path)))
        yield Seed(f"{name}, marked", unpacked(path.read_bytes()), marked=True)
    for path in corpus():
        try:
            members = open_workbook(path).archive.members
        except Refused:
            continue
        if sum(member.size for member in members) < SMALL:
            yield Seed(path.name, unpacked(path.read_bytes()))
