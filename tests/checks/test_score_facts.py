"""SC-10、XF-09、H21-09：得分所依据的事实。"""

from __future__ import annotations

import pytest

from tests.checks.labels import put, row
from tests.drawing import findings, submission
from xlperf.findings import Finding
from xlperf.forms import department_report, project_report, special_projects, workbooks
from xlperf.forms.draft import Draft, DraftRow


def told(kind: str, draft: Draft, code: str) -> list[Finding]:
    return findings(submission(kind, draft), code)


def scored(kind: str, indicator: str, points: str, reason: str = "", **inputs: str) -> Draft:
    """One self-score, what is written beside it, and its 计分数据."""
    table = next(each for each in workbooks.workbook(kind).tables if each.key == "score_sheet.scores")
    line = row(indicator, self=points, **({"reason": reason} if reason else {}))
    return put(
        Draft().fill(table, line),
        "score_inputs",
        {f"{indicator}.{key}": text for key, text in inputs.items()},
    )


@pytest.mark.rejects("SC-10")
def test_采购超预算得满分没有说明() -> None:
    (found,) = told("department", scored("department", "S31-11", "3", actual="110", budget="100"), "SC-10")
    assert (str(found.at), found.severity) == ("评分表!G14", "warning")
    assert found.message == "政府采购执行率：政府采购执行率110.00%超过100%，请核对是否超预算；说明栏还空着"


@pytest.mark.rejects("SC-10")
def test_未如期但理由充分_没有写理由() -> None:
    (found,) = told("project", scored("project", "S32-16", "3", timeliness="未如期但理由充分"), "SC-10")
    assert found.message == "产出时效：选“未如期但理由充分”的，须在说明栏写明理由；说明栏还空着"


@pytest.mark.accepts("SC-10")
def test_写了说明或不需要说明的不报() -> None:
    reason = "7月特大洪水停工45天，经主管部门批准延期。"
    assert (
        told("project", scored("project", "S32-16", "3", reason, timeliness="未如期但理由充分"), "SC-10")
        == []
    )
    assert told("project", scored("project", "S32-16", "3", timeliness="如期完成"), "SC-10") == []
    assert told("department", scored("department", "S31-11", "3", actual="100", budget="100"), "SC-10") == []


def reported(kind: str, target: str, unit: str, actual: str, draft: Draft) -> Draft:
    """The draft with one indicator of that kind in 附件2-2."""
    slot = ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "满意度").index(kind)
    rows = [DraftRow({}) for _ in range(8)]
    rows[slot] = row(indicator="养护里程", relation="≥", target=target, measure=unit, actual=actual)
    return draft.fill(project_report.INDICATORS, *rows)


@pytest.mark.rejects("XF-09")
def test_计分数据的完成数与自评报告不同() -> None:
    draft = reported("数量", "50", "公里", "40", scored("project", "S32-14", "5", done="50", target="50"))
    (found,) = told("project", draft, "XF-09")
    assert found.message == "计分数据“目标完成数”填50，自评报告“养护里程”的实际完成值是40公里"
    assert (found.at is not None and found.at.sheet, found.expected) == ("计分数据", "40公里")


@pytest.mark.rejects("XF-09")
def test_问卷人数与满意度完成值不同() -> None:
    draft = reported(
        "满意度", "90", "%", "95", scored("project", "S32-22", "6", satisfied="85", surveyed="100")
    )
    (found,) = told("project", draft, "XF-09")
    assert (
        found.message
        == "计分数据“满意人数”填85、被调查人数填100，自评报告“养护里程”的实际完成值是95%，按人数应为85%"
    )


@pytest.mark.rejects("XF-09")
def test_部门满意度与完成情况不同() -> None:
    rows = [DraftRow({}) for _ in department_report.INDICATORS.printed]
    rows[-1] = DraftRow({"target": "群众满意", "actual": "群众满意度达到92.5%"})
    draft = scored("department", "S31-22", "5", rate="95").fill(department_report.INDICATORS, *rows)
    (found,) = told("department", draft, "XF-09")
    assert found.message == "计分数据“满意度”填95，自评报告满意度完成情况是92.5%"


@pytest.mark.accepts("XF-09")
def test_两处相同_单位不同或不止一项的不比() -> None:
    same = scored("project", "S32-14", "5", done="50", target="50")
    assert told("project", reported("数量", "50", "公里", "50", same), "XF-09") == []
    assert told("project", reported("数量", "50", "公里", "50公里", same), "XF-09") == []
    cost = scored("project", "S32-17", "3", actual="600", target="630")
    assert told("project", reported("成本", "3000", "元/户", "2900", cost), "XF-09") == []
    survey = scored("project", "S32-22", "8", satisfied="2", surveyed="3")  # 66.666…%
    assert told("project", reported("满意度", "90", "%", "66.67", survey), "XF-09") == []


def projects(**cells: str) -> Draft:
    """One special project."""
    return Draft().fill(special_projects.PROJECTS, row(project="堤防加固", **cells))


@pytest.mark.rejects("H21-09")
def test_专项支出大于到位() -> None:
    (found,) = told("department", projects(planned="1187", arrived="1023", spent="1078.78"), "H21-09")
    assert found.message == "“堤防加固”实际支出1078.78万元，大于实际到位资金1023万元，多55.78万元"


@pytest.mark.accepts("H21-09")
def test_支出不超过到位或写明原因的不报() -> None:
    assert told("department", projects(planned="1187", arrived="1023", spent="1023"), "H21-09") == []
    explained = projects(planned="1023", arrived="1023", spent="1078.78", remark="超支由本级其他资金垫付")
    assert told("department", explained, "H21-09") == []
