"""What pydantic found, said in Chinese to whoever wrote the file. Imported only to check a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xlperf.schemes.lines import line_of

if TYPE_CHECKING:
    import pydantic
    from pydantic_core import ErrorDetails

_MESSAGES: Final = {
    "missing": "缺少这一项，请补上",
    "extra_forbidden": "不认识这个键，请删去或改正拼写",
    "unexpected_keyword_argument": "不认识这个键，请删去或改正拼写",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "union_tag_invalid": "计分方式只能是 {expected_tags}",
    "union_tag_not_found": "缺少计分方式 kind，请补上",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "decimal_max_places": "最多 {decimal_places} 位小数",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "string_too_short": "不能为空",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多只能有 {max_length} 项",
    "string_type": "应是文字，请加引号",
    "decimal_type": "应是数字",
    "decimal_parsing": "应是数字",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "int_parsing": "应是整数",
    "bool_parsing": "应是 true 或 false",
    "bool_type": "应是 true 或 false",
    "list_type": "应是用方括号括起的一组",
    "tuple_type": "应是用方括号括起的一组",
    "model_type": "应是用花括号括起的几项，或以方括号开头的一节",
    "model_attributes_type": "应是用花括号括起的几项，或以方括号开头的一节",
    "dict_type": "应是以方括号开头的一节",
    "dataclass_type": "应是以方括号开头的一节",
    "date_type": "应是日期，如 2026-12-31",
    "date_parsing": "应是日期，如 2026-12-31",
    "date_from_datetime_parsing": "应是日期，如 2026-12-31",
    "date_from_datetime_inexact": "应是日期，如 2026-12-31",
}
_ABOUT_KEYS: Final = {"missing", "extra_forbidden", "unexpected_keyword_argument"}


def in_chinese(error: pydantic.ValidationError, raw: Mapping[str, Any], text: str = "") -> list[str]:
    """One sentence for each fault: the place in the file and what is to be done.

    With the ``text`` of the file, its line as well.
    """
    sentences = []
    for fault in error.errors(include_url=False):
        message = _MESSAGES.get(fault["type"], "这个值不能用，请对照手册改正")
        message = message.format(**fault.get("ctx", {})).replace(" or ", " 或 ")
        line = in_line(text, _path(fault["loc"], raw))
        sentences.append(f"{_place(fault['loc'], raw)}：{message}{_written(fault)}{line}")
    return sentences


def in_line(text: str, path: Sequence[str | int]) -> str:
    """（第3行）where the key stands in the text of the file, "" when that is not known."""
    line = line_of(text, path) if text else None
    return f"（第{line}行）" if line else ""


def _path(location: Sequence[str | int], raw: Mapping[str, Any]) -> list[str | int]:
    """The location in the file: pairs were a table there."""
    here: Any = raw
    steps: list[str | int] = []
    for step in location:
        inside, here = here, _inside(here, step)
        if not isinstance(inside, tuple):
            steps.append(str(here[0]) if isinstance(here, tuple) else step)
    return steps


def _written(fault: ErrorDetails) -> str:
    """What stands there now, where that helps."""
    seen = fault["input"]
    helps = isinstance(seen, (str, int, float, Decimal)) and fault["type"] not in _ABOUT_KEYS
    return f"（现在是 {seen}）" if helps else ""


def _place(location: Sequence[str | int], raw: Mapping[str, Any]) -> str:
    """``指标 S31-01 的 rule 的 step``; an item of a list goes by its name, else by its number from 1."""
    here: Any = raw
    words: list[str] = []
    for step in location:
        inside = here
        here = _inside(here, step)
        if isinstance(inside, dict) and here is None and step == inside.get("kind"):
            here = inside  # the tag of a rule is not a place in the file
        elif isinstance(step, str):
            words.append("指标" if step == "indicator" else step)
        elif not isinstance(inside, tuple):
            words[-1] += f" {_name(here) or f'第{step + 1}项'}"
    return " 的 ".join(words)


def _name(item: Any) -> str | None:
    """What an item of a list goes by: its id, key or name; the first word of a pair."""
    if isinstance(item, dict):
        return item.get("id") or item.get("key") or item.get("name")
    return str(item[0]) if isinstance(item, tuple) else None


def _inside(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, (list, tuple)) and isinstance(step, int) and step < len(here):
        return here[step]
    return None
