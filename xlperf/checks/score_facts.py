"""SC-10, XF-09：what a score rests on is explained where the rule asks for it, and is what the report says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.aims import RESULTS, Aim, aims, read_target
from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import rows_with
from xlperf.findings import Severity, Verdict
from xlperf.forms import department_report, score_sheet
from xlperf.lazy_regex import lazy
from xlperf.record import dataclass
from xlperf.scorecard import reckoned, verdict_on
from xlperf.submission import Cell, Submission, shown

_HUNDRED = Decimal(100)
_SATISFIED = lazy(r"满意(?:度|率)[^\d，,。；;≥]{0,6}(\d+(?:\.\d+)?)\s*[%％]")


@check(
    "SC-10",
    Severity.WARNING,
    message="{name}：{note}；说明栏还空着",
    hint="在扣分原因和其他说明栏写明理由；数字填错的，改正计分数据",
    clause="附件3-1、3-2 评分标准；扣分原因和其他说明",
)
def what_must_be_explained_is_explained(context: Context) -> Iterator[Outcome]:
    """得了满分、但评分标准要求说明理由的，说明栏写明理由。

    例：政府采购执行率110%，按满分计，报 SC-10 提醒核对是否超预算采购；
    产出时效选“未如期但理由充分”得满分，说明栏空着，同样报 SC-10。
    """
    submission, office = context.submission, context.office
    for indicator in submission.form.indicators:
        found = reckoned(submission, indicator, office)
        if found is None or found.outcome.computed is None or not found.outcome.note:
            continue
        own, reason = found.self_score.value, found.row.cells.get(score_sheet.REASON.key)
        if not isinstance(own, Decimal) or own < indicator.max or reason is None or reason.written:
            continue
        if verdict_on(own, found.outcome, office) is Verdict.OK:
            yield at(
                reason, found.self_score, *found.cells, seen="", name=indicator.name, note=found.outcome.note
            )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two inputs of an indicator and the kind of row in 附件2-2 that gives the same two figures."""

    indicator: str
    kind: str
    actual: str
    target: str
    unit: str = ""  # what the inputs are in; "" when in the unit of the row


_PAIRS = (
    _Pair("S32-14", "数量", "done", "target"),
    _Pair("S32-15", "质量", "reached", "target"),
    _Pair("S32-17", "成本", "actual", "target", "万元"),
)


@check(
    "XF-09",
    Severity.WARNING,
    message="计分数据“{name}”填{value}，自评报告{place}是{said}",
    hint="核对哪一处对，两处改为同一个数",
    clause="附件2-2 三、项目绩效定量目标（指标）及完成情况；附件3-2 评分标准",
)
def score_inputs_repeat_the_report(context: Context) -> Iterator[Outcome]:
    """计分数据里的目标值、完成值和满意度，与自评报告一致。

    例：自评报告数量指标目标50公里、完成40公里，计分数据“目标完成数”填50，报 XF-09；
    问卷100人、满意85人（85%），自评报告满意度完成值填95%，同样报 XF-09。
    自评报告同类指标不止一项的，不作比较。
    """
    submission = context.submission
    rows = [aim for aim in aims(submission, RESULTS) if aim.target and not aim.swapped]
    for pair in _PAIRS:
        own = [aim for aim in rows if pair.kind in aim.second]
        if len(own) == 1 and (not pair.unit or own[0].unit == pair.unit):
            yield from _pair_agrees(submission, pair, own[0])
    yield from _survey_agrees(submission, rows)
    yield from _rate_of_the_department_agrees(submission)


def _input(submission: Submission, name: str) -> Cell | None:
    cell = submission.fields.get(f"score_inputs.{name}")
    return cell if cell and isinstance(cell.value, Decimal) and not cell.computed else None


def _pair_agrees(submission: Submission, pair: _Pair, aim: Aim) -> Iterator[At]:
    target = _input(submission, f"{pair.indicator}.{pair.target}")
    actual = _input(submission, f"{pair.indicator}.{pair.actual}")
    if target and aim.value is not None and target.value != aim.value:
        yield _differs(target, aim.cell, f"“{aim.brief}”的目标值", f"{shown(aim.value)}{aim.unit}")
    done = _actual(aim)
    if actual and aim.actual and done is not None and actual.value != done:
        yield _differs(actual, aim.actual, f"“{aim.brief}”的实际完成值", f"{shown(done)}{aim.unit}")


def _actual(aim: Aim) -> Decimal | None:
    """实际完成值 as a number in the unit of the target; None for words and other units."""
    if aim.actual is None or not aim.actual.given:
        return None
    if isinstance(aim.actual.value, Decimal):
        return aim.actual.value
    found = read_target(shown(aim.actual.value))
    return found.value if found and not found.relation and found.unit in ("", aim.unit) else None


def _differs(cell: Cell, other: Cell, place: str, said: str) -> At:
    return at(cell, other, expected=said, name=cell.label, value=cell.value, place=place, said=said)


def _survey_agrees(submission: Submission, rows: list[Aim]) -> Iterator[At]:
    satisfied = _input(submission, "S32-22.satisfied")
    surveyed = _input(submission, "S32-22.surveyed")
    own = [aim for aim in rows if "满意" in aim.second]
    if not satisfied or not surveyed or surveyed.number <= 0 or len(own) != 1 or own[0].unit != "%":
        return
    said, rate = _actual(own[0]), satisfied.number / surveyed.number * _HUNDRED
    cell = own[0].actual
    if said is not None and cell and abs(said - rate) > _half_of_last_place(said):
        place = f"“{own[0].brief}”的实际完成值"
        words = f"{shown(said)}%，按人数应为{shown(round(rate, 2))}%"
        yield at(satisfied, surveyed, cell, expected=f"{shown(said)}%", place=place, said=words, value=f"{shown(satisfied.value)}、{surveyed.label}填{shown(surveyed.value)}", name=satisfied.label)  # fmt: skip


def _half_of_last_place(printed: Decimal) -> Decimal:
    exponent = printed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal("0.5").scaleb(-places) + Decimal("1e-9")


def _rate_of_the_department_agrees(submission: Submission) -> Iterator[At]:
    rate = _input(submission, "S31-22.rate")
    columns = (department_report.SECOND, department_report.ACTUAL)
    rows = rows_with(submission, department_report.INDICATORS, *columns)
    own = [row for row in rows if "满意" in shown(row.value(department_report.SECOND))]
    texts = [(row[department_report.ACTUAL], shown(row.value(department_report.ACTUAL))) for row in own]
    said = [(cell, Decimal(number)) for cell, text in texts for number in _SATISFIED.findall(text)]
    if rate and len(said) == 1 and said[0][1] != rate.number:
        cell, number = said[0]
        yield _differs(rate, cell, "满意度完成情况", f"{shown(number)}%")
