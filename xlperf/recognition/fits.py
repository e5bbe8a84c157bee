"""How well a form fits a region: its parts that were found there, and whether they are enough to recognise it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

from xlperf.forms.formulas import Joined
from xlperf.forms.model import Banner, Field, Kind
from xlperf.literals import stored_number
from xlperf.places import Way
from xlperf.recognition.copies import without_copies
from xlperf.recognition.fields import FieldFit, find_fields
from xlperf.recognition.ground import SURE_ENOUGH, Ground
from xlperf.recognition.pages import Spot
from xlperf.recognition.pairs import is_laid_in_pairs, table_in_pairs, table_of_names
from xlperf.recognition.plans import Plan, WantedTable
from xlperf.recognition.sideways import sources_sideways, totals_sideways
from xlperf.recognition.tables import TableFit, find_tables
from xlperf.recognition.unlike import is_unlike
from xlperf.recognition.values import year_in
from xlperf.recognition.words import BARE, fold, slips, slips_allowed
from xlperf.record import dataclass

_FEWEST_PARTS, _MANY_PARTS = 4, 12
_TITLED_SHARE, _UNTITLED_SHARE, _MANY_SHARE = 0.25, 0.5, 0.3
_WORDS_FOR_NUMBERS, _LIKELY_TABLE = 0.5, 0.5
_WHOLE, _MONITORED = "整体", "监控"


@dataclass(frozen=True)
class Fit:
    """A form as far as a region holds it. ``pieces`` are further occurrences of its tables."""

    plan: Plan
    ground: Ground
    fields: Mapping[str, FieldFit]
    tables: Mapping[str, TableFit]
    pieces: tuple[TableFit, ...] = ()
    misread: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    """The columns whose cells do not suit them."""
    rest: tuple[Fit, ...] = ()  # regions that hold what this one lacks: a form over several sheets

    @cached_property
    def sure(self) -> Mapping[tuple[str, str], float]:
        """How sure each labelled part is that was found in this region: fields by key, columns by table and key."""
        sure = {(key, ""): fit.sure for key, fit in self.fields.items()}
        for key, table in self.tables.items():
            own = {column.column.key for column in table.wanted.columns if not column.ours}
            sure |= {(key, column): each for column, each in table.sure.items() if column in own}
        return {part: each for part, each in sure.items() if each >= SURE_ENOUGH}

    @property
    def own(self) -> float:
        """How many labelled parts were found in this region, each counted by how sure it is."""
        return sum(self.sure.values())

    @property
    def found(self) -> float:
        """The same for all its regions; what several of them say again counts once."""
        every = (self.sure, *(fit.sure for fit in self.rest))
        return sum(max(each.get(part, 0) for each in every) for part in set().union(*every))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The fields that are labelled in this region, and its tables."""
        labelled = {wanted.field.key for wanted in self.plan.fields}
        sure = {key for key, fit in self.fields.items() if fit.sure >= SURE_ENOUGH}
        return frozenset(labelled & sure | set(self.tables))

    def completes(self, other: Fit) -> bool:
        """Whether a region goes on where another one ends: what it holds is not there, save a name said again."""
        if self.ground.region.place == other.ground.region.place:
            return False
        shared = (self.keys & other.keys) - {table.table.key for table in self.plan.tables}
        new = self.keys - other.keys
        if set(self.tables) & set(other.tables):
            # the same table again is its next page, if no head of a form comes with it
            return not self.titled and (not shared or (len(shared) == 1 and len(new) > 1))
        return len(shared) <= 1 and (bool(new & set(self.tables)) or len(new) > 1)

    @property
    def share(self) -> float:
        """The share of the labelled parts that was found."""
        return self.found / self.plan.parts if self.plan.parts else 0.0

    @property
    def titled(self) -> bool:
        """Whether a region of it bears the title of the form."""
        title = self.ground.region.title
        near = any(own in title or _nearly(own, title) for own in self.plan.titles)
        return near or any(fit.titled for fit in self.rest)

    @property
    def _of_another_subject(self) -> bool:
        """Whether the title speaks of a whole department and the form of one project, or of 监控 and the form does not."""
        title, own = self.ground.region.title, "".join(self.plan.titles)
        asks = any(wanted.field.key.endswith(".project") for wanted in self.plan.fields)
        return any(word in title and word not in own for word in (_MONITORED, *([_WHOLE] if asks else [])))

    @property
    def accepted(self) -> bool:
        """Whether there is enough of the form to call it recognised."""
        if self._of_another_subject or any(is_unlike(table, self.ground) for table in self.tables.values()):
            return False
        enough = _TITLED_SHARE if self.titled else _UNTITLED_SHARE
        if self.found >= _MANY_PARTS:
            enough = min(enough, _MANY_SHARE)
        fewest = min(_FEWEST_PARTS, self.plan.parts) if self.titled else _FEWEST_PARTS + 2
        return self.found >= fewest * BARE and self.share >= enough


def _nearly(own: str, title: str) -> bool:
    """Whether a title is that of the form but for a slip of the pen."""
    allowed = slips_allowed(own)
    return bool(allowed and title) and slips(own, title, allowed) <= allowed


def fitted(plan: Plan, ground: Ground) -> Fit:
    """The form as far as the region holds it."""
    ground = replace(ground, phrases=plan.phrases)
    stops = _stops(plan, ground)
    tables: dict[str, TableFit] = {}
    pieces: list[TableFit] = []
    blocked: set[int] = set()
    candidates = [
        (fit.wanted, fit)
        for wanted in plan.tables
        for fit in find_tables(wanted, ground, stops - _own_rows(wanted, ground))
    ]
    for wanted, fit in sorted(candidates, key=lambda each: (-each[1].share, each[1].top)):
        if blocked & set(range(fit.top, fit.place.header + 1)):
            continue
        shortened = _cut(fit, blocked, candidates)
        if _bare_of_rows(shortened) or is_laid_in_pairs(shortened, ground):
            continue
        shortened = without_copies(shortened, ground.page)
        if wanted.table.key in tables:
            pieces.append(shortened)
        else:
            tables[wanted.table.key] = shortened
        blocked |= shortened.rows
    fields = find_fields(plan, replace(ground, blocked=ground.blocked | frozenset(blocked)))
    fields |= _unlabelled(plan, ground, fields, tables)
    for wanted in plan.tables:
        if wanted.table.key not in tables:
            sums = totals_sideways(wanted, ground)
            fields |= sums
            free = replace(ground, blocked=ground.blocked | frozenset(blocked))
            odd = list(sources_sideways(wanted, ground) if sums else table_in_pairs(wanted, free))
            odd = odd or list(table_of_names(wanted, free))
            odd = [without_copies(each, ground.page) for each in odd]
            tables |= dict(zip((wanted.table.key,), odd, strict=False))
            pieces += odd[1:]
    tables, misread = _suiting(tables, ground)
    return Fit(plan, ground, fields, tables, tuple(pieces), misread)


def _bare_of_rows(fit: TableFit) -> bool:
    """Whether a table whose rows are printed has none of them, nor its total: it is laid out otherwise."""
    table = fit.wanted.table
    printed = not table.grows and any(row.id for row in table.printed)
    return printed and not fit.place.rows and not fit.place.total_row


def _cut(fit: TableFit, blocked: set[int], candidates: list[tuple[WantedTable, TableFit]]) -> TableFit:
    """The table up to where the header of the next one begins."""
    tops = [
        other.top
        for wanted, other in candidates
        if wanted.table.key != fit.key
        and fit.place.header < other.top <= fit.place.body_last
        and other.share >= _LIKELY_TABLE
    ]
    first = min(
        [*tops, *(row for row in blocked if fit.place.header < row <= fit.place.body_last)], default=0
    )
    if not first:
        return fit
    total = fit.place.total_row if fit.place.total_row < first else 0
    rows = {row: row_id for row, row_id in fit.place.rows.items() if row < first}
    return replace(fit, place=replace(fit.place, body_last=first - 1, total_row=total, rows=rows))


def _stops(plan: Plan, ground: Ground) -> frozenset[int]:
    """The rows in which a field of the form is labelled, or a new part of it begins."""
    labels = {label for wanted in plan.fields for label in wanted.labels}
    spots = [at for at, hit in ground.hits(labels).items() if hit.sure >= SURE_ENOUGH]
    spots += [at for at, hit in ground.hits(plan.marks).items() if hit.sure >= BARE and hit.alone]
    return frozenset(at[0] for at in spots if not ground.page.is_copy_of_above(at))


def _own_rows(wanted: WantedTable, ground: Ground) -> set[int]:
    """Rows that only a label of the table itself would make an end of it."""
    own = {label for column in wanted.columns for label in (*column.labels, *column.headings)}
    own |= {fold(wanted.table.side_label)} - {""}
    return {at[0] for at, hit in ground.hits(own).items() if hit.sure >= BARE}


def _unlabelled(
    plan: Plan, ground: Ground, fields: Mapping[str, FieldFit], tables: Mapping[str, TableFit]
) -> dict[str, FieldFit]:
    """The title and the year in or under it."""
    first = min(
        [*(fit.at[0] for fit in fields.values()), *(table.top for table in tables.values())],
        default=ground.region.top,
    )
    found: dict[str, FieldFit] = {}
    for block in plan.form.blocks:
        if not isinstance(block, Banner) or not isinstance(block.text, Field):
            continue
        target = block.text
        if target.kind is Kind.YEAR:
            fit = _year(target, ground, first)
            if fit:
                found[target.key] = fit
        elif isinstance(target.formula, Joined) and ground.region.title_at and "title" in target.key:
            found[target.key] = FieldFit(target.key, target.label, ground.region.title_at, Way.POSITION, 1.0)
    return found


def _year(target: Field, ground: Ground, first: int) -> FieldFit | None:
    for row in range(ground.region.top, max(first, ground.region.top + 1)):
        for column in ground.page.columns_of.get(row, ()):
            raw = ground.page.cells[row, column]
            if not ground.region.holds((row, column)):
                continue
            piece = year_in(raw.text or "") if raw.kind == "s" else None
            if piece:
                return FieldFit(target.key, target.label, (row, column), Way.POSITION, BARE, piece)
            number = stored_number(raw.text or "") if raw.kind == "n" else None
            if number is not None and 1990 < number < 2100 and number == int(number):  # noqa: PLR2004
                return FieldFit(target.key, target.label, (row, column), Way.POSITION, BARE)
    return None


def _suiting(
    tables: Mapping[str, TableFit], ground: Ground
) -> tuple[dict[str, TableFit], dict[tuple[str, str], Spot]]:
    """The tables without the columns whose cells are mostly words where numbers belong."""
    suiting: dict[str, TableFit] = {}
    misread: dict[tuple[str, str], Spot] = {}
    for key, fit in tables.items():
        columns = dict(fit.place.columns)
        for column in fit.wanted.columns:
            part = column.column
            if part.kind.is_number and part.key in columns and _worded(fit, columns[part.key], ground):
                misread[key, part.key] = (fit.place.header, columns.pop(part.key))
        suiting[key] = replace(fit, place=replace(fit.place, columns=columns))
    return suiting, misread


def _worded(fit: TableFit, column: int, ground: Ground) -> bool:
    texts = [
        cell.text or ""
        for row in range(fit.place.body, fit.place.body_last + 1)
        if row not in fit.place.skipped
        and (cell := ground.page.cells.get((row, column)))
        and cell.kind == "s"
    ]
    others = sum(
        (row, column) in ground.page.cells for row in range(fit.place.body, fit.place.body_last + 1)
    ) - len(texts)
    words = sum(not any(letter.isdigit() for letter in text) and len(text.strip()) > 1 for text in texts)
    return words > 1 and words > _WORDS_FOR_NUMBERS * (others + len(texts))
