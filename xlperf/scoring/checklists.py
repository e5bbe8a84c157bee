"""逐项计分与选项计分：每项选“是”或“不适用”得该项分；选项得所选的分（A18）。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlperf.office import Office
from xlperf.schemes.model import Checklist, Choice, Indicator
from xlperf.scoring.given import NO, NOT_APPLICABLE, YES, Facts
from xlperf.scoring.outcome import Outcome, earned
from xlperf.scoring.rounding import shown

_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"


def earn(indicator: Indicator, rule: Checklist, facts: Facts) -> Outcome:
    """Points of a checklist."""
    got = [
        Decimal(0) if word == NO else points for word, points in zip(facts.words, rule.points, strict=True)
    ]
    total = sum(got, Decimal(0))
    answers = "，".join(
        f"{item.label[0] if item.label[0] in _NUMBERS else item.label}{word}"
        for item, word in zip(indicator.inputs, facts.words, strict=True)
    )
    if len(got) == 1:
        return earned(total, f"{answers}，得{shown(total)}分")
    return earned(total, f"{answers}：{'+'.join(map(shown, got))} = {shown(total)}，得{shown(total)}分")


def formula(rule: Checklist, cells: Sequence[str]) -> str:
    """The same as an Excel formula."""
    answered = ",".join(f'OR({cell}="{YES}",{cell}="{NO}",{cell}="{NOT_APPLICABLE}")' for cell in cells)
    points = "+".join(
        f'IF({cell}="{NO}",0,{shown(points)})' for cell, points in zip(cells, rule.points, strict=True)
    )
    return f'IF(AND({answered}),{points},"")'


def earn_choice(indicator: Indicator, rule: Choice, facts: Facts, office: Office) -> Outcome:
    """Points of a choice."""
    word = facts.words[0]
    points = _choice_points(indicator, rule, office)[word]
    note = f"选“{word}”的，须在说明栏写明理由" if word == rule.excused else ""
    reading = _reading(word, rule, indicator.inputs[0].choices, office)
    return earned(points, f"{indicator.inputs[0].label}：{word}，{reading}得{shown(points)}分", note)


def formula_choice(indicator: Indicator, rule: Choice, cells: Sequence[str], office: Office) -> str:
    """The same as an Excel formula."""
    text = '""'
    for word, points in reversed(_choice_points(indicator, rule, office).items()):
        text = f'IF({cells[0]}="{word.replace(chr(34), chr(34) * 2)}",{shown(points)},{text})'
    return text


def _reading(word: str, rule: Choice, choices: Sequence[str], office: Office) -> str:
    """Which reading gave the points of an answer that the office may hold to nothing."""
    if word == rule.excused:
        return "按财政局设置" if office.late_with_reason == "zero" else ""
    least = min(rule.points)
    if least == 0 or rule.points[choices.index(word)] != least:
        return ""
    return "按财政局设置最差一项" if office.timeliness_zero else "照评分标准的文字"


def _choice_points(indicator: Indicator, rule: Choice, office: Office) -> dict[str, Decimal]:
    """Points of every choice; a good reason (A18) and the worst answer (A17) may count for nothing."""
    points = dict(zip(indicator.inputs[0].choices, rule.points, strict=True))
    if office.timeliness_zero:
        points[min(points, key=lambda word: points[word])] = Decimal(0)
    if rule.excused and office.late_with_reason == "zero":
        points[rule.excused] = Decimal(0)
    return points
