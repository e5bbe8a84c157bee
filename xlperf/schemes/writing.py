"""Scheme → the mapping of its TOML file, and that mapping → text. The inverse of ``loading``."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlperf.schemes.kinds import KINDS
from xlperf.schemes.model import Indicator, Input, Rule, Scheme


def mapping_of(scheme: Scheme) -> dict[str, Any]:
    """What ``loading`` reads as this scheme; values that go without saying are left out."""
    return {
        "id": scheme.id,
        "edition": scheme.edition,
        "title": scheme.title,
        "annex": scheme.annex,
        "applies": scheme.applies,
        "source": scheme.source,
        "sections": [_plain(section) for section in scheme.sections],
        "indicator": [indicator_mapping(indicator, scheme.annex) for indicator in scheme.indicators],
    }


def indicator_mapping(indicator: Indicator, annex: str) -> dict[str, Any]:
    """One ``[[indicator]]``."""
    usual = f"{annex}“{indicator.section}—{indicator.subsection}—{indicator.name}”"
    raw = {**_plain(indicator), "rule": rule_mapping(indicator.rule)}
    raw["inputs"] = [_input(item) for item in indicator.inputs]
    if indicator.clause == usual:
        del raw["clause"]
    return {key: value for key, value in raw.items() if value not in ("", [], False)}


def rule_mapping(rule: Rule) -> dict[str, Any]:
    """``{kind = "step_over", rate = "ratio", …}``."""
    kind = next(kind for kind, known in KINDS.items() if known.rule is type(rule))
    return {"kind": kind, **_plain(rule)}


def _input(item: Input) -> dict[str, Any]:
    return {key: value for key, value in _plain(item).items() if key != "indicator"}


def _plain(part: Any) -> Any:
    """Dataclasses as mappings without defaults, tuples as lists, enums as their words."""
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        return {
            field.name: _plain(value)
            for field in dataclasses.fields(part)
            if (value := getattr(part, field.name)) is not None and value != field.default
        }
    if isinstance(part, tuple):
        return [_plain(each) for each in part]
    if isinstance(part, enum.Enum):
        return part.value
    if isinstance(part, Decimal):
        return int(part) if part == part.to_integral_value() else part.normalize()
    return part


def toml_text(raw: Mapping[str, Any]) -> str:
    """The text of a scheme file."""
    import tomli_w  # noqa: PLC0415  only when a file is written

    return tomli_w.dumps(dict(raw), multiline_strings=True, indent=2)
