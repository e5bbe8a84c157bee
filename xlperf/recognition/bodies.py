"""The body of a table below its header: its rows, its total, printed rows by their names, and where it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from xlperf.forms.model import Kind
from xlperf.forms.tables import END_TEXT
from xlperf.package.cells import RawCell
from xlperf.places import FoundTable
from xlperf.recognition.asides import is_beside_the_rows, is_closing, is_foot_of_page
from xlperf.recognition.ground import Ground
from xlperf.recognition.headers import Header
from xlperf.recognition.pages import Spot
from xlperf.recognition.paragraphs import is_words, joined
from xlperf.recognition.plans import TOTALS, WantedTable
from xlperf.recognition.sides import side_of
from xlperf.recognition.words import bare, fold, slips, slips_allowed

_END = fold(END_TEXT)
_SUBTOTAL = "小计"
_WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.FREE)
_RIGHT_AWAY = 3
_TELLING = 4
"""A name of fewer characters is part of too many others."""


class Body:
    """Walks the rows below a header until the table ends."""

    def __init__(self, wanted: WantedTable, header: Header, ground: Ground, stops: frozenset[int]) -> None:
        self.wanted = wanted
        self.header = header
        self.ground = ground
        self.page = ground.page
        self.stops = stops
        self.inside = sorted(set(header.places.values()))
        self.side = side_of(wanted, header, ground)
        self.printed = {fold(each) for row in wanted.table.printed for each in row.texts.values()}
        self.skipped: set[int] = set()
        self.total = 0
        self.last = header.last
        self.more: dict[Spot, list[Spot]] = {}  # cells of the body with the paragraphs below them

    def found(self, columns: Mapping[str, int]) -> tuple[FoundTable, bool]:
        """The table, and whether relation and unit stand in the cell of the value."""
        self._walk()
        first = self.header.last + 1
        places, split = dict(columns), False
        if "target" in places:
            for key in ("relation", "measure", "measure_unit"):
                if key not in places and any(each.column.key == key for each in self.wanted.columns):
                    places[key], split = places["target"], True
        skipped = {row for row in self.skipped if first <= row <= self.last} | ({self.total} - {0})
        table = FoundTable(
            self.page.name,
            self.header.last,
            self.total,
            first,
            max(self.last, first - 1),
            places,
            self._printed(columns),
            frozenset(skipped),
        )
        return table, split

    def _walk(self) -> None:
        row, end = self.header.last, self.ground.last_row
        while row < end:
            row += 1
            if row in self.stops or row in self.ground.blocked:
                return
            cells = self._cells(row)
            if not cells:
                if not self._is_merged_on(row) and not self._goes_on(row):
                    return
            elif self._is_header(cells) or is_beside_the_rows(self.page, cells, self.inside):
                self.skipped.add(row)
            elif self._is_end(cells):
                return
            elif self._is_total(cells):
                if self._take_total(row):
                    return
            elif self.side.ends_before(row):
                return
            else:
                self._take(row, cells)

    def _take(self, row: int, cells: Sequence[Spot]) -> None:
        """Notes a row: one of the table, the paragraphs of one above, or none of its own."""
        above = self._goes_on_from(row, cells)
        own = any(column in self.inside for _, column in cells)
        if above or own:
            self.last = row
        if above or not own:
            self.skipped.add(row)
        for at in cells if above else ():
            self.more.setdefault((above, at[1]), []).append(at)

    def joined(self) -> dict[Spot, RawCell]:
        """The cells of the body whose paragraphs took a row each, as one text."""
        return {at: joined(self.page, (at, *more)) for at, more in self.more.items()}

    def _goes_on_from(self, row: int, cells: Sequence[Spot]) -> int:
        """The row whose paragraphs stand in this one, 0 when it is one of its own: what names it is merged over both."""
        names = [each for each in self.wanted.columns if not each.column.inherits]
        naming = next((at for each in names if (at := self.header.places.get(each.column.key, 0))), 0)
        above, column = self.page.anchor((row, naming))
        if column != naming or not self.header.last < above < row or (above, naming) not in self.page.cells:
            return 0
        kinds = {self.header.places.get(each.column.key, 0): each.column.kind for each in self.wanted.columns}
        worded = all(kinds.get(at[1]) in _WORDS and is_words(self.page.cells[at]) for at in cells)
        return above if worded else 0

    def _cells(self, row: int) -> list[Spot]:
        region = self.ground.region
        return [
            (row, column)
            for column in self.page.columns_of.get(row, ())
            if region.left <= column <= region.right
        ]

    def _goes_on(self, row: int) -> bool:
        """Whether the table continues after a blank row: with its header, or with rows like those before."""
        below = ((each, self._cells(each)) for each in range(row + 1, self.ground.last_row + 1))
        rows = ((each, cells) for each, cells in below if cells and not is_foot_of_page(self.page, cells))
        later, cells = next(rows, (0, []))
        if not cells or later in self.stops or self._is_end(cells):
            return False
        if self._is_header(cells) or (self.wanted.table.total and self._is_total(cells)):
            return True
        own = [at for at in cells if at[1] in self.inside]
        printed = any(self.page.text(at) in self.printed for at in own)
        return later - row < _RIGHT_AWAY and (len(own) > 1 or printed)

    def _is_merged_on(self, row: int) -> bool:
        """Whether a cell of the body reaches down into a row."""
        anchors = (self.page.anchor((row, column)) for column in self.inside)
        return any(self.header.last < anchor[0] < row for anchor in anchors)

    def _is_header(self, cells: Sequence[Spot]) -> bool:
        """The header again, at a page break."""
        same = sum(bool(text := self.page.text(at)) and self.header.texts.get(at[1]) == text for at in cells)
        return same > 1 and same * 2 >= len(cells)

    def _is_end(self, cells: Sequence[Spot]) -> bool:
        return self.page.text(cells[0]) == _END or is_closing(self.page, cells[0])

    def _is_total(self, cells: Sequence[Spot]) -> bool:
        for at in [at for at in cells if not self.page.is_copy(at)][:2]:
            text = self.page.text(at)
            if (bare(text) or text) in self.wanted.totals or text in self.wanted.totals:
                return True
            if self.wanted.table.total and self._nearly_total(text):
                return True
        return False

    def _nearly_total(self, text: str) -> bool:
        own = fold(self.wanted.table.total)
        allowed = slips_allowed(own)
        return bool(allowed and text) and slips(text, own, allowed) <= allowed

    def _take_total(self, row: int) -> bool:
        """Notes a total row; True when the table ends with it."""
        text = next((self.page.text(at) for at in self._cells(row)[:2] if self.page.text(at)), "")
        if text == _SUBTOTAL or not self.wanted.table.total:
            self.skipped.add(row)
            return text in TOTALS and text != _SUBTOTAL
        if not self.total:
            self.total = row
            return self.last > self.header.last and not self.wanted.table.total_on_top
        self.skipped.add(row)
        return True

    def _printed(self, columns: Mapping[str, int]) -> dict[int, str]:
        """The printed rows that are there, by sheet row: each by its name, whatever their order."""
        ids = [
            (row, row.texts["name" if "name" in row.texts else "item"])
            for row in self.wanted.table.printed
            if row.id
        ]
        if not ids:
            return {}
        column = columns.get("name" if "name" in ids[0][0].texts else "item", 0)
        open_ids: dict[str, list[str]] = {}
        for printed, text in ids:
            open_ids.setdefault(bare(fold(text)) or fold(text), []).append(printed.id)
        found: dict[int, str] = {}
        for row in range(self.header.last + 1, self.last + 1):
            text = self.page.text((row, column))
            core = bare(text) or text
            name = core if core in open_ids else _nearest(core, open_ids)
            if name and open_ids[name] and row not in self.skipped:
                found[row] = open_ids[name].pop(0)
        return {
            **found,
            **self._shorter(column, {name for name, ids in open_ids.items() if ids}, open_ids, found),
        }

    def _shorter(
        self, column: int, free: set[str], ids: Mapping[str, Sequence[str]], taken: Mapping[int, str]
    ) -> Mapping[int, str]:
        """财政拨款 for 当年财政拨款: rows whose name is part of one printed name, or the other way round; never of an indicator."""
        if any(row.texts.get("max") for row in self.wanted.table.printed):
            return {}
        rows = set(range(self.header.last + 1, self.last + 1)) - set(taken) - self.skipped
        texts = {row: self.page.text((row, column)) for row in sorted(rows)}
        return named_shorter(texts, {name: ids[name][0] for name in free})


def named_shorter(texts: Mapping[int, str], ids: Mapping[str, str]) -> dict[int, str]:
    """The ids of the rows whose name is part of one printed name, or the other way round, where both are the only ones."""
    cores = {row: bare(text) or text for row, text in texts.items()}
    pairs = [
        (row, name)
        for row, core in cores.items()
        for name in ids
        if len(core) >= _TELLING and (core in name or name in core)
    ]
    rows, names = Counter(row for row, _ in pairs), Counter(name for _, name in pairs)
    return {row: ids[name] for row, name in pairs if rows[row] == names[name] == 1}


def _nearest(core: str, names: Mapping[str, Sequence[str]]) -> str:
    """The one name that differs from a text by a slip of the pen, "" for none or several."""
    allowed = slips_allowed(core)
    near = [name for name in names if allowed and slips(core, name, allowed) <= allowed]
    return near[0] if len(near) == 1 else ""
