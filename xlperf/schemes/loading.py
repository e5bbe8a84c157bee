"""TOML text → Scheme.

``parse`` is for every scheme that somebody wrote: pydantic refuses a wrong shape, ``complaints_about``
refuses numbers that do not add up. ``load`` gives the shipped schemes to the check road by the same
``from_mapping``, without pydantic; the tests put each shipped file through ``parse``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xlperf.schemes.model import (
    Band,
    Bands,
    Case,
    Cases,
    Checklist,
    Choice,
    Equal,
    Forward,
    Indicator,
    Input,
    InputKind,
    Linear,
    LinearReverse,
    Manual,
    PerCase,
    Qualitative,
    RangeDeduct,
    RateKind,
    Reading,
    Reverse,
    Rule,
    Scheme,
    Section,
    StepOver,
    StepUnder,
    Subsection,
)

_FILES: Final = {
    "department_3_1": "department_3_1_2020.toml",
    "project_3_2": "project_3_2_2020.toml",
}


class SchemeError(ValueError):
    """A scheme that cannot be used. ``problems`` are Chinese sentences: the place, what is wrong, what to do."""

    def __init__(self, origin: str, problems: list[str]) -> None:
        self.origin = origin
        self.problems = tuple(problems)
        super().__init__(
            f"指标体系 {origin} 不能使用：\n" + "\n".join(f"· {problem}" for problem in problems)
        )


def available() -> tuple[str, ...]:
    """Ids of the schemes that come with xlperf."""
    return tuple(_FILES)


@functools.cache
def load(scheme_id: str) -> Scheme:
    """The shipped scheme of that id; KeyError when there is none."""
    path = Path(__file__).with_name(_FILES[scheme_id])
    return from_mapping(_read(path.read_text(encoding="utf-8"), path.name))


def named(name: str, shelf: Iterable[Scheme] = ()) -> Scheme | None:
    """The edition of that name (``department-3-1-2020``) on the shelf of the office or among the shipped ones."""
    shipped = (load(scheme_id) for scheme_id in available())
    return next((scheme for scheme in (*shelf, *shipped) if scheme.name == name), None)


def parse(text: str, origin: str, shelf: Iterable[Scheme] = ()) -> Scheme:
    """The scheme written in ``text``; SchemeError naming ``origin`` unless it is complete and adds up.

    A text that ``extends`` another edition says only what it changes; ``shelf`` are those beside the shipped ones.
    """
    raw = _read(text, origin)
    if "extends" in raw:
        raw = _whole(raw, origin, shelf)
    return build(raw, origin)


def _whole(raw: dict[str, Any], origin: str, shelf: Iterable[Scheme]) -> dict[str, Any]:
    from xlperf.schemes.editions import unfolded  # noqa: PLC0415  only for a file that extends another

    base = named(str(raw["extends"]), shelf)
    if base is None:
        known = "、".join(scheme.name for scheme in (*shelf, *map(load, available())))
        problem = (
            f"extends：没有指标体系“{raw['extends']}”；可以写的有 {known}，自定的须在 schemes 中列在前面"
        )
        raise SchemeError(origin, [problem])
    whole, problems = unfolded(raw, base)
    if problems:
        raise SchemeError(origin, problems)
    return whole


def build(raw: dict[str, Any], origin: str) -> Scheme:
    """The scheme of the whole mapping of a file; SchemeError naming ``origin`` as ``parse``."""
    from xlperf.schemes.judging import complaints_of  # noqa: PLC0415  pydantic is kept off the check road: 100 ms

    if problems := complaints_of(raw):
        raise SchemeError(origin, [problem.text for problem in problems])
    return from_mapping(raw)


def _read(text: str, origin: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  only where a scheme is read

    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        problem = f"不是有效的 TOML 文件（{error}）；请检查引号、逗号和方括号是否成对"
        raise SchemeError(origin, [problem]) from None


def from_mapping(raw: Mapping[str, Any]) -> Scheme:
    """The frozen model of a mapping whose shape is right."""
    return Scheme(
        id=raw["id"],
        edition=raw["edition"],
        title=raw["title"],
        source=raw["source"],
        sections=tuple(_section(section) for section in raw["sections"]),
        indicators=tuple(_indicator(indicator, raw["annex"]) for indicator in raw["indicator"]),
        annex=raw["annex"],
        applies=raw.get("applies", "project"),
    )


def _section(raw: Mapping[str, Any]) -> Section:
    subsections = (Subsection(part["name"], Decimal(part["points"])) for part in raw["subsections"])
    return Section(raw["name"], Decimal(raw["points"]), tuple(subsections))


def _indicator(raw: Mapping[str, Any], annex: str) -> Indicator:
    place = f"{annex}“{raw['section']}—{raw['subsection']}—{raw['name']}”"
    return Indicator(
        id=raw["id"],
        section=raw["section"],
        subsection=raw["subsection"],
        name=raw["name"],
        max=Decimal(raw["max"]),
        text=raw["text"],
        rule=_rule(raw["rule"]),
        inputs=tuple(_input(item, raw["id"]) for item in raw.get("inputs", ())),
        detail=raw.get("detail", ""),
        clause=raw.get("clause", place),
        rows=tuple(raw.get("rows", ())),
        part=raw.get("part", False),
        optional=raw.get("optional", False),
    )


def _input(raw: Mapping[str, Any], indicator: str) -> Input:
    return Input(
        indicator=indicator,
        key=raw["key"],
        label=raw["label"],
        kind=InputKind(raw["kind"]),
        unit=raw.get("unit", ""),
        sources=tuple(raw.get("sources", ())),
        yearly=tuple(raw.get("yearly", ())),
        fiscal=tuple(raw.get("fiscal", ())),
        choices=tuple(raw.get("choices", ())),
        evidence=raw.get("evidence", False),
        prompt=raw.get("prompt", ""),
    )


def _rule(raw: Mapping[str, Any]) -> Rule:
    return _RULES[raw["kind"]](raw)


def _points(raw: Mapping[str, Any]) -> tuple[Decimal, ...]:
    return tuple(Decimal(points) for points in raw["points"])


def _steps(raw: Mapping[str, Any]) -> tuple[RateKind, Decimal, Decimal, Decimal]:
    return RateKind(raw["rate"]), Decimal(raw["base"]), Decimal(raw["step"]), Decimal(raw["deduct"])


def _bands(raw: Mapping[str, Any]) -> Bands:
    def band(item: Mapping[str, Any]) -> Band:
        lo, hi = item.get("lo"), item.get("hi")
        return Band(
            None if lo is None else Decimal(lo), None if hi is None else Decimal(hi), Decimal(item["points"])
        )

    return Bands(RateKind(raw["rate"]), raw["includes"], tuple(band(item) for item in raw["bands"]))


def _cases(raw: Mapping[str, Any]) -> Cases:
    cases = (
        Case(case["left"], case["relation"], case["right"], Decimal(case["points"])) for case in raw["cases"]
    )
    return Cases(tuple(cases), Decimal(raw["otherwise"]))


def _range_deduct(raw: Mapping[str, Any]) -> RangeDeduct:
    return RangeDeduct(tuple((Decimal(least), Decimal(most)) for least, most in raw["ranges"]))


_RULES: Final[Mapping[str, Callable[[Mapping[str, Any]], Rule]]] = {
    "step_over": lambda raw: StepOver(*_steps(raw)),
    "step_under": lambda raw: StepUnder(*_steps(raw), exact=raw.get("exact", False)),
    "bands": _bands,
    "linear": lambda _: Linear(),
    "linear_reverse": lambda _: LinearReverse(),
    "forward": lambda _: Forward(),
    "reverse": lambda raw: Reverse(Reading(raw["reading"]) if "reading" in raw else None),
    "equal": lambda _: Equal(),
    "qualitative": lambda raw: Qualitative(tuple(Decimal(floor) for floor in raw["floors"])),
    "per_case": lambda raw: PerCase(Decimal(raw["deduct"]), raw.get("categories", 0)),
    "checklist": lambda raw: Checklist(_points(raw)),
    "choice": lambda raw: Choice(_points(raw), raw.get("excused", "")),
    "cases": _cases,
    "range_deduct": _range_deduct,
    "manual": lambda _: Manual(),
}
