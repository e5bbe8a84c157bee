"""The formula on the score sheet gives what Python gives: by cellrune, and by LibreOffice as a second opinion."""

from __future__ import annotations

import re
from pathlib import Path

import cellrune
import openpyxl
import pytest
import xlsxwriter

from tests.libreoffice import convert, needs_libreoffice
from tests.scoring.situations import OFFICES, Situation, situations
from xlperf import schemes
from xlperf.office import Office
from xlperf.schemes.model import Indicator, Input, InputKind
from xlperf.scoring import live_formula, score

SHEET = "计分数据"
OLD_FUNCTIONS = {"IF", "AND", "OR", "COUNT", "ROUND", "INT", "MIN", "MAX", "ABS", "SUM", "LOOKUP"}


def refs_of(indicator: Indicator, row: int) -> dict[Input, str]:
    return {
        item: f"'{SHEET}'!${chr(ord('A') + column)}${row}" for column, item in enumerate(indicator.inputs)
    }


def workbook_of(cases: list[Situation], path: Path) -> Path:
    """Inputs on one sheet, a formula for each case on another; blanks alternate with formulas that give ""."""
    with xlsxwriter.Workbook(str(path)) as book:
        formulas = book.add_worksheet("评分表")
        inputs = book.add_worksheet(SHEET)
        for row, case in enumerate(cases, 1):
            for column, cell in enumerate(case.cells):
                if cell == "":
                    inputs.write_formula(row - 1, column, '=IF(1=1,"","x")', None, "")
                elif cell is not None:
                    inputs.write(row - 1, column, cell)
            formula = live_formula(case.indicator, refs_of(case.indicator, row), case.office)
            formulas.write_formula(row - 1, 0, f"={formula}", None, -1)
    return path


def expected(case: Situation) -> float | str:
    computed = score(case.indicator, case.values, case.office).computed
    return "" if computed is None else float(computed)


def disagreements(cases: list[Situation], found: list[float | str]) -> list[str]:
    assert len(found) == len(cases)
    return [
        f"{case.indicator.id} {case.cells} {case.office}: Excel {seen!r}, Python {expected(case)!r}"
        for case, seen in zip(cases, found, strict=True)
        if seen != expected(case)
    ]


def by_cellrune(path: Path, count: int) -> list[float | str]:
    book = cellrune.Workbook.open_path(str(path))
    book.calculate()
    rows = book.read_values("评分表", "A1", f"A{count}")
    return [row[0]["value"] if row[0]["kind"] in {"number", "text"} else str(row[0]) for row in rows]


def by_libreoffice(path: Path, folder: Path) -> list[float | str]:
    (converted,) = convert([path], folder, "xlsx")
    sheet = openpyxl.load_workbook(converted, data_only=True)["评分表"]
    return ["" if value is None else value for (value,) in sheet.iter_rows(max_col=1, values_only=True)]


def test_评分表的公式与程序算出的得分一致(tmp_path):
    cases = situations(seed=2020, each=20)
    found = by_cellrune(workbook_of(cases, tmp_path / "评分.xlsx"), len(cases))
    assert disagreements(cases, found) == []
    assert sum(value == "" for value in found) > 500
    assert sum(value != "" for value in found) > 3000


@needs_libreoffice
def test_在_LibreOffice_里重算也一致(tmp_path):
    cases = situations(seed=2021, each=12)
    path = workbook_of(cases, tmp_path / "评分.xlsx")
    out = tmp_path / "重算"
    out.mkdir()
    assert disagreements(cases, by_libreoffice(path, out)) == []


def test_人工评分的指标没有公式():
    assert live_formula(schemes.load("project_3_2").indicator("S32-18"), {}, Office()) is None


def test_公式可以指向定义的名称():
    rate = schemes.load("department_3_1").indicator("S31-22")
    formula = live_formula(rate, {rate.inputs[0]: "xp_score_S31_22_rate"}, Office())
    assert formula is not None
    assert formula.startswith('IF(COUNT(xp_score_S31_22_rate)<1,"",')


@pytest.mark.parametrize("scheme_id", schemes.available())
def test_公式只用老版本_Excel_和_WPS_都有的函数(scheme_id):
    for indicator in schemes.load(scheme_id).indicators:
        for office in OFFICES:
            formula = live_formula(indicator, refs_of(indicator, 1), office)
            if formula is not None:
                assert set(re.findall(r"[A-Z]+(?=\()", formula)) <= OLD_FUNCTIONS, indicator.id
                assert len(formula) < 2000, indicator.id


def test_每种数据和每种设置都试到():
    cases = situations(seed=2020, each=20)
    assert {case.office for case in cases} == set(OFFICES)
    assert {item.kind for case in cases for item in case.indicator.inputs} == set(InputKind)
