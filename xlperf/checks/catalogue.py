"""The catalogue of all checks: one module a family or part of one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from xlperf.checks.check import CATALOGUE, Check

MODULES = (
    "template",
    "tampered",
    "summed",
    "recognised",
    "printed",
    "formats",
    "notation",
    "required",
    "presence",
    "evidence",
    "possible",
    "targets",
    "target_words",
    "target_goals",
    "dates",
    "department_sums",
    "department_words",
    "project_list",
    "project_sums",
    "shared_vouchers",
    "payments",
    "points",
    "scores",
    "execution",
    "ratings",
    "rating_form",
    "rollup",
    "recomputed",
    "score_facts",
    "monitored",
    "scheme_sheet",
    "scheme_found",
    "crossing",
    "claimed",
    "admitted",
    "conclusions",
    "spelling",
    "sources",
    "names",
    "key_quantities",
    "results_told",
    "light_claims",
)
"""In the order in which `docs/checks.md` lists them. A module that is not named here is never loaded."""


def load() -> Mapping[str, Check]:
    """Every check by code."""
    for module in MODULES:
        import_module(f"xlperf.checks.{module}")
    return CATALOGUE
