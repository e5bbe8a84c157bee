"""One cell that says more than the form asks for: what was not carried over is listed on 迁移记录."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.by_hand import Sheet
from tests.foreign.files import Merging, write_xlsx
from tests.foreign.published import PUBLISHED, YUNNAN
from xlperf.forms import information
from xlperf.migrating.laying import Laid, laid
from xlperf.migrating.remainder import remainder
from xlperf.package.workbook import open_workbook
from xlperf.reading import read

_PROJECT = "A:B=项目名称 | C:J=高标准农田建设补助资金 @project"
_SOURCE = "H=— | I='90.00% @$.rate:0.9 | J=—"


def moved(rows: str, folder: Path) -> Laid:
    path = folder / "自评.xlsx"
    write_xlsx([Sheet("自评", "yunnan", rows).drawn()], path, Merging.KEPT)
    book = open_workbook(path)
    submission = read(book)
    assert submission is not None
    return laid(book, submission, path.name)


def listed(made: Laid) -> dict[str, str]:
    return {each.at.a1: each.why for each in made.left}


def test_项目名称一格里还写着别的_名称读对_别的列出来(tmp_path: Path) -> None:
    rows = YUNNAN.rows.replace(
        _PROJECT, "A:J=项目名称：高标准农田建设补助资金\u3000\u3000项目编码：5301\u3000联系人：赵六"
    )
    made = moved(rows, tmp_path)
    assert made.submission[information.PROJECT].value == "高标准农田建设补助资金"
    assert "项目编码、5301、联系人、赵六" in listed(made)["A5"]


def test_年度一格里还写着填报人_列出来(tmp_path: Path) -> None:
    made = moved(YUNNAN.rows.replace("A:J=（2023年度）", "A:J=（2023年度）填报人：李四"), tmp_path)
    assert "填报人、李四" in listed(made)["A3"]


def test_表样自己算的格里写着文字_列出来_横线不列(tmp_path: Path) -> None:
    """其中：当年财政拨款一行的得分栏是横线；有人写了“见说明8”。"""
    assert "J9" not in listed(moved(YUNNAN.rows, tmp_path))
    made = moved(YUNNAN.rows.replace(_SOURCE, _SOURCE.replace("J=—", "J=见说明8")), tmp_path)
    assert "J9" in listed(made)


def test_资金来源写得比表样短_搬到相应的行(tmp_path: Path) -> None:
    """其中：财政拨款 2000、上年结转 100 stand in the rows 当年财政拨款 and 上年结转资金 of the template."""
    rows = next(sheet.rows for sheet in PUBLISHED if sheet.name == "调整后预算数_实际支出数")
    made = moved(rows, tmp_path)
    now = {move.raw: str(move.new) for move in made.moves if move.label.startswith("全年预算数")}
    assert now == {
        "2100": "项目支出绩效自评表!E7",
        "2000": "项目支出绩效自评表!E8",
        "100": "项目支出绩效自评表!E9",
        "0": "项目支出绩效自评表!E10",
    }
    assert not [at for at in listed(made) if at in ("D9", "E9", "F9", "D10", "E10", "F10")]


@pytest.mark.parametrize(
    ("text", "pieces", "rest"),
    [
        ("≥95%", ["≥", "95", "%"], ""),
        ("1,234.50万元", ["1234.50"], ""),
        ("８４．３９", ["84.39"], ""),
        ("项目资金：100　其他资金：100", ["100", "100"], ""),
        ("产出指标（50分）", ["产出指标"], ""),
        ("项 目 名 称：修路", ["修路"], ""),
        ("某县2023年度自评表（第二稿）", ["2023", "某县"], "第二稿"),
        ("密级内部 项目名称：修路", ["修路"], "密级内部"),
    ],
)
def test_一格里剩下的话(text: str, pieces: list[str], rest: str) -> None:
    assert remainder(text, pieces, {"项目名称"}) == rest
