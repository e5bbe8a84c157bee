"""Fields of a form in a region: the cell beside, below or behind their label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlperf.forms.model import Field, Kind
from xlperf.lazy_regex import lazy
from xlperf.package.cells import RawCell
from xlperf.places import Way
from xlperf.recognition.ground import SURE_ENOUGH, Ground
from xlperf.recognition.labels import Labels
from xlperf.recognition.nearness import UNCLEAR, UNDER, Nearness
from xlperf.recognition.pages import Hit, Spot
from xlperf.recognition.paragraphs import following, joined
from xlperf.recognition.plans import Plan, WantedField
from xlperf.recognition.words import BARE
from xlperf.record import dataclass

_CROSSED = 0.9
_DIGIT = lazy(r"\d")
_UNSET = frozenset(("/", "-", "--", "无", "不适用", ""))


@dataclass(frozen=True, slots=True)
class FieldFit:
    """A field that was found: its cell, how, how sure, and the piece of the cell that is its value."""

    key: str
    label: str
    at: Spot
    way: Way
    sure: float
    piece: RawCell | None = None


def find_fields(plan: Plan, ground: Ground) -> dict[str, FieldFit]:
    """Every field of the form that the region has; those with a low ``sure`` are to be asked for."""
    finder = _Finder(plan, ground)
    found = {wanted.field.key: fit for wanted in plan.fields if (fit := finder.fit(wanted))}
    taken: dict[Spot, str] = {}
    for key, fit in sorted(found.items(), key=lambda each: -each[1].sure):
        other = taken.setdefault(fit.at, key)
        if other != key and fit.piece is None:
            del found[key]  # one cell, one field: the surer one has it
    return found


class _Finder:
    def __init__(self, plan: Plan, ground: Ground) -> None:
        self.plan = plan
        self.ground = ground
        self.page = ground.page
        self.labels = Labels(plan, ground)
        self.nearness = Nearness(self.labels)
        self._rows = self._rows_of_lines()

    def _hits(self, wanted: WantedField) -> list[Hit]:
        hits = self.ground.hits(wanted.labels).values()
        return sorted((hit for hit in hits if hit.at[0] not in self.ground.blocked), key=lambda hit: hit.at)

    def _rows_of_lines(self) -> Mapping[int, set[int]]:
        """For every line of the form the rows in which labels stand that occur but once on the form."""
        rows: dict[int, set[int]] = {}
        for wanted in self.plan.fields:
            if wanted.uses == 1:
                rows.setdefault(wanted.line, set()).update(hit.at[0] for hit in self._hits(wanted))
        return rows

    def fit(self, wanted: WantedField) -> FieldFit | None:
        """Where the value of a field stands; None when its label is nowhere."""
        hits = self._hits(wanted)
        chosen = self._own(wanted, hits) if hits else None
        if chosen is None:
            return self._crossed(wanted)
        hit, clear = chosen
        placed = self._value(hit, wanted)
        if placed is None:
            return None
        at, way, sure, piece = placed
        if hit.sure < BARE and way is Way.LABEL:
            way = Way.NEAR_LABEL
        sure *= hit.sure if clear else UNCLEAR
        return FieldFit(wanted.field.key, wanted.field.label.replace("\n", ""), at, way, sure, piece)

    def _own(self, wanted: WantedField, hits: Sequence[Hit]) -> tuple[Hit, bool] | None:
        """The label of this field among equal ones, and whether there is no doubt about it."""
        if wanted.crossing and wanted.uses > 1:
            return self._under_heading(wanted, hits)
        if wanted.uses == 1:
            return self._best(wanted, hits)
        beside = [hit for hit in hits if wanted.context and self._stands_behind(wanted.context, hit)]
        if beside:
            return min(beside, key=lambda hit: hit.at), True
        if wanted.context and self.ground.hits((wanted.context,)):
            return None
        rows = self._rows.get(wanted.line, set())
        inside = [hit for hit in hits if hit.at[0] in rows]
        if len(inside) == 1:
            return inside[0], True
        return (hits[wanted.use], len(hits) == wanted.uses) if len(hits) > wanted.use else None

    def _best(self, wanted: WantedField, hits: Sequence[Hit]) -> tuple[Hit, bool]:
        most = max(hit.sure for hit in hits)
        best = [hit for hit in hits if hit.sure == most]
        if len(best) > 1:
            companions = {
                hit.at[0]
                for other in self.plan.fields
                if other.line == wanted.line and other is not wanted
                for hit in self._hits(other)
            }
            best = [hit for hit in best if hit.at[0] in companions] or best
        shown = {hit: self._shown(hit, wanted) for hit in best}
        first = next((hit for hit, value in shown.items() if value), best[0])
        return first, len({*shown.values()} - {""}) <= 1

    def _shown(self, hit: Hit, wanted: WantedField) -> str:
        placed = self._value(hit, wanted)
        if placed is None:
            return ""
        raw = placed[3] or self.page.cells.get(placed[0])
        return (raw.text or "") if raw else ""

    def _stands_behind(self, context: str, hit: Hit) -> bool:
        """Whether the label that precedes it on the form precedes it here, with nothing labelled between."""
        own = [at for at in self.ground.hits((context,)) if at[0] == hit.at[0] and at[1] <= hit.at[1]]
        if not own:
            return False
        left = max(own)
        between = [
            at
            for at in self.page.right_of(left)
            if at[1] < hit.at[1] and self.ground.is_label(at) and self.page.text(at) != self.page.text(hit.at)
        ]
        return not between

    def _under_heading(self, wanted: WantedField, hits: Sequence[Hit]) -> tuple[Hit, bool] | None:
        """中央财政 four times: the one below 实际到位资金."""
        above, _ = wanted.crossing or ("", "")
        heads = [at for at, hit in self.ground.hits((above,)).items() if hit.alone]
        below = [hit for hit in hits if any(at[1] == hit.at[1] and at[0] < hit.at[0] for at in heads)]
        if len(below) == 1:
            return below[0], True
        if not heads and len(hits) == wanted.uses:
            return hits[wanted.use], True
        return None

    def _crossed(self, wanted: WantedField) -> FieldFit | None:
        """The cell where the column of a heading meets the row of a label."""
        if wanted.crossing is None:
            return None
        above, beside = wanted.crossing
        heads = [(at, hit.sure) for at, hit in self.ground.hits((above,)).items() if hit.alone]
        rows = [(at, hit.sure) for at, hit in self.ground.hits((beside,)).items() if hit.alone]
        rows = [
            (at, sure) for at, sure in rows if any(at[0] > head[0] and at[1] < head[1] for head, _ in heads)
        ]
        if len(heads) != 1 or len(rows) != 1:
            return None
        at = (rows[0][0][0], heads[0][0][1])
        sure = _CROSSED * min(heads[0][1], rows[0][1])
        return FieldFit(wanted.field.key, wanted.field.label, at, Way.HEADER, sure)

    def _value(self, hit: Hit, wanted: WantedField) -> tuple[Spot, Way, float, RawCell | None] | None:
        """Cell, way, how sure, and the piece of it, of what a label labels."""
        if hit.behind:
            return hit.at, Way.SAME_CELL, 1.0 * self._fits(wanted.field, hit.behind), RawCell(hit.behind, "s")
        bottom, _ = self.page.end(hit.at)
        last = self.page.last_copy(hit.at) if wanted.uses == 1 else hit.at
        slot = self.page.beside(last)
        beside = next(self.page.right_of(last), None)
        if beside is not None and beside[1] > self.ground.region.right:
            beside = None
        below = self.page.anchor((bottom + 1, hit.at[1]))
        if self._heads_a_column(hit.at, below, wanted):
            return self._whole(wanted.field, below, self.page.end(below)[0], Way.BELOW, UNDER)
        follows = wanted.after and beside is not None and self.page.text(beside) in wanted.after
        if follows and beside != slot and not self.labels.written_below(hit.at, below):
            return slot, Way.LABEL, 1.0, None
        if beside is not None and not self.labels.is_label(beside):
            sure = self.nearness.beside(wanted.field, hit.at, beside, slot)
            return self._whole(wanted.field, beside, max(bottom, self.page.end(beside)[0]), Way.LABEL, sure)
        sure = self.nearness.below(wanted.field, hit.at, below, beside)
        if sure:
            return self._whole(wanted.field, below, self.page.end(below)[0], Way.BELOW, sure)
        return self._blank(hit, slot, beside)

    def _heads_a_column(self, label: Spot, below: Spot, wanted: WantedField) -> bool:
        """Whether a label stands next to that of its line, 预期目标 and 实际完成情况, with a value below each."""
        if below[1] != label[1] or not self.labels.is_value(below):
            return False
        fellows = [
            hit.at
            for other in self.plan.fields
            if other.line == wanted.line and other is not wanted
            for hit in self._hits(other)
            if hit.at[0] == label[0] and hit.alone
        ]
        return any(
            label == next(self.page.right_of(at), None) or at == next(self.page.right_of(label), None)
            for at in fellows
            if self.labels.is_value((self.page.end(at)[0] + 1, at[1]))
        )

    def _blank(
        self, hit: Hit, slot: Spot, beside: Spot | None
    ) -> tuple[Spot, Way, float, RawCell | None] | None:
        """Where the value of a label would stand that has none: behind it, beside it or below it."""
        if not hit.alone or self.labels.holds_a_blank(hit.at):
            return hit.at, Way.SAME_CELL, 1.0, RawCell("", "s")
        if beside != slot or beside is None:
            return slot, Way.LABEL, 1.0, None
        below = self.page.anchor((self.page.end(hit.at)[0] + 1, hit.at[1]))
        return (below, Way.BELOW, UNDER, None) if self.labels.blank_below(hit.at, below) else None

    def _whole(
        self, target: Field, at: Spot, bottom: int, way: Way, sure: float
    ) -> tuple[Spot, Way, float, RawCell | None]:
        """A value with the paragraphs of it that stand in rows of their own below; words below a figure are asked."""
        raw = self.page.cells[at]
        more = list(following(self.page, at, bottom, self.labels.ends_a_text))
        sure *= self._fits(target, raw.text or "")
        if not more:
            return at, way, sure, None
        if target.kind not in (Kind.TEXT, Kind.LONG_TEXT, Kind.PERIOD):
            return at, way, min(sure, UNCLEAR), None
        return at, way, sure, joined(self.page, (at, *more))

    def _fits(self, target: Field, text: str) -> float:
        """Words where a number belongs are rather another label than its value."""
        if not target.kind.is_number or _DIGIT.search(text) or text.strip() in _UNSET:
            return 1.0
        return UNCLEAR if len(text.strip()) > 1 else 1.0


def unsure(fits: Mapping[str, FieldFit]) -> Iterator[FieldFit]:
    """Those that must be asked for."""
    return (fit for fit in fits.values() if fit.sure < SURE_ENOUGH)


__all__ = ["FieldFit", "Kind", "find_fields", "unsure"]
