"""One turn: what has arrived is taken, checked and laid where it belongs. Nothing that happens to one stops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.findings import Finding, Severity
from xlperf.gathering import Errand
from xlperf.record import dataclass
from xlperf.running import Outcome, checked
from xlperf.watching.arrivals import is_for_us, is_plain
from xlperf.watching.places import Places

if TYPE_CHECKING:
    from xlperf.office import Office

_LATER = "WRITE-"
"""Codes of what may go well the next time: a full disk, a share that is away."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one workbook: where the result (or the workbook itself) lies now.

    ``gone``: somebody took it away meanwhile; ``unrecorded``: 检查记录.txt could not be written.
    """

    outcome: Outcome
    place: Path
    refused: bool = False
    later: bool = False
    gone: bool = False
    unrecorded: bool = False


def left_over(places: Places) -> list[Path]:
    """Workbooks that were being checked when the program was stopped; those with a result only needed their place."""
    waiting = []
    for path in sorted(each for each in places.working.rglob("*") if is_for_us(each) and is_plain(each)):
        if places.was_checked(path):
            waiting.append(places.anew(path))
        elif places.result_of(path).is_file():
            places.finish(path)
        else:
            waiting.append(path)
    return waiting


def taken(places: Places, arrived: Sequence[Path]) -> Iterator[Path]:
    """The workbooks in 检查中; one that another program holds is left for the next turn."""
    for path in arrived:
        try:
            yield places.claim(path)
        except OSError:
            continue


def turn(places: Places, claimed: Sequence[Path], office: Office, password: str) -> Iterator[Done]:
    """Checks what lies in 检查中 and lays each down where it belongs, one after the other as it is done."""
    errands = [Errand(path, places.result_of(path)) for path in claimed]
    with closing(checked(errands, office, password, apart=True)) as outcomes:
        for path, outcome in zip(claimed, outcomes, strict=True):
            yield _laid(places, path, outcome)


def _laid(places: Places, claimed: Path, outcome: Outcome) -> Done:
    """What the system bars now (a file that somebody has opened meanwhile, a full disk) is tried again later."""
    try:
        done = _put_away(places, claimed, outcome)
    except OSError:
        return Done(outcome, claimed, later=True)
    if done.later:
        return done
    name = str(done.place.relative_to(places.root))
    try:
        places.record(name, _in_short(done))
    except OSError:
        return replace(done, unrecorded=True)
    return done


def _put_away(places: Places, claimed: Path, outcome: Outcome) -> Done:
    result = places.result_of(claimed)
    if result.is_file():
        if claimed.exists():
            places.finish(claimed)
        return Done(outcome, result)
    if not claimed.exists():
        return Done(outcome, claimed, gone=True)
    if any(each.code.startswith(_LATER) for each in outcome.report.findings):
        return Done(outcome, claimed, later=True)
    return Done(outcome, places.refuse(claimed, _why(outcome)), refused=True)


def _in_short(done: Done) -> str:
    if done.gone:
        return "检查期间被移走或删除"
    if done.refused:
        return "未能检查：" + " ".join(each.code for each in _reasons(done.outcome))
    return " · ".join(f"{each.chinese} {done.outcome.report.count(each)}" for each in Severity)


def _why(outcome: Outcome) -> str:
    """For the note beside what was refused."""
    told = [f"{each.code} {each.message}。\r\n怎么办：{each.hint}。" for each in _reasons(outcome)]
    again = "改好后重新放进“收件”。"
    return "\r\n\r\n".join([*told, again])


def _reasons(outcome: Outcome) -> list[Finding]:
    return [each for each in outcome.report.findings if each.at is None]
