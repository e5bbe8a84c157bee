"""An indicator as a row of the scheme workbook writes it ⇄ its mapping in a scheme file.

计分方式 is a word of the registry, 参数 a line for each parameter, 数据项 a line for each figure
(``名称｜单位｜取自｜说明``, all but the name may be left out), 佐证 the numbers of the figures that need evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, Final

from xlperf.record import dataclass
from xlperf.schemes.complaint import Complaint, Part
from xlperf.schemes.kinds import KINDS, RuleKind, kind_named
from xlperf.schemes.model import Indicator, InputKind, RateKind
from xlperf.schemes.parameters import Misread, Options, Parameter
from xlperf.schemes.writing import rule_mapping

_WHOLE: Final = frozenset(
    [
        "人",
        "户",
        "个",
        "例",
        "起",
        "家",
        "次",
        "件",
        "项",
        "人次",
        "套",
        "栋",
        "处",
        "台",
        "辆",
        "份",
        "批",
        "期",
    ]
)
_MONEY: Final = frozenset(("万元", "元", "亿元"))
_ALL: Final = "全部"


@dataclass(slots=True)
class RuleRead:
    """What 计分方式 and 参数 say, as far as they can be read."""

    rule: dict[str, Any]
    of_indicator: dict[str, Any] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)
    faults: list[Complaint] = field(default_factory=list)


def read_rule(name: str, text: str) -> RuleRead:
    """The rule of a row; one that cannot be read gives 人工评分 and says why."""
    kind = kind_named(name)
    if kind is None:
        known = "、".join(each.name for each in KINDS.values())
        fault = Complaint("SCH-07", Part.RULE, f"没有“{name}”这种计分方式，可以选的有{known}")
        return RuleRead({"kind": "manual"}, faults=[fault])
    found = RuleRead({"kind": kind})
    for line in re.split(r"[\n；;]", text):
        if line.strip():
            _take(found, KINDS[kind], line)
    needed = [each for each in KINDS[kind].parameters if not each.optional and each.key not in found.rule]
    if needed and not found.faults:
        _fault(found, f"“{name}”缺少参数{'、'.join(f'“{each.label}”' for each in needed)}")
    return RuleRead({"kind": "manual"}, faults=found.faults) if found.faults else found


def _take(found: RuleRead, kind: RuleKind, line: str) -> None:
    """One line of 参数."""
    label, colon, text = (part.strip() for part in line.replace(":", "：", 1).partition("："))
    parameter = kind.parameter(label)
    if parameter is None or not colon:
        wanted = "、".join(each.label for each in kind.parameters) or "不要参数"
        _fault(found, f"“{line.strip()}”看不懂；“{kind.name}”的参数：{wanted}，每行一个，写成“名称：值”")
        return
    try:
        value = parameter.read(text)
    except Misread as misread:
        _fault(found, f"参数“{label}”{misread}")
        return
    target = found.of_indicator if parameter.of_indicator else found.rule
    if isinstance(parameter, Options):
        found.choices.append(value[0])
        found.rule.setdefault(parameter.key, []).append(value[1])
    elif parameter.repeats:
        found.rule.setdefault(parameter.key, []).append(value)
    elif parameter.key in target:
        _fault(found, f"参数“{label}”写了不止一次")
    elif value is not False:
        target[parameter.key] = value


def _fault(found: RuleRead, text: str) -> None:
    found.faults.append(Complaint("SCH-07", Part.RULE, text))


def read_inputs(
    text: str, evidence: str, rule: RuleRead, sources: Mapping[str, str], base: Indicator | None
) -> tuple[list[dict[str, Any]], list[Complaint]]:
    """The figures of a row. ``sources`` are keys of form fields by what staff call them.

    A figure that the edition before had under the same name keeps its key.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    wanted, faults = _evidence(evidence, len(lines))
    known = {item.label: item for item in base.inputs} if base else {}
    items: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        label, unit, taken, prompt = ([part.strip() for part in re.split("[｜|]", line)] + [""] * 3)[:4]
        before = known.get(label)
        item: dict[str, Any] = {
            "key": before.key if before else f"d{number}",
            "label": label,
            "kind": str(_kind(rule, unit)),
        }
        found = [sources.get(each, "") for each in _listed(taken)]
        if "" in found:
            unknown = "、".join(f"“{each}”" for each in _listed(taken) if each not in sources)
            faults.append(
                Complaint("SCH-05", Part.INPUTS, f"数据项“{label}”取自{unknown}，表样中没有这个栏目")
            )
        elif found:
            item["sources"] = found
            if before and before.sources == tuple(found):
                others = {"yearly": list(before.yearly), "fiscal": list(before.fiscal)}
                item |= {key: value for key, value in others.items() if value}
        extra = {"unit": unit, "prompt": prompt, "choices": rule.choices, "evidence": number in wanted}
        items.append({**item, **{key: value for key, value in extra.items() if value}})
    names = [item["label"] for item in items]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        faults.append(Complaint("SCH-06", Part.INPUTS, f"数据项“{name}”写了不止一次"))
    _name_operands(rule, {item["label"]: item["key"] for item in items})
    return items, faults


def _kind(rule: RuleRead, unit: str) -> InputKind:
    kind = KINDS[rule.rule["kind"]]
    if kind.input_kind:
        return kind.input_kind
    if rule.rule.get("rate") == RateKind.GIVEN or unit == "%":
        return InputKind.PERCENT
    if unit in _MONEY:
        return InputKind.MONEY
    return InputKind.COUNT if unit in _WHOLE else InputKind.NUMBER


def _name_operands(rule: RuleRead, keys: Mapping[str, str]) -> None:
    """逐条判断 speaks of figures by name; a file by key."""
    for case in rule.rule.get("cases", ()):
        for side in ("left", "right"):
            case[side] = keys.get(case[side], case[side])


def _evidence(text: str, count: int) -> tuple[set[int], list[Complaint]]:
    """Which figures need 佐证: 全部, or their numbers."""
    if text.strip() == _ALL:
        return set(range(1, count + 1)), []
    numbers = [each.strip().lstrip("第").rstrip("项") for each in _listed(text)]
    good = {int(each) for each in numbers if each.isascii() and each.isdecimal()}
    if len(good) == len(set(numbers)) and all(1 <= number <= count for number in good):
        return good, []
    told = f"佐证写的是“{text.strip()}”，应是“全部”，或需要佐证的是第几个数据项，如“1、3”"
    return set(), [Complaint("SCH-05", Part.INPUTS, told)]


def _listed(text: str) -> list[str]:
    return [each.strip() for each in re.split("[、，,]", text) if each.strip()]


def parameters_text(indicator: Indicator) -> str:
    """参数 of a row."""
    raw = rule_mapping(indicator.rule)
    names = {item.key: item.label for item in indicator.inputs}
    choices = indicator.inputs[0].choices if indicator.inputs else ()
    lines: list[str] = []
    for parameter in KINDS[raw["kind"]].parameters:
        value = getattr(indicator, parameter.key) if parameter.of_indicator else raw.get(parameter.key)
        lines += [f"{parameter.label}：{text}" for text in _written(parameter, value, choices, names)]
    return "\n".join(lines)


def _written(parameter: Parameter, value: Any, choices: Iterable[str], names: Mapping[str, str]) -> list[str]:
    if value is None or value is False:
        return []
    if isinstance(parameter, Options):
        return [parameter.write(pair) for pair in zip(choices, value, strict=False)]
    if not parameter.repeats:
        return [parameter.write(value)]
    if parameter.key == "cases":
        sides = ("left", "right")
        value = [{**case, **{side: names.get(case[side], case[side]) for side in sides}} for case in value]
    return [parameter.write(item) for item in value]


def inputs_text(indicator: Indicator, names: Mapping[str, str]) -> str:
    """数据项 of a row; ``names`` are what staff call the form fields, by key."""
    lines = []
    for item in indicator.inputs:
        taken = "、".join(names.get(source, source) for source in item.sources)
        parts = [item.label, item.unit, taken, item.prompt]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        lines.append("｜".join(parts))
    return "\n".join(lines)


def evidence_text(indicator: Indicator) -> str:
    """佐证 of a row."""
    marked = [str(number) for number, item in enumerate(indicator.inputs, 1) if item.evidence]
    return _ALL if marked and len(marked) == len(indicator.inputs) else "、".join(marked)


def kind_text(indicator: Indicator) -> str:
    """计分方式 of a row."""
    return KINDS[rule_mapping(indicator.rule)["kind"]].name
