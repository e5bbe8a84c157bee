"""What recognition asks instead of guessing: parts not found or not surely, ties, copies, amounts without a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from xlperf.doubts import Doubt, Uncertain
from xlperf.findings import Address
from xlperf.forms import information
from xlperf.forms.formulas import Same
from xlperf.forms.model import SheetForm
from xlperf.literals import without_noise
from xlperf.recognition.choosing import Choice
from xlperf.recognition.fits import Fit
from xlperf.recognition.ground import SURE_ENOUGH
from xlperf.recognition.pages import Page, Spot
from xlperf.recognition.plans import WantedTable
from xlperf.recognition.tables import TableFit

_LONGEST_LABEL = 30
_WITHIN_THE_VALUE = ("relation", "measure", "measure_unit")


def questions(choice: Choice, read: Collection[str]) -> Iterator[Doubt]:
    """Everything to ask about a form of which the fields ``read`` were read."""
    if choice.ties:
        yield Doubt(Uncertain.EDITION, choice.form.title, seen="、".join(choice.ties))
    for sheet in choice.form.sheets:
        fit = choice.fits.get(sheet.key)
        if fit:
            yield from _of_sheet(sheet, fit, read)
    for again in choice.copies:
        yield copy_of(again)


def _of_sheet(sheet: SheetForm, fit: Fit, read: Collection[str]) -> Iterator[Doubt]:
    regions = (fit, *fit.rest)
    unsure = {key: (part, each.at) for part in regions for key, each in part.fields.items()}
    texts = _texts(fit)
    for wanted in fit.plan.fields:
        if wanted.field.key in read or (wanted.field.added and wanted.field.key not in unsure):
            continue
        label = wanted.field.label.replace("\n", "")
        if wanted.field.key in unsure:
            part, at = unsure[wanted.field.key]
            yield _doubt(Uncertain.UNSURE, label, part.ground.page, at, sheet)
        else:
            near = texts.get(fit.ground.vocabulary.nearest(wanted.labels[0], texts))
            yield _doubt(Uncertain.MISSING, label, fit.ground.page, near, sheet)
    for table in fit.plan.tables:
        yield from _of_table(sheet, table, fit, texts)


def _texts(fit: Fit) -> Mapping[str, Spot]:
    """What might be a label in the region, with its first place."""
    texts: dict[str, Spot] = {}
    for at, text in sorted(fit.ground.page.folded.items()):
        if fit.ground.region.holds(at) and 1 < len(text) < _LONGEST_LABEL:
            texts.setdefault(text, at)
    return texts


def _of_table(sheet: SheetForm, wanted: WantedTable, fit: Fit, texts: Mapping[str, Spot]) -> Iterator[Doubt]:
    key = wanted.table.key
    part = next((each for each in (fit, *fit.rest) if key in each.tables), None)
    if part is None:
        summed = any(total.key in each.fields for each in (fit, *fit.rest) for total in wanted.table.totals)
        label = f"{wanted.table.label}的明细" if summed else wanted.table.label
        yield Doubt(Uncertain.MISSING, label, sheet=sheet.name)
        return
    found = part.tables[key]
    if found.sideways:
        return
    heads = dict(_heads_left(wanted, found, part))
    for column in wanted.columns:
        if column.ours or column.column.key in found.place.columns:
            continue
        label = f"{wanted.table.label}·{column.column.label}".replace("\n", "")
        misread = part.misread.get((key, column.column.key))
        unsure = bool(misread) or 0 < found.sure.get(column.column.key, 0) < SURE_ENOUGH
        near = misread or found.seen.get(column.column.key)
        if near is None:
            near = texts.get(fit.ground.vocabulary.nearest(column.labels[0], texts))
        near = near or heads.get(column.column.key)
        why = Uncertain.UNSURE if unsure else Uncertain.MISSING
        yield _doubt(why, label, part.ground.page, near, sheet)


def _heads_left(wanted: WantedTable, found: TableFit, part: Fit) -> Iterator[tuple[str, Spot]]:
    """Missing columns with the header cells that stand between the same neighbours, where there are as many of each."""
    places, page = found.place.columns, part.ground.page
    asked = [each.column.key for each in wanted.columns if not each.ours]
    if "target" in asked and "target" not in places:  # 比较符、度量单位 mostly stand in the cell of the value
        asked = [key for key in asked if key not in _WITHIN_THE_VALUE]
    known = [key for key in asked if key in places]
    for left, right in pairwise(known):
        missing = asked[asked.index(left) + 1 : asked.index(right)]
        between = (
            (found.place.header, column)
            for column in range(places[left] + 1, places[right])
            if column not in places.values()
        )
        heads = [at for at in between if page.text(at)]
        if len(missing) == len(heads):
            yield from zip(missing, heads, strict=True)


def _doubt(why: Uncertain, label: str, page: Page, at: Spot | None, sheet: SheetForm) -> Doubt:
    if at is None:
        return Doubt(why, label, sheet=sheet.name)
    return Doubt(why, label, Address(page.name, *at), _shown(page, at), sheet.name)


def _shown(page: Page, at: Spot) -> str:
    cell = page.cells.get(at)
    return without_noise((cell.text or "").strip()) if cell else ""


def copy_of(again: Fit) -> Doubt:
    """A form that stands in the workbook once more: where, and what it is about."""
    page = again.ground.page
    own = [at for at in page.cells if again.ground.region.holds(at)]
    first = (min(row for row, _ in own), min(column for _, column in own))
    last = (max(row for row, _ in own), max(column for _, column in own))
    name = again.plan.form.name
    return Doubt(
        Uncertain.COPY, name, Address(page.name, *first), _about(again), name, Address(page.name, *last)
    )


def _about(again: Fit) -> str:
    """The project, else the unit that a form names; "" when it names none."""
    for source in (information.PROJECT, information.UNIT):
        for target in again.plan.form.fields:
            same = isinstance(target.formula, Same) and target.formula.source is source
            fit = again.fields.get(target.key) if same else None
            raw = (fit.piece or again.ground.page.cells.get(fit.at)) if fit else None
            if raw and (raw.text or "").strip():
                return (raw.text or "").strip()
    return ""
