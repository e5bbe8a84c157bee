"""Which cells of a region are labels of a form, which are values, and whether values stand below their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from xlperf.lazy_regex import lazy
from xlperf.recognition.asides import is_closing
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import COLONS, Spot
from xlperf.recognition.plans import Plan

_FIGURE = lazy(r"-?\d[\d,]*(\.\d+)?(元|万元|亿元)?")


class Labels:
    """The labels of one form in one region."""

    def __init__(self, plan: Plan, ground: Ground) -> None:
        self.plan = plan
        self.ground = ground
        self.page = ground.page

    @cached_property
    def places(self) -> Sequence[Spot]:
        """Where the labels of the form stand."""
        return sorted({at for wanted in self.plan.fields for at in self.ground.hits(wanted.labels)})

    @cached_property
    def with_values(self) -> frozenset[Spot]:
        """The cells that begin with a label of the form and go on with its value: 实施单位：某某中心."""
        labels = {label for wanted in self.plan.fields for label in wanted.labels}
        pairs = (
            (label, hit) for label in labels for hit in self.ground.found.get(label, ()) if not hit.alone
        )
        return frozenset(hit.at for label, hit in pairs if self.page.text(hit.at).startswith(label))

    def is_label(self, at: Spot) -> bool:
        """A label of this form, or of another one with a value behind it."""
        if at in self.with_values:
            return True
        if not self.ground.is_label(at):
            return False
        folded = self.page.text(at)
        if any(phrase in self.plan.phrases for phrase in self.ground.vocabulary.find(folded)):
            return True
        after = next(self.page.right_of(at), None)
        return after is not None and not self.ground.is_label(after)

    def is_value(self, at: Spot) -> bool:
        """Whether a cell is no label, nor beside one that it would belong to."""
        if at not in self.page.cells or self.is_label(at):
            return False
        columns = self.page.columns_of[at[0]]
        while self.page.is_copy(at):
            at = at[0], at[1] - 1
        before = [(at[0], column) for column in columns if self.ground.region.left <= column < at[1]]
        return not before or not self.is_label(before[-1]) or self.page.is_copy_of_above(before[-1])

    def only(self, at: Spot) -> bool:
        """Whether a row is a header: labels and nothing else, with no room beside them."""
        columns = self.page.columns_of.get(at[0], ())
        own = [
            (at[0], column)
            for column in columns
            if self.ground.region.left <= column <= self.ground.region.right
        ]
        over = self.page.end(at)[1] >= min(self.page.widest, self.ground.region.right)
        return (len(own) > 1 or over) and all(self.is_label(each) or each == own[0] for each in own)

    def lonely(self, at: Spot, below: Spot) -> bool:
        """Whether label and value stand one below the other with nothing beside either."""
        left, right = self.ground.region.left, self.ground.region.right
        rows = ([(row, column) for column in self.page.columns_of.get(row, ())] for row in (at[0], below[0]))
        alone = all(
            sum(left <= spot[1] <= right and not self.page.is_copy(spot) for spot in spots) == 1
            for spots in rows
        )
        return alone and self.is_value(below)

    @cached_property
    def values_below(self) -> bool:
        """Whether the form at hand writes values below their labels, as its rows of several labels show."""
        return bool(self._rows_above_values)

    @cached_property
    def _rows_above_values(self) -> frozenset[int]:
        rows: dict[int, list[Spot]] = defaultdict(list)
        for at in self.places:
            rows[at[0]].append(at)
        return frozenset(row for row, tops in rows.items() if len(tops) > 1 and self._all_below(row, tops))

    def _all_below(self, row: int, tops: Sequence[Spot]) -> bool:
        """Whether hardly anything but labels stands in a row, and values below some of it."""
        below = [at for at in tops if self.is_value((self.page.end(at)[0] + 1, at[1]))]
        return bool(below) and len(self.page.columns_of[row]) <= len(tops) + 1

    @cached_property
    def values_beside(self) -> bool:
        """Whether the form at hand writes a value beside a label anywhere, so that nothing beside is a blank."""
        return any(not self.is_label(beside) for at in self.places for beside in self._next(at))

    def blank_below(self, at: Spot, below: Spot) -> bool:
        """Whether the place to write is the blank below a label: nothing but labels beside it, no label in the next row."""
        if below in self.page.cells or not (self.values_below and self.only(at)):
            return False
        row = ((below[0], column) for column in self.page.columns_of.get(below[0], ()))
        return not any(self.is_label(each) for each in row if self.ground.region.holds(each))

    def written_below(self, at: Spot, below: Spot) -> bool:
        """Whether a label without a value beside it has one below, or the blank for it, as others of the form have."""
        if below[1] != at[1] or not (self.values_below and self.only(at)):
            return False
        if not self._rows_above_values - {at[0]}:  # its own row may stand above a remark
            raw = self.page.cells.get(below)
            figure = raw is not None and (raw.kind == "n" or _FIGURE.fullmatch(self.page.text(below)))
            return bool(figure) and self.is_value(below)
        own = self.is_value(below) and not is_closing(self.page, below)
        return own or self.blank_below(at, below)

    @cached_property
    def values_within(self) -> bool:
        """Whether the form at hand mostly writes a value behind its label, in the same cell."""
        beside = sum(not self.is_label(beside) for at in self.places for beside in self._next(at))
        return len(self.with_values) > beside

    def holds_a_blank(self, at: Spot) -> bool:
        """Whether the place to write is behind the label itself: 主管部门： where other labels have their value there."""
        ends = (self.page.cells[at].text or "").rstrip().endswith(COLONS)
        return ends and self.values_within

    def _next(self, at: Spot) -> Sequence[Spot]:
        beside = self.page.beside(at)
        return (beside,) if beside in self.page.cells else ()

    def ends_a_text(self, at: Spot) -> bool:
        """Whether a cell is none of the paragraphs above it: a label, or out of the region."""
        return at[0] in self.ground.blocked or not self.ground.region.holds(at) or self.is_label(at)
