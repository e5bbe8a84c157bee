"""Report → JSON, the fields of DESIGN “Interfaces”: numbers as strings, null where unknown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TextIO

from xlperf.findings import Address, Finding, Report, Score, Total, Waiver
from xlperf.lazy_regex import lazy
from xlperf.wording import in_reading_order

Json = dict[str, object]

_UNSEEN = lazy("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What steers a terminal or turns a line around: escaped, it is the same text to a program."""


def write_json(reports: Sequence[Report], out: TextIO, *, as_array: bool) -> None:
    """One object, or an array of them. A stream that is not Unicode (GBK) gets escapes, so nothing is lost."""
    told = [as_object(report) for report in reports]
    unicode = (out.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(told if as_array else told[0], ensure_ascii=not unicode, indent=2)
    out.write(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")
    out.flush()


def as_object(report: Report) -> Json:
    """The object of one file."""
    return {
        "file": report.file,
        "form": report.form,
        "edition": report.edition,
        "findings": [_finding(finding) for finding in in_reading_order(report)],
        "not_checked": [{"code": item.code, "reason": item.reason} for item in report.not_checked],
        "scores": [_score(score) for score in report.scores],
        "total": _total(report.total),
        "unit": report.subject.unit or None,
        "project": report.subject.project or None,
        "year": report.subject.year or None,
        "seal": report.seal.code if report.seal else None,
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **_place(finding.at),
        "label": finding.label or None,
        "message": finding.message,
        "hint": finding.hint,
        "seen": finding.seen,
        "expected": finding.expected,
        "related": [_place(address) for address in finding.related],
        "slip": finding.slip or None,
        "standing": finding.standing.value,
        "waiver": _waiver(finding.waiver),
    }


def _waiver(waiver: Waiver | None) -> Json | None:
    if waiver is None:
        return None
    return {"reason": waiver.reason, "approver": waiver.approver, "expires": waiver.expires.isoformat()}


def _place(address: Address | None) -> Json:
    if address is None:
        return {"sheet": None, "cell": None}
    return {"sheet": address.sheet, "cell": address.a1}


def _score(score: Score) -> Json:
    return {
        "id": score.id,
        "name": score.name,
        "max": _number(score.max),
        "self": _number(score.self_score),
        "computed": _number(score.computed),
        "lo": _number(score.lo),
        "hi": _number(score.hi),
        "verdict": score.verdict.value,
        "formula": score.formula,
    }


def _total(total: Total | None) -> Json:
    if total is None:
        return {"self": None, "computed": None, "at_most": None, "grade": None}
    return {
        "self": _number(total.self_score),
        "computed": _number(total.computed),
        "at_most": _number(total.at_most),
        "grade": total.grade,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
