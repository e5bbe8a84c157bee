"""The template workbooks: complete, live, protected, and recalculated by an independent engine."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from xlperf import demo
from xlperf.forms import project_report, workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.layout import defined_name
from xlperf.forms.national import editions
from xlperf.forms.template import write_workbook
from xlperf.package.workbook import open_workbook
from xlperf.reading import read

SHEETS = {
    "project": [
        "填报说明",
        "项目支出绩效目标表",
        "项目自评报告",
        "资金到位明细",
        "负面清单",
        "计分数据",
        "评分表",
        "评价报告综述",
        "xlperf",
    ],
    **{kind: ["填报说明", "项目支出绩效自评表", "xlperf"] for kind in editions.KINDS},
    "whole_department": ["填报说明", "部门整体支出绩效自评表", "xlperf"],
    "application": ["填报说明", "项目支出绩效目标申报表", "xlperf"],
    "monitoring": ["填报说明", "绩效运行监控表", "xlperf"],
    "scheme": ["填报说明", "指标体系", "计分方式说明", "可取自的栏目", "xlperf"],
    "summary": ["填报说明", "绩效评价项目明细表", "xlperf"],
    "department": ["填报说明", "部门自评报告", "专项明细", "计分数据", "评分表", "评价报告综述", "xlperf"],
}


ONLY_PRINTED = ("计分方式说明", "可取自的栏目")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("blank")
    for kind in workbooks.KINDS:
        write_workbook(workbooks.workbook(kind), folder / f"{kind}.xlsx")
    return {kind: folder / f"{kind}.xlsx" for kind in workbooks.KINDS}


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_a_template_has_its_sheets_in_order(blank: dict[str, Path], kind: str) -> None:
    assert openpyxl.load_workbook(blank[kind]).sheetnames == SHEETS[kind]


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_every_part_of_the_form_has_its_name(blank: dict[str, Path], kind: str) -> None:
    form = workbooks.workbook(kind)
    names = set(openpyxl.load_workbook(blank[kind]).defined_names)
    wanted = {defined_name(part.key) for part in (*form.fields, *form.tables)}
    assert wanted <= names


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_a_pristine_template_holds_nothing_that_the_unit_wrote(blank: dict[str, Path], kind: str) -> None:
    submission = read(open_workbook(blank[kind]))
    assert submission is not None
    assert submission.written_sheets == frozenset()
    assert submission.missing == ()
    assert submission.strays == ()
    assert [cell.label for cell in submission.cells() if cell.trouble] == []


@pytest.mark.parametrize("kind", workbooks.KINDS)
def test_sheets_are_protected_without_password_and_input_cells_are_open(
    blank: dict[str, Path], kind: str
) -> None:
    book = openpyxl.load_workbook(blank[kind])
    for name in SHEETS[kind][:-1]:
        sheet = book[name]
        assert sheet.protection.sheet, name
        assert sheet.protection.password is None, name
        assert not sheet.protection.insertRows, name  # False: not forbidden
        assert not sheet.protection.sort, name
        open_cells = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        assert open_cells or name in ONLY_PRINTED, name
        assert all(cell.value is None or not str(cell.value).startswith("=") for cell in open_cells), name


def test_totals_are_live(tmp_path: Path) -> None:
    draft = (
        Draft().put(project_report.PLANNED[1], Decimal(5057)).put(project_report.PLANNED[4], Decimal(8685))
    )
    write_workbook(workbooks.project(), tmp_path / "a.xlsx", draft)
    submission = read(open_workbook(tmp_path / "a.xlsx"))
    assert submission is not None
    total = submission[project_report.PLANNED_TOTAL]
    assert total.number == Decimal(13742)
    assert total.computed


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(workbooks.department(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@needs_libreoffice
def test_libreoffice_recalculates_every_formula_to_the_stored_value(
    tmp_path: Path, blank: dict[str, Path]
) -> None:
    files = list(blank.values())
    for example in demo.examples():
        files.append(tmp_path / example.name)
        write_workbook(workbooks.workbook(example.kind), files[-1], example.draft)
    (tmp_path / "out").mkdir()
    formulas = 0
    for ours, theirs in zip(files, convert(files, tmp_path / "out", "xlsx"), strict=True):
        recalculated = open_workbook(theirs)
        for sheet in open_workbook(ours).sheets:
            again = recalculated.sheet(sheet.name)
            assert again is not None
            for at, cell in sheet.grid.cells.items():
                if cell.formula is None:
                    continue
                formulas += 1
                other = again.grid.cells.get(at)
                assert _same(cell.text, other.text if other else None), (
                    ours.name,
                    sheet.name,
                    at,
                    cell,
                    other,
                )
    assert formulas > 300


def _same(left: str | None, right: str | None) -> bool:
    try:
        return abs(Decimal(left or "") - Decimal(right or "")) < Decimal("1e-9")
    except ArithmeticError:
        return (left or "") == (right or "")


def test_a_reason_that_is_missing_turns_the_yellow_of_a_warning_as_sc_04_is_marked(
    blank: dict[str, Path],
) -> None:
    sheet = openpyxl.load_workbook(blank["project"])["评分表"]
    ((area, rules),) = ((str(each.sqref), each.rules) for each in sheet.conditional_formatting)
    assert area == "J4:J25"
    assert [rule.dxf.fill.bgColor.rgb for rule in rules] == ["FFFFEB9C"]
