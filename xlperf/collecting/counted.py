"""Which file counts: arrivals and results → one entry a return, its versions from old to new. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from xlperf.collecting import reviews
from xlperf.collecting.notices import (
    CHANGED_REVIEW,
    HALF_REVIEW,
    NO_KEY,
    NOT_A_RETURN,
    OLD_REVIEW,
    OUTSIDE,
    TWO_SENDERS,
    UNKNOWN_SENDER,
    Trouble,
)
from xlperf.collecting.reviewing import from_text
from xlperf.collecting.reviews import Parted, Version
from xlperf.collecting.roster import WHOLE, Roster
from xlperf.collecting.store import Arrival, Result, Told
from xlperf.lazy_regex import lazy
from xlperf.office import Office
from xlperf.record import dataclass

Key = tuple[str, str, str]
"""年度, 单位, 项目 as compared; a department's own return goes by 部门整体支出."""


_HANDED_OUT = lazy(r"_([0-9a-f]{6})\.[a-z]+$")
"""How ``xlperf review`` names a copy: by the content it was made of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One return: the newest version counts. ``repeats`` came again with the same content and are no version.

    ``reviews`` are copies that the bureau filled in, from old to new.
    """

    key: Key
    unit: str
    project: str
    versions: tuple[Version, ...]
    repeats: tuple[Arrival, ...] = ()
    reviews: tuple[Version, ...] = ()

    @property
    def counted(self) -> Version:
        """The version that counts."""
        return self.versions[-1]

    @property
    def current_reviews(self) -> tuple[Version, ...]:
        """The reviews of what the counted version says."""
        return tuple(each for each in self.reviews if each.result.content == self.counted.result.content)

    @property
    def reviewed(self) -> str:
        """复核分 in points, as written: that of the newest review that has all of it; "" when there is none."""
        scores = (each.result.reviewed for each in reversed(self.current_reviews))
        return next(filter(None, scores), self.counted.result.reviewed)


@dataclass(frozen=True, slots=True)
class Intake:
    """All that came, sorted: what counts, and what does not with the reason."""

    entries: tuple[Entry, ...]
    aside: tuple[Told, ...]


class Names:
    """Names of units and projects as compared: blanks, full-width letters and the aliases of the office do not count."""

    def __init__(self, office: Office, roster: Roster) -> None:
        self._keys: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for name, others in office.aliases:
            for each in others:
                if bare(each) != bare(self.told(name)):  # names may stand for each other in turn
                    self._known.setdefault(bare(each), name)
        listed = [name for unit in roster.units for name in (unit.name, *unit.projects)]
        self._printed = {bare(self.told(name)): name for name in reversed(listed)}

    def told(self, name: str) -> str:
        """The name that an alias stands for, else the name itself."""
        known = name
        while bare(known) in self._known:
            known = self._known[bare(known)]
        return known.strip()

    def printed(self, name: str) -> str:
        """As the list of units writes it, where it does."""
        return self._printed.get(self.key(name), self.told(name))

    def key(self, name: str) -> str:
        """What is compared."""
        if name not in self._keys:
            self._keys[name] = bare(self.told(name))
        return self._keys[name]


def bare(name: str) -> str:
    """A name without blanks, full-width letters and characters that nobody sees."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    if folded.isprintable():
        return folded
    return "".join(each for each in folded if unicodedata.category(each) not in ("Cc", "Cf"))


def intake(
    arrivals: Iterable[Arrival], results: Mapping[str, Result], office: Office, roster: Roster
) -> Intake:
    """Every arrival that was judged, put where it belongs."""
    names = Names(office, roster)
    expected = {names.key(unit.name) for unit in roster.units}
    placed: list[Version] = []
    aside: list[Told] = []
    for arrival in sorted(arrivals, key=lambda each: (each.received, each.id)):
        result = results.get(arrival.sha)
        if result is None:
            continue
        code = _reason(arrival, result, roster, expected, names)
        if code:
            aside.append(_told(code, arrival))
            continue
        placed.append(Version(arrival, result))
    origins = {each.arrival.sha[:6]: _key(each.result, names) for each in placed}
    groups: dict[Key, list[Version]] = {}
    for each in placed:
        key = _key(each.result, names)
        handed_out = _HANDED_OUT.search(each.arrival.name)
        if handed_out and roster.reviews(each.arrival.sender) and origins.get(handed_out[1], key) != key:
            aside.append(_told(CHANGED_REVIEW.code, each.arrival))
        else:
            groups.setdefault(key, []).append(each)
    entries: list[Entry] = []
    for key, found in groups.items():
        parted = reviews.parted(found, roster)
        entries.append(_entry(key, parted, names))
        aside += [_told(code, arrival) for code, arrival in parted.aside]
    aside += [told for entry in entries for told in (*_disputes(entry), *_half_reviewed(entry))]
    return Intake(tuple(sorted(entries, key=lambda each: each.key)), tuple(aside))


def _told(code: str, arrival: Arrival) -> Told:
    return Told(Trouble(code, arrival.name), arrival.sender, arrival.received)


def _reason(arrival: Arrival, result: Result, roster: Roster, expected: set[str], names: Names) -> str:
    """Why it does not count; "" when it does."""
    if not roster.knows(arrival.sender):
        return UNKNOWN_SENDER.code
    if not result.form:
        return NOT_A_RETURN.code
    if not result.unit or not re.fullmatch(r"[0-9]{4}", result.year):
        return NO_KEY.code
    wrong_year = roster.year is not None and result.year != str(roster.year)
    if wrong_year or (expected and names.key(result.unit) not in expected):
        return OUTSIDE.code
    return ""


def _project(result: Result) -> str:
    return WHOLE if result.form == "department" else result.project or "（未填项目名称）"


def _key(result: Result, names: Names) -> Key:
    """The same project on another edition of the form is the same return: its money counts once."""
    return result.year, names.key(result.unit), names.key(_project(result))


def _entry(key: Key, found: Parted, names: Names) -> Entry:
    versions: list[Version] = []
    repeats = [each.arrival for each in found.copies]
    for each in found.submissions:
        if versions and versions[-1].arrival.sha == each.arrival.sha:
            repeats.append(each.arrival)
        else:
            versions.append(each)
    last = versions[-1].result
    unit, project = names.printed(last.unit), names.printed(_project(last))
    return Entry(key, unit, project, tuple(versions), tuple(repeats), found.reviews)


def _half_reviewed(entry: Entry) -> Iterator[Told]:
    """Reviews that do not count: of an older version, or with scores in some rows only."""
    if entry.reviews and not entry.current_reviews:
        yield _told(OLD_REVIEW.code, entry.reviews[-1].arrival)
    last = entry.current_reviews[-1:]
    if (
        last
        and not last[0].result.reviewed
        and any(each.reviewed for each in from_text(last[0].result.review))
    ):
        yield _told(HALF_REVIEW.code, last[0].arrival)


def _disputes(entry: Entry) -> Iterator[Told]:
    """Different files for one return from two senders: the newest that is not from the sender of the counted one."""
    counted = entry.counted.arrival
    others = [each.arrival for each in entry.versions if each.arrival.sender not in ("", counted.sender)]
    if counted.sender and any(each.sha != counted.sha for each in others):
        yield _told(TWO_SENDERS.code, others[-1])
