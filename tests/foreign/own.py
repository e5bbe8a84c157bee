"""The same return in our own template: what is read there, and what it is told there, is what must be read and told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.foreign.sources import Source
from xlperf.assess import assess_and_read
from xlperf.findings import Address, Finding
from xlperf.forms import workbooks
from xlperf.forms.draft import DraftValues
from xlperf.forms.formulas import Value
from xlperf.forms.layout import Places, total_formulas
from xlperf.forms.template import write_workbook
from xlperf.office import Office

OURS = ("information", "score_inputs")
"""Sheets that no unit has in its own workbook."""

Identity = tuple[str, str, int]
"""Part, column ("" for a field), body row (-1 for a field): what a cell is, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding: its code, what the cell is at which it stands, and what the cells are that it names."""

    code: str
    at: Identity | None
    names: frozenset[Identity] = frozenset()


@dataclass(frozen=True, slots=True)
class Own:
    """What our own template gives: values and findings by identity."""

    values: Mapping[Identity, Value]
    findings: tuple[Told, ...]


def own(source: Source) -> Own:
    """The return laid into our template, read and judged; 计分数据 stays empty, for no foreign file has it."""
    draft = replace(
        source.draft,
        fields={
            key: each for key, each in source.draft.fields.items() if not key.startswith("score_inputs.")
        },
    )
    form = workbooks.workbook(source.kind)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.xlsx"
        write_workbook(form, path, draft)
        report, submission = assess_and_read(path, Office())
    assert submission is not None
    rows = DraftValues(form, draft, total_formulas(form))
    places = Places(form, {table.key: len(rows.rows(table)) for table in form.tables})
    identities = _identities(places)
    values: dict[Identity, Value] = {(key, "", -1): cell.value for key, cell in submission.fields.items()}
    for table in form.tables:
        _, placed = places.table(table)
        for row in submission.rows(table):
            number = row.number - placed.body
            values |= {(table.key, key, number): cell.value for key, cell in row.cells.items()}
    return Own(values, tuple(_told(report.findings, identities)))


def _identities(places: Places) -> dict[Address, Identity]:
    """What stands in every cell of the template; sheets that no foreign file has are left out."""
    found: dict[Address, Identity] = {}
    for sheet in places.sheets:
        if sheet.form.key in OURS:
            continue
        name = sheet.form.name
        for key, spot in sheet.spots.items():
            found[Address(name, spot.row, spot.column)] = (key, "", -1)
        for key, placed in sheet.tables.items():
            for column, at in placed.columns.items():
                for number in range(placed.body_rows):
                    found[Address(name, placed.body + number, at)] = (key, column, number)
    return found


def _told(findings: Iterable[Finding], identities: Mapping[Address, Identity]) -> Iterable[Told]:
    for finding in findings:
        places = [finding.at, *finding.related] if finding.at else []
        names = frozenset(identities[at] for at in places if at in identities)
        if finding.at is None:
            yield Told(finding.code, None)
        elif finding.at in identities:
            yield Told(finding.code, identities[finding.at], names)
