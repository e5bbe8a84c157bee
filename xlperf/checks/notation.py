"""FMT-02, 03, 04, 11：ways of writing that are read as meant, and told once so that staff know how."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.aims import Aim, all_aims, is_odd_sign, read_relation
from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import field_cells, named, score_rows
from xlperf.findings import Severity
from xlperf.forms import project_report, score_sheet
from xlperf.submission import Cell, shown

_CLAUSE = "绩效目标表 指标值及单位；附件2-2 三、指标（目标）值"
_TICKED = frozenset("☑√✓✔■●R是☒")
_USUAL_TICKS = frozenset(("☑", "√", "✓", "✔", "■", "●"))


@check(
    "FMT-02",
    Severity.INFO,
    message="{count}项指标用文字写大小关系：{names}",
    hint="不必改动；在比较符栏选 ≥、≤、＝，汇总时更清楚",
    clause=_CLAUSE,
)
def relations_in_words_are_told_as_signs(context: Context) -> Iterator[Outcome]:
    """用“不低于”“以上”“不超过”写的目标值，说明按什么符号读取。

    例：目标值“98%以上”，按“≥98%”读取，报 FMT-02 提示。
    """
    found = [(aim, text) for aim in all_aims(context.submission) if (text := _in_words(aim))]
    if found:
        names = named(f"“{text}”按“{aim.target}”读取" for aim, text in found)
        yield at(*(aim.cell for aim, _ in found), seen=found[0][1], count=len(found), names=names)


def _in_words(aim: Aim) -> str:
    """不低于95% where words say the relation; "" where a sign does, or nothing."""
    own = shown(aim.relation.value).strip()
    if aim.target is None or aim.swapped:
        return ""
    if aim.target.by_words:
        return aim.target.words
    by_words = read_relation(own) and len(own) > len(">=")
    return f"{own}{aim.words}" if by_words else ""


@check(
    "FMT-03",
    Severity.INFO,
    message="{count}处用了少见的符号：{names}，已按通常的符号读取",
    hint="不必改动；比较符栏请从下拉框选择",
    clause=_CLAUSE,
)
def odd_signs_are_told(context: Context) -> Iterator[Outcome]:
    """“≧”“≦”“═”“＞”“％”等符号，说明按什么符号读取。

    例：比较符写“≧”，按“≥”读取，报 FMT-03 提示。
    """
    cells: dict[str, list[Cell]] = {}
    for aim in all_aims(context.submission):
        own = shown(aim.relation.value).strip()
        if is_odd_sign(own):
            cells.setdefault(f"“{own}”按“{read_relation(own)}”", []).append(aim.relation)
        if aim.target and aim.target.odd_sign and not aim.swapped:
            cells.setdefault(f"“{aim.target.words}”按“{aim.target}”", []).append(aim.cell)
        if "％" in shown(aim.measure.value):
            cells.setdefault("“％”按“%”", []).append(aim.measure)
    every = [cell for group in cells.values() for cell in group]
    if every:
        yield at(*every, count=len(every), names=named(cells))


@check(
    "FMT-04",
    Severity.INFO,
    message="{name}的方框里写的是“{mark}”，按已勾选读取",
    hint="不必改动；下次请从下拉框选“☑”",
    clause="附件2-2 封面 评价类型",
)
def odd_ticks_are_told(context: Context) -> Iterator[Outcome]:
    """勾选写成“R”“√□”等，说明按已勾选读取。

    例：评价类型写“√□”，报 FMT-04 提示。
    """
    boxes = field_cells(context.submission, (project_report.TYPE_PROCESS, project_report.TYPE_RESULT))
    for box in boxes:
        mark = box.raw.strip()
        if set(mark) & _TICKED and mark not in _USUAL_TICKS:
            yield at(box, expected="☑", name=box.label, mark=mark)


@check(
    "FMT-11",
    Severity.INFO,
    message="{count}项指标的分值不是整数：{names}，按小数计分",
    hint="不必改动；分值可以是小数，各级合计仍应相等",
    clause="附件3-1、3-2 备注：可以细化个性指标",
)
def fractional_points_are_told(context: Context) -> Iterator[Outcome]:
    """分值可以是小数，说明按小数计分。

    例：一项指标分值2.5分，报 FMT-11 提示。
    """
    rows = score_rows(context.submission, score_sheet.MAX, score_sheet.NAME)
    found = [row for row in rows if _is_fraction(row[score_sheet.MAX])]
    if found:
        names = named(
            f"{''.join(shown(row[score_sheet.NAME].value).split())}{shown(row[score_sheet.MAX].value)}分"
            for row in found
        )
        yield at(*(row[score_sheet.MAX] for row in found), count=len(found), names=names)


def _is_fraction(cell: Cell) -> bool:
    return isinstance(cell.value, Decimal) and cell.value != cell.value.to_integral_value()
