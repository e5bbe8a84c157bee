"""Which workbook form a received workbook is, by all the evidence of its sheets; ties are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlperf.forms import workbooks
from xlperf.forms.model import SheetForm, WorkbookForm
from xlperf.forms.national.editions import edition_of
from xlperf.places import Looked
from xlperf.recognition.again import filled
from xlperf.recognition.evidence import of_the_edition, worth
from xlperf.recognition.fits import Fit, fitted
from xlperf.recognition.ground import Ground, ends_as_a_title, grounds
from xlperf.recognition.pages import Page, hits
from xlperf.recognition.plans import Plan, Vocabulary, plan
from xlperf.recognition.words import fold, is_chinese
from xlperf.record import dataclass
from xlperf.schemes.model import Scheme

_FEWEST_LABELS, _FEWEST_UNDER_A_TITLE = 3, 2
_INFORMATION = "information"
_NEARLY_EQUAL = 0.25
_NOT_FOREIGN = ("scheme",)
"""指标体系工作簿 is written by a bureau in its template; nobody lays it out anew."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The form with the most evidence, where each of its sheets is, what else could have been meant, and the rest."""

    form: WorkbookForm
    fits: Mapping[str, Fit]
    copies: tuple[Fit, ...] = ()  # the same form again, which is not read
    ties: tuple[str, ...] = ()


def forms(shelf: Sequence[Scheme]) -> tuple[WorkbookForm, ...]:
    """Every form that may arrive, those of the schemes of the office included."""
    own = [workbooks.workbook(kind) for kind in workbooks.KINDS if kind not in _NOT_FOREIGN]
    return (*own, *(workbooks.scored_by(scheme) for scheme in shelf))


def choose(
    sheets: Sequence[Looked], candidates: Sequence[WorkbookForm], *, enough: bool = True
) -> Choice | None:
    """The form that a workbook holds, None when there is not enough of any.

    Not ``enough``: the form is known, and any part of it is welcome.
    """
    plans = tuple({id(plan(sheet)): plan(sheet) for form in candidates for sheet in form.sheets}.values())
    vocabulary = _vocabulary(plans)
    found = tuple(each for sheet in sheets for each in _grounds_of(sheet, plans, vocabulary))
    if not found:
        return None
    fits = _all_fits(plans, found)
    if not enough:
        return _whatever(candidates[0], fits)
    ranked = sorted(
        ((_evidence(form, fits), form) for form in candidates), key=lambda each: each[0], reverse=True
    )
    most, form = ranked[0]
    if most <= 0:
        return None
    own = _placed(form, fits)
    ties = tuple(
        other.title
        for less, other in ranked[1:]
        if most - less < _NEARLY_EQUAL
        and other.key != form.key
        and other.sheets[-1].key == form.sheets[-1].key
        and not _judged_alike(form, other)
    )
    return Choice(form, own, _copies(form, own, fits), ties)


def _judged_alike(one: WorkbookForm, other: WorkbookForm) -> bool:
    """Whether it makes no difference which of two editions is meant."""
    editions = edition_of(one.key), edition_of(other.key)
    return all(editions) and len({each.rules for each in editions if each}) == 1


def _copies(
    form: WorkbookForm, own: Mapping[str, Fit], fits: Mapping[int, tuple[Fit, ...]]
) -> tuple[Fit, ...]:
    """Further regions in which a sheet of the form stands once more, or another form with its title, filled in."""
    taken = {part.ground.region.place for fit in own.values() for part in (fit, *fit.rest)}
    again: list[Fit] = []
    for sheet in form.sheets:
        for fit in fits.get(id(sheet), ()):
            place = fit.ground.region.place
            if sheet.key in own and fit.accepted and filled(fit) and place not in taken:
                again.append(fit)
                taken.add(place)
    every = [fit for each in fits.values() for fit in each if fit.accepted]
    other = [fit for fit in every if fit.titled and filled(fit) and fit.ground.region.place not in taken]
    for fit in sorted(other, key=worth, reverse=True):
        if fit.ground.region.place not in taken:
            again.append(fit)
            taken.add(fit.ground.region.place)
    return tuple(max((fit, *_on_the_same(fit, every)), key=worth) for fit in again)


def _on_the_same(fit: Fit, every: Sequence[Fit]) -> Iterator[Fit]:
    """Other forms that a region may rather be than the one that it was taken for."""
    same = (other for other in every if other.ground.region.place == fit.ground.region.place)
    yield from (other for other in same if other.plan.form.key != fit.plan.form.key or other.titled)


def _grounds_of(sheet: Looked, plans: Sequence[Plan], vocabulary: Vocabulary) -> tuple[Ground, ...]:
    """The regions of a sheet; none when hardly a label of ours stands on it, which is cheap to see."""
    if not _speaks_of_ours(sheet, vocabulary):
        return ()
    page = Page(sheet.name, sheet.grid, vocabulary)
    return grounds(page, hits(page, vocabulary), plans, vocabulary)


def _speaks_of_ours(sheet: Looked, vocabulary: Vocabulary) -> bool:
    """Whether three labels of ours stand on a sheet, or two and a title."""
    met: set[str] = set()
    fewest = _FEWEST_LABELS
    for cell in sheet.grid.cells.values():
        text = cell.text
        if cell.kind == "s" and text and len(text) < 400 and text not in met and is_chinese(text):  # noqa: PLR2004
            folded = fold(text)
            if vocabulary.exact(folded) or vocabulary.exact(folded.split(":")[0]):
                met.add(text)
            elif ends_as_a_title(folded):
                fewest = _FEWEST_UNDER_A_TITLE
            if len(met) >= fewest:
                return True
    return False


_VOCABULARIES: dict[tuple[int, ...], Vocabulary] = {}


def _vocabulary(plans: Sequence[Plan]) -> Vocabulary:
    key = tuple(id(each) for each in plans)
    if key not in _VOCABULARIES:
        _VOCABULARIES.clear()
        crossing = (wanted.crossing for each in plans for wanted in each.fields)
        _VOCABULARIES[key] = Vocabulary(
            (phrase for each in plans for phrase in each.phrases), (both[1] for both in crossing if both)
        )
    return _VOCABULARIES[key]


def _all_fits(plans: Sequence[Plan], found: Sequence[Ground]) -> Mapping[int, tuple[Fit, ...]]:
    """For every plan (by identity of its form) how it fits each region that speaks of it."""
    fits: dict[int, list[Fit]] = {}
    for ground in found:
        there = {
            phrase
            for phrase, each in ground.found.items()
            if any(ground.region.holds(hit.at) for hit in each)
        }
        for each in plans:
            titled = any(title in ground.region.title for title in each.titles)
            fewest = _FEWEST_UNDER_A_TITLE if titled else _FEWEST_LABELS
            if len(there & each.phrases) >= min(fewest, each.parts):
                fit = fitted(each, ground)
                if fit.found:
                    fits.setdefault(id(each.form), []).append(fit)
    return {key: tuple(each) for key, each in fits.items()}


def _placed(form: WorkbookForm, fits: Mapping[int, tuple[Fit, ...]]) -> dict[str, Fit]:
    """The best regions for each sheet of a form; one region serves several when it holds different parts of it.

    What is recognised on its own comes first; then what only several regions together make up; then the rest
    of each, from regions that nothing else has taken.
    """
    placed: dict[str, Fit] = {}
    every = [(sheet, fit) for sheet in form.sheets for fit in fits.get(id(sheet), ())]
    rivals = [fit for _, fit in every if fit.accepted]
    foreign = [fit for _, fit in every if fit.accepted or fit.titled]
    _place(placed, every, rivals)
    apart = [(sheet, fit) for sheet, fit in every if sheet.key not in placed]
    whole = [(sheet, _completed(fit, fits[id(sheet)], placed, foreign)) for sheet, fit in apart]
    _place(placed, whole, rivals)
    for sheet in form.sheets:
        if sheet.key in placed:
            placed[sheet.key] = _completed(placed[sheet.key], fits[id(sheet)], placed, foreign)
    return placed


def _place(placed: dict[str, Fit], options: Sequence[tuple[SheetForm, Fit]], rivals: Sequence[Fit]) -> None:
    """Gives each sheet its surest region, but for one in which another sheet of the form stands once more."""
    for sheet, fit in sorted(options, key=lambda each: round(worth(each[1]), 1), reverse=True):
        if not fit.accepted or sheet.key in placed or any(_overlap(fit, other) for other in placed.values()):
            continue
        likelier = (other for other in rivals if other.plan is not fit.plan and _overlap(fit, other))
        if fit.titled or not any(worth(other) > worth(fit) for other in likelier):
            placed[sheet.key] = fit


def _completed(fit: Fit, others: Sequence[Fit], placed: Mapping[str, Fit], rivals: Sequence[Fit]) -> Fit:
    """A region of a form with the free regions that hold the rest of it; none that is another sheet of it."""
    taken = {part.ground.region.place for each in placed.values() for part in (each, *each.rest)}
    taken |= {rival.ground.region.place for rival in rivals if rival.plan is not fit.plan}
    for other in sorted(others, key=lambda each: each.own, reverse=True):
        if other.ground.region.place not in taken and all(other.completes(part) for part in (fit, *fit.rest)):
            fit = replace(fit, rest=(*fit.rest, other))
    return fit


def _overlap(one: Fit, other: Fit) -> bool:
    """Whether two forms claim the same cells."""
    return any(_claim_the_same(a, b) for a in (one, *one.rest) for b in (other, *other.rest))


def _claim_the_same(one: Fit, other: Fit) -> bool:
    if one.ground.region.place != other.ground.region.place:
        return False
    rows = {row for table in one.tables.values() for row in table.rows}
    others = {row for table in other.tables.values() for row in table.rows}
    cells = {fit.at for fit in one.fields.values()} & {fit.at for fit in other.fields.values()}
    return bool(rows & others) or len(cells) > 1


def _evidence(form: WorkbookForm, fits: Mapping[int, tuple[Fit, ...]]) -> float:
    """The evidence for a workbook form; 填报说明 alone is none."""
    placed = _placed(form, fits)
    if len(form.sheets) > 1 and not any(key != _INFORMATION for key in placed):
        return 0.0
    return sum(worth(fit) + of_the_edition(form.key, fit) for fit in placed.values())


def _whatever(form: WorkbookForm, fits: Mapping[int, tuple[Fit, ...]]) -> Choice | None:
    best = {sheet.key: max(fits[id(sheet)], key=worth) for sheet in form.sheets if id(sheet) in fits}
    return Choice(form, best) if best else None
