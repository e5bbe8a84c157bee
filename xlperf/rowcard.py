"""What the indicators that a unit wrote itself earn: every row of 项目支出绩效自评表, and 预算执行率.

A missing or unreadable figure gives 无法复核, never 0 and never full marks.
"""

from __future__ import annotations

from decimal import Decimal

from xlperf.checks.aims import RATINGS, Aim, aims, read_target
from xlperf.checks.sums import sensible
from xlperf.forms import score_sheet
from xlperf.forms.model import Column, Field
from xlperf.forms.national import parts
from xlperf.forms.national.editions import Edition, edition_of
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.schemes.model import (
    Equal,
    Forward,
    Indicator,
    Input,
    InputKind,
    Linear,
    Manual,
    Qualitative,
    Rule,
)
from xlperf.scoring import Outcome, Value, by_relation, score
from xlperf.scoring.outcome import unknown
from xlperf.submission import Cell, Row, Submission, once, shown

NOT_APPLICABLE = frozenset(("不适用", "不涉及", "本年不适用", "本年度不适用", "不适用本项目", "未涉及"))
_RATE = "%"
_ONE = Decimal(1)
_FULL = Decimal(100)
_ROUNDED = Decimal("0.05")
"""So far a total may be from the sum of its printed parts."""
_MEASURED_BOTH_WAYS = ("天", "日", "小时", "分钟", "个月", "月", "年")


@dataclass(frozen=True, slots=True)
class Rated:
    """One row with what it earns. ``indicator`` is None where 分值 is not given."""

    aim: Aim
    rule: Rule | None
    actual: Decimal | None
    outcome: Outcome
    indicator: Indicator | None

    @property
    def row(self) -> Row:
        """The row of the table."""
        return self.aim.row

    @property
    def completion(self) -> Decimal | None:
        """完成值 ÷ 指标值 of a 正向 or 等于 indicator with a target above 0."""
        target = sensible(self.aim.value)
        if self.actual is None or target is None or target <= 0:
            return None
        return self.actual / target if isinstance(self.rule, Forward | Equal) else None

    @property
    def applicable(self) -> bool:
        """Whether the unit does not say that the indicator does not apply."""
        return self.outcome.applicable


@dataclass(frozen=True, slots=True)
class Execution:
    """全年预算数 and 全年执行数 of the whole project, with the cells they were taken from; a broken sum gives none."""

    budget: Decimal
    spent: Decimal
    cells: tuple[Cell, ...]

    @property
    def rate(self) -> Decimal | None:
        """执行数 ÷ 预算数, None without a budget."""
        return self.spent / self.budget if self.budget > 0 else None


@once
def rated(submission: Submission, office: Office) -> tuple[Rated, ...]:
    """Every row that names an indicator, in the order of the form."""
    edition = edition_of(submission.form.key)
    if edition is None:
        return ()
    return tuple(_rated(aim, edition, office) for aim in aims(submission, RATINGS) if aim.title)


def _rated(aim: Aim, edition: Edition, office: Office) -> Rated:
    cell = aim.actual
    actual = _figure(cell, aim.unit) if cell else None
    rule = _rule(aim, edition, actual)
    most = aim.row.value(score_sheet.MAX)
    points = most if isinstance(most, Decimal) and sensible(most) is not None else None
    indicator = by_relation.indicator(aim.title, _ONE if points is None else points, rule) if rule else None
    outcome = _outcome(aim, indicator, actual, office)
    if points is None and outcome.applicable:
        outcome = unknown("没有填分值，无法复核", "请填写分值")
    if indicator is None and points is not None:
        indicator = Indicator(aim.title, "", "", aim.title, points, "", Forward())
    return Rated(aim, rule, actual, outcome, indicator if points is not None else None)


def _figure(cell: Cell, unit: str) -> Decimal | None:
    """The figure in 实际完成值, None for words and for a figure in another unit than the target's."""
    if isinstance(cell.value, Decimal):
        return sensible(cell.value)
    found = read_target(shown(cell.value))
    if found is None or found.relation or found.unit not in ("", unit):
        return None
    return sensible(found.value)


def _rule(aim: Aim, edition: Edition, actual: Decimal | None) -> Rule | None:
    """The rule by 比较符; without one a figure is 正向, save where less may be better."""
    said = shown(aim.row.value(parts.RELATION)).strip()
    if aim.title in edition.fixed:
        return Manual()
    if aim.target is None or said == by_relation.QUALITATIVE:
        return edition.qualitative
    relation = aim.target.relation
    if relation:
        return by_relation.rule_of(relation, edition.qualitative, edition.reverse)
    either_way = aim.is_about("成本") or (aim.is_about("时效") and aim.unit in _MEASURED_BOTH_WAYS)
    return None if either_way and actual != aim.value else Forward()


def _outcome(aim: Aim, indicator: Indicator | None, actual: Decimal | None, office: Office) -> Outcome:
    words = shown(aim.actual.value).strip() if aim.actual else ""
    if words in NOT_APPLICABLE or aim.words in NOT_APPLICABLE:
        return Outcome(None, None, None, "不适用，不计分，总分按其余指标折算", applicable=False)
    if indicator is None:
        return unknown("没有写比较符，不知道大了好还是小了好，无法复核", "请选比较符")
    if isinstance(indicator.rule, Manual):
        return score(indicator, {}, office)
    if isinstance(indicator.rule, Qualitative):
        level = by_relation.level(words)
        if words and level is None:
            return unknown("文字目标，完成情况不是规定的三档，由人工核定", "")
        return score(indicator, {indicator.inputs[0]: level}, office)
    return _by_figures(aim, indicator, actual, office)


def _by_figures(aim: Aim, indicator: Indicator, actual: Decimal | None, office: Office) -> Outcome:
    if actual is None and aim.actual and aim.actual.written:
        return unknown("实际完成值读不成与指标值同一单位的数，无法复核", "")
    if sensible(aim.value) is None:
        return unknown("指标值不合常理，无法复核", "")
    if actual is not None and _looks_like_a_fraction(aim, actual):
        return unknown("完成值像是小数形式的百分比，无法复核", "")
    values: dict[Input, Value] = dict(zip(indicator.inputs, (actual, aim.value), strict=True))
    return score(indicator, values, office)


def _looks_like_a_fraction(aim: Aim, actual: Decimal) -> bool:
    """0.95 beside a target of 95%: nobody can know whether 0.95% is meant."""
    return aim.unit == _RATE and 0 < actual <= _ONE and aim.value is not None and aim.value > _ONE


@once
def execution(submission: Submission) -> Execution | None:
    """Budget and spending of the project: from the total, from the sources where the total is 0 or blank."""
    budget = _amount(submission, parts.BUDGET_TOTAL, parts.BUDGET)
    spent = _amount(submission, parts.SPENT_TOTAL, parts.SPENT)
    if budget is None or spent is None:
        return None
    return Execution(budget[0], spent[0], (*budget[1], *spent[1]))


def _amount(submission: Submission, whole: Field, column: Column) -> tuple[Decimal, tuple[Cell, ...]] | None:
    cell = submission.fields.get(whole.key)
    cells = [row.cells[column.key] for row in submission.rows(parts.FUNDS) if column.key in row.cells]
    given = [each for each in cells if isinstance(each.value, Decimal)]
    if any(each.trouble and not each.given for each in (*cells, *([cell] if cell else []))):
        return None
    total = sum((each.number for each in given), Decimal(0))
    if cell is not None and isinstance(cell.value, Decimal) and (cell.value or not total):
        is_sum = not given or abs(cell.value - total) <= _ROUNDED
        return (cell.value, (cell,)) if is_sum and sensible(cell.value) is not None else None
    return (total, tuple(given)) if given else None


@once
def execution_row(submission: Submission) -> Row | None:
    """预算执行率 as a row of the score sheet: its 得分, and its 分值 where it is printed; None where there is no 得分."""
    cells = {
        score_sheet.MAX.key: submission.fields.get(parts.EXECUTION_MAX.key),
        score_sheet.SELF.key: submission.fields.get(parts.EXECUTION_SCORE.key),
    }
    found = {key: cell for key, cell in cells.items() if cell is not None}
    return Row(found) if score_sheet.SELF.key in found else None


@once
def points_unread(submission: Submission) -> str:
    """Why the points of a 自评表 cannot be added up, "" when they can: part of 得分 was not recognised on a foreign form.

    预算执行率 may stand where nobody looks for it: then 分值 of what was read does not make up the whole.
    """
    edition = edition_of(submission.form.key)
    rows = [row for row in submission.rows(parts.INDICATORS) if row.written]
    if edition is None or not edition.scored or not rows:
        return ""
    if all(score_sheet.SELF.key not in row.cells for row in rows):
        return "“绩效指标·得分”没有认出来，总分和等次不能核对"
    if not edition.execution or execution_row(submission) is not None:
        return ""
    weights = [value for row in rows if isinstance(value := row.value(score_sheet.MAX), Decimal)]
    printed = submission.fields.get(score_sheet.MAX.total.key) if score_sheet.MAX.total else None
    whole = printed.value if printed and isinstance(printed.value, Decimal) else _FULL
    return "" if sum(weights) == whole else "预算执行率的得分没有认出来，总分和等次不能核对"


def execution_outcome(submission: Submission, most: Decimal, office: Office) -> tuple[Indicator, Outcome]:
    """分值 × min(1, 执行数 ÷ 全年预算数)."""
    inputs = tuple(
        Input("执行率", key, label, InputKind.MONEY)
        for key, label in (("spent", "全年执行数"), ("budget", "全年预算数"))
    )
    indicator = Indicator("执行率", "", "", "预算执行率", most, "", Linear(), inputs)
    found = execution(submission)
    if found is None:
        words = "全年预算数、全年执行数没有填全，或总额与各来源之和不符，改正后才能复核"
        return indicator, unknown(words, words)
    facts: tuple[Value, Value] = (found.spent, found.budget)
    return indicator, score(indicator, dict(zip(inputs, facts, strict=True)), office)
