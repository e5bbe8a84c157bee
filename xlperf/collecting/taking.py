"""``xlperf collect``: sources → store, judged and counted. Run again, it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xlperf.collecting import audit, mailboxes
from xlperf.collecting.audit import Act
from xlperf.collecting.counted import Entry, Intake, intake
from xlperf.collecting.judging import rules_of
from xlperf.collecting.mailboxes import Mailbox
from xlperf.collecting.overview import Line
from xlperf.collecting.parcels import parcels
from xlperf.collecting.reviewing import from_text
from xlperf.collecting.reviews import Version
from xlperf.collecting.roster import Roster
from xlperf.collecting.store import Store
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.trouble import in_words


@dataclass(frozen=True, slots=True)
class Taken:
    """How many parcels were seen, how many files of them are new; sentences about what could not be read, and of note."""

    parcels: int
    new: int
    unread: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """How mailboxes are opened: who knows the password, and the folder that mail is moved to ("" to leave it)."""

    password: Callable[[Mailbox], str]
    move_to: str = ""


def take(sources: Iterable[Path | Mailbox], store: Store, carrier: Carrier) -> Taken:
    """Everything from the sources goes into the store; one that cannot be read does not stop the others."""
    seen = new = 0
    unread: list[str] = []
    notes: list[str] = []
    for source in sources:
        if isinstance(source, Mailbox):
            counts = _from_mailbox(source, store, carrier, unread.append, notes)
        else:
            counts = _from_disk(source, store, unread.append)
        for each in counts:
            seen += 1
            new += each
    return Taken(seen, new, tuple(unread), tuple(notes))


def _from_disk(source: Path, store: Store, unread: Callable[[str], None]) -> Iterator[int]:
    """For each parcel, how many files in it are new."""
    for parcel in parcels(source, store.folder, lambda error: unread(_unread(error))):
        yield store.take(parcel)


def _from_mailbox(
    box: Mailbox, store: Store, carrier: Carrier, unread: Callable[[str], None], notes: list[str]
) -> Iterator[int]:
    """The same of a mailbox. A mail is flagged or moved when the store has it, and not before."""
    try:
        with mailboxes.opened(box, carrier.password(box), carrier.move_to) as session:
            notes += session.notes
            known = store.fetched(str(box), session.validity)
            session.settle(session.unsettled(known))
            for slot, parcel in session.mails(session.new(known)):
                yield store.take(parcel, slot)
                if slot is not None and parcel.items:
                    session.settle((slot.uid,))
    except mailboxes.Unreachable as reason:
        unread(str(reason))


def _unread(error: OSError) -> str:
    return f"“{error.filename}”没有收进来：{in_words(error)}；请核对后再收一次，已收的不会重复"


def sorted_out(store: Store, office: Office, roster: Roster) -> Intake:
    """What the store holds, by the rules of the office."""
    return intake(store.arrivals(), store.results(rules_of(office)), office, roster)


def reviews_noted(store: Store, found: Intake) -> None:
    """Every decision of a reviewer gets its line in the audit, once."""
    acts = tuple(act for entry in found.entries for version in entry.reviews for act in _acts(entry, version))
    with store.database.writing():
        audit.note(store, *acts)


def _acts(entry: Entry, version: Version) -> Iterator[Act]:
    arrival = version.arrival
    for number, each in enumerate(from_text(version.result.review)):
        by = arrival.sender or audit.user()
        yield Act(
            mark=f"review:{arrival.sha}:{each.place}:{number}",
            who=f"{each.reviewer}（{by}）" if each.reviewer else by,
            what="复核",
            year=entry.key[0],
            unit=entry.unit,
            project=entry.project,
            detail="；".join(filter(None, (each.label, each.opinion, each.day and f"复核日期 {each.day}"))),
            place=each.place,
            before=each.self_score,
            after=each.reviewed,
            file=arrival.name,
            sha=arrival.sha,
            at=arrival.received.isoformat(timespec="seconds"),
        )


def with_reports(lines: Iterable[Line], store: Store, office: Office) -> tuple[Line, ...]:
    """The same lines; the version that counts of each has its report."""
    wanted = tuple(lines)
    counted = [each.entry.counted.arrival.sha for each in wanted if each.entry is not None]
    reports = store.reports(rules_of(office), counted)
    return tuple(_with_report(each, reports) for each in wanted)


def _with_report(line: Line, reports: Mapping[str, str]) -> Line:
    if line.entry is None:
        return line
    *older, last = line.entry.versions
    told = replace(last, result=replace(last.result, report=reports[last.arrival.sha]))
    return replace(line, entry=replace(line.entry, versions=(*older, told)))
