"""H22-12：a voucher stands in one row of 支出明细 (附件2-2 二)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlperf.checks.check import At, Context, Outcome, Unchecked, at, check
from xlperf.checks.voucher_rows import SHOWN, Payment, listed, payments
from xlperf.checks.vouchers import Voucher
from xlperf.findings import Severity
from xlperf.forms import project_report as form


@check(
    "H22-12",
    Severity.WARNING,
    message="凭证号重复：{problem}",
    hint="核对凭证号；一张凭证确实列支多项的，请在备注栏注明",
    clause="附件2-2 二、项目支出明细情况",
)
def a_voucher_stands_in_one_row(context: Context) -> Iterator[Outcome]:
    """同一凭证号不重复出现在不同支出内容中。

    例：“1月41号”同时列在“优抚解三难”和“春节下拨”两行，报 H22-12 警告；
    同一内容的多行共用一张凭证只作提示。
    """
    rows = payments(context.submission)
    if form.SHEET not in context.submission.form.sheets:
        return
    if not rows:
        yield Unchecked("没有可以读出的会计凭证号")
        return
    for row in (row for row in rows if len(row.vouchers) > 1):
        twice = [each for each in dict.fromkeys(row.vouchers) if each.month and row.vouchers.count(each) > 1]
        if twice:
            yield at(row.cell, problem=f"同一行内凭证{listed(twice)}写了不止一次")
    for holders, vouchers in _shared_by_rows(rows).items():
        yield _told([rows[number] for number in holders], vouchers)


def _shared_by_rows(rows: Sequence[Payment]) -> dict[tuple[int, ...], list[Voucher]]:
    """The vouchers that stand in more than one row, under the numbers of those rows."""
    every = [voucher for row in rows for voucher in row.vouchers]
    if len(set(every)) == len(every):
        return {}
    times = Counter(every)
    holders: dict[Voucher, list[int]] = {voucher: [] for voucher, told in times.items() if told > 1}
    for number, row in enumerate(rows):
        for voucher in dict.fromkeys(row.vouchers):
            if voucher in holders and voucher.month:
                holders[voucher].append(number)
    shared: dict[tuple[int, ...], list[Voucher]] = {}
    for voucher, numbers in holders.items():
        if len(numbers) > 1:
            shared.setdefault(tuple(numbers), []).append(voucher)
    return shared


def _told(rows: Sequence[Payment], vouchers: Sequence[Voucher]) -> At:
    contents = list(dict.fromkeys(row.content for row in rows))
    cells = [row.cell for row in reversed(rows)]
    if len(contents) == 1:
        words = f"凭证{listed(vouchers)}在{len(rows)}行中出现，支出内容都是“{contents[0]}”"
        return at(*cells, severity=Severity.INFO, problem=words)
    named = "、".join(f"“{content or '（空）'}”" for content in contents[:SHOWN])
    return at(*cells, problem=f"凭证{listed(vouchers)}同时列在{named}{len(rows)}行")
