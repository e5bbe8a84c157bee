"""Report → Marks. Pure: what is told inside the workbook; the same report gives the same marks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xlperf.findings import Address, Finding, Report, Reserved, Score, Total, Verdict
from xlperf.wording import (
    UNVERIFIABLE,
    by_hand,
    in_reading_order,
    places,
    points,
    slip_of,
    total_sentence,
    visible,
    why_aside,
)
from xlperf.writeback.marks import CellMark, Marks, ReservedValue
from xlperf.writeback.results_sheet import Rows, results_sheet

_IN_NOTE = 4  # findings told in full in one note; the rest stand in the results sheet
_MESSAGE = 200
_ASIDE = 120


def compose(report: Report) -> Marks:
    """Everything that a workbook gains by being checked."""
    findings = in_reading_order(report)
    sheet, rows = results_sheet(report, findings)
    return Marks(_cell_marks(findings), _reserved(report, rows), sheet, report.seal)


def _cell_marks(findings: tuple[Finding, ...]) -> tuple[CellMark, ...]:
    """One mark per cell, in order of place; the gravest finding gives the colour."""
    by_cell: dict[Address, list[Finding]] = {}
    for finding in findings:
        if finding.at is not None:
            by_cell.setdefault(finding.at, []).append(finding)
    return tuple(
        CellMark(
            at=at,
            severity=here[0].severity,
            codes=tuple(dict.fromkeys(finding.code for finding in here)),
            note=_note(here),
            standing=here[0].standing,
        )
        for at, here in sorted(by_cell.items())
    )


def _note(findings: list[Finding]) -> str:
    told = [_told(finding) for finding in findings[:_IN_NOTE]]
    if len(findings) > _IN_NOTE:
        told.append(f"另有 {len(findings) - _IN_NOTE} 条，见“检查结果”页。")
    return "\n".join(told)


def _told(finding: Finding) -> str:
    lines = [f"【{finding.level} {finding.code}】{visible(finding.message, _MESSAGE)}"]
    if not finding.counts:
        lines.append(f"{finding.standing.chinese}：{visible(why_aside(finding), _ASIDE)}")
    if finding.expected is not None:
        lines.append(f"应为：{visible(finding.expected, _ASIDE)}")
    if finding.slip:
        lines.append(f"疑似：{visible(slip_of(finding), _ASIDE)}")
    if finding.hint:
        lines.append(f"建议：{visible(finding.hint, _ASIDE)}")
    if finding.related:
        first = finding.related[:_ASIDE]  # each takes more than one letter
        lines.append(f"相关：{visible(places(first), _ASIDE)}")
    return "\n".join(lines)


def _reserved(report: Report, rows: Rows) -> tuple[ReservedValue, ...]:
    values: list[ReservedValue] = []
    for score in report.scores:
        row = _row_about(score, rows.scores, rows.findings)
        values += _beside(score.reserved, score.self_score, score.computed, _hint(score), row)
    if report.total is not None:
        total = report.total
        values += _beside(
            total.reserved, total.self_score, total.computed, _total_hint(report, total), rows.total
        )
    return tuple(values)


def _row_about(
    score: Score, scores: Mapping[str, int], findings: tuple[tuple[Finding, int], ...]
) -> int | None:
    """The row of the finding about this score, else its row in the table of scores."""
    for finding, row in findings:
        if finding.code == score.id:
            return row
    for finding, row in findings:
        if finding.at is not None and finding.at == score.at:
            return row
    return scores.get(score.id)


def _beside(
    cells: Reserved, claimed: Decimal | None, computed: Decimal | None, hint: str, row: int | None
) -> list[ReservedValue]:
    difference = None if claimed is None or computed is None else claimed - computed
    values = []
    if cells.computed is not None:
        values.append(ReservedValue(cells.computed, UNVERIFIABLE if computed is None else computed))
    if cells.difference is not None:
        values.append(ReservedValue(cells.difference, difference))
    if cells.hint is not None:
        values.append(ReservedValue(cells.hint, hint or None, row))
    return values


def _hint(score: Score) -> str:
    """提示: as short as the narrow column."""
    if score.verdict is Verdict.HIGH and score.hi is not None:
        return f"偏高，最高可得{points(score.hi)}"
    if score.verdict is Verdict.LOW and score.lo is not None:
        return f"偏低，至少应得{points(score.lo)}"
    if score.verdict is Verdict.UNVERIFIABLE:
        return "人工评分" if by_hand(score.formula) else "缺数据"
    return score.verdict.chinese


def _total_hint(report: Report, total: Total) -> str:
    if total.at_most is None or total.at_most == total.self_score:
        return "" if total.self_score is None else total_sentence(report, total)
    grade = f"（{total.grade_at_most}）" if total.grade_at_most else ""
    return f"最高可得{points(total.at_most)}{grade}"
