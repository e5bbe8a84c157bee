"""Drop-downs and number checks of input cells, with Chinese prompts."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlperf.forms.model import Column, Field, Kind
from xlperf.record import dataclass

_LONGEST_LIST = 255
_LONGEST_TITLE = 32
_OPEN_LISTS = ("度量单位", "单位", "二级指标", "一级指标")
"""Lists that staff may leave: the cell warns but takes another word."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that depend on the row: the points of an indicator."""

    most: str = ""


def validation(part: Field | Column, limits: Limits | None = None) -> dict[str, Any] | None:
    """XlsxWriter options for the cell of a field or column; None when anything goes and nothing is said."""
    rule = _rule(part, limits or Limits())
    if rule is None and not part.prompt:
        return None
    options: dict[str, Any] = {"ignore_blank": True, **(rule or {"validate": "any"})}
    if part.prompt:
        options["input_title"] = part.label.replace("\n", "").split("·")[0][:_LONGEST_TITLE]
        options["input_message"] = part.prompt[:255]
    return options


def _rule(part: Field | Column, limits: Limits) -> dict[str, Any] | None:
    if part.kind is Kind.CHOICE:
        if len(",".join(part.choices)) > _LONGEST_LIST:
            raise ValueError(part.key)
        is_open = part.label in _OPEN_LISTS
        return {
            "validate": "list",
            "source": list(part.choices),
            "error_type": "information" if is_open else "stop",
            "error_title": "请从列表选择",
            "error_message": "列表中没有这一项，确认无误可继续。" if is_open else "请从下拉列表中选择一项。",
        }
    if part.kind is Kind.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1990, 1, 1),
            "maximum": date(2099, 12, 31),
            "error_title": "日期格式",
            "error_message": "请填日期，如 2025-03-15。",
        }
    if part.kind in (Kind.COUNT, Kind.YEAR):
        low, high = (1990, 2099) if part.kind is Kind.YEAR else (0, 10**9)
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": low,
            "maximum": high,
            "error_title": "请填整数",
            "error_message": f"请填 {low} 到 {high} 之间的整数。",
        }
    if part.kind.is_number:
        return _decimal(part, limits)
    return None


def _decimal(part: Field | Column, limits: Limits) -> dict[str, Any]:
    options: dict[str, Any] = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -(10**12),
        "maximum": 10**12,
        "error_title": "请填数字",
        "error_message": "只填数字，不要带单位、空格和中文。",
    }
    if limits.most:
        options |= {
            "minimum": 0,
            "maximum": float(limits.most),
            "error_message": f"得分应在 0 到 {limits.most} 之间。",
        }
    if part.unit in ("万元", "元"):
        options["error_message"] = f"只填数字，单位为{part.unit}，不要带单位、空格和中文。"
    return options
