"""Tables of a form in a region: header, body, total row, printed rows, pieces on further pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from xlperf.package.cells import RawCell
from xlperf.places import FoundTable
from xlperf.recognition.bodies import Body
from xlperf.recognition.goals import parts_of_the_goal
from xlperf.recognition.ground import SURE_ENOUGH, Ground
from xlperf.recognition.headers import Header, find_headers
from xlperf.recognition.pages import Spot
from xlperf.recognition.plans import WantedTable
from xlperf.recognition.words import bare, fold
from xlperf.record import dataclass

_BY_PRINT, _BY_HEADING = 0.9, 0.85
_PRINTED_SHARE = 1 / 3


@dataclass(frozen=True, slots=True)
class TableFit:
    """A table that was found: its place, where its header begins, how sure each column is."""

    wanted: WantedTable
    place: FoundTable
    top: int
    sure: Mapping[str, float]
    split: bool = False  # 比较符、指标值、度量单位 stand in one column
    seen: Mapping[str, Spot] = field(default_factory=dict)  # where a column may be that is not sure enough
    joined: Mapping[Spot, RawCell] = field(default_factory=dict)  # cells whose paragraphs stand in rows below
    sideways: bool = False  # the row of a source has its amount alone: what else it lacks is not missing

    @property
    def key(self) -> str:
        """The key of the table."""
        return self.wanted.table.key

    @property
    def share(self) -> float:
        """The share of its columns, ours aside, that were found surely enough."""
        core = {column.column.key for column in self.wanted.columns if not column.ours}
        return sum(key in core and sure >= SURE_ENOUGH for key, sure in self.sure.items()) / len(core)

    @property
    def rows(self) -> frozenset[int]:
        """Every row that it takes."""
        return frozenset(range(self.top, max(self.place.body_last, self.place.total_row) + 1))


def find_tables(wanted: WantedTable, ground: Ground, stops: frozenset[int]) -> Iterator[TableFit]:
    """Every occurrence of a table in the region, the fullest first; ``stops`` are rows of other parts."""
    for header in find_headers(wanted, ground):
        whole = _with_unlabelled(wanted, header, ground)
        sure = {key: each for key, (_, each) in whole.columns.items()}
        columns = {key: at for key, at in whole.places.items() if sure[key] >= SURE_ENOUGH}
        if not columns:
            continue
        body = Body(
            wanted, replace(whole, columns={key: whole.columns[key] for key in columns}), ground, stops
        )
        place, split = body.found(columns)
        seen = {key: (header.last, at) for key, (at, _) in whole.columns.items() if key not in columns}
        yield TableFit(wanted, place, header.top, sure, split, seen, body.joined())


def _with_unlabelled(wanted: WantedTable, header: Header, ground: Ground) -> Header:
    """The header with the columns that print no label of their own: known by their rows, or by the heading alone."""
    columns = dict(header.columns)
    for column in wanted.columns:
        key = column.column.key
        texts = {fold(row.texts[key]) for row in wanted.table.printed if row.texts.get(key)}
        if key not in columns and texts:
            at = _by_print(texts, header, ground, {place for place, _ in columns.values()})
            if at:
                columns[key] = (at, _BY_PRINT)
        if key not in columns and texts and wanted.table.total_on_top:
            at = _by_total(wanted, header, ground)
            if at:
                columns[key] = (at, _BY_PRINT)
    if "target" not in columns:
        columns |= _by_heading(wanted, header)
    columns |= parts_of_the_goal(
        replace(header, columns=columns), ground, {each.column.key for each in wanted.columns}
    )
    return replace(header, columns=columns)


def _by_total(wanted: WantedTable, header: Header, ground: Ground) -> int:
    """The column in which 年度资金总额 stands below the header, left of every other column: the names are there."""
    page, first = ground.page, min(header.places.values(), default=0)
    for column in range(first - 1, ground.region.left - 1, -1):
        text = page.text((header.last + 1, column))
        if text:
            return column if (bare(text) or text) in wanted.totals else 0
    return 0


def _by_print(texts: set[str], header: Header, ground: Ground, taken: set[int]) -> int:
    """The column below the header that holds most of the printed texts of a column, 0 when none holds enough."""
    cores = {bare(text) or text for text in texts}
    met: dict[int, set[str]] = {}
    for row in range(header.last + 1, ground.last_row + 1):
        for column in ground.page.columns_of.get(row, ()):
            core = bare(text := ground.page.text((row, column))) or text
            if core in cores and column not in taken:
                met.setdefault(column, set()).add(core)
    column, own = max(met.items(), key=lambda each: (len(each[1]), -each[0]), default=(0, set()))
    return column if len(own) >= max(1, _PRINTED_SHARE * len(cores)) else 0


def _by_heading(wanted: WantedTable, header: Header) -> Mapping[str, tuple[int, float]]:
    """The column of 指标值 under its heading, where the form at hand does not split it."""
    target = next((column for column in wanted.columns if column.column.key == "target"), None)
    for text in target.headings if target else ():
        if text in header.headings:
            left, _ = header.headings[text]
            if left not in {place for place, _ in header.columns.values()}:
                return {"target": (left, _BY_HEADING)}
    return {}
