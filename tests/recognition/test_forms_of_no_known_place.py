"""Forms of places that nobody laid down: their own rates are held to, the weights of another place are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recognition.drawn import checked
from xlperf.findings import Severity
from xlperf.forms.national import parts

_TRANSFER = """
A:H=省级专项（项目）资金绩效自评表
A:H=（2024年度）
A=专项（项目）名称 | B:H=中药材产业扶持
A=省级主管部门 | B:D=省农业农村厅 | E=实施单位 | F:H=某县农业农村局
A/5=项目资金（万元） | B:C= | D=全年预算数（A） | E=全年执行数（B） | F:H=执行率（B/A）
B:C=年度资金总额： | D=650 | E=600 | F:H='92.31%
B:C=其中：省级财政资金 | D=500 | E=450 | F:H='90%
B:C=市县财政资金 | D=100 | E=100 | F:H='100%
B:C=其他资金 | D=50 | E=50 | F:H='0%
A/2=年度总体目标 | B:E=年初设定目标 | F:H=年度总体目标完成情况综述
B:E=发展中药材种植2万亩 | F:H=完成种植2万亩
A/3=年度绩效指标 | B=一级指标 | C=二级指标 | D:E=三级指标 | F=年度指标值 | G=全年完成值 | H=未完成原因和改进措施
B=产出指标 | C=数量指标 | D:E=新增种植面积 | F=≥2万亩 | G=2万亩 | H=
B=满意度指标 | C=服务对象满意度指标 | D:E=农户满意度 | F=≥90% | G=91% | H=
"""
_TOWN = """
A:H=2024年度财政项目支出绩效自评表
A:D=项目单位：某区文化馆 | E:H=单位：元
A:B=项目名称 | C:D=文化下乡 | E:F=项目主管单位 | G:H=某区文广旅体局
A:B=项目预算（元） | C:D=500000 | E:F=实际支出（元） | G:H=485000
A=一级指标 | B=二级指标 | C=三级指标 | D=目标值 | E=实际完成值 | F=权重 | G=自评得分 | H=未完成原因
A/3=产出 | B=数量 | C=演出场次 | D=≥60场 | E=62场 | F=30 | G=30 | H=
B=质量 | C=节目合格率 | D=100% | E=100% | F=20 | G=20 | H=
B=时效 | C=按时完成率 | D=100% | E=100% | F=10 | G=10 | H=
A=效益 | B=社会效益 | C=观众人次 | D=≥3万人次 | E=3万人次 | F=20 | G=20 | H=
A=满意度 | B=服务对象满意度 | C=观众满意度 | D=≥90% | E=95% | F=20 | G=20 | H=
A:E=总分 | F=100 | G=100 | H=
"""


def told(rows: str, folder: Path) -> list[str]:
    """Errors and warnings with their cells and what is expected there."""
    report, _ = checked(rows, folder)
    found = [each for each in report.findings if each.severity is not Severity.INFO]
    return [f"{each.code} {each.at.a1 if each.at else ''} {each.expected or ''}".strip() for each in found]


@pytest.mark.parametrize(("stated", "expected"), [("90%", []), ("92%", ["SE-02 F7 90.00%"])])
def test_各来源的执行率也核对_填0的不算(stated: str, expected: list[str], tmp_path: Path) -> None:
    """450÷500＝90%；其他资金50÷50，执行率填0%是没有填。"""
    rows = _TRANSFER.replace("E=450 | F:H='90%", f"E=450 | F:H='{stated}")
    assert told(rows, tmp_path) == expected


def test_没有写明是哪里的表_不拿别处的权重来比(tmp_path: Path) -> None:
    """产出60、效益20、满意度20：与固原原州的40、40、20不同，可这张表没有说是那里的；也不能按产出50、效益30、满意度10分。"""
    assert told(_TOWN, tmp_path) == []
    assert told(_TOWN.replace("某区", "固原市原州区"), tmp_path) == ["SE-13 F6 40、40、20"]


_LIBRARY = """
A:J=2024年项目支出绩效自评表
A=项目名称 | B:J=公共图书馆免费开放
A=主管部门 | B:E=某区文旅局 | F=预算单位 | G:J=某区图书馆
A/4=项目资金（万元） | B:C= | D=年初预算数 | E=全年预算数 | F:G=全年执行数 | H=分值 | I=执行率 | J=得分
B:C=年度资金总额 | D=80 | E=80 | F:G=76 | H=10 | I='95% | J=9.5
B:C=财政拨款 | D=70 | E=70 | F:G=66 | H=— | I=— | J=—
B:C=单位自筹 | D=10 | E=10 | F:G=10 | H=— | I=— | J=—
A/2=绩效目标 | B:E=年初目标 | F:J=完成情况
B:E=免费开放300天 | F:J=免费开放310天
A=一级指标 | B=二级指标 | C=三级指标 | D=指标性质 | E=指标值 | F=单位 | G=完成值 | H=分值 | I=得分 | J=偏差原因
A/2=产出指标 | B=数量指标 | C=开放天数 | D=≥ | E=300 | F=天 | G=310 | H=30 | I=30 | J=
B=质量指标 | C=图书完好率 | D=≥ | E=95 | F=% | G=96 | H=20 | I=20 | J=
A=效益指标 | B=社会效益指标 | C=到馆人次 | D=≥ | E=20 | F=万人次 | G=20 | H=30 | I=30 | J=
A=满意度指标 | B=服务对象满意度指标 | C=读者满意度 | D=≥ | E=90 | F=% | G=95 | H=10 | I=10 | J=
A:G=总分 | H=100 | I=99.5 | J=
"""


def test_指标值旁边的单位一栏是度量单位_预算单位是填报的单位(tmp_path: Path) -> None:
    report, submission = checked(_LIBRARY, tmp_path)
    assert report.subject.unit == "某区图书馆"
    rows = [row for row in submission.rows(parts.INDICATORS) if row.written]
    assert [row[parts.MEASURE].text for row in rows] == ["天", "%", "万人次", "%"]
    assert told(_LIBRARY, tmp_path) == []


@pytest.mark.parametrize(
    ("reason", "expected"),
    [("", ["SE-04 I5"]), ("人员外出", ["SE-04 I5"]), ("尾款未到付款期，资金结转下年", [])],
)
def test_表上没有资金说明栏的_照提示写在偏差原因栏就不再报(
    reason: str, expected: list[str], tmp_path: Path
) -> None:
    """60÷80＝75％，得7.5分；7.5＋30＋20＋30＋10＝97.5。"""
    rows = (
        _LIBRARY.replace("F:G=76 | H=10 | I='95% | J=9.5", "F:G=60 | H=10 | I='75% | J=7.5")
        .replace("F:G=66", "F:G=50")
        .replace("I=99.5", "I=97.5")
        .replace("H=20 | I=20 | J=", f"H=20 | I=20 | J={reason}")
    )
    assert told(rows, tmp_path) == expected
