"""The rule that a row of a self-evaluation table earns its points by: from 比较符, 指标值 and 完成值.

The unit writes the indicators, so each row is an indicator of its own. Words that are not known give no rule.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xlperf.office import Office
from xlperf.schemes.model import Equal, Forward, Indicator, Input, InputKind, Qualitative, Reverse, Rule
from xlperf.scoring import targets

AT_LEAST: Final = ("≥", "≧", "＞", ">", ">=")
AT_MOST: Final = ("≤", "≦", "＜", "<", "<=")
EXACTLY: Final = ("=", "＝")
QUALITATIVE: Final = "定性"
LEVELS: Final = (
    ("达成预期指标", "达成", "全部达成", "达成预期目标"),
    ("部分达成预期指标并具有一定效果", "部分达成", "部分达成并具有一定效果", "部分达成预期指标"),
    ("未达成预期指标且效果较差", "未达成", "未达成且效果较差", "未达成预期指标"),
)
"""What 实际完成值 of a 定性指标 says, the best first; each with other words for the same."""


def level(words: str) -> str | None:
    """The usual words for how far a 定性指标 was met; None when that is not said."""
    bare = "".join(words.split())
    return next((each[0] for each in LEVELS if bare in each), None)


def rule_of(relation: str, qualitative: Qualitative, reverse: Reverse) -> Rule | None:
    """The rule of a row with that 比较符 (指标性质)."""
    if relation in AT_LEAST:
        return Forward()
    if relation in AT_MOST:
        return reverse
    if relation in EXACTLY:
        return Equal()
    return qualitative if relation == QUALITATIVE else None


def indicator(name: str, most: Decimal, rule: Rule) -> Indicator:
    """One row as an indicator with 完成值 and 目标值, or with the level of a 定性指标, as its inputs."""
    inputs: tuple[Input, ...] = (
        Input(name, "actual", "实际完成值", InputKind.NUMBER),
        Input(name, "target", "指标值", InputKind.NUMBER),
    )
    if isinstance(rule, Qualitative):
        words = tuple(each[0] for each in LEVELS)
        inputs = (Input(name, "level", "实际完成值", InputKind.CHOICE, choices=words),)
    return Indicator(name, "", "", name, most, "", rule, inputs)


def formula(full: str, relation: str, target: str, actual: str, reverse: Reverse, office: Office) -> str:
    """Excel: the points of a row from the cells of 分值, 比较符, 指标值 and 完成值; "" where there are none."""

    def one_of(cell: str, words: tuple[str, ...]) -> str:
        tests = ",".join(f'{cell}="{word}"' for word in words)
        return f"OR({tests})"

    pair = (actual, target)
    forward = targets.formula(full, Forward(), pair)
    equal = targets.formula(full, Equal(), pair)
    falling = targets.formula_reverse(full, reverse, pair, office)
    known = f'IF({one_of(relation, AT_MOST)},{falling},IF({one_of(relation, EXACTLY)},{equal},""))'
    counted = f"IF({one_of(relation, AT_LEAST)},{forward},{known})"
    best = f'IF({one_of(actual, LEVELS[0])},{full},"")'
    numeric = f'IF(COUNT({full},{actual},{target})<3,"",{counted})'
    return f'IF(COUNT({full})=0,"",IF({relation}="{QUALITATIVE}",{best},{numeric}))'
