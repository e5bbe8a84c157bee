"""NAR-02 beside 项目支出绩效自评表: the goal in words against the target of the indicator it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.aims import RATINGS, Aim, aims
from xlperf.checks.check import At, at
from xlperf.checks.found import field_cells
from xlperf.findings import Severity
from xlperf.forms.national import parts
from xlperf.narrative.figures import plain
from xlperf.submission import Cell, Submission, shown

_SHORTEST = 3
"""So many characters in common before the figure say what is counted: 采购原原种425万粒, 免费发放原原种 550 万粒."""
_NO_COUNT = ("%", "万元", "元", "亿元", "年", "月", "日", "分")


def goals_against_targets(submission: Submission) -> Iterator[At]:
    """A count in 预期目标 of what an indicator counts, in the same unit, that is not its target.

    Silent where any figure of that unit, or all of them together, give the target: they may be parts of it.
    """
    for cell in field_cells(submission, (parts.GOAL_EXPECTED,)):
        if not cell.given:
            continue
        text = plain(cell.text)
        for aim in aims(submission, RATINGS):
            if aim.target is None or not aim.unit or aim.unit in _NO_COUNT:
                continue
            counted = list(re.finditer(rf"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*{re.escape(aim.unit)}", text))
            values = [Decimal(each[1].replace(",", "")) for each in counted]
            about = [each for each in counted if _common(text[: each.start()], aim.title) >= _SHORTEST]
            if len(about) == 1 and aim.value not in (*values, sum(values, Decimal(0))):
                yield _told(cell, about[0][0], aim)


def _common(before: str, title: str) -> int:
    """How many characters at the end of both are the same."""
    count = 0
    while count < min(len(before), len(title)) and before[-1 - count] == title[-1 - count]:
        count += 1
    return count


def _told(cell: Cell, words: str, aim: Aim) -> At:
    target = f"{shown(aim.value)}{aim.unit}"
    return at(
        cell,
        aim.cell,
        severity=Severity.WARNING,
        seen=words,
        expected=target,
        words=words,
        problem=f"预期目标写{words}，指标“{aim.brief}”的指标值是{target}",
    )
