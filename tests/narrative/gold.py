"""Paragraphs labelled by hand: what each claims of its figures, held or broken. See the head of gold/worked_on.txt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("gold")


@dataclass(frozen=True, slots=True)
class Label:
    """One relation: the stated figure as written; ``expected`` as it should be written, "" when it holds."""

    figure: str
    expected: str = ""

    @property
    def broken(self) -> bool:
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph (or the name of a workbook) and its relations."""

    text: str
    labels: tuple[Label, ...]


def labelled(name: str) -> tuple[Labelled, ...]:
    """The paragraphs of ``gold/NAME.txt`` in order."""
    found: list[Labelled] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith("  "):
            found.append(Labelled(line.strip(), ()))
            continue
        verdict, _, rest = line.strip().partition(" ")
        figure, _, expected = rest.partition(" = ")
        if (verdict == "broken") != bool(expected) or verdict not in ("hold", "broken"):
            raise ValueError(f"{name}: {line}")
        last = found[-1]
        found[-1] = Labelled(last.text, (*last.labels, Label(figure, expected)))
    return tuple(found)
