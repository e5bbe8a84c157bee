"""Forms of other places in the current template: their sources of money under their own names, no points invented."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging, write_xlsx
from xlperf.assess import assess_and_read
from xlperf.findings import Severity
from xlperf.migrating.moving import Moved, moved
from xlperf.office import Office

_BONDS = """
A:H=专项债券项目绩效自评表
A:H=（2024年度）
A=项目名称 | B:D=县城污水处理厂扩建工程 | E=项目主管部门 | F:H=某县住建局
A/5=项目资金（万元） | B= | C=年初预算数 | D=全年预算数 | E=全年执行数 | F=分值 | G=执行率 | H=得分
B=年度资金总额 | C=5000 | D=5000 | E=4500 | F=10 | G='90% | H=9
B=其中：专项债券资金 | C=4000 | D=4000 | E=3600 | F= | G='90% | H=
B=财政预算安排资金 | C=800 | D=800 | E=700 | F= | G='87.5% | H=
B=其他资金 | C=200 | D=200 | E=100 | F= | G='50% | H=
A/2=年度总体目标 | B:D=预期目标 | E:H=实际完成情况
B:D=完成扩建工程主体 | E:H=已完成扩建工程主体
A=一级指标 | B=二级指标 | C=三级指标 | D=年度指标值 | E=实际完成值 | F=分值 | G=得分 | H=偏差原因分析及改进措施
A=产出指标 | B=数量指标 | C=新增处理能力 | D=≥2万吨/日 | E=2万吨/日 | F=50 | G=50 | H=
A=效益指标 | B=生态效益指标 | C=污水集中处理率 | D=≥95% | E=96% | F=30 | G=30 | H=
A=满意度指标 | B=服务对象满意度指标 | C=居民满意度 | D=≥90% | E=92% | F=10 | G=10 | H=
A:E=总分 | F=100 | G=99 | H=
"""
_FOUR = "B=其他资金 | C=200 | D=200 | E=100 | F= | G='50% | H="

_DEPARTMENT = """
A:H=2024年度部门整体支出绩效自评表
A=部门名称 | B:H=某市文化广电和旅游局
A=部门预算（万元） | B= | C=全年预算数 | D=全年执行数 | E=执行率 | F:H=
A=基本支出 | B= | C=3000 | D=2950 | E='98.33% | F:H=
A=项目支出 | B= | C=2000 | D=1800 | E='90% | F:H=
A=合计 | B= | C=5000 | D=4750 | E='95% | F:H=
A=年度目标 | B:H=推进公共文化服务
A=一级指标 | B=二级指标 | C=三级指标 | D=指标值 | E=完成值 | F=分值 | G=得分 | H=偏差原因
A=过程 | B=预算执行 | C=预算执行率 | D=100% | E=95% | F=10 | G=9.5 | H=年末项目结转
A=履职 | B=公共文化 | C=文化活动场次 | D=≥200场 | E=210场 | F=50 | G=50 | H=
A=效益 | B=社会效益 | C=服务群众 | D=≥50万人次 | E=52万人次 | F=30 | G=30 | H=
A=满意度 | B=服务对象满意度 | C=群众满意度 | D=≥90% | E=91% | F=10 | G=10 | H=
A=合计 | B= | C= | D= | E= | F=100 | G=99.5 | H=
"""


def migrated(rows: str, folder: Path) -> tuple[Path, Moved]:
    """The form in the current template."""
    old, new = folder / "自评.xlsx", folder / "新.xlsx"
    write_xlsx([Sheet("自评", "national", rows).drawn()], old, Merging.KEPT)
    return new, moved(old, new, Office())


def faults(path: Path) -> dict[str, str]:
    """Errors and warnings by code, with their cells; 县（市、区） aside, which only the template asks for."""
    report, _ = assess_and_read(path, Office())
    found = [each for each in report.findings if each.severity is not Severity.INFO and each.code != "REQ-07"]
    return {each.code: each.at.a1 if each.at else "" for each in found}


def funds(path: Path) -> list[tuple[object, ...]]:
    """The rows of 项目资金 below the total: source, 年初、全年预算数、执行数."""
    sheet = openpyxl.load_workbook(path)["项目支出绩效自评表"]
    return [tuple(sheet[f"{column}{row}"].value for column in "BDEG") for row in (8, 9, 10)]


def test_别的资金来源用自己的名称搬入空着的行(tmp_path: Path) -> None:
    new, made = migrated(_BONDS, tmp_path)
    assert funds(new) == [
        ("其中：专项债券资金", 4000, 4000, 3600),
        ("财政预算安排资金", 800, 800, 700),
        ("其他资金", 200, 200, 100),
    ]
    assert faults(new) == {"SE-01": "G7"}  # 3600＋700＋100＝4400，填4500
    assert made.left == 1  # 表名；栏目名称、“万吨/日”不算没有放置


def test_资金来源比表样的行多_一行也不搬_不凑成另一个合计(tmp_path: Path) -> None:
    rows = _BONDS.replace("A/5=项目资金", "A/6=项目资金").replace(
        _FOUR, "B=省级补助 | C=100 | D=100 | E=100 | F= | G='100% | H=\n" + _FOUR.replace("200", "100")
    )
    new, made = migrated(rows, tmp_path)
    assert [each[1:] for each in funds(new)] == [(None, None, None)] * 3
    listed = {
        str(row[0].value) for row in openpyxl.load_workbook(new)["迁移记录"].iter_rows(min_col=4, max_col=4)
    }
    assert {"4000", "3600", "800", "700", "其中：专项债券资金", "省级补助"} <= listed
    assert made.left > 10
    assert "SE-01" not in faults(new)


@pytest.mark.parametrize("changed", ["", "G=100.5"])
def test_预算执行率列为指标的_新表不再另算一次(changed: str, tmp_path: Path) -> None:
    """9.5＋50＋30＋10＝99.5；表样本来印着预算执行率10分。"""
    rows = _DEPARTMENT.replace("G=99.5", changed) if changed else _DEPARTMENT
    new, _ = migrated(rows, tmp_path)
    report, submission = assess_and_read(new, Office())
    assert submission is not None
    assert report.total is not None
    assert str(report.total.self_score) == "99.5"
    assert set(faults(new)) == ({"SC-01"} if changed else set())


def test_预算执行率不计分的_新表也不按表样的权重来比(tmp_path: Path) -> None:
    """产出60、效益30、满意度10，合计100：没有留给预算执行率的10分，不能要求50、30、10。"""
    rows = (
        _DEPARTMENT.replace("A=过程 | B=预算执行 | C=预算执行率", "A=产出 | B=时效 | C=任务按期完成率")
        .replace("A=履职 | B=公共文化", "A=产出 | B=数量")
        .replace("部门整体支出", "项目支出")
        .replace("A=部门名称", "A=项目名称")
    )
    new, _ = migrated(rows, tmp_path)
    assert openpyxl.load_workbook(new)["项目支出绩效自评表"] is not None
    assert "SE-13" not in faults(new)
