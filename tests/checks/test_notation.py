"""FMT-02、03、04、11：各种写法怎样读取。"""

from __future__ import annotations

import pytest

from tests.checks.drawn_targets import targets
from tests.checks.labels import row
from tests.drawing import findings, submission
from xlperf.findings import Finding
from xlperf.forms import project_report, workbooks
from xlperf.forms.draft import Draft

SIGNS = "数量 | 改造小区 | ≥ | 20 | 个\n满意度 | 群众满意度 | ≥ | 90 | %"


def told(draft: Draft, code: str) -> list[Finding]:
    return findings(submission("project", draft), code)


@pytest.mark.rejects("FMT-02")
def test_文字写的大小关系说明怎样读取() -> None:
    (found,) = told(targets("质量 | 合格率 | | 98%以上\n成本 | 总成本 | | 不超过630万元"), "FMT-02")
    assert found.message == "2项指标用文字写大小关系：“98%以上”按“≥98%”读取、“不超过630万元”按“≤630万元”读取"
    assert found.severity == "info"


@pytest.mark.rejects("FMT-03")
def test_少见的符号说明怎样读取() -> None:
    (found,) = told(targets("数量 | 改造小区 | ≧ | 20 | 个\n质量 | 合格率 | ＝ | 100 | ％"), "FMT-03")
    assert found.message == "3处用了少见的符号：“≧”按“≥”、“＝”按“=”、“％”按“%”，已按通常的符号读取"


@pytest.mark.accepts("FMT-02", "FMT-03")
def test_从下拉框选的符号不提示() -> None:
    assert told(targets(SIGNS), "FMT-02") == told(targets(SIGNS), "FMT-03") == []


def ticked(process: str) -> Draft:
    return Draft().put(project_report.TYPE_PROCESS, process).put(project_report.TYPE_RESULT, "□")


@pytest.mark.rejects("FMT-04")
@pytest.mark.parametrize("mark", ["√□", "R", "是"])
def test_不常见的勾选写法说明按已勾选读取(mark: str) -> None:
    (found,) = told(ticked(mark), "FMT-04")
    assert found.message == f"项目实施过程评价的方框里写的是“{mark}”，按已勾选读取"


@pytest.mark.accepts("FMT-04")
@pytest.mark.parametrize("mark", ["☑", "√", "■", "□"])
def test_常见的勾选写法不提示(mark: str) -> None:
    assert told(ticked(mark), "FMT-04") == []


def points(value: str) -> Draft:
    table = next(each for each in workbooks.project().tables if each.key == "score_sheet.scores")
    return Draft().fill(table, row("S32-01", self="2", max=value))


@pytest.mark.rejects("FMT-11")
def test_分值有小数的说明按小数计分() -> None:
    (found,) = told(points("2.5"), "FMT-11")
    assert (found.severity, found.message) == ("info", "1项指标的分值不是整数：目标内容2.5分，按小数计分")


@pytest.mark.accepts("FMT-11")
def test_分值是整数的不提示() -> None:
    assert told(points("4"), "FMT-11") == []
