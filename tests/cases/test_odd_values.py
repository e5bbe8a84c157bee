"""Whatever is typed into 项目支出绩效自评表 and 绩效评价项目明细表, every check answers and the score card stands."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from tests.drawing import submission
from xlperf.assess import judge
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.model import Owner
from xlperf.forms.national import editions
from xlperf.office import Office

ODD: tuple[Value, ...] = (
    None, Decimal(0), Decimal(-1), Decimal("0.5"), Decimal(1), Decimal(100), Decimal("1E-12"), Decimal("9E14"), Decimal("1E+90"),
    "", " ", "无", "/", "不适用", "完成", "达成预期指标", "部分达成", "≥95%", "98%以上", "100%", "１２３", "6223. 15", "7,00.0,77",
    "9" * 90, "0." + "0" * 200 + "1", "≥" + "9" * 60, "#DIV/0!", "=1+1", "2021年11月30日前完成资金支付", "a+b=c", "预算90万元=30+30+20",
    "≥", "≤", "=", "定性", "数量指标", "时效指标", "产出指标", date(2021, 2, 28), "项目总成本", "预算执行率", "%", "万元",
)  # fmt: skip


def odd(kind: str, seed: int) -> Draft:
    """A workbook of that kind with something odd in every cell that staff may write in."""
    rng = random.Random(seed)  # noqa: S311  repeatable, nothing secret
    form = workbooks.workbook(kind)
    fields = {field.key: rng.choice(ODD) for field in form.fields if rng.random() < 0.7}
    rows = {}
    for table in form.tables:
        columns = [column for column in table.columns if column.owner is Owner.UNIT]
        made = [{column.key: rng.choice(ODD) for column in columns if rng.random() < 0.8} for _ in range(12)]
        ids = [printed.id for printed in table.printed]
        rows[table.key] = tuple(
            DraftRow(values, ids[n] if n < len(ids) else "")
            for n, values in enumerate(made)
            if n < len(ids) or table.grows
        )
    return Draft({key: value for key, value in fields.items() if value is not None}, rows)


@pytest.mark.parametrize("kind", [*editions.KINDS, "summary"])
def test_填什么都有结论_不会出错(kind: str) -> None:
    for seed in range(6):
        report = judge("odd.xlsx", submission(kind, odd(kind, seed)), Office())
        assert report.form == kind
        assert report.findings
