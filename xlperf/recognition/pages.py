"""A received sheet as texts with their places: merged or not, whatever the merges have become."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from xlperf.lazy_regex import lazy
from xlperf.package.cells import RawCell
from xlperf.package.grid import Grid
from xlperf.recognition.filled import copied_labels
from xlperf.recognition.paragraphs import parted_labels
from xlperf.recognition.plans import Vocabulary
from xlperf.recognition.words import BARE, EXACT, core, fold, is_chinese
from xlperf.record import dataclass

Spot = tuple[int, int]
LONGEST_LABEL = 60
COLONS = (":", "：")
_BREAKS = " \t\r\n\u3000;；,，"
_OTHER_LABEL = lazy(r"[^\r\n]{1,40}?(?=(?: {2,}|[\t\u3000]+ *)(?!其中|包括|其他)[\u4e00-\u9fff]{2,8}[:：])")


@dataclass(frozen=True, slots=True)
class Hit:
    """A label met on a sheet. ``behind`` is what stands after it in the same cell, None when nothing does."""

    at: Spot
    sure: float
    behind: str | None = None
    alone: bool = True  # the cell holds nothing else than this label
    rivals: frozenset[str] = frozenset()  # other labels that a misprint may be just as well


class Page:
    """The cells of one sheet that hold something, and where each of them ends."""

    def __init__(self, name: str, grid: Grid, vocabulary: Vocabulary) -> None:
        self.name = name
        cells = {
            at: cell
            for at, cell in grid.cells.items()
            if cell.formula is not None or (cell.text and cell.text.strip())
        }
        ends = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        copied = copied_labels(cells, ends, vocabulary)
        self._filled = bool(copied)
        for (row, left), last in copied.items():
            ends[row, left] = (row, last)
            for column in range(left + 1, last + 1):
                del cells[row, column]
        parted = dict(parted_labels(cells, ends, vocabulary))
        gone = {at for parts, _ in parted.values() for at in parts[1:]}
        whole = {at: RawCell(text, "s") for at, (_, text) in parted.items()}
        self.cells: Mapping[Spot, RawCell] = {
            at: whole.get(at, cell) for at, cell in cells.items() if at not in gone
        }
        self._ends = {at: end for at, end in ends.items() if at not in gone}
        self._ends |= {at: ends.get(parts[-1], parts[-1]) for at, (parts, _) in parted.items()}

    @cached_property
    def folded(self) -> Mapping[Spot, str]:
        """The words of every text cell, folded."""
        return {at: fold(cell.text) for at, cell in self.cells.items() if cell.kind == "s" and cell.text}

    @cached_property
    def by_core(self) -> Mapping[str, tuple[Spot, ...]]:
        """Where each text stands, by its words without numbering and brackets."""
        found: dict[str, list[Spot]] = defaultdict(list)
        for at, text in self.folded.items():
            found[core(text)].append(at)
        return {text: tuple(spots) for text, spots in found.items()}

    @cached_property
    def columns_of(self) -> Mapping[int, tuple[int, ...]]:
        """For every row with content its columns with content, in order."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self.cells):
            rows[row].append(column)
        return {row: tuple(columns) for row, columns in rows.items()}

    @cached_property
    def merges_of(self) -> Mapping[Spot, Spot]:
        """For every cell that a merge covers, the first cell of that merge."""
        covered: dict[Spot, Spot] = {}
        bottom = max(self.columns_of, default=0) + 1
        widest = max((columns[-1] for columns in self.columns_of.values()), default=0) + 1
        for (top, left), (last_row, last_column) in self._ends.items():
            for row in range(top, min(last_row, bottom) + 1):
                for column in range(left, min(last_column, widest) + 1):
                    covered[row, column] = (top, left)
        return covered

    @cached_property
    def merged_rows(self) -> frozenset[int]:
        """The rows that have a merged cell in them."""
        return frozenset(row for row, _ in self.merges_of)

    def end(self, at: Spot) -> Spot:
        """The last row and column of a cell, past its merge."""
        return self._ends.get(at, at)

    def anchor(self, at: Spot) -> Spot:
        """The cell that holds what is seen at a place."""
        return self.merges_of.get(at, at) if self._ends else at

    def text(self, at: Spot) -> str:
        """The folded words of a cell, "" when it holds none."""
        return self.folded.get(at, "")

    def right_of(self, at: Spot) -> Iterator[Spot]:
        """The cells with content to the right of one, nearest first."""
        columns = self.columns_of.get(at[0], ())
        for column in columns[bisect_right(columns, self.end(at)[1]) :]:
            yield at[0], column

    def is_copy(self, at: Spot) -> bool:
        """Whether a cell repeats the one to its left, where merged cells were filled one by one."""
        own, left = self.cells.get(at), self.cells.get((at[0], at[1] - 1))
        return self._filled and own is not None and left is not None and own.text == left.text

    def is_copy_of_above(self, at: Spot) -> bool:
        """Whether a cell repeats the one above it, where merged cells were filled one by one."""
        own, above = self.cells.get(at), self.cells.get((at[0] - 1, at[1]))
        return self._filled and own is not None and above is not None and own.text == above.text

    def last_copy(self, at: Spot) -> Spot:
        """The last of the copies of a cell's words next to it, left where a merge was taken apart."""
        own, (_, last) = self.text(at), self.end(at)
        if last > at[1]:
            return at
        while own and self.text((at[0], last + 1)) == own:
            last += 1
        return at[0], last

    @cached_property
    def used_columns(self) -> tuple[int, ...]:
        """The columns with anything in them, in order."""
        return tuple(sorted({column for columns in self.columns_of.values() for column in columns}))

    def beside(self, at: Spot) -> Spot:
        """The cell to the right of one, past its merge and past columns in which nothing stands at all."""
        column = self.end(at)[1] + 1
        if (at[0], column) not in self.merges_of:
            after = bisect_right(self.used_columns, column - 1)
            column = self.used_columns[after] if after < len(self.used_columns) else column
        return self.anchor((at[0], column))

    @cached_property
    def widest(self) -> int:
        """The last column that anything reaches."""
        ends = [right for _, right in self._ends.values()]
        return max([*(columns[-1] for columns in self.columns_of.values()), *ends], default=0)


def hits(page: Page, vocabulary: Vocabulary) -> Mapping[str, tuple[Hit, ...]]:
    """Every label of the vocabulary that a page holds, alone in a cell or with its value behind it."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for at, folded in sorted(page.folded.items()):
        if not folded or not is_chinese(folded):
            continue
        own: Mapping[str, float] = vocabulary.find(folded) if len(folded) <= LONGEST_LABEL else {}
        for phrase, sure in own.items():
            rivals = frozenset(own) - {phrase} if sure < BARE else frozenset()
            found[phrase].append(Hit(at, sure, rivals=rivals))
        raw = page.cells[at].text or ""
        if max(own.values(), default=0) < BARE and any(colon in raw for colon in COLONS):
            for phrase, sure, behind in _pairs(raw, vocabulary):
                found[phrase].append(Hit(at, sure, behind, alone=False))
    return {phrase: tuple(each) for phrase, each in found.items()}


def _pairs(raw: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float, str]]:
    """项目名称：某某 主管部门：某某 → each label with what stands behind it up to the next."""
    places: list[tuple[int, int, Mapping[str, float]]] = []
    last = 0
    for at, letter in enumerate(raw):
        if letter in COLONS:
            start, found = _label_before(raw, last, at, vocabulary)
            if found:
                places.append((start, at, found))
                last = at + 1
    for number, (_, colon, found) in enumerate(places):
        until = places[number + 1][0] if number + 1 < len(places) else len(raw)
        behind = raw[colon + 1 : until].strip()
        if other := _OTHER_LABEL.match(behind):  # 某某项目　　项目编码：0012
            behind = other.group().strip()
        yield from ((phrase, min(sure, EXACT), behind) for phrase, sure in found.items())


def _label_before(raw: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[int, Mapping[str, float]]:
    """The longest label that ends at a colon and begins where a word may begin."""
    begins = [start, *(at + 1 for at in range(start, end) if raw[at] in _BREAKS)]
    for begin in begins:
        folded = fold(raw[begin:end])
        if 1 < len(folded) <= LONGEST_LABEL and (found := vocabulary.find(folded)):
            return begin, found
    return start, {}


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that may hold a form: from its title to the next one."""

    page: Page
    top: int
    bottom: int
    left: int = 1
    right: int = 1 << 20
    title_at: Spot | None = None

    @property
    def title(self) -> str:
        """The words of its title, folded; "" when it has none."""
        return self.page.text(self.title_at) if self.title_at else ""

    @property
    def place(self) -> tuple[str, int, int]:
        """What tells it from every other region of a workbook."""
        return self.page.name, self.top, self.left

    def holds(self, at: Spot) -> bool:
        """Whether a place lies in it."""
        return self.top <= at[0] <= self.bottom and self.left <= at[1] <= self.right
