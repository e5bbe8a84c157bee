"""Who has handed in, who is late, faulty or missing: entries against the list of units. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta, timezone

from xlperf.collecting.counted import Entry, Intake, Names
from xlperf.collecting.roster import Roster
from xlperf.office import Office
from xlperf.record import dataclass

CHINA = timezone(timedelta(hours=8))
"""China keeps one time; days of the deadline are counted in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One return that is owed or came. ``late``: its first version came after the last day; ``faulty``: the counted one has errors."""

    unit: str
    project: str
    entry: Entry | None = None
    late: bool = False

    @property
    def missing(self) -> bool:
        """Nothing that counts has come."""
        return self.entry is None

    @property
    def faulty(self) -> bool:
        """To be sent back."""
        return self.entry is not None and self.entry.counted.result.errors > 0

    @property
    def state(self) -> str:
        """The words staff see."""
        if self.missing:
            return "未报送"
        return (
            "、".join(word for word, holds in (("逾期", self.late), ("有错误", self.faulty)) if holds)
            or "已报送"
        )


def overview(intake: Intake, roster: Roster, office: Office) -> tuple[Line, ...]:
    """The units in the order of the list, each with what it owes and what else it sent; without a list, what came."""
    names = Names(office, roster)
    if not roster.units:
        return tuple(_line(entry, roster) for entry in intake.entries)
    lines: list[Line] = []
    by_unit: dict[str, list[Entry]] = {}
    for entry in intake.entries:
        by_unit.setdefault(entry.key[1], []).append(entry)
    for unit, projects in _owed(roster, names):
        own = {entry.key: entry for entry in by_unit.get(names.key(unit), ())}
        for project in projects:
            keys = [key for key in own if key[2] == names.key(project)]
            lines += [_line(own.pop(key), roster) for key in keys] or [Line(unit, project)]
        if not projects and not own:
            lines.append(Line(unit, ""))
        lines += [_line(entry, roster) for entry in own.values()]
    return tuple(lines)


def _owed(roster: Roster, names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Units and their projects, each once: two that go by one name (by an alias, but for blanks) are one."""
    units: dict[str, tuple[str, dict[str, str]]] = {}
    for unit in roster.units:
        _, projects = units.setdefault(names.key(unit.name), (unit.name, {}))
        for project in unit.projects:
            projects.setdefault(names.key(project), project)
    return ((name, tuple(projects.values())) for name, projects in units.values())


def _line(entry: Entry, roster: Roster) -> Line:
    first = entry.versions[0].arrival.received.astimezone(CHINA).date()
    late = roster.deadline is not None and first > roster.deadline
    return Line(entry.unit, entry.project, entry, late)
