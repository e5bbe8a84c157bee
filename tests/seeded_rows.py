"""What goes wrong beside a mistyped amount: a row left out or copied twice, a total not carried on, a wrong self-score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.seeded_faults import OFFICE, retyped
from xlperf.assess import judge
from xlperf.checks import department_sums, project_sums
from xlperf.checks.found import score_rows
from xlperf.checks.relations import UNDECIDED
from xlperf.findings import Address, Finding, Severity
from xlperf.forms import department_report, expenses
from xlperf.forms.model import Column, Table
from xlperf.forms.score_sheet import REASON, SELF
from xlperf.submission import Cell, Row, Submission

KINDS = ("漏列一行", "重复一行", "合计没有更新", "自评得分填错")
_LISTS: tuple[tuple[Table, Column], ...] = (
    (expenses.VOUCHERS, expenses.AMOUNT),
    *((table, column) for table in department_report.BLOCKS for column in table.columns[1:2]),
)


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A consistent return with one thing wrong, the cells where that may be told, the word that must be in the slip."""

    kind: str
    filled: Submission
    places: frozenset[Address]
    word: str = ""


def spoiled(filled: Submission) -> Iterator[Spoiled]:
    """Every row left out, every row twice, every total without one of its addends, every self-score one point off."""
    for table, column in _LISTS:
        if table.key in filled.tables and column.total is not None:
            yield from _rows(filled, table, column)
    yield from _stale(filled)
    yield from _scores(filled)


def _rows(filled: Submission, table: Table, column: Column) -> Iterator[Spoiled]:
    rows = filled.tables[table.key]
    given = [n for n, row in enumerate(rows) if column.key in row.cells and row.value(column)]
    blank = next(
        (n for n, row in enumerate(rows) if not any(cell.given for cell in row.cells.values())), None
    )
    total = filled[column.total].at if column.total else None
    if len(given) < 2 or total is None:
        return
    for n in given:
        without = {key: cell._replace(value=None, raw="") for key, cell in rows[n].cells.items()}
        yield Spoiled("漏列一行", _with_row(filled, table, n, without), frozenset([total]), "漏")
        if blank is None:
            continue
        twice = {
            key: cell._replace(value=rows[n].cells[key].value, raw=rows[n].cells[key].raw, computed=False)
            for key, cell in rows[blank].cells.items()
        }
        places = {total, rows[n].cells[column.key].at, rows[blank].cells[column.key].at}
        copied = _with_row(filled, table, blank, twice)
        yield Spoiled("重复一行", copied, frozenset(at for at in places if at), "重复")


def _with_row(filled: Submission, table: Table, number: int, cells: Mapping[str, Cell]) -> Submission:
    rows = list(filled.tables[table.key])
    rows[number] = replace(rows[number], cells=cells)
    return replace(filled, tables={**filled.tables, table.key: tuple(rows)})


def _stale(filled: Submission) -> Iterator[Spoiled]:
    for relation in department_sums.relations(filled, OFFICE) + project_sums.relations(filled, OFFICE):
        given = [term for term in relation.addends if term.figure.value]
        at, total = relation.total.at, relation.total.value
        if at is None or total is None or len(given) < 2 or any(term.factor != 1 for term in given):
            continue
        for term in given:
            old = total - (term.figure.value or Decimal(0))
            if abs(old - total) > relation.tolerance:
                yield Spoiled("合计没有更新", retyped(filled, {at: old}), frozenset([at]))


def _scores(filled: Submission) -> Iterator[Spoiled]:
    for row in score_rows(filled):
        cell = row[SELF]
        if cell.at is not None and isinstance(cell.value, Decimal) and cell.value >= 1:
            wrong = retyped(filled, {cell.at: cell.value - 1})
            yield Spoiled("自评得分填错", _with_reasons(wrong), frozenset([cell.at]))


def _with_reasons(filled: Submission) -> Submission:
    """Every lost point has its reason: that a reason is missing would be a second fault."""

    def explained(row: Row) -> Row:
        if REASON.key not in row.cells:
            return row
        cell = row[REASON]._replace(value="部分资料不全，按评分标准扣分", raw="部分资料不全，按评分标准扣分")
        return replace(row, cells={**row.cells, REASON.key: cell})

    return replace(
        filled,
        tables={
            key: tuple(map(explained, rows)) if key == "score_sheet.scores" else rows
            for key, rows in filled.tables.items()
        },
    )


def outcome(each: Spoiled) -> str:
    """One of the outcomes of the page."""
    found = [one for one in judge("", each.filled, OFFICE).findings if one.severity is not Severity.INFO]
    if not found:
        return "没有报"
    if len(found) > 1:
        return "报了几条"
    return _one(found[0], each)


def _one(finding: Finding, each: Spoiled) -> str:
    if (
        finding.at in each.places
        and each.word in finding.slip
        and (each.word or UNDECIDED not in finding.message)
    ):
        return "指对"
    says_only_that_it_differs = UNDECIDED in finding.message or finding.code == "SC-01"
    return "看不出" if says_only_that_it_differs else "指错"


def counted(all_filled: Sequence[Submission]) -> dict[str, Counter[str]]:
    """What became of every fault, by kind."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for filled in all_filled:
        for each in spoiled(filled):
            found[each.kind][outcome(each)] += 1
    return {kind: counts for kind, counts in found.items() if counts}
