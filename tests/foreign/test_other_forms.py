"""Forms of performance management that are none of ours: they stay unknown, and what to do is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging, write_xlsx
from xlperf.assess import assess_and_read
from xlperf.office import Office

SPECIAL_FUNDS = Sheet(
    "没有一级指标的专项资金自评表",
    "",
    """
A:K=2022年度市级专项资金绩效自评表
A:B=专项资金名称 | C:E=文化产业发展专项资金 | F:G=自评总分（分） | H:K=97.00
A:B=主管部门 | C:D=某区文化旅游委 | E=财政归口科室 | F:G=教科文科 | H=联系人 | I=孙某 | J=联系电话 | K=023-40000000
A:B=资金情况（万元） | C:D=年初预算数 | E=全年（调整）预算数 | F:G=全年执行数 | H=执行率（%） | I=执行率权重（分） | J:K=执行率得分（分）
A:B=总金额 | C:D=900.00 | E=900.00 | F:G=630.00 | H=70.00 | I=10 | J:K=7.00
A:B=其中：市级财政资金 | C:D=900.00 | E=900.00 | F:G=630.00 | H=70.00 | I=— | J:K=—
A/2=年度总体目标 | B:D=年初绩效目标 | E:G=全年（调整）绩效目标 | H:K=全年目标实际完成情况
B:D=扶持文化企业30家。 | E:G=扶持文化企业30家。 | H:K=扶持文化企业30家，带动就业。
A/5=绩效指标 | B=指标名称 | C=计量单位 | D=指标性质 | E=年初指标值 | F=调整指标值 | G=全年完成值 | H=得分系数（%） | I=指标权重（分） | J=指标得分（分） | K=是否核心指标
B=扶持文化企业数量 | C=家 | D=≥ | E=30 | F=30 | G=30 | H=100 | I=30 | J=30 | K=是
B=项目验收合格率 | C=% | D=≥ | E=95 | F=95 | G=98 | H=100 | I=20 | J=20 | K=否
B=带动就业人数 | C=人 | D=≥ | E=500 | F=500 | G=520 | H=100 | I=30 | J=30 | K=是
B=企业满意度 | C=% | D=≥ | E=90 | F=90 | G=92 | H=100 | I=10 | J=10 | K=否
A=说明 | B:K=部分项目跨年实施，资金按进度拨付。
""",
)
MONITORING = Sheet(
    "绩效目标执行监控表",
    "",
    """
A:Q=项目支出绩效目标执行监控表
A:Q=（2023年度）
A:B=项目名称 | C:Q=校园食堂改造
A:B=主管部门 | C:F=某市教育局 | G:H=实施单位 | I:Q=某中学
A:B/4=项目资金（万元） | C:D= | E:F=年初预算数 | G:H=1-7月执行数 | I:J=1-7月执行率 | K:Q=全年预计执行数
C:D=年度资金总额： | E:F=200 | G:H=120 | I:J=60% | K:Q=200
C:D=其中：本年一般公共预算拨款 | E:F=200 | G:H=120 | I:J=60% | K:Q=200
C:D=其他资金 | E:F=0 | G:H=0 | I:J= | K:Q=0
A:B=年度总体目标 | C:Q=改造食堂2个，保障师生就餐。
A/6=绩效指标 | B/2=一级指标 | C/2=二级指标 | D/2=三级指标 | E/2=年度指标值 | F/2=1-7月执行情况 | G/2=全年预计完成情况 | H:M=偏差原因分析 | N:P=完成目标可能性 | Q/2=备注
H=经费保障 | I=制度保障 | J=人员保障 | K=硬件条件保障 | L=其他 | M=原因说明 | N=确定能 | O=有可能 | P=完全不可能
B/2=产出指标 | C=数量指标 | D=改造食堂数 | E=2个 | F=1个 | G=2个 | M=正在施工 | N=√
C=质量指标 | D=验收合格率 | E=100% | F=0 | G=100% | M=未到验收 | N=√
B=效益指标 | C=社会效益指标 | D=受益学生 | E=≥1800人 | F=0 | G=1800人 | M=未投用 | N=√
B=满意度指标 | C=服务对象满意度指标 | D=师生满意度 | E=≥90% | F=0 | G=92% | M=未调查 | N=√
""",
)
BY_PROCESS = Sheet(
    "投入_过程_效果的部门整体评分",
    "",
    """
A:K=2022年部门整体支出绩效自评表
A:G=部门（单位）名称（盖章）：某市水利局 | H:K=自评得分：95
A:K=一、部门（单位）概况
A:C=（一）简要概述部门职能与职责 | D:K=负责全市水资源管理、防汛抗旱。
A:C=（二）简要概述部门支出情况 | D:K=全年支出5400万元，其中基本支出1200万元，项目支出4200万元。
A:K=二、部门整体支出情况及绩效自评
A=一级指标 | B=二级指标 | C=三级指标 | D=分值 | E=指标说明 | F=评分标准 | G=指标值计算公式和数据获取方式 | H=年初目标值 | I=实际完成值 | J=得分 | K=未完成原因分析与改进措施
A/4=投入 | B/4=预算执行（25分） | C=预算完成率 | D=10 | E=部门本年度预算完成数与预算数的比率 | F=完成率≥95%得满分 | G=预算完成数/预算数 | H=100% | I=96% | J=10
C=预算调整率 | D=5 | E=预算调整程度 | F=调整率绝对值≤5%得5分 | G=预算调整数/预算数 | H=≤5% | I=3% | J=5
C=支出进度率 | D=5 | E=支出进度 | F=半年进度45%得2分 | G=实际支出/支出预算 | H=≥75% | I=80% | J=5
C=预算编制准确率 | D=5 | E=编制准确 | F=≤20%得5分 | G=其他收入决算数/其他收入预算数×100%-100% | H=≤20% | I=18% | J=5
A/3=过程 | B/3=预算管理（15分） | C=三公经费控制率 | D=5 | E=控制程度 | F=≤100%得5分 | G=实际支出数/预算安排数 | H=≤100% | I=85% | J=5
C=资产管理规范性 | D=5 | E=管理规范 | F=5分 | G=资料核查 | H=规范 | I=规范 | J=5
C=资金使用合规性 | D=5 | E=使用合规 | F=5分 | G=资料核查 | H=合规 | I=合规 | J=5
A/2=效果 | B/2=履职尽责（60分） | C=项目产出（40分） | D=40 | E=产出完成 | F=按完成率计分 | G=资料核查 | H=完成 | I=完成 | J=38 | K=部分工程延期
C=项目效益（20分） | D=20 | E=效益实现 | F=按实现程度计分 | G=资料核查 | H=实现 | I=基本实现 | J=17 | K=效益待发挥
A:C=合计 | D=100 | K=95
""",
)


@pytest.mark.parametrize("sheet", [SPECIAL_FUNDS, MONITORING, BY_PROCESS], ids=lambda sheet: sheet.name)
def test_不是本软件的表_不当别的表检查(sheet: Sheet, tmp_path: Path) -> None:
    """Each shares many labels with 项目支出绩效自评表, and is scored, or filled in, by other rules."""
    path = tmp_path / f"{sheet.name}.xlsx"
    write_xlsx([sheet.drawn()], path, Merging.KEPT)
    report, submission = assess_and_read(path, Office())
    (told,) = report.findings
    assert submission is None
    assert (told.code, "xlperf new" in told.hint, "人工审核" in told.hint) == ("OPEN-90", True, True)
