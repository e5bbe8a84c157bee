"""Figures that a broken sum casts doubt on: nothing else is reckoned from them (one cause, one finding)."""

from __future__ import annotations

from xlperf.checks import department_sums, project_sums
from xlperf.checks.relations import faults
from xlperf.findings import Address
from xlperf.office import Office
from xlperf.submission import Submission


def suspects(submission: Submission, office: Office) -> frozenset[Address]:
    """Every figure told as wrong by H21-01 … 08 and H22-01 … 15, and the totals of the sums it breaks."""
    found = faults(department_sums.relations(submission, office)) + project_sums.project_faults(
        submission, office
    )
    figures = [fault.at for fault in found]
    figures += [relation.total for fault in found for relation in fault.broken]
    return frozenset(each.at for each in figures if each.at is not None)
