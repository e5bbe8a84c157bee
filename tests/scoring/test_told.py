"""What staff read beside a computed score: the rule with the numbers in it, or why there is no score."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scoring.signed import indicator_of, lines
from xlperf.office import Office
from xlperf.scoring import Outcome, score


def outcome(words: str, office: Office | None = None) -> Outcome:
    line = lines(f"{words} | {'—'}")[0]
    values = dict(zip(line.indicator.inputs, line.values, strict=True))
    return score(line.indicator, values, office or Office())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "S31-01 162 143",
            "162÷143×100% = 113.29%，超过100% 13.29个百分点，13个整点×0.5 = 6.5分；5 − 6.5 < 0，得0分",
        ),
        ("S31-01 130 143", "130÷143×100% = 90.91%，不超过100%，得5分"),
        (
            "S31-02 3.5249 3.49",
            "(3.5249−3.49)÷3.49×100% = 1.00%，超过0% 1个百分点，1个整点×0.5 = 0.5分；5 − 0.5 = 4.5，得4.5分",
        ),
        ("S31-04 -10 100", "10÷100×100% = 10.00%，属于0%—10%（含）一档，得2分"),
        ("S31-04 1150.83 2737.45", "1150.83÷2737.45×100% = 42.04%，属于30%以上一档，得0分"),
        ("S31-05 7", "7个×0.5 = 3.5分；3 − 3.5 < 0，得0分"),
        ("S31-06 3496.13 0", "年末结余3496.13，上年结转0：年末结余=0不成立，年末结余≤上年结转不成立，得0分"),
        ("S31-08 是 否 不适用", "①是，②否，③不适用：1+0+1 = 2，得2分"),
        ("S31-12 69", "公务卡刷卡率69.00%，低于70% 1个百分点，1个整点×0.2 = 0.2分；3 − 0.2 = 2.8，得2.8分"),
        ("S31-22 94.99", "满意度94.99%，属于85%（含）—95%一档，得3分"),
        ("S32-06 5057 13742", "5057÷13742×100% = 36.80%；3×5057÷13742 = 1.10，得1.10分"),
        ("S32-07 到位及时", "资金到位是否及时：到位及时，得2分"),
        ("S32-08 0 0 3 2 0", "扣3+2 = 5分；7 − 5 = 2，得2分"),
        ("S32-17 110 100", "超支(110−100)÷100×100% = 10.00%；3×(1−10÷100) = 2.70，得2.70分"),
    ],
)
def test_公式写明数字和规则(words, told):
    assert outcome(words).formula == told


def test_按小数与不足一点按一点_各有说法():
    assert outcome("S31-07 101.5 100", Office(step_mode="prorata")).formula == (
        "101.5÷100×100% = 101.50%，超过100% 1.5个百分点，1.5个点×1 = 1.5分；6 − 1.5 = 4.5，得4.5分"
    )
    assert outcome("S31-07 101.5 100", Office(step_mode="ceil")).formula == (
        "101.5÷100×100% = 101.50%，超过100% 1.5个百分点，2个点（不足一点按一点）×1 = 2分；6 − 2 = 4，得4分"
    )


def test_缺数据的无法复核_并列出缺什么():
    told = outcome("S31-02 3.49 —")
    assert (told.computed, told.lo, told.hi) == (None, None, None)
    assert [item.id for item in told.missing] == ["S31-02.last_year"]
    assert told.formula == "缺少“上年三公经费”，无法复核"
    assert told.note == "请填写“上年三公经费”"


def test_一项数据都没给_与给了空白一样():
    told = score(indicator_of("S31-15"), {}, Office())
    assert [item.key for item in told.missing] == ["in_use", "total"]
    blank = score(indicator_of("S31-15"), dict.fromkeys(indicator_of("S31-15").inputs, "  "), Office())
    assert blank.missing == told.missing


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("S31-01 -3 143", "“在职人员数”为-3，不能是负数；请核对"),
        ("S31-01 162.5 143", "“在职人员数”为162.5，应是整数；请核对"),
        ("S31-01 162 0", "“编制数”为0，不能作分母；请核对"),
        ("S31-04 10 -100", "“年初预算数”为-100，不能是负数；请核对"),
        ("S31-12 100.5", "“公务卡刷卡率”为100.5%，不能超过100%；请核对"),
        ("S31-15 180 174.31", "“在用固定资产”180不能大于“固定资产合计”174.31；请核对"),
        ("S32-22 91 90", "“满意人数”91不能大于“被调查人数”90；请核对"),
        ("S32-08 3 0 0 0 0", "“①虚列套取扣分”为3，应为0或4—7；请核对"),
        ("S32-08 0 1 0 0 0", "“②依据不合规扣分”为1，应为0或2；请核对"),
        ("S32-17 110 0", "“目标成本”为0，不能作分母；请核对"),
        ("S31-08 是 对 是", "“②相关管理制度合法、合规、完整”应填是、否、不适用；请核对"),
        (
            "S32-07 及时",
            "“资金到位是否及时”应填到位及时、不及时但未影响项目进度、不及时并影响项目进度；请核对",
        ),
    ],
)
def test_不可能的数据_无法复核并说明原因(words, note):
    told = outcome(words)
    assert (told.computed, told.lo, told.hi, told.missing) == (None, None, None, ())
    assert told.note == note


def test_数字栏里的文字和勾选_无法复核():
    indicator = indicator_of("S31-05")
    for wrong in ("7,00.0,77", True, Decimal("NaN"), Decimal("Infinity")):
        told = score(indicator, {indicator.inputs[0]: wrong}, Office())
        assert (told.computed, told.note) == (None, "“未按进度完成资金下达的专项个数”不是数字；请核对")


def test_是与否可以是逻辑值():
    indicator = indicator_of("S31-13")
    assert score(indicator, dict(zip(indicator.inputs, (True, False), strict=True)), Office()).computed == 2


def test_单元格里的浮点尾差不算负数也不算结余():
    assert outcome("S31-06 -3.637978807091713E-12 0").computed == 3
    assert outcome("S31-01 143.00000000000003 143").computed == 5
    assert outcome("S31-15 174.31000000000003 174.31").computed == 3
    assert outcome("S31-15 0.30000000000000004 0.3").formula.startswith("0.3÷0.3×100% = 100.00%")


def test_人工评分没有计算得分_也没有上下限():
    told = score(indicator_of("S31-21"), {}, Office())
    assert (told.computed, told.lo, told.hi) == (None, None, None)
    assert (told.missing, told.formula) == ((), "人工评分，0—15分，没有计算公式")


def test_超预算采购得满分并提示():
    told = outcome("S31-11 110 100")
    assert (told.computed, told.note) == (3, "政府采购执行率110.00%超过100%，请核对是否超预算")


def test_逾期但理由充分_提示写理由():
    assert outcome("S32-16 未如期但理由充分").note == "选“未如期但理由充分”的，须在说明栏写明理由"
    assert outcome("S32-16 如期完成").note == ""
