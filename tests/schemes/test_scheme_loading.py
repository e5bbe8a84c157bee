"""The shipped schemes add up and say what is printed; a scheme with one fault is refused, naming place and remedy."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from xlperf import schemes
from xlperf.schemes.model import Bands, Checklist, InputKind, Manual, StepUnder

FOLDER = Path(schemes.__file__).parent
DEPARTMENT = (FOLDER / "department_3_1_2020.toml").read_text(encoding="utf-8")
PROJECT = (FOLDER / "project_3_2_2020.toml").read_text(encoding="utf-8")


def refused(text: str) -> tuple[str, ...]:
    with pytest.raises(schemes.SchemeError) as error:
        schemes.parse(text, "某局.toml")
    assert str(error.value).startswith("指标体系 某局.toml 不能使用：\n· ")
    return error.value.problems


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


@pytest.mark.parametrize("scheme_id", schemes.available())
def test_随附的指标体系经得起全部核对(scheme_id):
    path = next(FOLDER.glob(f"{scheme_id}_*.toml"))
    assert schemes.parse(path.read_text(encoding="utf-8"), path.name) == schemes.load(scheme_id)


def test_随附的文件一个不少():
    assert len(schemes.available()) == len(list(FOLDER.glob("*.toml")))


def test_没有的指标体系():
    with pytest.raises(KeyError):
        schemes.load("department_9_9")


@pytest.mark.parametrize(
    ("scheme_id", "printed"),
    [
        (
            "department_3_1",
            "投入15(预算配置15) 过程40(预算执行15 预算管理15 资产管理10) 产出25(职责履行25) 效果20(履职效益20)",
        ),
        (
            "project_3_2",
            "项目决策20(项目目标4 决策过程8 资金分配8) 项目管理25(资金到位5 资金管理10 组织实施10) 项目绩效55(项目产出15 项目效果40)",
        ),
    ],
)
def test_一级二级指标的分值与样表一致(scheme_id, printed):
    told = [
        f"{section.name}{section.points}({' '.join(f'{part.name}{part.points}' for part in section.subsections)})"
        for section in schemes.load(scheme_id).sections
    ]
    assert " ".join(told) == printed


@pytest.mark.parametrize(
    ("scheme_id", "points"),
    [
        ("department_3_1", [5, 5, 5, 3, 3, 3, 6, 3, 3, 3, 3, 3, 3, 4, 3, 8, 5, 4, 4, 4, 15, 5]),
        ("project_3_2", [4, 4, 4, 3, 5, 3, 2, 7, 3, 1, 1, 3, 5, 5, 4, 3, 3, 8, 8, 8, 8, 8]),
    ],
)
def test_三级指标的分值与样表一致(scheme_id, points):
    assert [indicator.max for indicator in schemes.load(scheme_id).indicators] == points


def test_样表的笔误已改正():
    department = schemes.load("department_3_1")
    assert "“三公经费”变动率＞0，每超过" in department.indicator("S31-02").text
    assert department.indicator("S31-10").text.endswith("⑤基础数据信息和会计信息资料准确，0.5分。")
    assert department.indicator("S31-16").text.endswith("相应的个性化指标。")
    texts = "".join(indicator.text for indicator in department.indicators)
    assert "。。" not in texts
    assert "汇集信息" not in texts


def test_评分标准照样表换行():
    assert schemes.load("department_3_1").indicator("S31-07").text == (
        "以100%为标准。三公经费控制率≦100%，计6分；\n每超过一个百分点扣1分，扣完为止。"
    )
    assert schemes.load("project_3_2").indicator("S32-02").detail == (
        "有关法律法规的明确规定；某一经济社会发展规划；某部门年度工作计划；某一实际问题和需求"
    )


def test_规则的数字都是十进制数():
    rule = schemes.load("department_3_1").indicator("S31-11").rule
    assert rule == StepUnder(
        rate="ratio", base=Decimal(100), step=Decimal(1), deduct=Decimal("0.2"), exact=True
    )
    assert isinstance(rule.deduct, Decimal)


def test_三项效益合并一格():
    indicator = schemes.load("department_3_1").indicator("S31-21")
    assert indicator.rows == ("经济效益", "社会效益", "生态效益")
    assert isinstance(indicator.rule, Manual)


def test_需要佐证的项目():
    project = schemes.load("project_3_2")
    marked = [item.id for indicator in project.indicators for item in indicator.inputs if item.evidence]
    assert marked == ["S32-02.c3", "S32-04.c1", "S32-05.c1", "S32-05.c2", "S32-09.c1", "S32-13.c1"]


def test_表上已有的数据从表上取():
    taken = {
        item.id: item.sources
        for scheme_id in schemes.available()
        for indicator in schemes.load(scheme_id).indicators
        for item in indicator.inputs
        if item.sources
    }
    assert taken == {
        "S31-01.actual": ("department_report.headcount",),
        "S31-01.quota": ("department_report.quota",),
        "S31-02.this_year": ("department_report.three_public_total",),
        "S31-06.balance": ("department_report.balance_cumulative", "special_projects.balance_total"),
        "S31-06.carried": ("department_report.carried_over",),
        "S31-07.actual": ("department_report.three_public_total",),
        "S31-15.in_use": ("department_report.assets_in_use",),
        "S31-15.total": ("department_report.assets_total",),
        "S32-06.arrived": ("project_report.arrived_total",),
        "S32-06.planned": ("project_report.planned_total",),
    }


def test_指标的出处():
    scheme = schemes.load("project_3_2")
    assert scheme.source == "华容县财政局 2020年度 附件3-2 项目支出绩效评价指标体系（参考样表）"
    assert scheme.indicator("S32-06").clause == "附件3-2“项目管理—资金到位—到位率”"


def test_百分数和是否的数据项_填法一望而知():
    for scheme_id in schemes.available():
        for indicator in schemes.load(scheme_id).indicators:
            for item in indicator.inputs:
                assert item.unit or item.kind in {InputKind.YES_NO, InputKind.CHOICE, InputKind.NUMBER}, (
                    item.id
                )
                assert (item.kind is InputKind.YES_NO) == isinstance(indicator.rule, Checklist), item.id


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'name = "投入", points = 15',
            'name = "投入", points = 16',
            "一级指标分值合计 101 分，应为 100 分；请核对各一级指标的 points",
        ),
        (
            'name = "资产管理", points = 10',
            'name = "资产管理", points = 9',
            "“过程”为 40 分，其二级指标合计 39 分；请核对各二级指标的 points",
        ),
        (
            'name = "支付进度"\nmax = 3',
            'name = "支付进度"\nmax = 4',
            "“过程—预算执行”为 15 分，其三级指标合计 16 分；请核对各指标的 max",
        ),
        ('id = "S31-02"', 'id = "S31-01"', "指标编号 S31-01 用了不止一次；请改成各不相同的编号"),
        (
            'section = "产出"\nsubsection = "职责履行"',
            'section = "产出"\nsubsection = "职责"',
            "指标 S31-16（实施“三高四新”战略目标任务完成情况）所属的“产出—职责”在 sections 中没有；请补上或改正名称",
        ),
        (
            "{ lo = 80, hi = 90, points = 4 }",
            "{ lo = 80, hi = 89, points = 4 }",
            "指标 S31-03（重点支出安排率）的分档在 89% 与 90% 之间有空档；请改正 lo 或 hi",
        ),
        (
            "{ lo = 80, hi = 90, points = 4 }",
            "{ lo = 80, hi = 91, points = 4 }",
            "指标 S31-03（重点支出安排率）的分档 80%—91% 与 90%— 重叠；请改正 lo 或 hi",
        ),
        (
            "{ lo = 90, points = 5 }",
            "{ lo = 90, points = 6 }",
            "指标 S31-03（重点支出安排率）最多能得 6 分，分值却是 5 分；请核对 points 与 max",
        ),
        (
            "{ lo = 90, points = 5 }",
            "{ lo = 90, points = 4.5 }",
            "指标 S31-03（重点支出安排率）最多能得 4.5 分，分值却是 5 分；请核对 points 与 max",
        ),
        (
            "{ lo = 90, points = 5 }",
            "{ lo = 90, hi = 100, points = 5 }",
            "指标 S31-03（重点支出安排率）的最高一档止于 100%，更高的比率没有分档；请去掉该档的 hi",
        ),
        (
            "{ hi = 60, points = 0 }",
            "{ lo = 10, hi = 60, points = 0 }",
            "指标 S31-03（重点支出安排率）的最低一档始于 10%，更低的比率没有分档；请去掉该档的 lo",
        ),
        (
            "  { lo = 0, hi = 0, points = 3 },\n  { lo = 0, hi = 10, points = 2 }",
            "  { lo = 0, hi = 10, points = 3 }",
            "指标 S31-04（预算调整率）的最低一档不含 0，比率为 0 时没有分档；请去掉该档的 lo，或另写 lo = 0、hi = 0 的一档",
        ),
        (
            "points = [1, 1, 1]",
            "points = [1, 1, 2]",
            "指标 S31-08（管理制度健全性）逐项分值合计 4 分，分值却是 3 分；请核对 points 与 max",
        ),
        (
            "points = [1, 1, 1]",
            "points = [1, 2]",
            "指标 S31-08（管理制度健全性）的计分方式需要 2 个数据项，写了 3 个；请补上或删去",
        ),
        (
            'right = "carried"',
            'right = "carry"',
            "指标 S31-06（资金结余）的判断用了“carry”，既不是数据项也不是数字；请改正或补上数据项",
        ),
        (
            'right = "carried"',
            'right = "100"',
            "指标 S31-06（资金结余）的数据项 carried 没有用到；请删去或补上判断",
        ),
        (
            'key = "quota"',
            'key = "actual"',
            "指标 S31-01（财政供养人员控制率）的数据项 actual 写了不止一次；请改成各不相同的 key",
        ),
        (
            "step = 1, deduct = 0.5",
            "step = 1, deduct = 6",
            "指标 S31-01（财政供养人员控制率）每次扣 6 分，超过分值 5 分；请核对 deduct",
        ),
        ("step = 1", "step = 0", "指标 S31-01 的 rule 的 step：应大于 0（现在是 0）"),
        ("step = 1", "step = 0.001", "指标 S31-01 的 rule 的 step：最多 2 位小数（现在是 0.001）"),
        ("step = 1", "stop = 1", "指标 S31-01 的 rule 的 step：缺少这一项，请补上"),
        ("step = 1", "stop = 1", "指标 S31-01 的 rule 的 stop：不认识这个键，请删去或改正拼写"),
        ('kind = "step_over"', 'kind = "stepover"', "指标 S31-01 的 rule：计分方式只能是 "),
        ('rate = "ratio"', 'rate = "rate"', "指标 S31-01 的 rule 的 rate：只能是 "),
        ('kind = "count"', 'kind = "人数"', "指标 S31-01 的 inputs actual 的 kind：只能是 "),
        ("max = 5", 'max = "五"', "指标 S31-01 的 max：应是数字（现在是 五）"),
        ("max = 5", "max = -5", "指标 S31-01 的 max：应大于 0（现在是 -5）"),
        ('edition = "2020"', "edition = 2020", "edition：应是文字，请加引号（现在是 2020）"),
        ('edition = "2020"\n', "", "edition：缺少这一项，请补上"),
        (
            'sources = ["department_report.headcount"]',
            'sources = ["实有人数"]',
            "指标 S31-01 的 inputs actual 的 sources 第1项：写法不对",
        ),
        ("part = true", 'part = "是"', "指标 S31-03 的 part：应是 true 或 false（现在是 是）"),
        ('edition = "2020"', "edition = ", "不是有效的 TOML 文件"),
    ],
)
def test_部门指标体系写错一处就不能用(old, new, problem):
    problems = refused(changed(DEPARTMENT, old, new))
    assert any(each.startswith(problem) for each in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "ranges = [[4, 7]",
            "ranges = [[7, 4]",
            "指标 S32-08（资金使用）第 1 种情形扣 7—4 分不对；应从小到大，大于 0，不超过分值 7 分",
        ),
        (
            "ranges = [[4, 7]",
            "ranges = [[4, 8]",
            "指标 S32-08（资金使用）第 1 种情形扣 4—8 分不对；应从小到大，大于 0，不超过分值 7 分",
        ),
        (
            "ranges = [[4, 7], ",
            "ranges = [",
            "指标 S32-08（资金使用）的计分方式需要 4 个数据项，写了 5 个；请补上或删去",
        ),
        (
            "points = [2, 1, 0.5]",
            "points = [2, 1]",
            "指标 S32-07（到位时效）有 3 个选项、2 个得分；请一一对应",
        ),
        (
            'choices = ["到位及时", "不及时但未影响项目进度"',
            'choices = ["到位及时", "到位及时"',
            "指标 S32-07（到位时效）的选项“到位及时”写了不止一次；请改正",
        ),
        (
            'excused = "未如期但理由充分"',
            'excused = "理由充分"',
            "指标 S32-16（产出时效）的 excused “理由充分”不是选项之一；请改正",
        ),
        (
            'kind = "number", prompt = "与预定目标数同一单位。"',
            'kind = "yes_no"',
            "指标 S32-14（产出数量）的数据项 done 是 yes_no，这种计分方式只能用 count、money、number、percent、points；请改正 kind",
        ),
        (
            'rule = { kind = "linear" }',
            'part = true\nrule = { kind = "linear" }',
            "指标 S32-06（到位率）写了 part = true，但不是按比率计分；请删去 part",
        ),
        (
            'rule = { kind = "manual" }',
            'rule = { kind = "manual" }\ninputs = [{ key = "a", label = "甲", kind = "number" }]',
            "指标 S32-18（经济效益）的计分方式需要 0 个数据项，写了 1 个；请补上或删去",
        ),
    ],
)
def test_项目指标体系写错一处就不能用(old, new, problem):
    assert problem in refused(changed(PROJECT, old, new))


def test_几处错误一次说完():
    text = changed(
        changed(DEPARTMENT, 'id = "S31-02"', 'id = "S31-01"'), "points = [1, 1, 1]", "points = [1, 1, 2]"
    )
    assert len(refused(text)) == 2


def test_财政局自己的指标体系():
    text = """
id = "own"
edition = "2025"
title = "某局评分表"
annex = "附件1"
source = "某局〔2025〕1号"
sections = [{ name = "全部", points = 100, subsections = [{ name = "全部", points = 100 }] }]

[[indicator]]
id = "OWN-1"
section = "全部"
subsection = "全部"
name = "预算执行率"
max = 100
text = "不低于90%计100分，否则不得分。"
clause = "第三条"
rule = { kind = "bands", rate = "given", includes = "lo", bands = [{ lo = 90, points = 100 }, { hi = 90, points = 0 }] }
inputs = [{ key = "rate", label = "执行率", kind = "percent", unit = "%" }]
"""
    own = schemes.parse(text, "某局.toml")
    assert own.indicator("OWN-1").clause == "第三条"
    assert isinstance(own.indicators[0].rule, Bands)
