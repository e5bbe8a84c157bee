"""A Report about the old file → the same Report about the new one: every place told as where its content lies now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlperf.findings import Address, Finding, Report, Reserved, Score, Total


def relocated(
    report: Report, places: Mapping[Address, Address], scores: Iterable[Score], total: Total | None
) -> Report:
    """The report with the addresses of the new file.

    ``scores`` and ``total`` are those of the new file: of them only the cells that the form keeps for us are taken.
    A place that has none in the new file is left out, its finding is told of the whole file.
    """
    reserved = {score.at: score.reserved for score in scores if score.at}
    own = report.total
    if own is not None:
        own = replace(own, reserved=total.reserved if total else Reserved())
    return replace(
        report,
        findings=tuple(_finding(each, places) for each in report.findings),
        scores=tuple(_score(each, places, reserved) for each in report.scores),
        total=own,
    )


def _moved(addresses: Iterable[Address], places: Mapping[Address, Address]) -> tuple[Address, ...]:
    return tuple(places[at] for at in addresses if at in places)


def _finding(finding: Finding, places: Mapping[Address, Address]) -> Finding:
    at = places.get(finding.at) if finding.at else None
    return replace(finding, at=at, related=_moved(finding.related, places))


def _score(score: Score, places: Mapping[Address, Address], reserved: Mapping[Address, Reserved]) -> Score:
    at = places.get(score.at) if score.at else None
    kept = reserved.get(at, Reserved()) if at else Reserved()
    return replace(score, at=at, inputs=_moved(score.inputs, places), reserved=kept)
