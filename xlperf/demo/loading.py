"""TOML text → Example. One file holds one workbook: values by form and field, rows by form and table, paragraphs.

A number is written as a number and keeps its digits (Decimal), a day as a day, everything else as text.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xlperf.forms import narrative, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.model import Column, Field, Kind, Table, WorkbookForm
from xlperf.record import dataclass

_FILES: Final = (
    "huarong_department.toml",
    "huarong_project.toml",
    "heshan_targets.toml",
    "nanyang_zaolin.toml",
    "nanyang_shuangpu.toml",
    "chenggong_arrivals.toml",
)
_HEAD: Final = ("name", "kind", "title", "source")
_PARTS: Final = ("fields", "rows", "narrative")
_ROWS_A_SECTION: Final = 2
"""As many as the empty form prints: fewer would leave its headings standing out of order."""


@dataclass(frozen=True, slots=True)
class Example:
    """One filled workbook: file name, ``"project"`` or ``"department"``, what it shows, which document."""

    name: str
    kind: str
    title: str
    source: str
    draft: Draft


class ExampleError(ValueError):
    """A file that says something the form has no place for."""


@functools.cache
def examples() -> tuple[Example, ...]:
    """The shipped examples in the order they are shown."""
    return tuple(
        parse(path.read_text(encoding="utf-8"), path.name) for path in map(Path(__file__).with_name, _FILES)
    )


def parse(text: str, origin: str) -> Example:
    """The example written in ``text``; ExampleError naming ``origin`` and the key it stumbles over."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        _known("file", raw, (*_HEAD, *_PARTS))
        name, kind, title, source = (_text(key, raw.get(key)) for key in _HEAD)
        _known("kind", (kind,), workbooks.KINDS)
        return Example(name, kind, title, source, _draft(workbooks.workbook(kind), raw))
    except (tomllib.TOMLDecodeError, ExampleError) as error:
        raise ExampleError(f"{origin}: {error}") from None


def _draft(form: WorkbookForm, raw: Mapping[str, Any]) -> Draft:
    fields = {field.key: field for field in form.fields}
    tables = {table.key: table for table in form.tables}
    given, filled = dict(_flat("fields", raw)), dict(_flat("rows", raw))
    _known("fields", given, fields)
    _known("rows", filled, set(tables) - {narrative.PARAGRAPHS.key})
    rows = {key: tuple(_row(tables[key], row) for row in found) for key, found in filled.items()}
    if "narrative" in raw:
        table = tables[narrative.PARAGRAPHS.key]
        rows[table.key] = tuple(_paragraphs(table, raw["narrative"]))
    return Draft({key: _value(key, fields[key], value) for key, value in given.items()}, rows)


def _flat(part: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """``[fields.project_report] period = …`` as ``project_report.period``."""
    for form, values in raw.get(part, {}).items():
        if not isinstance(values, dict):
            raise ExampleError(f"{part}.{form} is not a table of values")
        yield from ((f"{form}.{key}", value) for key, value in values.items())


def _row(table: Table, raw: Mapping[str, Any]) -> DraftRow:
    values = {key: value for key, value in raw.items() if key != "id"}
    _known(table.key, values, {column.key for column in table.columns})
    if "id" in raw:
        _known(f"{table.key}.id", (raw["id"],), {printed.id for printed in table.printed if printed.id})
    cells = {key: _value(f"{table.key}.{key}", table.column(key), value) for key, value in values.items()}
    return DraftRow(cells, raw.get("id", ""))


def _paragraphs(table: Table, raw: Sequence[Mapping[str, Any]]) -> Iterator[DraftRow]:
    """One row a paragraph under the heading of its section, in the order of the form."""
    section, text = narrative.SECTION.key, narrative.TEXT.key
    headings = list(dict.fromkeys(printed.texts[section] for printed in table.printed))
    for part in raw:
        _known("narrative", part, ("section", "paragraphs"))
        _known("narrative.section", (part.get("section"),), headings)
    written = {part["section"]: part.get("paragraphs", []) for part in raw}
    if len(written) < len(raw):
        raise ExampleError("narrative: a section is written twice")
    for heading in headings:
        paragraphs = written.get(heading, [])
        for paragraph in paragraphs:
            yield DraftRow({section: heading, text: _text(heading, paragraph)})
        for _ in range(len(paragraphs), _ROWS_A_SECTION):
            yield DraftRow({section: heading})


def _value(key: str, part: Field | Column, value: object) -> Value:
    """The value as the kind of its cell wants it."""
    if part.kind.is_number or (part.kind is Kind.FREE and not isinstance(value, str)):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ExampleError(f"{key}: {value!r} is not a number")
        return Decimal(value)
    if part.kind is Kind.DATE:
        if isinstance(value, datetime) or not isinstance(value, date):
            raise ExampleError(f"{key}: {value!r} is not a day")
        return value
    return _text(key, value)


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ExampleError(f"{key}: {value!r} is not a text")
    return value


def _known(place: str, found: Iterable[object], known: Container[object]) -> None:
    for key in found:
        if key not in known:
            raise ExampleError(f"{place}: {key!r} is unknown")
