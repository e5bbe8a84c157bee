"""评价情况报告.docx: the figures of 晋城市城区财政局 worked out by hand, and sentences that are right about nothing, too."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from tests.calls import xlperf
from tests.collecting.jincheng import LINES
from tests.collecting.post import lay_return
from tests.collecting.test_ledger import cells
from tests.writeback.test_other_readers import complaints, needs_validator
from xlperf import demo
from xlperf.collecting.ledger import Problem, advice
from xlperf.collecting.report_blocks import Grid, Paper, counted, numeral
from xlperf.collecting.report_docx import write_report
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook

NAME = Path("评价情况报告.docx")


@pytest.fixture(scope="module")
def report(jincheng: Path) -> Iterator[Path]:
    """The report on the nine projects."""
    before = Path.cwd()
    os.chdir(jincheng)
    try:
        result = xlperf("report")
        assert result.exit_code == 0, result.output
        yield jincheng / NAME
    finally:
        os.chdir(before)


def paragraphs(path: Path) -> list[str]:
    return [each.text for each in docx.Document(str(path)).paragraphs if each.text]


def tables(path: Path) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in each.rows] for each in docx.Document(str(path)).tables
    ]


def chapter(path: Path, heading: str) -> list[str]:
    """The paragraphs under a heading, up to the next one of its kind."""
    told = docx.Document(str(path)).paragraphs
    start = next(at for at, each in enumerate(told) if each.text == heading)
    style = told[start].style
    found: list[str] = []
    for each in told[start + 1 :]:
        if each.style is not None and style is not None and each.style.name == style.name:
            break
        found.append(each.text)
    return [each for each in found if each]


def test_it_is_built_as_the_document_is(report: Path) -> None:
    told = paragraphs(report)
    assert told[:2] == ["晋城市城区财政局", "关于2024年度绩效评价情况的报告"]
    headings = [each for each in told if re.match(r"[一二三四五]、|（[一二三四五六七八九]）\D{4}分析", each)]
    assert headings == [
        "一、工作情况",
        "二、项目的基本情况",
        "三、存在的问题及相关建议",
        "（一）投入决策分析",
        "（二）过程管理分析",
        "（三）产出执行分析",
        "（四）预期效果分析",
        "四、疑点线索",
        "五、报送和整改",
    ]
    assert told[-2] == "晋城市城区财政局"


def test_the_opening_counts_projects_money_and_units(report: Path) -> None:
    opening = paragraphs(report)[2]
    assert "1个部门整体支出和8个项目支出" in opening
    assert "评价金额51078.42万元" in opening
    assert opening.endswith("区机关事务中心等11个部门（单位）。现将有关情况报告如下。")


def test_the_table_and_its_total_are_those_of_the_document(report: Path) -> None:
    detail = tables(report)[0]
    assert detail[0] == ["序号", "项目单位", "项目名称", "金额（万元）"]
    assert [row[:3] for row in detail[1:10]] == [line[:3] for line in LINES]
    assert detail[10] == ["合计", "", "", "51078.42"]


def test_scores_come_from_the_best_to_the_least(report: Path) -> None:
    """得分依次为 89.93、89.56、89.36、88、86.77、86.36、86.16、86.04、84.39 (一、3)."""
    ranking = tables(report)[1]
    assert [row[3] for row in ranking[1:]] == [
        "89.93", "89.56", "89.36", "88", "86.77", "86.36", "86.16", "86.04", "84.39",
    ]  # fmt: skip
    assert [row[0] for row in ranking[1:]] == list("123456789")
    results = next(each for each in paragraphs(report) if each.startswith("3、评价结果"))
    assert "有得分的9项中，“良好”9项（占100.00%）。" in results


def test_execution_is_weighted_and_what_is_low_is_listed_whole(report: Path) -> None:
    """35884.67 ÷ 51078.42 = 70.25 %; below 80 %: 57.81, 65.72, 67.72 and 67.93 — the document names only three of them."""
    told = next(each for each in paragraphs(report) if each.startswith("4、预算执行"))
    assert "实际支出35884.67万元，结余15193.75万元，总体执行率70.25%" in told
    assert "红灯1项、黄灯3项、绿灯5项" in told
    assert tables(report)[2][-1] == ["合计", "", "51078.42", "35884.67", "70.25%"]
    low = chapter(report, "（一）投入决策分析")[1]
    assert low.startswith(
        "执行率低于80%的有4项：（1）2020-2023年财政衔接推进乡村振兴补助资金项目金额6223.15万元"
    )
    assert re.findall(r"执行率(\d+\.\d+%)", low) == ["57.81%", "65.72%", "67.72%", "67.93%"]


def test_every_project_has_its_paragraph(report: Path) -> None:
    assert chapter(report, "（一）2020-2023年财政衔接推进乡村振兴补助资金项目") == [
        (
            "由区乡村振兴中心实施。金额6223.15万元（预算数），实际支出3597.53万元，结余2625.62万元，执行率57.81%。"
            "自评84.39分，等次为“良好”，排名第9。可以衡量的指标5项，绿灯5项。核对中发现错误1处、警告3处。"
        )
    ]
    last = chapter(report, "（六）2023年中小企业发展专项")[0]
    assert "实际支出1750.00万元，没有结余，执行率100.00%" in last


def test_problems_stand_under_their_headings_with_examples(report: Path) -> None:
    """Nine scores do not follow from their figures; nine times the reason is missing, six times that for 执行率."""
    assert chapter(report, "（二）过程管理分析") == ["核对中没有发现这一类问题。"]
    output = chapter(report, "（三）产出执行分析")
    assert output[0] == "1、要求：各指标得分与按完成值复算的得分一致（SE-07）"
    assert output[1].startswith("核对发现错误9处，涉及9个项目。例如：（1）2020-2023年")
    assert output[1].count("应得20.00分") == 5
    assert output[2].startswith("改进建议：")
    assert "共发现错误9处、警告24处，涉及9个项目" in chapter(report, "三、存在的问题及相关建议")[0]
    assert chapter(report, "五、报送和整改")[1].startswith(
        "有错误的9项，计9处，退回单位在2025年4月30日前改正并重新报送"
    )


def test_the_same_ledger_gives_the_same_bytes(report: Path) -> None:
    before = report.read_bytes()
    assert "已经存在" in xlperf("report").stderr
    assert xlperf("report", "--force").exit_code == 0
    assert report.read_bytes() == before


@needs_validator
def test_the_open_xml_sdk_finds_no_fault_in_it(report: Path) -> None:
    assert complaints(report) == Counter()


def lay_faultless() -> None:
    lay_return(Path("收件/1.xlsx"), quality="20", county="某县")


def lay_overspent() -> None:
    lay_return(Path("收件/1.xlsx"), spent="120", county="某县")
    Path("xlperf.toml").write_text(
        '[collect]\n[[collect.units]]\nname = "某县水利局"\n[[collect.units]]\nname = "某县交通局"\n',
        encoding="utf-8",
    )


def lay_reviewed() -> None:
    lay_return(Path("收件/1.xlsx"), reviewed=("18", "20", "10", "30", "10"), county="某县")
    lay_return(Path("收件/2.xlsx"), "<某局>&\u202e\x0b局", "桥梁" * 40, quality="30")


def lay_huarong() -> None:
    for example in demo.examples():
        if "华容县" in example.name:
            write_workbook(workbooks.workbook(example.kind), Path("收件") / example.name, example.draft)


def lay_half_filled() -> None:
    lay_return(Path("收件/1.xlsx"), spent="", budget="")
    lay_return(Path("收件/2.xlsx"), "某局", "路灯", spent="", quality="")


@pytest.mark.parametrize("lay", [lay_faultless, lay_overspent, lay_reviewed, lay_huarong, lay_half_filled])
def test_sentences_are_right_about_nothing_and_about_one(
    lay: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("收件").mkdir()
    lay()  # type: ignore[operator]
    assert xlperf("collect", "收件").exit_code == 0
    assert xlperf("report").exit_code == 0
    told = "\n".join(paragraphs(NAME))
    assert (
        re.findall(r"(?<![\d.])0[项处个条种]|None|[，；。、][，；。]|（）|^[，。；]", told, re.MULTILINE)
        == []
    )
    assert "  " not in told


def test_nothing_wrong_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_faultless()
    xlperf("collect", "收件")
    xlperf("report")
    told = paragraphs(NAME)
    assert told[0] == "关于2024年度绩效评价情况的报告"
    assert "涉及某县水利局1个部门（单位）。" in told[1]
    assert told[1].startswith("按照2024年度预算绩效管理工作安排，我局汇总了1个项目支出的绩效自评")
    assert chapter(NAME, "五、报送和整改")[:2] == [
        "应报送的都已报送。",
        "已报送的没有需要退回改正的错误。",
    ]
    assert told[-1] == "＿＿＿＿年＿＿月＿＿日"


def test_a_department_has_no_rate_and_its_rules_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """部门整体支出 goes by what was spent: that is no fault of its figures. S31-01 is named by what it asks for."""
    monkeypatch.chdir(tmp_path)
    Path("收件").mkdir()
    lay_huarong()
    xlperf("collect", "收件")
    xlperf("report")
    told = "\n".join(paragraphs(NAME))
    assert "万元（支出数），部门整体支出不计执行率。" in told
    assert "未能核对" not in told
    assert "要求：财政供养人员控制率按评分标准计分（S31-01）" in told


def test_different_remedies_of_one_code_are_all_told() -> None:
    one = Problem("某局", "路", "警告", "XF-07", "待归类", "表!A1", "…", "", "", "补进名单。", "1.xlsx")
    two = replace(one, hint="全文统一")
    assert advice([one, one]) == "补进名单"
    assert advice([one, two, one]) == "（1）补进名单；（2）全文统一"


def test_who_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_overspent()
    xlperf("collect", "收件")
    xlperf("report")
    told = paragraphs(NAME)
    assert "1、报送情况。应报送2项，已报送1项，未报送1项。" in told
    assert "尚未报送的：某县交通局，共1项，请尽快报送。" in told
    assert any("超支20.00万元" in each for each in told)


def test_what_reviewers_found_stands_under_its_heading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """修路 is 数量指标 (产出执行) and lost 2 of 20 points; 社会效益 and 满意度 (预期效果) kept theirs, with words."""
    monkeypatch.chdir(tmp_path)
    lay_return(Path("收件/1.xlsx"), county="某县")
    scores = ("18", "20", "10", "30", "10")
    lay_return(Path("复核/2.xlsx"), county="某县", reviewed=scores, opinion="验收资料不全。")
    assert xlperf("collect", "收件").exit_code == 0
    assert xlperf("collect", "复核").exit_code == 0
    assert xlperf("report").exit_code == 0
    output = chapter(NAME, "（三）产出执行分析")
    assert output[0] == "1、财政复核意见"
    assert output[1].startswith(
        "财政复核的意见和扣分3处：（1）农村道路养护（某县水利局）：“修路”自评20分，复核18分：验收资料不全；"
    )
    assert chapter(NAME, "（四）预期效果分析")[1].startswith("财政复核的意见和扣分2处：")
    assert "自评100分，财政复核98分，等次为“优秀”，排名第1。" in "".join(paragraphs(NAME))
    assert xlperf("ledger").exit_code == 0
    mending = cells(Path("汇总.xlsx"), "整改台账")[3:]
    assert [row[1] for row in mending] == ["产出执行"] * 3 + ["预期效果"] * 2
    assert str(mending[0][2]).startswith(
        "财政复核：“修路”自评20分，复核18分：验收资料不全（项目支出绩效自评表!"
    )
    assert mending[0][3:6] == ["自评 20；复核 18", "验收资料不全。", "某县水利局"]
    assert "“修路”自评20分，复核18分：验收资料不全" in str(cells(Path("汇总.xlsx"), "自评与复核差异")[3][7])


def test_a_long_table_is_cut_and_says_so(tmp_path: Path) -> None:
    rows = tuple((str(number), f"项目{number}") for number in range(1, 151))
    grid = Grid("明细表", ("序号", "项目名称"), rows, (14, 60), 2, ("合计", ""))
    write_report(Paper(("报告",), (grid,), ""), tmp_path / NAME, datetime(2025, 3, 3, tzinfo=UTC))
    (told,) = tables(tmp_path / NAME)
    assert [told[0][0], told[1][0], told[100][0], told[101][0]] == ["序号", "1", "100", "合计"]
    assert "另有50行没有列出，见汇总工作簿；合计包括全部。" in paragraphs(tmp_path / NAME)


def test_numbers_as_chapters_carry_them() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 19, 20, 21, 99, 100)] == [
        "一", "九", "十", "十一", "十九", "二十", "二十一", "九十九", "100",
    ]  # fmt: skip
    assert counted((("红灯", 0), ("黄灯", 2)), "项", "没有") == "黄灯2项"
    assert counted((("红灯", 0),), "项", "没有") == "没有"
