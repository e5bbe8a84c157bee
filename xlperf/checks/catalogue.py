"""The catalogue of all checks: one module a family."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from xlperf.checks.check import CATALOGUE, Check

FAMILIES = (
    "template",
    "formats",
    "required",
    "dates",
    "department_sums",
    "project_sums",
    "scores",
    "crossing",
    "narratives",
    "targets",
    "monitoring",
)
"""In the order in which `docs/checks.md` lists them."""


def load() -> Mapping[str, Check]:
    """Every check by code. A family that this edition does not have is left out."""
    for family in FAMILIES:
        module = f"xlperf.checks.{family}"
        if find_spec(module) is not None:
            import_module(module)
    return CATALOGUE
