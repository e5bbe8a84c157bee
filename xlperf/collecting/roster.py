"""``[collect]`` of xlperf.toml: which units owe what by when. Refused with the place when it says something else."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import ClassVar

import pydantic

from xlperf.office import OfficeError
from xlperf.record import dataclass
from xlperf.schemes.complaints import in_chinese

WHOLE = "部门整体支出"
"""What a department hands in about itself goes by this name of a project."""


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: its name, the projects it owes (none named: any one return), the addresses it writes from (a@b.cn, @b.cn)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    projects: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """本次收集: who collects (落款), the year, the last day (included), until when errors are mended, the units.

    ``reviewers`` are the addresses whose mail carries reviews; ``address`` is where letters come from.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    bureau: str = ""
    year: int | None = None
    deadline: date | None = None
    mend_by: date | None = None
    address: str = ""
    reviewers: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()

    def knows(self, sender: str) -> bool:
        """Whether mail of this address counts: always when no address is listed, and for files without a sender."""
        if self.reviews(sender):
            return True
        listed = [each.lower() for unit in self.units for each in unit.senders]
        domain = "@" + sender.rpartition("@")[2]
        return not sender or not listed or sender in listed or domain in listed

    def reviews(self, sender: str) -> bool:
        """Whether what comes from there may be a review: the bureau's own files, which have no sender, and its reviewers."""
        return not sender or sender in (each.lower() for each in self.reviewers)


def read_roster(path: Path | None) -> Roster:
    """The roster of a settings file that ``load_office`` has accepted; an empty one where it has none."""
    if path is None:
        return Roster()
    text = path.read_text(encoding="utf-8-sig")
    raw = tomllib.loads(text).get("collect", {})
    try:
        roster = pydantic.TypeAdapter(Roster).validate_python(raw)
    except pydantic.ValidationError as error:
        raise OfficeError(path.name, [f"collect：{each}" for each in in_chinese(error, raw, text)]) from None
    names = [unit.name.strip() for unit in roster.units]
    doubled = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if "" in names or doubled:
        problem = (
            f"collect.units：单位“{'、'.join(doubled)}”写了不止一次"
            if doubled
            else "collect.units：name 不能为空"
        )
        raise OfficeError(path.name, [f"{problem}；请改正"])
    return roster
