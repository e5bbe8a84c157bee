"""Texts of several paragraphs as Excel pastes them from Word: each paragraph in a row of its own, the cells beside merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xlperf.package.cells import RawCell
from xlperf.recognition.plans import Vocabulary
from xlperf.recognition.values import Goal
from xlperf.recognition.words import fold

if TYPE_CHECKING:
    from xlperf.recognition.pages import Page

Spot = tuple[int, int]
_MOST_PARTS, _LONGEST_PART = 5, 20


def parted_labels(
    cells: Mapping[Spot, RawCell], ends: Mapping[Spot, Spot], vocabulary: Vocabulary
) -> Iterator[tuple[Spot, tuple[Sequence[Spot], str]]]:
    """年度预算 over 总金额: cells one below the other that only together are a label, by the first, with its words."""
    taken: set[Spot] = set()
    for at in sorted(cells):
        if at not in taken and (parts := _parts(at, cells, ends, vocabulary)):
            taken |= set(parts)
            yield at, (parts, "\n".join(cells[part].text or "" for part in parts))


def _parts(
    at: Spot, cells: Mapping[Spot, RawCell], ends: Mapping[Spot, Spot], vocabulary: Vocabulary
) -> list[Spot]:
    parts: list[Spot] = []
    best: list[Spot] = []
    here, words = at, ""
    while len(parts) < _MOST_PARTS and (text := _short(cells.get(here))):
        if parts and ends.get(here, here)[1] != ends.get(at, at)[1]:
            break
        parts, words = [*parts, here], words + text
        if (
            len(parts) > 1
            and words in vocabulary
            and not all(map(vocabulary.exact, map(_short, _of(cells, parts))))
        ):
            best = parts
        here = (ends.get(here, here)[0] + 1, at[1])
    return best


def _of(cells: Mapping[Spot, RawCell], parts: Sequence[Spot]) -> Iterator[RawCell]:
    return (cells[part] for part in parts)


def _short(cell: RawCell | None) -> str:
    """The folded words of a cell that may be part of a label, "" for any other."""
    text = fold(cell.text) if cell and cell.kind == "s" and cell.formula is None and cell.text else ""
    return text if len(text) <= _LONGEST_PART else ""


def joined(page: Page, spots: Sequence[Spot]) -> RawCell:
    """The paragraphs in some cells as one text."""
    texts = (page.cells[at].text or "" for at in spots if at in page.cells)
    return RawCell("\n".join(map(str.strip, texts)), "s")


def is_words(cell: RawCell) -> bool:
    """Whether a cell holds words, not a figure written as text: neither 95% nor ≥20间."""
    return cell.kind == "s" and cell.formula is None and bool(cell.text) and Goal(cell).number is None


def following(page: Page, at: Spot, bottom: int, ends: Callable[[Spot], bool]) -> Iterator[Spot]:
    """The paragraphs that go on below a text: down to ``bottom``, the end of its label, or in rows without a label.

    A row goes on only if all that stands in it are words below words that are no label.
    """
    beside = ((at[0], column) for column in page.columns_of[at[0]])
    first = {each[1] for each in beside if _is_text(page, each) and not ends(each)}
    row = page.end(at)[0] + 1
    while row <= bottom or page.columns_of.get(row):
        cells = [(row, column) for column in page.columns_of.get(row, ())]
        if any(each[1] not in first or not _is_text(page, each) or ends(each) for each in cells):
            return
        if (row, at[1]) in page.cells:
            yield row, at[1]
        row += 1


def _is_text(page: Page, at: Spot) -> bool:
    cell = page.cells.get(at)
    return cell is not None and cell.kind == "s" and cell.formula is None and page.anchor(at) == at
