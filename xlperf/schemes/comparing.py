"""What one 指标体系 changes against another, in Chinese words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xlperf.schemes import notation
from xlperf.schemes.model import Indicator, Scheme
from xlperf.schemes.parameters import shown

_HEAD: Final = (
    ("名称", "title"),
    ("文号", "source"),
    ("版本", "edition"),
    ("附件号", "annex"),
    ("英文代号", "id"),
)


def differences(old: Scheme, new: Scheme) -> tuple[str, ...]:
    """One sentence for every difference, from the head down to the single indicator; empty for equal schemes."""
    return (*_head(old, new), *_weights(old, new), *_indicators(old, new))


def _head(old: Scheme, new: Scheme) -> Iterator[str]:
    for word, key in _HEAD:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield f"{word}：“{before}” → “{after}”"
    if old.applies != new.applies:
        words = {"project": "项目支出", "department": "部门整体支出"}
        yield f"适用对象：{words[old.applies]} → {words[new.applies]}"


def _points_by_name(scheme: Scheme) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in scheme.sections:
        found[f"一级指标“{section.name}”"] = shown(section.points)
        for part in section.subsections:
            found[f"二级指标“{section.name}—{part.name}”"] = shown(part.points)
    return found


def _weights(old: Scheme, new: Scheme) -> Iterator[str]:
    before, after = _points_by_name(old), _points_by_name(new)
    for name, points in before.items():
        if name not in after:
            yield f"取消{name}（{points}分）"
        elif after[name] != points:
            yield f"{name}：{points}分 → {after[name]}分"
    yield from (f"新增{name}（{points}分）" for name, points in after.items() if name not in before)


def _indicators(old: Scheme, new: Scheme) -> Iterator[str]:
    before = {each.id: each for each in old.indicators}
    after = {each.id: each for each in new.indicators}
    for name, each in before.items():
        if name not in after:
            yield f"取消 {_called(each)}（{shown(each.max)}分）"
    for name, each in after.items():
        if name not in before:
            yield f"新增 {_called(each)}（{shown(each.max)}分，{notation.kind_text(each)}）：{_line(each.text)}"
        elif told := tuple(_changes(before[name], each)):
            yield f"调整 {_called(each)}：{'；'.join(told)}"
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield "指标的先后顺序有变动"


def _called(indicator: Indicator) -> str:
    return f"{indicator.id} {indicator.name}"


def _changes(old: Indicator, new: Indicator) -> Iterator[str]:
    if old.name != new.name:
        yield f"原名“{old.name}”"
    if (old.section, old.subsection) != (new.section, new.subsection):
        yield f"由“{old.section}—{old.subsection}”移到“{new.section}—{new.subsection}”"
    if old.max != new.max:
        yield f"分值 {shown(old.max)} → {shown(new.max)}"
    if notation.kind_text(old) != notation.kind_text(new):
        yield f"计分方式 {notation.kind_text(old)} → {notation.kind_text(new)}"
    yield from _lines("参数", notation.parameters_text(old), notation.parameters_text(new))
    yield from _lines("数据项", notation.inputs_text(old, {}), notation.inputs_text(new, {}))
    if notation.evidence_text(old) != notation.evidence_text(new):
        yield f"佐证 {notation.evidence_text(old) or '不要'} → {notation.evidence_text(new) or '不要'}"
    if old.text != new.text:
        yield f"评分标准改为“{_line(new.text)}”"
    if old.detail != new.detail:
        yield f"具体指标改为“{_line(new.detail)}”"
    if old.clause != new.clause:
        yield f"依据改为“{new.clause}”"


def _lines(word: str, old: str, new: str) -> Iterator[str]:
    """The lines that are gone and the lines that are new."""
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if gone and come:
        yield f"{word}“{'、'.join(gone)}” → “{'、'.join(come)}”"
    elif gone:
        yield f"减少{word}“{'、'.join(gone)}”"
    elif come:
        yield f"增加{word}“{'、'.join(come)}”"
    elif before != after:
        yield f"{word}的顺序有变动"


def _line(text: str) -> str:
    return " ".join(text.split())
