"""Of all files for one return: which are submissions, and which are copies that the bureau reviewed. Pure.

A review is a file with 复核分 or 复核意见 from the bureau's side whose every other word is that of a submission. What
a unit writes into the bureau's columns is no review; what the bureau changed in a unit's columns is no submission.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlperf.collecting.notices import CHANGED_REVIEW, OWN_REVIEW
from xlperf.collecting.roster import Roster
from xlperf.collecting.store import Arrival, Result
from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a return and what was found in it."""

    arrival: Arrival
    result: Result


@dataclass(frozen=True, slots=True)
class Parted:
    """The files of one return, each from old to new; ``aside`` are notices about some of them.

    ``copies`` came from the bureau's own folders and say what a submission says: handed out and not filled in.
    """

    submissions: tuple[Version, ...]
    copies: tuple[Version, ...]
    reviews: tuple[Version, ...]
    aside: tuple[tuple[str, Arrival], ...]


def parted(found: Sequence[Version], roster: Roster) -> Parted:
    """The files of one return in the order in which they came, told apart."""
    submissions: list[Version] = []
    copies: list[Version] = []
    reviews: list[Version] = []
    aside: list[tuple[str, Arrival]] = []
    known = {each.result.content for each in found if not each.result.review}
    for each in found:
        ours = roster.reviews(each.arrival.sender)
        if each.result.review and not ours:
            aside.append((OWN_REVIEW.code, each.arrival))
            submissions.append(replace(each, result=replace(each.result, reviewed="")))
        elif _is_again(each, submissions):
            submissions.append(each)
        elif not each.result.review:
            (copies if ours and _is_copy(each, submissions) else submissions).append(each)
        elif each.result.content in known | {other.result.content for other in submissions}:
            reviews.append(each)
        elif submissions or known:
            aside.append((CHANGED_REVIEW.code, each.arrival))
        else:
            submissions.append(each)
    return Parted(tuple(submissions), tuple(copies), tuple(reviews), tuple(aside))


def _is_again(each: Version, submissions: Sequence[Version]) -> bool:
    """Whether it is the very file of a submission."""
    return any(each.arrival.sha == other.arrival.sha for other in submissions)


def _is_copy(each: Version, submissions: Sequence[Version]) -> bool:
    """Whether it says what a submission says, and as much is wrong with it."""
    return bool(each.result.content) and _told(each.result) in (_told(other.result) for other in submissions)


def _told(result: Result) -> tuple[str, int, int]:
    return result.content, result.errors, result.warnings
