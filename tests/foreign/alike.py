"""The findings of a re-laid return beside those in our own template: the same, told there only, told here only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tests.foreign.files import Truth
from tests.foreign.own import Identity, Own, Told
from xlperf.findings import Address, Finding, Report
from xlperf.submission import Submission

LOCATING = ("TPL", "OPEN")
"""The families that say what was found and what was not."""
OF_THE_LAYOUT = ("FMT-01", "FMT-08", "FMT-09", "TAM-01")
"""What the spelling of a layout itself earns: numbers stored as text; constants where our template has formulas."""


def compared(
    report: Report, submission: Submission, truths: Sequence[Truth], own: Own
) -> tuple[Counter[object], Counter[object], Counter[object]]:
    """Findings of both, in only our template, in only the re-laid workbook; those about locating are left out.

    A finding that names several cells is the same when both name the cell at which the other stands: where the rows
    are in another order, another of them comes first.
    """
    cells = _cells(submission, truths)
    there: set[Identity | None] = {None, *(each for here in cells.values() for each in here)}
    left = Counter(each for each in own.findings if not each.code.startswith(LOCATING) and each.at in there)
    findings = [
        each
        for each in report.findings
        if not each.code.startswith(LOCATING) and each.code not in OF_THE_LAYOUT
    ]
    same: Counter[object] = Counter()
    for alike in (_at_the_same_cell, _naming_each_other):
        for finding in tuple(findings):
            near = (key for key in left if key.code == finding.code and left[key])
            match = next((key for key in near if alike(finding, key, cells)), None)
            if match:
                findings.remove(finding)
                left[match] -= 1
                same[match] += 1
    more: Counter[object] = Counter((each.code, str(each.at), each.message[:60]) for each in findings)
    gone = {(key.code, key.at): n for key, n in left.items() if n and key.code not in OF_THE_LAYOUT}
    return same, Counter(gone), more


def _cells(submission: Submission, truths: Sequence[Truth]) -> Mapping[Address, set[Identity]]:
    """What every cell of the re-laid workbook is."""
    cells: dict[Address, set[Identity]] = defaultdict(set)
    for truth in truths:
        identity = (truth.item.part, truth.item.column, truth.item.row)
        for row in {*range(truth.top, truth.bottom + 1), truth.box_top}:
            for column in range(truth.left, truth.right + 1):
                cells[Address(truth.sheet, row, column)].add(identity)
    for key, cell in submission.fields.items():
        if cell.at and not cell.written:  # which of the blank cells behind a label is meant, nobody can say
            cells[cell.at].add((key, "", -1))
    return cells


def _at_the_same_cell(finding: Finding, own: Told, cells: Mapping[Address, set[Identity]]) -> bool:
    return own.at is None or (finding.at is not None and own.at in cells.get(finding.at, ()))


def _naming_each_other(finding: Finding, own: Told, cells: Mapping[Address, set[Identity]]) -> bool:
    if finding.at is None or own.at is None:
        return False
    named = {each for at in (finding.at, *finding.related) for each in cells.get(at, ())}
    return bool(cells.get(finding.at, set()) & own.names) and own.at in named
