"""Finds every form of ours in sheets that our template did not make, by labels, synonyms and structure.

The definitions in ``forms`` are all it knows. Every part that is found carries how it was found and how sure
that is; what is not sure enough is asked, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlperf.doubts import Doubt
from xlperf.forms.model import SheetForm, WorkbookForm
from xlperf.places import Found, Looked
from xlperf.recognition.again import filled
from xlperf.recognition.choosing import choose, forms
from xlperf.recognition.questions import copy_of
from xlperf.recognition.reading_off import read_off
from xlperf.schemes.model import Scheme

__all__ = ["copies", "recognise", "recognise_sheet"]


def recognise(sheets: Sequence[Looked], shelf: Sequence[Scheme] = ()) -> Found | None:
    """The form that these sheets hold, None when there is not enough of any; ``shelf``: the schemes of the office."""
    choice = choose(sheets, forms(shelf))
    return read_off(choice) if choice else None


def recognise_sheet(form: SheetForm, sheets: Sequence[Looked], *, whole: bool) -> Found | None:
    """One sheet of a known form among these; ``whole``: only where enough of it is there to call it recognised."""
    choice = choose(sheets, (_alone(form),), enough=whole)
    return read_off(choice) if choice else None


def copies(form: WorkbookForm, sheets: Sequence[Looked]) -> tuple[Doubt, ...]:
    """The sheets of a known form that are filled in once more on these further sheets."""
    found = []
    for sheet in sheets:
        choice = choose((sheet,), tuple(_alone(each) for each in form.sheets))
        fit = next(iter(choice.fits.values()), None) if choice else None
        if fit and filled(fit):
            found.append(copy_of(fit))
    return tuple(found)


def _alone(form: SheetForm) -> WorkbookForm:
    return WorkbookForm(key="", title=form.name, edition="", sheets=(form,))
