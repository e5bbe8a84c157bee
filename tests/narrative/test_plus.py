"""用加号写的合计。"""

from __future__ import annotations

import pytest

from xlperf.narrative.plus import plus_sums


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("预算90万元=编制30+审计30+设计规划测绘30", [("30＋30＋30", True)]),
        ("预算90万元＝编制30+审计30+测绘20", [("30＋30＋20", False)]),
        ("完成预算资金89.97万元;编制30+审计30+设计规划测绘29.99", [("30＋30＋29.99", False)]),
        ("完成预算资金90万元;编制30+审计30+设计规划测绘29.99", [("30＋30＋29.99", True)]),
        ("完成预算资金89.99万元；编制30+审计30+测绘29.99", [("30＋30＋29.99", True)]),
        ("修路90公里，东段30+西段20", []),  # not the parts of it
        ("按30+30+30的方式推进", []),
        ("总价5万元=单价1+运费1=2", []),
    ],
)
def test_加号两边的合计(text: str, told: list[tuple[str, bool]]) -> None:
    assert [(claim.formula, claim.holds) for claim in plus_sums(text)] == told
