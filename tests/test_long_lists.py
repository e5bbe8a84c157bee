"""The cells of a long list are let go of once they are read; nothing that is said of the file depends on it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import pytest

from xlperf.assess import look
from xlperf.demo import examples
from xlperf.findings import Address
from xlperf.forms import expenses, workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package import archive, plain_cells
from xlperf.package.workbook import open_workbook

PROJECT = next(example for example in examples() if example.kind == "project")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / PROJECT.name
    write_workbook(workbooks.workbook(PROJECT.kind), path, PROJECT.draft)
    return path


@pytest.fixture
def every_list_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_cells, "_LONG", 0)
    monkeypatch.setattr(archive, "_SMALL", 0)


@pytest.mark.usefixtures("every_list_is_long")
def test_报告和填报内容都一样(workbook: Path) -> None:
    with pytest.MonkeyPatch.context() as usual:
        usual.setattr(plain_cells, "_LONG", 2**30)
        expected = look(workbook, Office())

    seen = look(workbook, Office())

    assert seen.report == expected.report
    assert seen.submission == expected.submission


@pytest.mark.usefixtures("every_list_is_long")
def test_谁再问就再读一遍_公式不必再读(workbook: Path) -> None:
    seen, fresh = look(workbook, Office()), open_workbook(workbook)
    assert seen.workbook
    assert seen.submission
    total = seen.submission[expenses.AMOUNT.total] if expenses.AMOUNT.total else None
    assert total
    assert total.at
    sheet = seen.workbook.sheet(total.at.sheet)
    assert sheet
    assert "grid" not in vars(sheet)

    assert seen.submission.paper.formula(total.at).startswith("IF(COUNT(")
    assert seen.submission.paper.formula(Address(total.at.sheet, 1, 1)) == ""
    assert "grid" not in vars(sheet)
    for resting, other in zip(seen.workbook.sheets, fresh.sheets, strict=True):
        assert dict(resting.grid.cells) == dict(other.grid.cells)
    assert seen.submission.paper.formula(total.at).startswith("IF(COUNT(")


@pytest.mark.usefixtures("every_list_is_long")
def test_有隐藏行的表留着(workbook: Path, tmp_path: Path) -> None:
    """The first row of 支出明细 is hidden: what stands in it is asked for at once."""
    seen = look(workbook, Office())
    assert seen.workbook
    assert seen.submission
    at = seen.submission.rows(expenses.VOUCHERS)[0][expenses.AMOUNT].at
    assert at
    sheet = seen.workbook.sheet(at.sheet)
    assert sheet
    other, row = tmp_path / "隐藏.xlsx", f'<row r="{at.row}"'.encode()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(row, row + b' hidden="1"') if name == sheet.part else content)

    told = look(other, Office())

    assert "TAM-02" in {finding.code for finding in told.report.findings}
    kept = told.workbook.sheet(at.sheet) if told.workbook else None
    assert kept
    assert "grid" in vars(kept)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("cut", [0, 1, 5000])
def test_大部件分块解压_结果与一次解压一样(beyond: int, cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"".join(f"<row {number}>".encode() for number in range(20_000))
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(content) + packer.flush()
    packed = packed[: len(packed) - cut] + b"PK"[: 2 if not cut else 0]
    at_once = archive._inflated(packed, len(content) + beyond)
    assert len(content) < archive._SMALL

    monkeypatch.setattr(archive, "_SMALL", 0)
    monkeypatch.setattr(archive, "_PIECE", 1000)

    assert archive._inflated(packed, len(content) + beyond) == at_once
    assert at_once[1] == (cut == 0)
