"""Lines on a narrow screen, and the screen itself."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest

from tests.printing.reports import REPORT
from xlperf.printing.as_text import head
from xlperf.printing.terminal import breaks, screen, watched
from xlperf.wording import width


def broken(text: str, room: int) -> list[str]:
    ends = [0, *breaks(text, room), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def test_汉字可以在任何字后换行_数字和单词不拆开() -> None:
    assert broken("自评满分 100 分但没有填", 10) == ["自评满分 ", "100 分但没", "有填"]
    assert broken("运行 xlperf check 再看", 12) == ["运行 xlperf ", "check 再看"]


def test_标点不放在行首() -> None:
    assert broken("一二三四，五六", 8) == ["一二三", "四，五六"]
    assert broken("说明（见附件）", 6) == ["说明", "（见附", "件）"]


def test_比一行还长的词只好拆开() -> None:
    assert broken("A" * 10, 4) == ["AAAA", "AAAA", "AA"]


@pytest.mark.parametrize("room", [8, 20, 39, 80])
def test_没有一行比屏幕宽_也不丢字(room: int) -> None:
    text = "；".join(finding.message + finding.hint for finding in REPORT.findings)
    lines = broken(text, room)
    assert "".join(lines) == text
    assert max(width(line.rstrip()) for line in lines) <= room


def test_不是终端时原样输出_没有颜色(capsys: pytest.CaptureFixture[str]) -> None:
    assert not sys.stdout.isatty()
    screen().show([head(REPORT)])
    assert (
        capsys.readouterr().out
        == "报送/自评表.xlsx · 项目支出绩效自评工作簿（2020版） · 错误 2 · 警告 1 · 提示 1\n"
    )


def test_不是终端时没有进度条_结果一个一个交出() -> None:
    class Job:
        name = "x"

    assert list(watched([Job(), Job()], iter([1, 2]))) == [1, 2]
