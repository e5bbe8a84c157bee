"""How sure it is that what stands some cells beside a label, or below it, is its value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from xlperf.forms.model import Field, Kind
from xlperf.lazy_regex import lazy
from xlperf.recognition.asides import is_closing
from xlperf.recognition.labels import Labels
from xlperf.recognition.pages import Spot
from xlperf.recognition.values import Goal

FAR, UNDER, APART, UNCLEAR = 0.95, 0.93, 0.8, 0.6
_WRITTEN_BEHIND, _NEAR_ROWS = 4, 3
_DIGIT = lazy(r"\d")
_SENTENCE = "，。；"
_WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.FREE)


class Nearness:
    """Judges places by the labels of one form in one region."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.page = labels.page

    def beside(self, target: Field, label: Spot, value: Spot, slot: Spot) -> float:
        """How sure it is that a value some cells away is the one: merges would say where it should be."""
        if value == slot:
            return 1.0
        if label[0] in self.page.merged_rows or not self._alone(target, value) or self._is_remark(value):
            return UNCLEAR
        others = [(other, far) for other, far in self._far if other[0] != label[0]]
        if any(far[1] == value[1] for _, far in others):
            return FAR
        clear = (others or self._suits(target, value)) and not self._is_under_a_label(value)
        return APART if clear else UNCLEAR

    def _is_remark(self, at: Spot) -> bool:
        """（盖章） is a word of the form rather than its value."""
        text = (self.page.cells[at].text or "").strip()
        return text.startswith(("(", "（")) and text.endswith((")", "）"))

    def _suits(self, target: Field, at: Spot) -> bool:
        """Whether a cell holds what only such a field asks for: a figure, one of its choices, a time, a sentence."""
        raw = self.page.cells[at]
        if target.kind is Kind.CHOICE:
            text = (raw.text or "").strip()
            return any(text in choice or choice in text for choice in target.choices) or _ticks(
                text, *target.choices
            )
        if target.kind is Kind.LONG_TEXT:
            return any(mark in (raw.text or "") for mark in _SENTENCE)
        if target.kind in (Kind.PERIOD, Kind.DATE):
            return _DIGIT.search(raw.text or "") is not None
        return target.kind.is_number and Goal(raw).number is not None

    def _is_under_a_label(self, at: Spot) -> bool:
        """Whether the nearest cell above it is a label, whose value it may be as well."""
        above = ((row, at[1]) for row in range(at[0] - 1, max(at[0] - _NEAR_ROWS, 0), -1))
        nearest = next((each for each in above if each in self.page.cells), None)
        return nearest is not None and self.labels.is_label(nearest)

    @cached_property
    def _far(self) -> Sequence[tuple[Spot, Spot]]:
        """The labels whose values stand some cells away, with them: merged cells that were taken apart."""
        pairs = ((at, next(self.page.right_of(at), at)) for at in self.labels.places)
        return [(at, far) for at, far in pairs if far[1] > at[1] + 1 and not self.labels.is_label(far)]

    def _alone(self, target: Field, value: Spot) -> bool:
        """Whether nothing that is no label follows a value before the next label; behind a figure words may."""
        for at in self.page.right_of(value):
            if at[1] > self.labels.ground.region.right or self.labels.is_label(at):
                break
            if not self._suits(target, value) or self._suits(target, at):
                return False
        return True

    def below(self, target: Field, label: Spot, below: Spot, beside: Spot | None) -> float:
        """How sure it is that the cell below a label is its value, 0 when it is not."""
        if below[1] != label[1] or not self._may_be(target, below):
            return 0.0
        if self.labels.only(label) and self.labels.is_value(below):
            return UNDER
        if beside is not None or not self.labels.lonely(label, below):
            return 0.0
        if target.kind not in _WORDS and not _DIGIT.search(self.page.cells[below].text or ""):
            return 0.0
        return self._alone_below(target, below)

    def _alone_below(self, target: Field, below: Spot) -> float:
        """The same where nothing else stands in either row."""
        if self.labels.values_below or (target.kind is Kind.CHOICE and self._suits(target, below)):
            return UNDER
        if target.kind is Kind.LONG_TEXT and self._suits(target, below) and not is_closing(self.page, below):
            return UNCLEAR if self._is_remark(below) else APART
        return 0.0 if target.kind in _WORDS and self.labels.values_beside else UNCLEAR

    def _may_be(self, target: Field, at: Spot) -> bool:
        """Whether a cell may hold the choice of a field: hardly a text far longer than all of them."""
        text = (self.page.cells[at].text or "") if at in self.page.cells else ""
        longest = max(map(len, target.choices), default=0)
        return target.kind is not Kind.CHOICE or len(text.strip()) <= longest + _WRITTEN_BEHIND


def _ticks(*texts: str) -> bool:
    """Whether none of them has a word in it: ■ for ☑."""
    return not any(letter.isalnum() for text in texts for letter in text)
