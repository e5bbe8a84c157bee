"""指标体系工作簿 ⇄ Scheme: the rows that a bureau filled in become a scheme, every fault with its cell; and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from xlperf import schemes
from xlperf.forms import scheme_workbook as form
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.model import Column, Field
from xlperf.record import dataclass
from xlperf.schemes import notation
from xlperf.schemes.complaint import Complaint, Part
from xlperf.schemes.doubts import doubts_about
from xlperf.schemes.loading import from_mapping
from xlperf.schemes.model import Indicator, Scheme
from xlperf.submission import Cell, Row, Submission, Trouble, shown

_NEEDED: Final = (form.SECTION, form.SUBSECTION, form.NAME, form.POINTS, form.TEXT, form.RULE)
_UNREAD: Final = (Trouble.UNREADABLE, Trouble.ERROR)
_COLUMNS: Final = {
    Part.ID: form.NUMBER,
    Part.SECTION: form.SECTION,
    Part.SUBSECTION: form.SUBSECTION,
    Part.POINTS: form.POINTS,
    Part.RULE: form.PARAMETERS,
    Part.INPUTS: form.INPUTS,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to be mended: the check that tells it, what is wrong, and the cells, the worst first."""

    code: str
    what: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A scheme workbook as read: the scheme when nothing is wrong with it, else why there is none."""

    scheme: Scheme | None
    faults: tuple[Fault, ...]
    base: Scheme | None = None
    doubts: tuple[Fault, ...] = ()  # of a scheme that may be used: what somebody should look at


class _Reader:
    def __init__(self, submission: Submission, shelf: tuple[Scheme, ...]) -> None:
        self.submission = submission
        self.rows = submission.written_rows(form.INDICATORS)
        self.faults: list[Fault] = []
        self.base = self._base(shelf)
        kind = form.APPLIES.get(self._text(form.APPLIES_TO), "project")
        self.sources = workbooks.source_names(kind)
        self.ids = self._ids()

    def _text(self, field: Field) -> str:
        cell = self.submission.fields.get(field.key)
        return shown(cell.value).strip() if cell and cell.given else ""

    def _base(self, shelf: tuple[Scheme, ...]) -> Scheme | None:
        name = self._text(form.EXTENDS)
        found = schemes.named(name, shelf) if name else None
        if name and found is None:
            shipped = (schemes.load(each) for each in schemes.available())
            known = "、".join(scheme.name for scheme in (*shelf, *shipped))
            what = f"没有“{name}”这个指标体系，可以依据的有{known}"
            self.faults.append(Fault("SCH-11", what, (self.submission[form.EXTENDS],)))
        return found

    def _ids(self) -> list[str]:
        """编号 of every row; where none is written, YY-01, YY-02 … after the first part of 英文代号."""
        given = [shown(row.value(form.NUMBER)).strip() for row in self.rows]
        prefix = (self._text(form.ID).split("_")[0] or "zb").upper()
        free = (f"{prefix}-{n:02}" for n in range(1, 1000) if f"{prefix}-{n:02}" not in given)
        return [each or next(free) for each in given]

    def book(self) -> Book:
        """The whole workbook."""
        if any(cell.trouble in _UNREAD for row in self.rows for cell in row.cells.values()):
            return Book(None, tuple(self.faults), self.base)  # FMT tells it; nothing can be added up before
        self.faults += self._missing()
        raw = {**self._head(), "sections": self._sections(), "indicator": []}
        whole = not self.faults
        for row, number in zip(self.rows, self.ids, strict=True):
            if all(row.value(column) for column in _NEEDED) and isinstance(row.value(form.POINTS), Decimal):
                raw["indicator"].append(self._indicator(row, number))
        if whole and raw["indicator"]:
            self.faults += self._judged(raw)
        scheme = None if self.faults or not raw["indicator"] else from_mapping(raw)
        doubts = tuple(self._doubts(scheme)) if scheme else ()
        return Book(scheme, tuple(dict.fromkeys(self.faults)), self.base, doubts)

    def _doubts(self, scheme: Scheme) -> Iterator[Fault]:
        for indicator, row in zip(scheme.indicators, self.rows, strict=True):
            for what in doubts_about(indicator):
                yield Fault("SCH-12", what, (row[form.PARAMETERS], row[form.TEXT]))

    def _missing(self) -> Iterator[Fault]:
        for field in form.HEAD:
            if field in (form.EXTENDS, form.EDITION) or self._text(field):
                continue
            code = "SCH-09" if field is form.SOURCE else "SCH-10"
            yield Fault(code, f"“{field.label}”没有填写", (self.submission[field],))
        head = self._head()
        if self.base and (head["id"], head["edition"]) == (self.base.id, self.base.edition):
            what = f"代号和版本与所依据的“{self.base.name}”相同，两版分不清"
            yield Fault("SCH-02", what, (self.submission[form.EDITION], self.submission[form.ID]))
        for row, number in zip(self.rows, self.ids, strict=True):
            empty = [row[column] for column in _NEEDED if column.key in row.cells and not row[column].given]
            if empty:
                names = "、".join(dict.fromkeys(cell.label.partition("（")[0] for cell in empty))
                yield Fault("SCH-10", f"指标 {number} 缺少{names}", tuple(empty))

    def _head(self) -> dict[str, Any]:
        return {
            "id": self._text(form.ID),
            "edition": self._text(form.EDITION) or self._text(form.YEAR),
            "title": self._text(form.TITLE),
            "annex": self._text(form.ANNEX),
            "applies": form.APPLIES.get(self._text(form.APPLIES_TO), ""),
            "source": self._text(form.SOURCE),
        }

    def _sections(self) -> list[dict[str, Any]]:
        """一级 and 二级指标 in the order of the rows; points not written are the sum of what is below."""
        found: dict[str, dict[str, list[Row]]] = {}
        for row in self.rows:
            one, two = shown(row.value(form.SECTION)).strip(), shown(row.value(form.SUBSECTION)).strip()
            found.setdefault(one, {}).setdefault(two, []).append(row)
        return [
            {
                "name": one,
                "points": _stated([row for rows in parts.values() for row in rows], form.SECTION_POINTS),
                "subsections": [
                    {"name": two, "points": _stated(rows, form.SUBSECTION_POINTS)}
                    for two, rows in parts.items()
                ],
            }
            for one, parts in found.items()
        ]

    def _indicator(self, row: Row, number: str) -> dict[str, Any]:
        base = self._before(number)
        rule = notation.read_rule(shown(row.value(form.RULE)).strip(), shown(row.value(form.PARAMETERS)))
        inputs, faults = notation.read_inputs(
            shown(row.value(form.INPUTS)), shown(row.value(form.EVIDENCE)), rule, self.sources, base
        )
        self.faults += [self._fault(each, row) for each in (*rule.faults, *(() if rule.faults else faults))]
        names = [each.strip() for each in shown(row.value(form.NAME)).split("\n") if each.strip()]
        raw = {
            "id": number,
            "section": shown(row.value(form.SECTION)).strip(),
            "subsection": shown(row.value(form.SUBSECTION)).strip(),
            "name": "、".join(names),
            "rows": names if len(names) > 1 else [],
            "max": row[form.POINTS].number,
            "text": shown(row.value(form.TEXT)),
            "rule": rule.rule,
            "inputs": [] if rule.faults else inputs,
            "detail": shown(row.value(form.DETAIL)),
            "clause": shown(row.value(form.CLAUSE)).strip(),
            **rule.of_indicator,
        }
        return {key: value for key, value in raw.items() if value not in ("", [])}

    def _before(self, number: str) -> Indicator | None:
        indicators = self.base.indicators if self.base else ()
        return next((each for each in indicators if each.id == number), None)

    def _judged(self, raw: dict[str, Any]) -> Iterator[Fault]:
        from xlperf.schemes.judging import complaints_of  # noqa: PLC0415  pydantic: only for a scheme workbook

        unread = {cell.at for fault in self.faults for cell in fault.cells}
        for complaint in complaints_of(raw):
            fault = self._placed(complaint)
            if not fault.cells or fault.cells[0].at not in unread:
                yield fault

    def _placed(self, complaint: Complaint) -> Fault:
        if complaint.indicator:
            rows = [
                row for row, number in zip(self.rows, self.ids, strict=True) if number == complaint.indicator
            ]
            column = _COLUMNS[complaint.part]
            cells = tuple(row[column] for row in rows[::-1])
            if complaint.part is Part.RULE and not cells[0].given:
                cells = tuple(row[form.RULE] for row in rows)
            return Fault(complaint.code, complaint.what, cells)
        if complaint.part is Part.HEAD:
            field = next(
                (each for each in form.HEAD if each.key == f"scheme.{complaint.names[0]}"), form.TITLE
            )
            return Fault(complaint.code, complaint.what, (self.submission[field],))
        return Fault(complaint.code, complaint.what, self._points_cells(complaint))

    def _points_cells(self, complaint: Complaint) -> tuple[Cell, ...]:
        """分值 of a 一级 or 二级指标 and of what it should be the sum of."""
        under = [row for row in self.rows if _under(row, complaint.names)]
        column = (form.SECTION_POINTS, form.SECTION_POINTS, form.SUBSECTION_POINTS)[len(complaint.names)]
        below = form.POINTS if len(complaint.names) == 2 else form.SUBSECTION_POINTS  # noqa: PLR2004
        own = [row[column] for row in under if row[column].given]
        parts = [row[below] for row in under if row[below].given] if complaint.names else []
        return tuple([*own[:1], *parts] if complaint.names else own) or (under[0][form.POINTS],)

    def _fault(self, complaint: Complaint, row: Row) -> Fault:
        cell = row[form.RULE] if complaint.text.startswith("没有") else row[_COLUMNS[complaint.part]]
        return Fault(complaint.code, complaint.what, (cell,))


def _under(row: Row, names: tuple[str, ...]) -> bool:
    own = (shown(row.value(form.SECTION)).strip(), shown(row.value(form.SUBSECTION)).strip())
    return own[: len(names)] == names


def _stated(rows: list[Row], column: Column) -> Decimal:
    """The points that stand in the first of the rows to name any, else the sum of the indicators."""
    own = [value for row in rows if isinstance(value := row.value(column), Decimal)]
    parts = [value for row in rows if isinstance(value := row.value(form.POINTS), Decimal)]
    return own[0] if own else sum(parts, Decimal(0))


def read_book(submission: Submission, shelf: tuple[Scheme, ...]) -> Book:
    """The scheme that a workbook of the kind ``scheme`` holds, or every fault in it."""
    return _Reader(submission, shelf).book()


def draft_of(scheme: Scheme, *, extends: bool) -> Draft:
    """The workbook of a scheme, filled in; ``extends``: as the beginning of the edition after it."""
    names = {key: name for name, key in workbooks.source_names(scheme.applies).items()}
    word = next(word for word, kind in form.APPLIES.items() if kind == scheme.applies)
    head: Mapping[Field, str] = {
        form.TITLE: scheme.title,
        form.APPLIES_TO: word,
        form.ANNEX: scheme.annex,
        **(
            {form.EXTENDS: scheme.name}
            if extends
            else {form.SOURCE: scheme.source, form.EDITION: scheme.edition}
        ),
        form.ID: scheme.id,
    }
    draft = Draft()
    for field, value in head.items():
        draft = draft.put(field, value)
    return draft.fill(form.INDICATORS, *_rows(scheme, names))


def _rows(scheme: Scheme, names: Mapping[str, str]) -> Iterator[DraftRow]:
    seen: set[tuple[str, ...]] = set()
    sections = {section.name: section for section in scheme.sections}
    for each in scheme.indicators:
        section = sections[each.section]
        part = next(part for part in section.subsections if part.name == each.subsection)
        values: dict[str, Any] = {
            form.NUMBER.key: each.id,
            form.NAME.key: "\n".join(each.rows) or each.name,
            form.POINTS.key: each.max,
            form.TEXT.key: each.text.strip("\n"),
            form.RULE.key: notation.kind_text(each),
            form.PARAMETERS.key: notation.parameters_text(each),
            form.INPUTS.key: notation.inputs_text(each, names),
            form.EVIDENCE.key: notation.evidence_text(each),
            form.DETAIL.key: each.detail,
            form.CLAUSE.key: "" if each.clause.startswith(f"{scheme.annex}“") else each.clause,
        }
        if (each.section,) not in seen:
            values |= {form.SECTION.key: section.name, form.SECTION_POINTS.key: section.points}
        if (each.section, each.subsection) not in seen:
            values |= {form.SUBSECTION.key: part.name, form.SUBSECTION_POINTS.key: part.points}
        seen |= {(each.section,), (each.section, each.subsection)}
        yield DraftRow({key: value for key, value in values.items() if value != ""})
