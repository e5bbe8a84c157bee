"""``xlperf collect``: sources → store, judged and counted. Run again, it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlperf.collecting.counted import Intake, intake
from xlperf.collecting.judging import rules_of
from xlperf.collecting.parcels import parcels
from xlperf.collecting.roster import Roster
from xlperf.collecting.store import Store
from xlperf.office import Office
from xlperf.trouble import in_words


@dataclass(frozen=True, slots=True)
class Taken:
    """How many parcels were seen, how many files of them are new; sentences about sources that could not be read."""

    parcels: int
    new: int
    unread: tuple[str, ...]


def take(sources: Iterable[Path], store: Store) -> Taken:
    """Everything from the sources goes into the store; one that cannot be read does not stop the others."""
    seen = new = 0
    missed: list[OSError] = []
    for source in sources:
        for parcel in parcels(source, store.folder, missed.append):
            seen += 1
            new += store.take(parcel)
    return Taken(seen, new, tuple(map(_unread, missed)))


def _unread(error: OSError) -> str:
    return f"“{error.filename}”没有收进来：{in_words(error)}；请核对后再收一次，已收的不会重复"


def sorted_out(store: Store, office: Office, roster: Roster) -> Intake:
    """What the store holds, by the rules of the office."""
    return intake(store.arrivals(), store.results(rules_of(office)), office, roster)
