"""The mapping of a scheme → everything that is wrong with it, each with its place. Imported only to check one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pydantic

from xlperf.schemes.complaint import Complaint, Part
from xlperf.schemes.complaints import in_chinese
from xlperf.schemes.kinds import KINDS
from xlperf.schemes.loading import from_mapping
from xlperf.schemes.shape import SchemeShape
from xlperf.schemes.validity import complaints_about

_PARTS: Final = {"id": Part.ID, "max": Part.POINTS, "inputs": Part.INPUTS, "rule": Part.RULE}

_WORDS: Final = {
    "id": "编号应是字母、横线和数字，如 YY-01",
    "max": "分值应是大于0的数",
}
_HEAD: Final = {"id": "英文代号应是小写字母、数字和下划线，以字母开头，如 yy_department"}


def complaints_of(raw: dict[str, Any]) -> list[Complaint]:
    """What is wrong with the shape; where nothing is, what does not add up."""
    try:
        SchemeShape.model_validate(raw)
    except pydantic.ValidationError as error:
        sentences = in_chinese(error, raw)
        return [
            _placed(fault["loc"], sentence, raw)
            for fault, sentence in zip(error.errors(include_url=False), sentences, strict=True)
        ]
    return complaints_about(from_mapping(raw))


def _in_row(location: Sequence[str | int], sentence: str) -> str:
    """In the words of the workbook: a parameter goes by its label, a pattern by an example."""
    if location[2] in _WORDS:
        return _WORDS[str(location[2])]
    if location[2] != "rule" or len(location) < 5:  # noqa: PLR2004  indicator, number, rule, kind, key
        return ""
    kind = KINDS.get(str(location[3]))
    label = next((each.label for each in kind.parameters if each.key == location[4]), "") if kind else ""
    return f"参数“{label}”{sentence.rpartition('：')[2]}" if label else ""


def _placed(location: Sequence[str | int], sentence: str, raw: dict[str, Any]) -> Complaint:
    if location[0] == "indicator" and len(location) > 2:  # noqa: PLR2004
        name = str(raw["indicator"][location[1]].get("id", ""))
        part = _PARTS.get(str(location[2]), Part.ID)
        return Complaint("SCH-07", part, sentence, name, in_row=_in_row(location, sentence))
    key = str(location[0])
    return Complaint("SCH-07", Part.HEAD, sentence, names=(key,), in_row=_HEAD.get(key, ""))
