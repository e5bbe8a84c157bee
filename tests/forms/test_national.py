"""项目支出绩效自评表：各版表样是数据，表内公式照计分办法试算。"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from xlperf.assess import assess
from xlperf.forms import information, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.layout import META_SHEET
from xlperf.forms.national import editions, parts
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.submission import Submission

FORM = workbooks.workbook("national")
FUNDS, INDICATORS = FORM.tables
LIVE = INDICATORS.column("live")


def filled() -> Draft:
    """农垦中学的四个指标，加反向、等于、定性各一。"""
    rows = (
        ("产出指标", "数量指标", "资助师生", "≥", Decimal(52), Decimal(10), 20, Decimal("3.85")),
        ("产出指标", "质量指标", "资助合格率", "=", Decimal(100), Decimal(100), 10, Decimal(10)),
        ("产出指标", "时效指标", "发放天数", "≤", Decimal(10), Decimal(12), 10, Decimal(8)),
        ("产出指标", "成本指标", "发放差错", "=", Decimal(0), Decimal(1), 10, Decimal(0)),
        ("效益指标", "社会效益指标", "减轻负担", "定性", "效果明显", "达成预期指标", 30, Decimal(30)),
        ("满意度指标", "服务对象满意度指标", "师生满意度", "≥", Decimal(95), "未调查", 10, None),
    )
    keys = ("first", "second", "third", "relation", "target", "actual", "max", "self")
    return (
        Draft()
        .put(information.YEAR, Decimal(2023))
        .fill(
            FUNDS,
            DraftRow({"initial": Decimal(120000), "budget": Decimal(120000), "spent": Decimal(30000)}, "F1"),
        )
        .fill(
            INDICATORS,
            *(DraftRow({**dict(zip(keys, row, strict=True)), "max": Decimal(row[6])}) for row in rows),
        )
    )


def written(path: Path) -> Submission:
    write_workbook(FORM, path, filled())
    found = read(open_workbook(path))
    assert found is not None
    return found


def test_合计和执行率得分由公式算出(tmp_path: Path) -> None:
    given = written(tmp_path / "a.xlsx")
    assert given[parts.BUDGET_TOTAL].number == 120000
    assert given[parts.RATE_TOTAL].number == Decimal("0.25")
    assert given[parts.EXECUTION_SCORE].number == Decimal("2.5")  # 10×30000÷120000
    total = given.fields["score_sheet.self_total"]
    assert total.number == Decimal("54.35")  # 2.5+3.85+10+8+0+30
    assert given.fields["score_sheet.max_total"].number == 100


def test_各行试算得分(tmp_path: Path) -> None:
    given = written(tmp_path / "a.xlsx")
    scored = [row.value(LIVE) for row in given.written_rows(INDICATORS)]
    assert scored == [Decimal("3.85"), 10, 8, 0, 30, None]


@needs_libreoffice
def test_试算公式在_LibreOffice_里算出同样的得分(tmp_path: Path) -> None:
    given = written(tmp_path / "a.xlsx")
    (tmp_path / "out").mkdir()
    (again,) = convert([tmp_path / "a.xlsx"], tmp_path / "out", "xlsx")
    other = read(open_workbook(again))
    assert other is not None
    pairs = zip(given.written_rows(INDICATORS), other.written_rows(INDICATORS), strict=True)
    assert [
        (ours.value(LIVE), theirs.value(LIVE))
        for ours, theirs in pairs
        if ours.value(LIVE) != theirs.value(LIVE)
    ] == []
    assert other[parts.EXECUTION_SCORE].number == Decimal("2.5")


@pytest.mark.parametrize("kind", editions.KINDS)
def test_每版的分值加起来是一百分_没有固定权重的除外(kind: str) -> None:
    edition = editions.edition(kind)
    fixed = [section.points for section in edition.sections]
    if not edition.scored:
        assert (edition.execution, set(fixed)) == (0, {None})
    elif None not in fixed:
        assert edition.execution + sum(points for points in fixed if points) == 100


@pytest.mark.parametrize("kind", editions.KINDS)
def test_每版都写明出处和计分参数(kind: str) -> None:
    edition = editions.edition(kind)
    assert edition.source
    assert edition.unit in ("万元", "元")
    assert edition.qualitative.floors[-1:] in ((), (0,))  # none: 财政局设置 qual_bands
    for section in edition.sections:
        printed = [each.points for group in section.groups for each in group.fixed]
        assert not printed or section.points is None or sum(printed) <= section.points


def test_没有这一版的不猜() -> None:
    with pytest.raises(KeyError):
        editions.edition("mars")
    assert editions.edition_of("project") is None


@pytest.mark.parametrize("kind", editions.KINDS)
def test_没有名称和版本标记的_按表上的字认出是哪一版(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "另存.xlsx"
    write_workbook(workbooks.workbook(kind), path)
    book = openpyxl.load_workbook(path)
    for name in list(book.defined_names):
        del book.defined_names[name]
    del book[META_SHEET]
    book.save(path)
    found = read(open_workbook(path))
    assert found is not None
    assert found.form.key == kind
    assert found.missing == ()


def test_空白表只提醒填写_不挑毛病(tmp_path: Path) -> None:
    write_workbook(FORM, tmp_path / "a.xlsx")
    report = assess(tmp_path / "a.xlsx", Office())
    assert {found.code for found in report.findings} == {"REQ-07", "REQ-08"}


def test_执行率的分母极小也算得出(tmp_path: Path) -> None:
    row = DraftRow({"budget": Decimal("1E-12"), "spent": Decimal(900_000_000_000_000)}, "F1")
    write_workbook(FORM, tmp_path / "a.xlsx", Draft().fill(FUNDS, row))
    found = read(open_workbook(tmp_path / "a.xlsx"))
    assert found is not None
    assert found[parts.EXECUTION_SCORE].number == 10


@pytest.mark.parametrize(("kind", "frozen"), [("national", None), ("summary", "A5")])
def test_只有靠上的表头固定在屏幕上(kind: str, frozen: str | None, tmp_path: Path) -> None:
    write_workbook(workbooks.workbook(kind), tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1].freeze_panes == frozen


def _keys(shape: type) -> set[str]:
    return {each.name for each in fields(shape)}


@pytest.mark.parametrize("kind", editions.KINDS)
def test_表样文件里没有写错的键(kind: str) -> None:
    path = Path(editions.__file__).with_name(f"{kind}.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(raw) <= {*_keys(editions.Edition), "floors", "section"}
    assert set(raw["funds"]) <= _keys(editions.Funds)
    assert set(raw.get("labels", {})) <= _keys(editions.Labels)
    for section in raw["section"]:
        assert set(section) <= _keys(editions.Section)
        for group in section["groups"]:
            assert set(group) <= _keys(editions.Group)
