"""Figures that a broken sum casts doubt on: nothing else is reckoned from them (one cause, one finding)."""

from __future__ import annotations

from collections.abc import Sequence

from xlperf.checks import department_sums, project_sums
from xlperf.checks.relations import Fault, cells_of
from xlperf.findings import Address
from xlperf.office import Office
from xlperf.submission import Submission, once


@once
def suspects(submission: Submission, office: Office) -> frozenset[Address]:
    """Every figure told as wrong by H21-01 … 08 and H22-01 … 15, and the totals and formulas of the sums it breaks."""
    return _places(_faults(submission, office))


@once
def doubted(submission: Submission, office: Office) -> frozenset[Address]:
    """The same, and every figure of a sum in which it cannot be told which one is wrong."""
    found = _faults(submission, office)
    return _places(found) | frozenset(cells_of(fault for fault in found if not fault.named))


@once
def _faults(submission: Submission, office: Office) -> tuple[Fault, ...]:
    return department_sums.department_faults(submission, office) + project_sums.project_faults(
        submission, office
    )


def _places(found: Sequence[Fault]) -> frozenset[Address]:
    figures = [fault.at for fault in found]
    broken = [relation for fault in found for relation in fault.broken]
    figures += [relation.total for relation in broken]
    figures += [each for relation in broken for each in relation.figures if each.cell.computed]
    return frozenset(each.at for each in figures if each.at is not None)
