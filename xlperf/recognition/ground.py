"""What a form is looked for in: one region of a page with the labels met there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from xlperf.lazy_regex import lazy
from xlperf.recognition.pages import Hit, Page, Region, Spot
from xlperf.recognition.plans import RIVALLED, Plan, Vocabulary
from xlperf.recognition.words import BARE, is_chinese, money_unit
from xlperf.record import dataclass

SURE_ENOUGH = 0.75
"""Below it a part is asked for instead of read."""
_TITLE = lazy(
    r"(自评表|评价表|自评报告|评价报告|目标表|申报表|评分表|监控表|明细表|情况表|指标体系|负面清单|计分数据|工作簿|报告书)(\(.{0,20}\))?$"
)
_LONGEST_TITLE, _LONGEST_LABEL = 45, 30
_NEXT_ROWS = 6


@dataclass(frozen=True)
class Ground:
    """A region, the labels met in it, and the words to tell labels from values."""

    region: Region
    found: Mapping[str, Sequence[Hit]]
    vocabulary: Vocabulary
    blocked: frozenset[int] = field(default_factory=frozenset)  # rows that another part has taken
    phrases: frozenset[str] = frozenset()  # the labels of the form that is looked for

    @property
    def page(self) -> Page:
        """The page it lies on."""
        return self.region.page

    def hits(self, phrases: Iterable[str]) -> dict[Spot, Hit]:
        """The surest hit of any of these labels for every cell of the region."""
        best: dict[Spot, Hit] = {}
        for phrase in phrases:
            for hit in self.found.get(phrase, ()):
                if self.region.holds(hit.at):
                    own = self._among_its_own(hit)
                    if hit.at not in best or best[hit.at].sure < own.sure:
                        best[hit.at] = own
        return best

    def _among_its_own(self, hit: Hit) -> Hit:
        """A misprint that may be labels of several forms is one of the form that is looked for."""
        if not hit.rivals or not self.phrases or hit.rivals & self.phrases:
            return hit
        return replace(hit, sure=hit.sure + RIVALLED)

    def is_label(self, at: Spot) -> bool:
        """Whether a cell holds a label of some form."""
        text = self.page.text(at)
        if not text:
            return False
        found = self.vocabulary.find(text)
        if at in self.pairs or max(found.values(), default=0) >= SURE_ENOUGH:
            return True
        own = [sure for phrase, sure in found.items() if phrase in self.phrases]
        return len(own) == 1 and own[0] + RIVALLED >= SURE_ENOUGH

    @cached_property
    def pairs(self) -> frozenset[Spot]:
        """The cells that hold a label and its value."""
        return frozenset(hit.at for each in self.found.values() for hit in each if not hit.alone)

    @cached_property
    def unit(self) -> str:
        """The unit of money stated for the whole region: 单位：万元, else the only one that its labels name."""
        units: dict[str, bool] = {}
        for at, text in sorted(self.page.folded.items()):
            if "元" not in text or len(text) > _LONGEST_LABEL or not self.region.holds(at):
                continue
            unit = money_unit(text)
            if unit and "单位" in text:
                return unit
            units |= {unit: True} if unit else {}
        return next(iter(units)) if len(units) == 1 else ""

    @property
    def last_row(self) -> int:
        """The last row of the region that holds anything."""
        return min(self.region.bottom, max(self.page.columns_of, default=0))


def ends_as_a_title(text: str) -> bool:
    """Whether a folded text is called a form: …自评表, …明细表."""
    return len(text) <= _LONGEST_TITLE and _TITLE.search(text) is not None


def grounds(
    page: Page, found: Mapping[str, Sequence[Hit]], plans: Sequence[Plan], words: Vocabulary
) -> tuple[Ground, ...]:
    """The regions of a page, one for each title, else the whole page; empty ones left out."""
    titles = _titles(page, plans)
    starting = {label for plan in plans for wanted in plan.fields for label in wanted.labels}
    rows = sorted({hit.at[0] for label in starting for hit in found.get(label, ()) if hit.sure >= BARE})
    kept: list[Spot] = []
    for at in titles:
        again = bool(kept) and kept[-1][0] < at[0] and page.text(kept[-1]) == page.text(at)
        if again and not any(at[0] < row <= at[0] + _NEXT_ROWS for row in rows):
            continue  # the title repeated above a page of the same table
        kept.append(at)
    regions = _regions(page, kept)
    return tuple(Ground(region, found, words) for region in regions)


def _titles(page: Page, plans: Sequence[Plan]) -> list[Spot]:
    known = {title for plan in plans for title in plan.titles}
    return [at for at, text in sorted(page.folded.items()) if _is_title(page, at, text, known)]


def _is_title(page: Page, at: Spot, text: str, known: set[str]) -> bool:
    if not 3 < len(text) <= _LONGEST_TITLE or not is_chinese(text):  # noqa: PLR2004
        return False
    if not (_TITLE.search(text) or any(title in text for title in known)) or ":" in text:
        return False
    if text.startswith(("注", "说明", "备注")) or "。" in text:
        return False
    beside = [column for column in page.columns_of[at[0]] if page.text((at[0], column)) != text]
    return all(_is_title_text(page.text((at[0], column)), known) for column in beside)


def _is_title_text(text: str, known: set[str]) -> bool:
    """Another title beside it (two forms side by side), or 附件2."""
    return bool(_TITLE.search(text)) or text.startswith(("附件", "附表")) or text in known


def _regions(page: Page, titles: Sequence[Spot]) -> list[Region]:
    if not titles:
        return [Region(page, 1, 1 << 20)]
    rows = sorted({row for row, _ in titles})
    regions = []
    if any(row < rows[0] for row in page.columns_of):
        start = min(page.columns_of)
        rows = [start if row == rows[0] and rows[0] - start < _NEXT_ROWS else row for row in rows]
        if rows[0] != start:
            regions.append(Region(page, 1, rows[0] - 1))
    own_rows = sorted({row for row, _ in titles})
    for number, row in enumerate(own_rows):
        bottom = own_rows[number + 1] - 1 if number + 1 < len(own_rows) else 1 << 20
        beside = sorted(at for at in titles if at[0] == row)
        distinct = [
            at
            for place, at in enumerate(beside)
            if not place or page.text(at) != page.text(beside[place - 1]) or at[1] > beside[place - 1][1] + 1
        ]
        for place, at in enumerate(distinct):
            left = 1 if not place else at[1]
            right = distinct[place + 1][1] - 1 if place + 1 < len(distinct) else 1 << 20
            regions.append(Region(page, rows[number], bottom, left, right, at))
    return regions
