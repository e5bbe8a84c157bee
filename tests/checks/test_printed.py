"""TPL-01、02、06，FMT-09：表上印的字。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.checks.drawn_targets import targets
from tests.checks.labels import row
from tests.drawing import findings, opened, submission
from xlperf import schemes
from xlperf.findings import Finding
from xlperf.forms import narrative, project_report, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook


def told(kind: str, draft: Draft, code: str) -> list[Finding]:
    return findings(submission(kind, draft), code)


def printed(indicator: str, was: str, now: str) -> Draft:
    """The score sheet with one 评分标准 printed otherwise."""
    scheme, kind = ("department_3_1", "department") if indicator < "S32" else ("project_3_2", "project")
    text = schemes.load(scheme).indicator(indicator).text
    assert was in text
    table = next(each for each in workbooks.workbook(kind).tables if each.key == "score_sheet.scores")
    return Draft().fill(table, row(indicator, self="3", text=text.replace(was, now)))


@pytest.mark.rejects("TPL-01")
def test_原表样的错字不影响检查() -> None:
    (found,) = told("department", printed("S31-10", "会计信息", "汇集信息"), "TPL-01")
    assert found.severity == "info"
    assert "“息和汇集信息”，表样是“息和会计信息”" in found.message
    assert told("department", printed("S31-10", "会计信息", "汇集信息"), "TPL-06") == []


@pytest.mark.accepts("TPL-01", "TPL-06")
def test_照表样印的不提示() -> None:
    draft = printed("S31-10", "会计信息", "会计信息")
    assert told("department", draft, "TPL-01") == told("department", draft, "TPL-06") == []


@pytest.mark.rejects("TPL-06")
def test_评分标准的扣分被改小() -> None:
    (found,) = told("department", printed("S31-01", "扣0.5分", "扣0.1分"), "TPL-06")
    assert (str(found.at), found.severity) == ("评分表!D4", "warning")
    assert found.message.startswith("财政供养人员控制率的评分标准被改动（“0.1分”，表样是“0.5分”），")
    assert told("department", printed("S31-01", "扣0.5分", "扣0.1分"), "TPL-01") == []


def test_人工评分的评分标准可以细化() -> None:
    text = "完成老旧小区改造20个得8分，每少1个扣1分。"
    table = next(each for each in workbooks.department().tables if each.key == "score_sheet.scores")
    assert told("department", Draft().fill(table, row("S31-16", self="8", text=text)), "TPL-06") == []


def reported(name: str, **more: str) -> Draft:
    """目标表“改造小区数量”≥20个 and a row of the report."""
    own = DraftRow({"indicator": name, "relation": "≥", "target": "20", "measure": "个", **more})
    return targets("数量 | 改造小区数量 | ≥ | 20 | 个").fill(project_report.INDICATORS, own)


@pytest.mark.rejects("TPL-02")
def test_同一指标两表名称不同() -> None:
    (found,) = told("project", reported("改造小区个数"), "TPL-02")
    assert (
        found.message
        == "目标表的“改造小区数量”和自评报告的“改造小区个数”目标值相同，名称不同，按同一指标看待"
    )


@pytest.mark.accepts("TPL-02")
def test_名称相同或不是一回事的不提示() -> None:
    assert told("project", reported("改造小区数量"), "TPL-02") == []
    assert told("project", reported("举办培训班"), "TPL-02") == []


@pytest.mark.rejects("TPL-02")
def test_生态效益没有目标值_只能凭类别与环境效益对应() -> None:
    rows = [DraftRow({}) for _ in range(8)]
    rows[6] = DraftRow({"indicator": "项目实施对生态环境的影响", "actual": "得到改善"})
    (found,) = told("project", Draft().fill(project_report.INDICATORS, *rows), "TPL-02")
    assert found.message == "自评报告的“生态效益指标”在评分表里叫“环境效益”，没有目标值，按同一项看待"


def test_评分表上名称空着的一行不与二级指标空着的一行对应() -> None:
    rows = [DraftRow({}) for _ in range(8)]
    rows[6] = DraftRow({"second": " ", "indicator": "项目实施对生态环境的影响", "actual": "得到改善"})
    scores = next(each for each in workbooks.project().tables if each.key == "score_sheet.scores")
    unnamed = Draft().fill(scores, row("S32-20", self="3", name=" "))
    assert told("project", unnamed.fill(project_report.INDICATORS, *rows), "TPL-02") == []


@pytest.fixture
def retitled(tmp_path: Path) -> Callable[[str], list[Finding]]:
    """A project report whose third heading was typed over."""

    def change(heading: str) -> list[Finding]:
        path = tmp_path / "retitled.xlsx"
        write_workbook(workbooks.project(), path, Draft().put(project_report.DEPARTMENT, "县住建局"))
        book = openpyxl.load_workbook(path)
        sheet = book["项目自评报告"]
        (cell,) = [each for line in sheet for each in line if each.value == "三、项目绩效自评情况"]
        cell.value = heading
        book.save(path)
        return findings(opened(path), "FMT-09", "TPL-03")

    return change


@pytest.mark.rejects("FMT-09")
def test_项目表用了部门表的标题(retitled: Callable[[str], list[Finding]]) -> None:
    (found,) = retitled("三、部门(单位)整体支出绩效自评情况")
    assert (found.code, found.severity) == ("FMT-09", "info")
    assert found.message == "标题“三、部门(单位)整体支出绩效自评情况”是另一种报告的标题"


@pytest.mark.accepts("FMT-09")
def test_本表的标题不提示(retitled: Callable[[str], list[Finding]]) -> None:
    assert retitled("三、项目绩效自评情况") == []


@pytest.mark.rejects("FMT-09")
def test_综述用了部门报告的章节标题() -> None:
    section = DraftRow({"section": "四、整体支出绩效情况", "text": "完成较好。"})
    (found,) = told("project", Draft().fill(narrative.PROJECT.tables[0], section), "FMT-09")
    assert str(found.at) == "评价报告综述!A3"
