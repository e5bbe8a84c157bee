"""得分 under whatever name, beside 复核得分 or not; and nothing is summed up where it was not found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.foreign.published import YUNNAN
from tests.recognition.drawn import checked
from xlperf.forms.national import parts

_HEADER = "I/2=分值 | J/2=得分"
_SCORES = (20, 10, 9, 10, 10, 10, 10, 10)


def with_header(header: str) -> str:
    """云南公开14表, which calls its points 得分, with another header over that column."""
    rows = YUNNAN.rows.replace(_HEADER, f"I/2=分值 | J/2={header}")
    assert rows != YUNNAN.rows or header == "得分"
    return rows


@pytest.mark.parametrize("header", ["得分", "自评得分", "自评分", "单位自评得分"])
def test_得分一栏写作自评得分也认得出(header: str, tmp_path: Path) -> None:
    _, submission = checked(with_header(header), tmp_path)
    rows = submission.rows(parts.INDICATORS)
    assert [row.cells["self"].value for row in rows if row.written] == [Decimal(each) for each in _SCORES]


def test_没有认出得分一栏_不拿分值合计来比(tmp_path: Path) -> None:
    """J 列不知道是什么；I 列分值 10＋90＝100，没有错。"""
    report, submission = checked(with_header("某分"), tmp_path)
    assert not any("self" in row.cells for row in submission.rows(parts.INDICATORS))
    assert not [found for found in report.findings if found.code in {"SC-01", "SC-02"}]
    assert any("绩效指标·得分" in found.message for found in report.findings)
