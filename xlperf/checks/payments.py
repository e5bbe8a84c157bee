"""H22-13, 14：the months vouchers belong to, and the days on which money came and went (附件2-2 二)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from xlperf.checks.check import At, Context, Outcome, Unchecked, at, check
from xlperf.checks.found import is_filled, rows_with
from xlperf.checks.passages import passages
from xlperf.checks.periods import Period
from xlperf.checks.sums import sensible
from xlperf.checks.voucher_rows import Payment, listed, months, payments, period_of
from xlperf.findings import Severity
from xlperf.forms import expenses, fund_arrival
from xlperf.forms import project_report as form
from xlperf.lazy_regex import lazy
from xlperf.narrative import Kind
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.submission import Row, Submission, shown

_CLAUSE = "附件2-2 二、项目支出明细情况"
_WAN = Decimal(10_000)
_SURELY_YUAN = Decimal(100)
_DAYS_OF_GRACE = 30
"""Money that arrives within a month of the start is on time: many write 1月1日 for "this year"."""
_ON_TIME = "到位及时"
_HANDED = lazy(
    r"(?:拨给|拨付给|转拨给?|下拨(?:到|至|给))(?P<to>[\u4e00-\u9fff]{0,12}?(?:街道办事处|街道|办事处|乡|镇|村|社区|中心|学校|单位))"
)


@check(
    "H22-13",
    Severity.WARNING,
    message="资金收付的时间有疑问：{problem}",
    hint="核对凭证年月、到位日期和项目起止时间；{remedy}",
    clause="附件2-2 一、项目起止时间，二、项目支出明细情况；资金到位明细",
)
def money_moves_in_its_time(context: Context) -> Iterator[Outcome]:
    """凭证月份在项目起止时间内，付款不早于资金到位，资金到位不晚于开工。

    例：资金2020年12月到位，10、11月凭证已支付775.54万元，报 H22-13；
    2022年8月11日开工，9月23日才拨付，晚43天，也报 H22-13。
    """
    submission = context.submission
    if form.SHEET not in submission.form.sheets:
        return
    rows, period = payments(submission), period_of(submission)
    arrivals = _arrivals(submission)
    if period is None and not (rows and arrivals):
        yield Unchecked("项目起止时间没有填写或读不出")
        return
    known = months(submission)
    if period and any(not _month(period.start) <= each <= _month(period.end) for each in known):
        yield from _outside(rows, period)
    early = list(_before_arrival(submission, rows, arrivals))
    yield from early
    if period and not early:
        yield from _after_start(submission, arrivals, period)


def _outside(rows: Sequence[Payment], period: Period) -> Iterator[At]:
    first, last = _month(period.start), _month(period.end)
    strays = [
        (row, voucher)
        for row in rows
        for voucher in row.vouchers
        if voucher.moment and not first <= voucher.moment <= last
    ]
    if strays:
        cells = tuple(dict.fromkeys(row.cell for row, _ in strays))
        yield at(
            *cells,
            problem=f"凭证{listed([voucher for _, voucher in strays])}不在项目起止时间"
            f"（{first[0]}年{first[1]}月至{last[0]}年{last[1]}月）内",
            remedy="确属提前或延后支付的，请在备注栏说明",
        )


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


@dataclass(frozen=True, slots=True)
class _Arrival:
    row: Row
    day: date | None

    @property
    def amount(self) -> Decimal:
        return _amount(self.row)


def _arrivals(submission: Submission) -> list[_Arrival]:
    rows = rows_with(submission, fund_arrival.ARRIVALS, fund_arrival.AMOUNT, fund_arrival.ARRIVED)
    found = []
    for row in rows:
        if row[fund_arrival.AMOUNT].given:
            day = row.value(fund_arrival.ARRIVED)
            found.append(_Arrival(row, day if isinstance(day, date) else None))
    return found


def _before_arrival(
    submission: Submission, rows: Sequence[Payment], arrivals: Sequence[_Arrival]
) -> Iterator[At]:
    """Payments in months before any dated arrival."""
    days = [each.day for each in arrivals if each.day]
    if not days:
        return
    first = min(days)
    before = frozenset(each for each in months(submission) if each < _month(first))
    paid_early = [
        (row, amount)
        for row in (rows if before else ())
        if before.issuperset([(each.year, each.month) for each in row.vouchers]) and (amount := row.amount)
    ]
    if not paid_early:
        return
    early = [row for row, _ in paid_early]
    paid = sum((amount for _, amount in paid_early), Decimal(0))
    undated = [each for each in arrivals if each.day is None]
    total = shown(sum((each.amount for each in undated), Decimal(0)))
    doubt = f"；另有{total}万元没有写到位日期" if undated else ""
    dated = [each.row[fund_arrival.ARRIVED] for each in arrivals if each.day == first]
    missing = [each.row[fund_arrival.ARRIVED] for each in undated]
    yield at(
        *(row.cell for row in early),
        *dated,
        *missing,
        problem=f"{first.year}年{first.month}月资金到位以前，凭证{listed([v for row in early for v in row.vouchers])}"
        f"已支付{_in_wan(submission, paid)}万元{doubt}",
        remedy="说明这些支出的资金来源（垫付、其他资金），或补填、核对到位日期",
    )


def _in_wan(submission: Submission, amount: Decimal) -> Decimal:
    """An amount of the 明细 in 万元, whichever unit it is in."""
    total = expenses.AMOUNT.total
    whole = submission.fields[total.key].value if total and submission.has(total) else None
    spent = submission.value(form.SPENT_TOTAL)
    in_wan = isinstance(whole, Decimal) and isinstance(spent, Decimal) and 0 < whole <= spent * _SURELY_YUAN
    return amount if in_wan else round(amount / _WAN, 2)


def _after_start(submission: Submission, arrivals: Sequence[_Arrival], period: Period) -> Iterator[At]:
    """Money that came after the day of 开工, where the day is known and nothing is said about it."""
    cell = submission[form.PERIOD]
    if "日" not in cell.text.split("至")[0]:
        return
    late: dict[date, list[Row]] = {}
    for each in arrivals:
        moved = (
            each.row.value(fund_arrival.TRANSFERRED)
            if each.row.cells.get(fund_arrival.TRANSFERRED.key)
            else None
        )
        days = [day for day in (each.day, moved) if isinstance(day, date)]
        answer = each.row.value(fund_arrival.TIMELY)
        if days and (max(days) - period.start).days > _DAYS_OF_GRACE and answer in (None, "", _ON_TIME):
            late.setdefault(max(days), []).append(each.row)
    for day, rows in late.items():
        amount = sum((_amount(row) for row in rows), Decimal(0))
        column = (
            fund_arrival.TRANSFERRED
            if rows[0].value(fund_arrival.TRANSFERRED) == day
            else fund_arrival.ARRIVED
        )
        yield at(
            *(row[column] for row in rows),
            cell,
            seen=day,
            problem=f"{shown(amount)}万元{day}才{'拨付' if column is fund_arrival.TRANSFERRED else '到位'}，"
            f"比{period.start}开工晚{(day - period.start).days}天",
            remedy="在“到位时效”栏选择是否影响项目进度，并据此填写评分表“到位时效”得分",
        )


def _amount(row: Row) -> Decimal:
    return sensible(row.value(fund_arrival.AMOUNT)) or Decimal(0)


@check(
    "H22-14",
    Severity.WARNING,
    message="{amount}万元已拨给{recipient}，但{problem}，拨付不等于支出",
    hint="向收款单位取得实际支付数，填入“实际支付”和“实际支出”；执行率按实际支付计算",
    clause="资金到位明细；附件2-2 一、项目基本概况 实际支出",
)
def transfers_are_not_spending(context: Context) -> Iterator[Outcome]:
    """拨给下级单位的资金不算支出，实际支出按付给最终收款人的金额填。

    例：191万元和51万元2022年9月23日拨给街道，没有实际支付数，报 H22-14；
    资金到位明细没有填，正文写“拨给龙城街道242万元”，实际支出也填242万元而没有凭证，同样报。
    """
    submission, office = context.submission, context.office
    if not is_filled(submission, expenses.VOUCHERS):
        yield from _listed_transfers(submission, office) or _told_transfers(submission, office)


def _listed_transfers(submission: Submission, office: Office) -> list[At]:
    """What 资金到位明细 lists as passed on, without 实际支付 beside it."""
    columns = (fund_arrival.AMOUNT, fund_arrival.RECIPIENT, fund_arrival.TRANSFERRED, fund_arrival.PAID)
    rows = [
        row
        for row in rows_with(submission, fund_arrival.ARRIVALS, *columns)
        if row[fund_arrival.RECIPIENT].given and row[fund_arrival.TRANSFERRED].given and _amount(row)
    ]
    if not rows:
        return []
    spent = submission.value(form.SPENT_TOTAL)
    moved = sum((_amount(row) for row in rows), Decimal(0))
    unpaid = [row for row in rows if not row[fund_arrival.PAID].written]
    as_spent = isinstance(spent, Decimal) and abs(spent - moved) <= office.tolerances.money_for(len(rows) + 1)
    if not unpaid or not (spent is None or as_spent):
        return []
    told = at(
        *(row[fund_arrival.PAID] for row in unpaid),
        *((submission[form.SPENT_TOTAL],) if submission.has(form.SPENT_TOTAL) else ()),
        amount=sum((_amount(row) for row in unpaid), Decimal(0)),
        recipient="、".join(dict.fromkeys(row[fund_arrival.RECIPIENT].text for row in unpaid)),
        problem=f"把拨付数{shown(moved)}万元记作实际支出" if as_spent else "没有填实际支付数",
    )
    return [told]


def _told_transfers(submission: Submission, office: Office) -> list[At]:
    """What the text says was handed to another office, and 实际支出 is just that."""
    spent = submission.fields.get(form.SPENT_TOTAL.key)
    moved = [
        (passage.cell, figure, hit["to"])
        for passage in passages(submission)
        for sentence in passage.sentences
        for figure in sentence.figures
        if figure.kind is Kind.MONEY and figure.exact and (hit := _HANDED.search(sentence.before(figure)))
    ]
    whole = sum((figure.value for _, figure, _ in moved), Decimal(0))
    if spent is None or not moved or not isinstance(spent.value, Decimal):
        return []
    if abs(spent.value - whole) > office.tolerances.money_for(len(moved) + 1):
        return []
    told = at(
        spent,
        *dict.fromkeys(cell for cell, _, _ in moved),
        amount=whole,
        recipient="、".join(dict.fromkeys(to for _, _, to in moved)),
        problem=f"把拨付数{shown(whole)}万元记作实际支出",
    )
    return [told]
