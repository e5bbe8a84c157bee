"""What the bureau's reviewers found: rows of the counted review with an opinion or with other points than claimed. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator

from xlperf.collecting.counted import Entry
from xlperf.collecting.reviewing import Decision, from_text
from xlperf.collecting.reviews import Version
from xlperf.lazy_regex import lazy
from xlperf.record import dataclass
from xlperf.wording import NONE

_COLUMN = lazy(r"![A-Z]+(?=[0-9]+$)")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One row of 复核: ``kind`` is its 问题类别 ("" where the form does not say), points as written."""

    unit: str
    project: str
    kind: str
    label: str
    self_score: str
    reviewed: str
    words: str
    place: str
    file: str

    @property
    def told(self) -> str:
        """“合格率”自评20分，复核18分：验收资料不全."""
        given = f"复核{self.reviewed}分" if self.reviewed else "没有复核分"
        words = f"：{self.words.rstrip('。')}" if self.words else ""
        return f"“{self.label or NONE}”自评{self.self_score or NONE}分，{given}{words}"


def opinions_of(entry: Entry) -> Iterator[Opinion]:
    """Those of the newest review of what counts, in the order of the sheet."""
    version = _review(entry)
    if version is None:
        return
    places = json.loads(entry.counted.result.report)[
        "places"
    ]  # a review has its rows where the submission has them
    for each in from_text(version.result.review):
        if each.opinion or (each.reviewed and each.reviewed != each.self_score):
            yield Opinion(
                entry.unit,
                entry.project,
                places.get(_row(each), ""),
                each.label,
                each.self_score,
                each.reviewed,
                " ".join(each.opinion.split()),
                each.place,
                version.arrival.name,
            )


def _review(entry: Entry) -> Version | None:
    """The newest review; the counted file itself where the bureau's own copy is all there is."""
    if entry.current_reviews:
        return entry.current_reviews[-1]
    return entry.counted if entry.counted.result.reviewed else None


def _row(decision: Decision) -> str:
    """``表!16`` of ``表!J16``."""
    return _COLUMN.sub("!", decision.place)
