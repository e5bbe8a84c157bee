"""Findings by the label of their cell: ``["H21-02 收入合计（1、局机关）"]``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.drawing import findings
from xlperf.demo import examples
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.office import Office
from xlperf.submission import Submission

NUMBER = Decimal


def named(given: Submission, *codes: str, office: Office | None = None) -> list[str]:
    """The code and the label of each finding."""
    return [f"{found.code} {found.label}" for found in findings(given, *codes, office=office)]


def example(beginning: str) -> Draft:
    """The shipped example whose file name begins so."""
    return next(each.draft for each in examples() if each.name.startswith(beginning))


def row(row_id: str = "", **cells: str | int | Value) -> DraftRow:
    """One row: numbers are written as text or whole numbers, other texts as they are."""
    return DraftRow({key: _value(value) for key, value in cells.items()}, row_id)


def _value(value: str | int | Value) -> Value:
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit():
        return Decimal(value)
    return value


def put(draft: Draft, form: str, values: Mapping[str, str | int | Value]) -> Draft:
    """The draft with values of fields ``form.key``."""
    fields = {**draft.fields, **{f"{form}.{key}": _value(value) for key, value in values.items()}}
    return Draft(fields, draft.rows)
