"""The manual in docs/ says what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlperf.checks import catalogue
from xlperf.package.cautions import CAUTIONS
from xlperf.package.refusal import REFUSALS
from xlperf.printing import manual
from xlperf.printing.manual_pages import FAMILIES, find, pages

DOCS = Path(__file__).parents[2] / "docs"


def test_检查事项一览是最新的() -> None:
    kept = (DOCS / "checks.md").read_text(encoding="utf-8")
    assert kept == manual.markdown(), "run: python -m xlperf.printing.manual docs/checks.md"


def test_每个检查_每个指标_每种拒绝都有一页() -> None:
    codes = {
        *catalogue.load(),
        *REFUSALS,
        *(caution.code for caution in CAUTIONS),
        *(f"S31-{n:02}" for n in range(1, 23)),
        *(f"S32-{n:02}" for n in range(1, 23)),
    }
    assert codes <= set(pages())


def test_没有空白的一页() -> None:
    assert [
        page.code for page in pages().values() if not (page.text and page.hint) and not page.message
    ] == []


def test_每个家族都有中文名() -> None:
    assert {page.family for page in pages().values()} <= set(FAMILIES)


@pytest.mark.parametrize("typed", ["S31-01", "s31-1", " s31_01 ", "Ｓ３１—０１"])
def test_编号怎么写都认得(typed: str) -> None:
    page = find(typed)
    assert page is not None
    assert page.code == "S31-01"


def test_指标的一页写明评分标准和所需数据() -> None:
    text = pages()["S31-01"].text
    assert "每超过一个百分点扣0.5分" in text
    assert "复核所需数据：在职人员数、编制数。" in text


def test_由一条命令写出_少了路径时说用法(tmp_path: Path) -> None:
    assert manual.main([]) == 2
    assert manual.main([str(tmp_path / "checks.md")]) == 0
    assert (tmp_path / "checks.md").read_text(encoding="utf-8").startswith("# 检查事项一览\n")
