"""An edition is what it changes: ``extends`` an earlier one and says what is changed, removed and added.

``unfolded`` gives the whole mapping of such a file; ``folded`` gives the file of a scheme that follows another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from xlperf.schemes.model import Scheme
from xlperf.schemes.writing import mapping_of

_HEAD: Final = ("id", "edition", "title", "annex", "applies", "source", "sections")
_OWN: Final = ("id", "edition", "source")
"""What every edition says for itself: its numbers come from a document of its own."""
_DELTA: Final = {*_HEAD, "extends", "removed", "changed", "indicator", "order"}


def unfolded(raw: Mapping[str, Any], base: Scheme) -> tuple[dict[str, Any], list[str]]:
    """The whole mapping of a file that extends ``base``, and Chinese sentences about what cannot be followed."""
    problems = [f"{key}：不认识这个键，请删去或改正拼写" for key in raw if key not in _DELTA]
    problems += [f"{key}：缺少这一项，请补上" for key in _OWN if key not in raw]
    before = mapping_of(base)
    items = {item["id"]: item for item in before["indicator"]}
    for name in _list(raw, "removed", problems):
        if items.pop(name, None) is None:
            problems.append(f"removed：{base.name} 没有指标 {name}；请改正编号")
    for change in _list(raw, "changed", problems):
        name = str(change.get("id")) if isinstance(change, dict) else "（空）"
        if name not in items:
            problems.append(f"changed：{base.name} 没有指标 {name}，或已列入 removed；请改正编号")
            continue
        items[name] = {key: value for key, value in {**items[name], **change}.items() if value != ""}
    indicators = [*items.values(), *_list(raw, "indicator", problems)]
    order = _list(raw, "order", problems)
    if order:
        known = [item.get("id") if isinstance(item, dict) else None for item in indicators]
        if sorted(map(str, order)) != sorted(map(str, known)):
            problems.append("order：应列出全部指标编号，每个一次；请补齐或删去 order")
        else:
            indicators.sort(key=lambda item: order.index(item["id"]))
    head = {key: raw.get(key, before[key]) for key in _HEAD}
    return {**head, "indicator": indicators}, problems


def folded(scheme: Scheme, base: Scheme) -> dict[str, Any]:
    """The mapping of the file that says only how ``scheme`` differs from ``base``."""
    new, old = mapping_of(scheme), mapping_of(base)
    before = {item["id"]: item for item in old["indicator"]}
    after = {item["id"]: item for item in new["indicator"]}
    raw: dict[str, Any] = {"extends": base.name}
    raw |= {key: new[key] for key in _HEAD if key in _OWN or new[key] != old[key]}
    if removed := [name for name in before if name not in after]:
        raw["removed"] = removed
    added = [item for name, item in after.items() if name not in before]
    if [name for name in before if name in after] + [item["id"] for item in added] != list(after):
        raw["order"] = list(after)
    changed = [_change(before[name], item) for name, item in after.items() if name in before]
    raw["changed"] = [change for change in changed if len(change) > 1]
    raw["indicator"] = added
    return {key: value for key, value in raw.items() if value != []}


def _change(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What the later edition says otherwise; what it no longer says is set to nothing."""
    told = {key: value for key, value in new.items() if old.get(key) != value}
    gone = {key: type(value)() for key, value in old.items() if key not in new}
    return {"id": new["id"], **told, **gone}


def _list(raw: Mapping[str, Any], key: str, problems: list[str]) -> list[Any]:
    found = raw.get(key, [])
    if isinstance(found, list):
        return found
    problems.append(f"{key}：应是用方括号括起的一组")
    return []
