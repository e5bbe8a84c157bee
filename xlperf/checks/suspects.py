"""Figures that a broken sum casts doubt on: nothing else is reckoned from them (one cause, one finding)."""

from __future__ import annotations

from xlperf.checks import department_sums, project_sums
from xlperf.checks.relations import faults
from xlperf.findings import Address
from xlperf.office import Office
from xlperf.submission import Submission


def suspects(submission: Submission, office: Office) -> frozenset[Address]:
    """Every figure told as wrong by H21-01 … 06 and H22-01 … 05, and the totals of the sums it breaks."""
    relations = department_sums.relations(submission, office) + project_sums.relations(submission, office)
    found = faults(relations)
    figures = [fault.at for fault in found]
    figures += [relation.total for fault in found for relation in fault.broken]
    return frozenset(each.at for each in figures if each.at is not None)
