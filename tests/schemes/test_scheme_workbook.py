"""A bureau writes its scheme in Excel: what is wrong is told at the cell; what is right is scored."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawing import findings
from tests.returns import field_named, score_table
from tests.schemes.drawn import NATIONAL, draft, submission, written
from xlperf import building, schemes
from xlperf.assess import assess
from xlperf.cli import main
from xlperf.forms import scheme_workbook as form
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook
from xlperf.office import Office, load_office
from xlperf.schemebook import draft_of, read_book
from xlperf.schemes import loading
from xlperf.schemes.doubts import doubts_about
from xlperf.schemes.kinds import KINDS
from xlperf.schemes.model import Forward, Linear

CODES = (
    "SCH-01",
    "SCH-02",
    "SCH-03",
    "SCH-04",
    "SCH-05",
    "SCH-06",
    "SCH-07",
    "SCH-09",
    "SCH-10",
    "SCH-11",
    "SCH-12",
)
CASES = Path(os.environ.get("XLPERF_CASES", Path(__file__).parents[3] / "shared" / "cases"))


def changed(old: str, new: str) -> str:
    assert old in NATIONAL
    return NATIONAL.replace(old, new, 1)


def told(made: Draft, folder: Path) -> list[str]:
    return [f"{each.code} {each.at}：{each.message}" for each in findings(submission(made, folder), *CODES)]


@pytest.mark.parametrize("name", schemes.available())
def test_随附的指标体系写进工作簿_再读出来一字不差(name: str, tmp_path: Path) -> None:
    shipped = schemes.load(name)
    made = draft_of(shipped, extends=True).put(form.SOURCE, shipped.source).put(form.YEAR, Decimal(2021))
    book = read_book(submission(made, tmp_path), ())
    assert book.faults == ()
    assert book.scheme == replace(shipped, edition="2021")
    assert book.base == shipped


@pytest.mark.rejects("SCH-02")
def test_新版与所依据的版本同名(tmp_path: Path) -> None:
    shipped = schemes.load("department_3_1")
    made = draft_of(shipped, extends=True).put(form.SOURCE, "某文").put(form.YEAR, Decimal(2020))
    assert told(made, tmp_path) == [
        "SCH-02 填报说明!C6：代号和版本与所依据的“department-3-1-2020”相同，两版分不清"
    ]


def test_计分方式说明里的每个例子都成立(tmp_path: Path) -> None:
    """Each example by itself in a scheme, with 人工评分 for the rest of the 100 points."""
    for kind in KINDS.values():
        example = kind.example
        texts = (part.replace("\n", ";") for part in (example.parameters, example.inputs))
        row = " | ".join(
            ["甲 | 100 | 乙 | 100", example.name, example.points, example.text, kind.name, *texts]
        )
        lines = [row, f" | | | | 其余 | {100 - Decimal(example.points)} | 对照评价 | 人工评分 | | "]
        book = read_book(submission(draft("\n".join(lines)), tmp_path), ())
        assert book.faults == (), kind.name
        assert book.scheme is not None
        assert isinstance(book.scheme.indicators[0].rule, kind.rule)


def test_下拉列表和说明页列出每一种计分方式() -> None:
    names = [KINDS[kind].name for kind in loading._RULES]
    assert sorted(form.RULE.choices) == sorted(names)
    assert [row.texts["kind"] for row in form.EXPLAINED.printed] == list(form.RULE.choices)


@pytest.mark.accepts(*CODES)
def test_全国口径的指标体系没有可报的(tmp_path: Path) -> None:
    assert told(draft(), tmp_path) == []
    book = read_book(submission(draft(), tmp_path), ())
    assert book.scheme is not None
    assert book.scheme.name == "gb-project-2023"
    assert [each.id for each in book.scheme.indicators] == ["GB-01", "GB-02", "GB-03", "GB-04", "GB-05"]
    assert [type(each.rule) for each in book.scheme.indicators] == [
        Linear,
        Forward,
        Forward,
        Forward,
        Forward,
    ]


FAULTS = [
    ("产出     | 50", "产出     | 40", "SCH-01 指标体系!C3：一级指标分值合计 90 分，应为 100 分"),
    ("产出     | 50", "产出     | 40", "SCH-01 指标体系!C4：“产出”为 40 分，其二级指标合计 50 分"),
    (
        "数量指标 | 20",
        "数量指标 | 25",
        "SCH-01 指标体系!E4：“产出—数量指标”为 25 分，其三级指标合计 20 分",
    ),
    (
        "正向   |                | 实际完成值;年度指标值\n         |",
        "分档   | 比率：直接填比率;边界归：上一档;档：90以上 得 20;档：70～85 得 10;档：70以下 得 0 | 满意度｜%\n         |",
        "SCH-03 指标体系!J4：指标 GB-02（资助困难教师及学生）的分档在 85% 与 90% 之间有空档",
    ),
    (
        "正向   |                | 实际完成值;年度指标值\n         |",
        "分档   | 比率：直接填比率;边界归：上一档;档：90以上 得 15;档：90以下 得 0 | 满意度｜%\n         |",
        "SCH-04 指标体系!J4：指标 GB-02（资助困难教师及学生）最多能得 15 分，分值却是 20 分",
    ),
    (
        "全年执行数｜万元;",
        "全年执行数｜万元｜项目自评报告·执行数;",
        "SCH-05 指标体系!K3：数据项“全年执行数”取自“项目自评报告·执行数”，表样中没有这个栏目",
    ),
    (
        "正向   |                | 实际完成值;年度指标值\n         |",
        "逐条判断 | 情形：实际完成值 >= 目标 得 20;其他得：0 | 实际完成值\n         |",
        "SCH-05 指标体系!J4：指标 GB-02（资助困难教师及学生）的判断用了“目标”，既不是数据项也不是数字",
    ),
    (
        "实际完成值;年度指标值\n         |",
        "实际完成值\n         |",
        "SCH-06 指标体系!K4：指标 GB-02（资助困难教师及学生）的计分方式需要 2 个数据项，写了 1 个",
    ),
    (
        "正向   |                | 实际完成值;年度指标值\n         |",
        "每例扣分 | 扣：半分 | 次数｜次\n         |",
        "SCH-07 指标体系!J4：参数“扣”应是数字，写的是“半分”",
    ),
    (
        "正向   |                | 实际完成值;年度指标值\n         |",
        "每例扣分 | | 次数｜次\n         |",
        "SCH-07 指标体系!J4：“每例扣分”缺少参数“扣”",
    ),
    (
        "正向   |                | 实际完成值;年度指标值\n         |",
        "超过扣分 | 比率：前项÷后项;基准：100%;每：0个百分点;扣：1 | 甲｜元;乙｜元\n         |",
        "SCH-07 指标体系!J4：参数“每”应大于 0（现在是 0）",
    ),
    (
        "| 按完成比例计分           | 正向   |                | 实际完成值;年度指标值\n         |",
        "|  | 正向 | | 实际完成值;年度指标值\n         |",
        "SCH-10 指标体系!H4：指标 GB-02 缺少评分标准",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [pytest.param(*fault, marks=pytest.mark.rejects(fault[2][:6])) for fault in FAULTS],
)
def test_写错一处_就在那一格说明(old: str, new: str, expected: str, tmp_path: Path) -> None:
    found = told(draft(changed(old, new)), tmp_path)
    assert expected in found
    same_cell = [each for each in found if each.split("：")[0] == expected.split("：", maxsplit=1)[0]]
    assert same_cell == [expected]


@pytest.mark.rejects("SCH-09", "SCH-11")
def test_没有文号_没有这一版(tmp_path: Path) -> None:
    assert told(draft(source=""), tmp_path) == ["SCH-09 填报说明!C4：“文号”没有填写"]
    (found,) = told(draft(extends="department-2019"), tmp_path)
    assert found.startswith(
        "SCH-11 填报说明!C10：没有“department-2019”这个指标体系，可以依据的有department-3-1-2020"
    )


@pytest.mark.rejects("SCH-02")
def test_编号重复(tmp_path: Path) -> None:
    made = draft()
    rows = [replace(row, values={**row.values, "id": "GB-01"}) for row in made.rows[form.INDICATORS.key][:2]]
    made = made.fill(form.INDICATORS, *rows, *made.rows[form.INDICATORS.key][2:])
    assert told(made, tmp_path) == ["SCH-02 指标体系!A4：指标编号 GB-01 用了不止一次"]


def test_空白的指标体系工作簿只说没有填写(tmp_path: Path) -> None:
    codes = {each.split()[0] for each in told(Draft(), tmp_path)}
    assert codes == {"SCH-09", "SCH-10"}


def test_别的工作簿不查指标体系(tmp_path: Path) -> None:
    write_workbook(workbooks.project(), tmp_path / "a.xlsx")
    assert not [each.code for each in assess(tmp_path / "a.xlsx", Office()).findings if each.code in CODES]


def test_选好计分方式_右边就写明要填什么(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(draft(), tmp_path / "a.xlsx"), data_only=True)["指标体系"]
    assert sheet["O3"].value == "参数：不要\n数据项：两项：完成（执行、到位）数、目标（预算、计划）数"
    assert sheet["O9"].value in ("", None)


def values_of(case: dict[str, object]) -> dict[str, Decimal]:
    """计分数据 from the case as printed on the public page."""
    total = case["funds"]["rows"]["资金总额"]  # type: ignore[index]
    given = {"GB-01": (total[2], total[1])}
    for number, each in enumerate(case["indicators"], 2):  # type: ignore[arg-type, var-annotated]
        given[f"GB-{number:02}"] = (each["actual"], each["target"])
    plain = {key: [Decimal(str(text).replace(",", "")) for text in pair] for key, pair in given.items()}
    return {f"{key}.d{n}": pair[n - 1] for key, pair in plain.items() for n in (1, 2)}


@pytest.mark.skipif(
    not (CASES / "hi_nongken_school_aid_2023.json").is_file(), reason=f"no public cases in {CASES.name}"
)
def test_用工作簿写的指标体系_海南农垦实验中学得46点35分(tmp_path: Path) -> None:
    """30000÷120000×10 = 2.5；10÷52×20 = 3.85；0÷2×30 = 0；100≥95 得30；100≥52 得10；合计46.35。"""
    case = json.loads((CASES / "hi_nongken_school_aid_2023.json").read_text(encoding="utf-8"))
    made = building.build(written(draft(), tmp_path / "指标体系.xlsx"), tmp_path, Office(), force=False)
    (tmp_path / "xlperf.toml").write_text(f'schemes = ["{made.files[0].name}"]', encoding="utf-8")
    template = workbooks.scored_by(made.scheme)
    filled = Draft()
    for key, value in values_of(case).items():
        filled = filled.put(field_named(template, f"score_inputs.{key}"), value)
    own = [Decimal("2.5"), *(Decimal(str(each["score"])) for each in case["indicators"])]
    rows = [DraftRow({"self": score}, f"GB-{number:02}") for number, score in enumerate(own, 1)]
    write_workbook(template, tmp_path / "海南.xlsx", filled.fill(score_table(template), *rows))
    report = assess(tmp_path / "海南.xlsx", load_office(tmp_path / "xlperf.toml"))
    assert report.total is not None
    assert report.total.computed == Decimal("46.35")
    assert report.total.self_score == Decimal("46.35")
    assert [score.verdict.value for score in report.scores] == ["ok"] * 5
    assert not [each for each in report.findings if each.code in ("SC-08", "SC-09", "SCH-90")]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def test_一条龙_新建_核对_生成(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("scheme", "new", "--from", "department")[0] == 0
    assert "所依据的版本" in str(openpyxl.load_workbook("指标体系.xlsx")["填报说明"]["A10"].value)
    assert run("scheme", "new")[0] == 2  # 不覆盖
    status, said = run("scheme", "check", "指标体系.xlsx")
    assert status == 1  # 文号和年度还没有填
    assert "SCH-09" in said
    status, said = run("scheme", "build", "指标体系.xlsx")
    assert status == 2
    assert "还有 2 处要改，没有生成" in said
    filled = draft_of(schemes.load("department_3_1"), extends=True)
    filled = filled.put(form.SOURCE, "某县财政局 某财绩〔2026〕3号").put(form.YEAR, Decimal(2026))
    written(filled, tmp_path / "指标体系.xlsx")
    status, said = run("scheme", "check", "指标体系.xlsx")
    assert (status, "下一步运行 xlperf scheme build" in said.replace("\n", "").replace("  ", "")) == (0, True)
    status, said = run("scheme", "diff", "department", "指标体系.xlsx")
    assert status == 0
    assert [line.partition("：")[0] for line in said.splitlines() if "：" in line] == ["文号", "版本"]
    status, said = run("scheme", "build", "指标体系.xlsx", "-o", "成果")
    assert status == 0
    assert sorted(path.name for path in Path("成果").iterdir()) == [
        "department-3-1-2026.toml",
        "评分手册（department-3-1-2026）.xlsx",
        "部门整体支出绩效自评工作簿（department-3-1-2026）.xlsx",
    ]
    rules = Path("成果/department-3-1-2026.toml").read_text(encoding="utf-8")
    assert rules == (
        'extends = "department-3-1-2020"\nid = "department_3_1"\nedition = "2026"\n'
        'source = "某县财政局 某财绩〔2026〕3号"\n'
    )
    status, said = run("scheme", "build", "指标体系.xlsx", "-o", "成果")
    assert status == 2
    assert "已经存在，没有覆盖" in said


def test_评分手册写明每个指标怎样计分(tmp_path: Path) -> None:
    made = building.build(written(draft(), tmp_path / "a.xlsx"), tmp_path, Office(), force=False)
    sheet = openpyxl.load_workbook(made.files[2])["评分手册"]
    told_rows = {row[2].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=9)}
    first = told_rows["GB-01"]
    assert first[0] == "预算执行\n（10分）"
    assert first[6] == "同比例：分值×完成÷目标，最多满分（预算执行率、资金到位率）。"
    assert first[7] == "1. 全年执行数（万元）\n2. 全年预算数（万元）"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$4:$4"


STEPPED = (
    "分档 | 比率：直接填比率;边界归：上一档;档：90以上 得 20;档：90以下 得 {low} | 满意度｜%\n         |"
)


@pytest.mark.parametrize(
    ("low", "text", "told_there"),
    [
        ("10", "90%以上20分，以下10分", False),
        pytest.param("1", "90%以上20分，以下10分", True, marks=pytest.mark.rejects("SCH-12")),
        ("1", "90%以上满分，以下一分", False),
    ],
)
def test_参数与评分标准的文字不一致_请人看一眼(low: str, text: str, told_there: bool, tmp_path: Path) -> None:  # noqa: FBT001
    old = "按完成比例计分           | 正向   |                | 实际完成值;年度指标值\n         |"
    made = draft(changed(old, f"{text} | {STEPPED.format(low=low)}"))
    wanted = ["SCH-12 指标体系!J4：指标 GB-02（资助困难教师及学生）的参数里有1分，评分标准的文字里没有"]
    assert told(made, tmp_path) == (wanted if told_there else [])
    assert read_book(submission(made, tmp_path), ()).scheme is not None


@pytest.mark.parametrize("name", schemes.available())
def test_随附的指标体系参数与文字一致(name: str) -> None:
    assert [doubt for each in schemes.load(name).indicators for doubt in doubts_about(each)] == []


def test_读不出的分值由格式检查说_不再牵出别的(tmp_path: Path) -> None:
    made = draft()
    first, *rest = made.rows[form.INDICATORS.key]
    spoilt = made.fill(form.INDICATORS, DraftRow({**first.values, "points": "7,00.0,77"}), *rest)
    assert told(spoilt, tmp_path) == []
    assert [each.code for each in findings(submission(spoilt, tmp_path), "FMT-01")] == ["FMT-01"]
    assert read_book(submission(spoilt, tmp_path), ()).scheme is None


def test_TOML_文件也能核对(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = Path(schemes.__file__).with_name("project_3_2_2020.toml").read_text(encoding="utf-8")
    Path("好.toml").write_text(shipped, encoding="utf-8")
    Path("坏.toml").write_text(shipped.replace("max = 4", "max = 5", 1), encoding="utf-8")
    assert run("scheme", "check", "好.toml") == (0, "“好.toml”可以使用。\n")
    status, said = run("scheme", "check", "坏.toml")
    assert status == 1
    assert "指标 S32-01（目标内容）逐项分值合计 4 分，分值却是 5 分" in said.replace("\n", "")


def test_在自己的上一版上再改_说明两个文件都要列(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(draft(), tmp_path / "2023.xlsx")
    assert run("scheme", "build", "2023.xlsx")[0] == 0
    Path("xlperf.toml").write_text('schemes = ["gb-project-2023.toml"]', encoding="utf-8")
    later = draft(extends="gb-project-2023").put(form.YEAR, Decimal(2024))
    written(later, tmp_path / "2024.xlsx")
    status, said = run("scheme", "build", "2024.xlsx")
    assert status == 0
    assert "（所依据的“gb-project-2023”的文件列在它前面）" in said.replace("\n", "")
    assert 'extends = "gb-project-2023"' in Path("gb-project-2024.toml").read_text(encoding="utf-8")
    Path("xlperf.toml").write_text(
        'schemes = ["gb-project-2023.toml", "gb-project-2024.toml"]', encoding="utf-8"
    )
    assert [each.name for each in load_office(Path("xlperf.toml")).schemes] == [
        "gb-project-2023",
        "gb-project-2024",
    ]
    assert not list(tmp_path.glob(".xlperf-*"))
