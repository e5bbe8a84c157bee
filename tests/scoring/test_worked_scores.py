"""Every indicator of 附件3-1 and 附件3-2 with scores worked out by hand from the printed 评分标准."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scoring.signed import Line, lines
from xlperf import schemes
from xlperf.office import Office
from xlperf.schemes.model import Manual, StepOver, StepUnder
from xlperf.scoring import Outcome, score

# 指标    数据        | 得分（整点  按小数  不足一点按一点）
STEPS = """
# 财政供养人员控制率：在职、编制
S31-01  143 143       | 5
S31-01  100 143       | 5
S31-01  0 143         | 5
S31-01  162 143       | 0
S31-01  1010 1000     | 4.5
S31-01  1016 1000     | 4.5 4.2 4
S31-01  1099 1000     | 0.5 0.05 0
S31-01  1100 1000     | 0
S31-01  2000 1000     | 0
S31-01  100004 100000 | 5
S31-01  100005 100000 | 5 5 4.5
S31-01  100994 100000 | 5 4.51 4.5
S31-01  100995 100000 | 4.5
S31-01  162 0         | —
S31-01  — 143         | —
# 三公经费变动率：本年、上年
S31-02  3.49 3.49     | 5
S31-02  3 3.49        | 5
S31-02  3.5249 3.49   | 4.5
S31-02  3.83 3.49     | 0.5 0.13 0
S31-02  3.839 3.49    | 0
S31-02  0 0           | 5
S31-02  3.49 0        | 0
S31-02  0 3.49        | 5
S31-02  3.49 —        | —
# 三公经费控制率：实际、预算
S31-07  3.49 3.49     | 6
S31-07  3.49 5        | 6
S31-07  101.5 100     | 5 4.5 4
S31-07  105.99 100    | 1 0.01 0
S31-07  106 100       | 0
S31-07  3.49 0        | —
# 政府采购执行率：实际、预算
S31-11  100 100       | 3
S31-11  99.5 100      | 3 2.9 2.8
S31-11  99 100        | 2.8
S31-11  86 100        | 0.2
S31-11  85.5 100      | 0.2 0.1 0
S31-11  85 100        | 0
S31-11  0 100         | 0
S31-11  110 100       | 3
S31-11  0 0           | —
S31-11  10 0          | —
# 公务卡刷卡率
S31-12  100           | 3
S31-12  70            | 3
S31-12  69.99         | 3 3 2.8
S31-12  69            | 2.8
S31-12  55.5          | 0.2 0.1 0
S31-12  55            | 0
S31-12  0             | 0
S31-12  —             | —
# 固定资产利用率：在用、合计
S31-15  174.31 174.31 | 3
S31-15  99 100        | 2.9
S31-15  98.6 100      | 2.9 2.86 2.8
S31-15  70.5 100      | 0.1 0.05 0
S31-15  70 100        | 0
S31-15  0 100         | 0
S31-15  0 0           | —
"""

DEPARTMENT = """
# 重点支出安排率：重点项目支出、项目总支出
S31-03  100 100       | 5
S31-03  90 100        | 5
S31-03  89.995 100    | 5
S31-03  89.99 100     | 4
S31-03  80 100        | 4
S31-03  79.99 100     | 3
S31-03  70 100        | 3
S31-03  69.99 100     | 2
S31-03  60 100        | 2
S31-03  59.99 100     | 0
S31-03  0 100         | 0
S31-03  0 0           | —
# 预算调整率：调整数、年初预算
S31-04  0 100         | 3
S31-04  0.01 100      | 2
S31-04  10 100        | 2
S31-04  10.01 100     | 1
S31-04  20 100        | 1
S31-04  20.01 100     | 0.5
S31-04  30 100        | 0.5
S31-04  30.01 100     | 0
S31-04  -10 100       | 2
S31-04  -10.01 100    | 1
S31-04  1150.83 2737.45 | 0
S31-04  10 0          | —
# 支付进度：未按进度的专项个数
S31-05  0             | 3
S31-05  1             | 2.5
S31-05  5             | 0.5
S31-05  6             | 0
S31-05  7             | 0
S31-05  —             | —
# 资金结余：年末结余、上年结转
S31-06  0 0           | 3
S31-06  0 100         | 3
S31-06  0.004 0       | 3
S31-06  0.005 0       | 0
S31-06  99 100        | 2
S31-06  100 100       | 2
S31-06  100.01 100    | 0
S31-06  3496.13 0     | 0
S31-06  3496.13 —     | —
# 管理制度健全性（预算）
S31-08  是 是 是      | 3
S31-08  是 否 是      | 2
S31-08  不适用 是 是  | 3
S31-08  否 否 否      | 0
S31-08  是 是 —       | —
# 资金使用合规性：例数
S31-09  0             | 3
S31-09  1             | 2
S31-09  3             | 0
S31-09  4             | 0
# 预决算信息公开性和完善性
S31-10  是 是 是 是 是 | 3
S31-10  否 是 是 是 是 | 2
S31-10  是 否 是 是 是 | 2.5
S31-10  是 否 否 否 否 | 1
S31-10  否 否 否 否 否 | 0
# 管理制度健全性（资产）
S31-13  是 是         | 3
S31-13  是 否         | 2
S31-13  否 是         | 1
# 资产管理安全性：例数
S31-14  0             | 4
S31-14  1             | 3
S31-14  4             | 0
S31-14  9             | 0
# 社会公众或服务对象满意度
S31-22  100           | 5
S31-22  95            | 5
S31-22  94.99         | 3
S31-22  85            | 3
S31-22  84.99         | 1
S31-22  75            | 1
S31-22  74.99         | 0
S31-22  0             | 0
S31-22  —             | —
"""

PROJECT = """
S32-01  是 是 是 是   | 4
S32-01  是 是 否 否   | 2
S32-02  是 是 否 是   | 3
S32-02  否 否 否 否   | 0
S32-03  是 是 不适用  | 4
S32-03  否 是 是      | 2
S32-03  是 否 否      | 2
S32-04  是 是 是      | 3
S32-04  否 是 是      | 2
S32-05  是 是         | 5
S32-05  是 否         | 2
S32-05  否 是         | 3
# 到位率：实际到位、计划到位
S32-06  5057 13742    | 1.10
S32-06  13742 13742   | 3
S32-06  14000 13742   | 3
S32-06  1 3           | 1
S32-06  50 100        | 1.5
S32-06  0 13742       | 0
S32-06  5057 0        | —
S32-06  5057 —        | —
S32-07  到位及时                 | 2
S32-07  不及时但未影响项目进度   | 1
S32-07  不及时并影响项目进度     | 0.5
S32-07  —                        | —
# 资金使用：①—⑤扣分
S32-08  0 0 0 0 0     | 7
S32-08  4 0 0 0 0     | 3
S32-08  5.5 0 0 0 0   | 1.5
S32-08  7 0 0 0 0     | 0
S32-08  0 2 0 0 0     | 5
S32-08  0 0 3 2 0     | 2
S32-08  4 2 3 0 0     | 0
S32-08  3 0 0 0 0     | —
S32-08  0 1 0 0 0     | —
S32-08  0 0 0 0 —     | —
S32-09  是 是 是      | 3
S32-09  是 否 是      | 2
S32-10  是            | 1
S32-10  否            | 0
S32-11  是            | 1
S32-11  否            | 0
S32-12  是 是 否      | 2
S32-12  否 否 否      | 0
S32-13  是 是         | 5
S32-13  是 否         | 2
S32-13  否 是         | 3
# 产出数量：完成、预定
S32-14  88 88         | 5
S32-14  100 88        | 5
S32-14  73 88         | 4.15
S32-14  12.3 100      | 0.62
S32-14  0 88          | 0
S32-14  0 0           | —
# 产出质量：实际、预定
S32-15  95 95         | 4
S32-15  90 95         | 3.79
S32-15  95 100        | 3.8
S32-16  如期完成                 | 3
S32-16  未如期但理由充分         | 3
S32-16  未如期且无充分理由       | 0
# 产出成本：实际、目标
S32-17  90 100        | 3
S32-17  100 100       | 3
S32-17  100.5 100     | 2.99
S32-17  110 100       | 2.7
S32-17  200 100       | 0
S32-17  250 100       | 0
S32-17  110 0         | —
# 服务对象满意度：满意人数、被调查人数
S32-22  100 100       | 8
S32-22  90 100        | 8
S32-22  899 1000      | 6
S32-22  80 100        | 6
S32-22  799 1000      | 4
S32-22  70 100        | 4
S32-22  699 1000      | 2
S32-22  60 100        | 2
S32-22  599 1000      | 0
S32-22  0 100         | 0
S32-22  0 0           | —
"""

ALL = lines(STEPS) + lines(DEPARTMENT) + lines(PROJECT)


def scored(line: Line, office: Office) -> Outcome:
    return score(line.indicator, dict(zip(line.indicator.inputs, line.values, strict=True)), office)


@pytest.mark.parametrize("line", ALL, ids=lambda line: line.text)
@pytest.mark.parametrize("mode", ["whole", "prorata", "ceil"])
def test_得分与手算一致(line, mode):
    assert scored(line, Office(step_mode=mode)).computed == getattr(line, mode)


@pytest.mark.parametrize("mode", ["whole", "prorata", "ceil"])
def test_无论按哪种读法_自评分的上下限都是整点与不足一点按一点(mode):
    for line in ALL:
        outcome = scored(line, Office(step_mode=mode))
        assert (line.text, outcome.lo, outcome.hi) == (line.text, line.ceil, line.whole)


def test_单项可以另定读法():
    line = next(line for line in ALL if line.text.startswith("S31-07  101.5"))
    other = next(line for line in ALL if line.text.startswith("S31-01  1016"))
    office = Office(step_mode="ceil", step_modes=(("S31-07", "prorata"),))
    assert (scored(line, office).computed, scored(other, office).computed) == (Decimal("4.5"), Decimal(4))


def test_每项指标都有手算的行_人工评分的除外():
    signed = {line.indicator.id for line in ALL}
    for scheme_id in schemes.available():
        for indicator in schemes.load(scheme_id).indicators:
            assert (indicator.id in signed) != isinstance(indicator.rule, Manual), indicator.id


def test_每项按百分点扣分的指标都在分读法的表里():
    stepped = {line.indicator.id for line in lines(STEPS)}
    for indicator in schemes.load("department_3_1").indicators:
        assert (indicator.id in stepped) == isinstance(indicator.rule, StepOver | StepUnder), indicator.id


def test_得分都保留两位小数():
    for line in ALL:
        computed = scored(line, Office()).computed
        assert computed is None or computed.as_tuple().exponent == -2, line.text
