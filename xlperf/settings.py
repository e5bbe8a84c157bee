"""``xlperf.toml`` → Office. What it must not say is refused: with the key, the line and what may stand there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pydantic

from xlperf.checks import catalogue
from xlperf.office import Grade, Office, OfficeError
from xlperf.schemes.complaints import in_chinese, in_line
from xlperf.schemes.loading import SchemeError, available, load
from xlperf.schemes.model import Scheme, StepOver, StepUnder
from xlperf.schemes.shelf import shelve

_OTHER_TABLES: Final = frozenset({"collect"})  # xlperf.toml also carries the mailbox of the collector
_BY_NAME: Final = {"step_modes": "编号", "severity": "编号", "aliases": "名称"}
"""Tables whose keys are codes or names, and what staff call those."""
_MOST_PLACES: Final = 4
_FULL: Final = 100
_MOST_OVER: Final = 10_000

Complaint = tuple[tuple[str | int, ...], str]
"""Where in the file, and the sentence."""


def read_settings(path: Path) -> Office:
    """The settings of the file; OfficeError for what it must not say."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        raise OfficeError(path.name, ["找不到这个文件；请核对路径"]) from None
    except OSError as error:
        raise OfficeError(path.name, [f"打不开（{error.strerror}）；请核对路径和权限"]) from None
    except UnicodeDecodeError:
        raise OfficeError(path.name, ["不是 UTF-8 文字；请用记事本另存为 UTF-8 编码"]) from None
    except RecursionError:
        raise OfficeError(path.name, ["方括号套得太深，不是有效的设置文件；请对照手册改正"]) from None
    except tomllib.TOMLDecodeError as error:
        problem = f"不是有效的 TOML 文件（{error}）；请检查引号、等号、方括号和日期"
        raise OfficeError(path.name, [problem]) from None
    own = {key: value for key, value in raw.items() if key not in _OTHER_TABLES}
    shelf = _own_schemes(own.pop("schemes", []), path, text)
    return _validated(own, shelf, text, path.name)


def _own_schemes(names: object, path: Path, text: str) -> tuple[Scheme, ...]:
    """The schemes that lie beside the settings file."""
    try:
        return shelve(names, path.parent)
    except SchemeError as error:
        place = in_line(text, ("schemes",))
        problems = [f"schemes：{error.origin}：{problem}{place}" for problem in error.problems]
        raise OfficeError(path.name, problems) from None


def _validated(raw: dict[str, Any], shelf: tuple[Scheme, ...], text: str, origin: str) -> Office:
    for name, line in _BY_NAME.items():
        pairs = raw.get(name, {})
        if not isinstance(pairs, dict):
            problem = f"{name}：应写成 [{name}] 一节，每行一个{line}{in_line(text, (name,))}"
            raise OfficeError(origin, [problem])
        raw = {**raw, name: list(pairs.items())}
    try:
        office = pydantic.TypeAdapter(Office).validate_python(raw)
    except pydantic.ValidationError as error:
        raise OfficeError(origin, in_chinese(error, raw, text)) from None
    office = replace(office, schemes=shelf)
    problems = [f"{words}{in_line(text, where)}" for where, words in _complaints_about(office)]
    if problems:
        raise OfficeError(origin, problems)
    return office


def _complaints_about(office: Office) -> Iterator[Complaint]:
    if not 0 <= office.rate_dp <= _MOST_PLACES:
        words = f"rate_dp：比率保留的小数位数应在 0 到 {_MOST_PLACES} 之间（现在是 {office.rate_dp}）"
        yield ("rate_dp",), words
    for name, value, usual in (("over_warn", office.over_warn, 130), ("over_blue", office.over_blue, 120)):
        if not _FULL < value <= _MOST_OVER:
            words = f"{name}：按百分数写，应大于 100、不超过 {_MOST_OVER}，如 {usual}（现在是 {value}）"
            yield (name,), words
    best, partly = office.qual_bands
    if not 0 < partly < best < _FULL:
        words = f"qual_bands：应是从高到低的两个百分数，在 0 和 100 之间（现在是 {best}、{partly}）"
        yield ("qual_bands",), words
    limits = office.tolerances
    if not all(0 <= value <= 1 for value in (limits.money, limits.money_cap, limits.rate, limits.score)):
        yield ("tolerances",), "tolerances：各项误差应在 0 到 1 之间；请改正"
    yield from _grade_complaints(office.grades)
    yield from _step_complaints(office)
    for name, others in office.aliases:
        if not all(word.strip() for word in (name, *others)):
            yield ("aliases", name), "aliases：名称不能为空；请补上或删去这一行"
    yield from _code_complaints(office)
    yield from _waiver_complaints(office)


def _grade_complaints(grades: Sequence[Grade]) -> Iterator[Complaint]:
    where = ("grades",)
    if not grades or grades[-1].at_least != 0:
        yield where, "grades：最后一个等次的 at_least 应为 0，使每个得分都有等次"
    if any(upper.at_least <= lower.at_least for upper, lower in pairwise(grades)):
        yield where, "grades：应从高到低写，at_least 逐个减小"
    if any(grade.at_least > _FULL for grade in grades):
        yield where, "grades：at_least 不能超过 100，否则没有得分能评上这个等次"
    words = [word for grade in grades for word in grade.words]
    if not all(word.strip() for word in words):
        yield where, "grades：name 和 synonyms 里的名称不能为空"
    for word in dict.fromkeys(words):
        if words.count(word) > 1:
            yield where, f"grades：“{word}”属于不止一个等次；请只留一处"


def _step_complaints(office: Office) -> Iterator[Complaint]:
    """A mistyped indicator would be passed over in silence, so it is refused."""
    stepped = {
        indicator.id
        for scheme in (*map(load, available()), *office.schemes)
        for indicator in scheme.indicators
        if isinstance(indicator.rule, StepOver | StepUnder)
    }
    known = "、".join(sorted(stepped))
    for name, _ in office.step_modes:
        if name not in stepped:
            words = f"step_modes：{name} 不是按百分点扣分的指标；可以写的有 {known}"
            yield ("step_modes", name), words


def _code_complaints(office: Office) -> Iterator[Complaint]:
    """The same for codes of checks. What keeps a file from being read or written cannot be set aside."""
    named: list[Complaint] = [(("severity", code), code) for code, _ in office.severity]
    named += [(("trial",), code) for code in office.trial]
    named += [(("waiver", number, "code"), each.code) for number, each in enumerate(office.waiver)]
    known = catalogue.load()
    for where, code in named:
        if code not in known:
            words = f"没有编号为 {code} 的检查；全部编号：xlperf explain（OPEN、WRITE、XP 不能设置）"
            yield where, f"{where[0]}：{words}"


def _waiver_complaints(office: Office) -> Iterator[Complaint]:
    for number, each in enumerate(office.waiver):
        name = f"waiver 第{number + 1}项"
        for key in ("reason", "approver"):
            if not getattr(each, key).strip():
                yield ("waiver", number, key), f"{name} 的 {key}：不能为空"
        if not each.unit.strip() and not each.project.strip():
            words = "unit（单位）和 project（项目）至少写一个；豁免不能对所有单位"
            yield ("waiver", number), f"{name}：{words}"
