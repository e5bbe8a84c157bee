"""NaN, Infinity and their like in a cell of a real return: reported there, and nothing rests on them."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest

from xlperf import demo
from xlperf.assess import assess
from xlperf.findings import Report, Verdict
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.package.archive import read_archive
from xlperf.package.rewrite import Changes, rewritten
from xlperf.package.workbook import open_workbook
from xlperf.printing.as_json import write_json
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

PLACES = [("项目自评报告", "C20"), ("项目自评报告", "K20"), ("项目自评报告", "F27"), ("评分表", "F5")]
"""全年预算数, 实际支出, the amount of a voucher, a self-score."""


def assessed_with(tmp_path: Path, sheet: str, a1: str, value: str) -> tuple[Path, Report]:
    """华容 老旧小区改造 with this in the ``<v>`` of one cell."""
    path = tmp_path / "自评表.xlsx"
    example = next(each for each in demo.examples() if "老旧小区改造_项目" in each.name)
    write_workbook(workbooks.workbook("project"), path, example.draft)
    part = next(each.part for each in open_workbook(path).sheets if each.name == sheet)
    archive = read_archive(path)
    was = archive.read(part)
    now = re.sub(rb'(<c r="%s"[^>]*><v>)[^<]*' % a1.encode(), rb"\g<1>" + value.encode(), was)
    assert now != was
    path.write_bytes(rewritten(archive, Changes({part: now})))
    return path, assess(path, Office())


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-INF", "1e999", "0x1F", "1_000", "--1", "１２"])
@pytest.mark.parametrize(("sheet", "a1"), PLACES)
def test_it_is_told_where_it_stands_and_never_counts_as_passed(
    tmp_path: Path, sheet: str, a1: str, value: str
) -> None:
    path, report = assessed_with(tmp_path, sheet, a1, value)
    assert f"{sheet}!{a1}" in [str(finding.at) for finding in report.findings] or not report.readable
    for score in report.scores:
        if any(str(cell) == f"{sheet}!{a1}" for cell in (score.at, *score.inputs)):
            assert score.verdict is not Verdict.OK, score.id
    out = StringIO()
    write_json([report], out, as_array=True)
    json.loads(out.getvalue(), parse_constant=pytest.fail)
    if report.readable:
        write(path, tmp_path / "结果.xlsx", compose(report))
        results = read_archive(tmp_path / "结果.xlsx")
        sheets = [name for name in results.names() if name not in read_archive(path).names()]
        assert not any(
            re.search(rb"<v>\s*[^-0-9]", results.read(name)) for name in sheets if "sheets/" in name
        )
