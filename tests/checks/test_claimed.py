"""NAR-01、02、04：正文里的数前后一致、算得上来、与表格一致。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.labels import example, named
from tests.drawing import findings, passed_over, submission
from tests.narrative.seeds import document
from xlperf.forms import department_report, information, narrative, project_report
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.national import parts
from xlperf.submission import Submission

CODES = ("NAR-01", "NAR-02", "NAR-04")
FUNDS = Draft().put(information.YEAR, Decimal(2023))


def department(*paragraphs: str) -> Submission:
    """A department workbook of 2023 with these paragraphs and nothing else."""
    return submission(
        "department", FUNDS.fill(narrative.PARAGRAPHS, *(DraftRow({"text": text}) for text in paragraphs))
    )


def project(text: str, **money: str) -> Submission:
    """A project workbook of 2023: 计划、到位、支出 by field (planned_county="500") and one paragraph."""
    draft = FUNDS.put(information.PROJECT, "农村道路养护项目").fill(
        narrative.PARAGRAPHS, DraftRow({"text": text})
    )
    fields = {
        field.key.partition(".")[2]: field
        for field in (*project_report.PLANNED, *project_report.ARRIVED, *project_report.SPENT)
    }
    for key, value in money.items():
        draft = draft.put(fields[key], Decimal(value))
    return submission("project", draft)


def told(given: Submission) -> list[tuple[str, str | None, str | None]]:
    """Code, what the text says and what it should say."""
    return [(found.code, found.seen, found.expected) for found in findings(given, *CODES)]


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("项目预算500万元，实际支出480万元，执行率98%。", "98%", "96%"),  # 480÷500
        ("项目预算500万元，实际支出480万元，结余30万元。", "30万元", "20万元"),
        ("计划投资800万元，到位资金600万元，资金到位率80%。", "80%", "75%"),
        ("总投资500万元，其中：中央资金300万元，省级资金250万元。", "500万元", "550万元"),
        ("总投资1000万元，其中：工程费814万元，其他费用168万元。", "1000万元", "982万元"),
        (
            "上半年发放补贴70.76万元；下半年发放补贴120.26万元，合计发放补贴200.88万元。",
            "200.88万元",
            "191.02万元",
        ),
        ("收入792.22万元，比上年增加189.25万元，增长35.39%。", "35.39%", "31.39%"),  # 189.25÷602.97
        ("为358户困难家庭发放补助，每户2万元，共发放761万元。", "761万元", "716万元"),
    ],
)
def test_正文算错的数(text: str, seen: str, expected: str) -> None:
    assert told(department(text)) == [("NAR-01", seen, expected)]


@pytest.mark.parametrize(
    "text",
    [
        "项目预算500万元，实际支出480万元，结余20万元，执行率96%。",
        "项目预算500万元，实际支出480万元，执行率约98%。",  # 约
        "项目预算600万元，到位500万元，实际支出480万元，支出率96%。",  # of what arrived
        "年初预算2737.45万元，调整后全年预算3888.28万元，实际支付3604.55万元，执行率92.70%。",
        "总投资500万元，其中中央资金300万元。",  # not the whole list
        "总投资500万元，其中：中央资金300万元，省级资金200万元，实际支出480万元，结余20万元。",
        "截至2023年6月，项目预算500万元，实际支出240万元，执行率50%。",
        "收入792.22万元，比上年增加189.25万元，增长31.39%。",
        "农村低保560元/月/人，城镇低保710元/月/人。",
        "三公经费5.5万元，较上年减少0.5万元，下降8.33%。其中公务用车4万元，公务接待1.5万元。",
        "计划新建渠道3公里，其中骨干灌渠2.29公里、支渠0.55公里，修建机耕道6.49公里。",
        "现有干部职工58人，其中党员36人，女职工30人。",  # one may be both
        "全年执行数950万元，其中当年拨款860万元，上年结转90万元，预算1000万元，执行率95%。",
    ],
)
def test_算得上来的和不能确定的不报(text: str) -> None:
    assert told(department(text)) == []


def test_没有综述就不核对() -> None:
    assert passed_over(submission("department", Draft()), "NAR-01") == ["综述没有填写"]


@pytest.mark.parametrize(
    ("text", "seen", "expected", "severity"),
    [
        ("全年共15个项目，其中年初8个，年中增加8个。", "15个", "16个", "warning"),
        ("本项目涉及53个子项目，44个子项目已完工；12个子项目尚在建设。", "53个", "56个", "warning"),
        (
            "本年完成了73个村卫生室医疗设备更新。\n年底核对，实际为83个村卫生室更新医疗设备。",
            "83个",
            "73个",
            "error",
        ),
    ],
)
@pytest.mark.rejects("NAR-02")
@pytest.mark.accepts("NAR-01", "NAR-04")
def test_个数加不起来(text: str, seen: str, expected: str, severity: str) -> None:
    (found,) = findings(department(text), *CODES)
    assert (found.code, found.seen, found.expected, found.severity) == ("NAR-02", seen, expected, severity)


@pytest.mark.parametrize(
    "text",
    [
        "全年共16个项目，其中年初8个，年中增加8个。",
        "本项目涉及53个子项目，44个子项目已完工；9个子项目尚在建设。",
        "本项目涉及53个子项目，其中9个子项目进度滞后。",
        "完成危改1350户，其中建档立卡贫困户520户。",
    ],
)
@pytest.mark.accepts("NAR-02")
def test_个数对的和没有列全的不报(text: str) -> None:
    assert told(department(text)) == []


AVERAGE = (
    "甲项目安排资金15300万元，支出10158.36万元，支出率66.39%；"
    "乙项目安排资金1500万元，支出1254.13万元，支出率83.61%，平均支出率为{}。"
)


@pytest.mark.rejects("NAR-04")
def test_平均支出率要按金额加权() -> None:
    (found,) = findings(department(AVERAGE.format("75%")), *CODES)
    assert (found.code, found.seen, found.expected) == ("NAR-04", "75%", "67.93%")
    assert "（10158.36＋1254.13）÷（15300＋1500）" in found.message
    assert told(department(AVERAGE.format("67.93%"))) == []


def test_正文与资金表() -> None:
    given = project("农村道路养护项目实际支出108万元，结余20万元。", arrived_county="200", spent_county="180")
    (found,) = findings(given, *CODES)
    assert (str(found.at), found.seen, found.expected) == ("评价报告综述!B3", "108万元", "180万元")
    assert found.related[0].sheet == "项目自评报告"
    clean = project("农村道路养护项目实际支出180万元，结余20万元。", arrived_county="200", spent_county="180")
    assert told(clean) == []


def test_称全部到位而一个来源没有到() -> None:
    text = "项目资金已全部到位。"
    (found,) = findings(
        project(text, planned_central="300", arrived_central="300", planned_county="200"), *CODES
    )
    assert (found.label, found.seen, found.expected) == ("实际到位资金·县市区财政", "", "200")
    assert told(project(text, planned_central="300", arrived_central="300")) == []
    assert (
        told(project("中央资金已全部到位。", planned_central="1", arrived_central="1", planned_county="2"))
        == []
    )


def test_部门的收支人数与表格() -> None:
    draft = FUNDS.put(department_report.HEADCOUNT, Decimal(128)).put(department_report.QUOTA, Decimal(130))
    text = "本单位编制130人，年末实有在职人员182人。"
    given = submission("department", draft.fill(narrative.PARAGRAPHS, DraftRow({"text": text})))
    assert told(given) == [("NAR-01", "182人", "128人")]


def test_华容县和赫山区的正文() -> None:
    assert named(submission("department", example("华容县住建局")), *CODES) == []


SEED_003 = {
    ("NAR-02", "53个", "56个"),  # S003-5
    ("NAR-02", "14 个", "15个"),  # S003-6
    ("NAR-01", "191.02万元", "200.88万元"),  # S003-3
    ("NAR-01", "92. 40%", "92.42%"),  # S003-2
    ("NAR-04", "75%", "67.93%"),  # S003-1
    ("NAR-02", "83个", "73个"),  # S003-4
}


@pytest.mark.rejects("NAR-01")
def test_晋城城区的汇总报告() -> None:
    """The six broken relations of the document are told; the others, recomputed in its passes, are not."""
    paragraphs = [line for line in document("003").split("\n") if line.strip()]
    assert set(told(department(*paragraphs))) == SEED_003


RESULTS = (
    DraftRow(
        {"indicator": "改造老旧小区数量", "measure": "个", "target": Decimal(20), "actual": Decimal(18)}
    ),
)


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("全年完成改造老旧小区20个。", "20个", "18个"),
        ("资金支出率95%。", "95%", "90%"),  # 180÷200
    ],
)
def test_正文与指标和比率(text: str, seen: str, expected: str) -> None:
    draft = FUNDS.put(project_report.ARRIVED[4], Decimal(200)).put(project_report.PLANNED[4], Decimal(200))
    draft = draft.put(project_report.SPENT[4], Decimal(180)).fill(project_report.INDICATORS, *RESULTS)
    paragraph = DraftRow({"text": text})
    given = submission("project", draft.fill(narrative.PARAGRAPHS, paragraph))
    assert told(given) == [("NAR-01", seen, expected)]
    right = DraftRow({"text": text.replace(seen, expected)})
    assert told(submission("project", draft.fill(narrative.PARAGRAPHS, right))) == []


@pytest.mark.parametrize(
    "text",
    [
        "计划改造老旧小区20个。",
        "上年完成改造老旧小区20个。",
        "截至6月，资金支出率50%。",
        "中央资金支出率100%。",
        "年度目标支出率95%。",
    ],
)
def test_计划往年和一部分不与完成值比(text: str) -> None:
    draft = FUNDS.put(project_report.ARRIVED[4], Decimal(200)).put(project_report.SPENT[4], Decimal(180))
    draft = draft.fill(project_report.INDICATORS, *RESULTS).fill(
        narrative.PARAGRAPHS, DraftRow({"text": text})
    )
    assert told(submission("project", draft)) == []


def national(text: str) -> Submission:
    """A national form (2020): 全年预算89.974, 全年执行89.974, 满意度 92%, and what it says was done."""
    row = {"third": "服务对象满意度", "measure": "%", "target": Decimal(90), "actual": Decimal(92)}
    draft = (
        FUNDS.put(parts.BUDGET_TOTAL, Decimal("89.974"))
        .put(parts.SPENT_TOTAL, Decimal("89.974"))
        .put(parts.GOAL_ACTUAL, text)
        .fill(parts.INDICATORS, DraftRow(row))
    )
    return submission("national", draft)


def test_国家表的实际完成情况与资金表() -> None:
    parts_of_it = "其中：编制费30万元，审计费30万元，设计规划测绘费29.99万元。"
    found = told(national(f"完成预算资金89.97万元，{parts_of_it}"))
    assert found == [("NAR-01", "89.97万元", "89.99万元")]
    assert told(national("完成预算资金89.97万元。")) == []  # 89.974 rounded
    assert told(national("全年支出79.94万元，群众满意度达到96%。")) == [
        ("NAR-01", "79.94万元", "89.974万元"),
        ("NAR-01", "96%", "92%"),
    ]
    assert told(national("全年支出89.97万元，群众满意度达到92%。")) == []


INSTITUTIONS = (
    DraftRow(
        {"institution": "1、局机关", "basic_spending": Decimal("1604.77"), "project_spending": Decimal(900)}
    ),
    DraftRow(
        {"institution": "2、建设中心", "basic_spending": Decimal("162.66"), "project_spending": Decimal(50)}
    ),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年基本支出1767.43万元。", []),  # 1604.77＋162.66
        ("全年基本支出1776.43万元。", [("NAR-01", "1776.43万元", "1767.43万元")]),
        ("建设中心支出212.66万元，其中基本支出162.66万元，项目支出50万元。", []),
        ("局机关基本支出1600万元。", []),
        ("水利项目支出500万元。", []),
        ("年初预算安排基本支出1700万元。", []),
    ],
)
def test_部门的合计与一个机构的数(text: str, wrong: list[tuple[str, str, str]]) -> None:
    draft = FUNDS.fill(department_report.SPENDING, *INSTITUTIONS).put(
        department_report.BASIC.total or department_report.HEADCOUNT, Decimal("1767.43")
    )
    given = submission("department", draft.fill(narrative.PARAGRAPHS, DraftRow({"text": text})))
    assert told(given) == wrong


def test_总投资不必是本年计划() -> None:
    given = project("农村道路养护项目总投资5000万元，本年计划投资800万元。", planned_county="800")
    assert told(given) == []
    slip = project("农村道路养护项目总投资870万元。", planned_county="807")
    assert told(slip) == [("NAR-01", "870万元", "807万元")]


def test_完成投资与已支付的数各说各的不报() -> None:
    money = {"planned_county": "900", "arrived_county": "900", "spent_county": "624"}
    assert told(project("完成投资780万元，已支付工程款624万元。", **money)) == []
    (found,) = findings(project("完成投资780万元，按合同节点完成支付。", **money), *CODES)
    assert (found.label, found.seen, found.expected) == ("实际支出·合计", "624", "780万元")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2023年本年收入2512.8万元，年初结转和结余20万元。", []),  # 2532.8−20
        ("2023年收入总计2532.8万元，支出总计2532.8万元。", []),  # 本年支出2517.8＋年末结转15
        ("本年支出2517.8万元，年末结转和结余15万元。", []),
        ("2023年本年收入2502.8万元。", ["2502.8万元"]),
        ("2023年支出总计2571.8万元。", ["2571.8万元"]),
    ],
)
def test_决算的本年收入和支出总计(text: str, seen: list[str]) -> None:
    """附件2-1的收入合计含上年结转20万元，支出合计不含年末结转15万元；决算的说法不算错。"""
    money = {
        department_report.INCOME_TOTAL: "2532.8",
        department_report.INCOME_SOURCES[0]: "20",
        department_report.SPENDING_TOTAL: "2517.8",
        department_report.BALANCE_CUMULATIVE: "15",
    }
    draft = FUNDS
    for column, amount in money.items():
        assert column.total is not None
        draft = draft.put(column.total, Decimal(amount))
    given = submission("department", draft.fill(narrative.PARAGRAPHS, DraftRow({"text": text})))
    assert [found.seen for found in findings(given, "NAR-01")] == seen
