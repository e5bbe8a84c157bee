"""中期指标 and 年度指标 side by side under headers of equal words: those of the year are what the forms ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from xlperf.lazy_regex import lazy
from xlperf.recognition.ground import Ground
from xlperf.recognition.pages import Spot

_OF_THE_WHOLE = lazy(r"中期|中长期|长期|实施期|总体|总目标")
_OF_THE_YEAR = lazy(r"年度|本年|当年")
_FEWEST, _ROWS_ABOVE = 2, 4


def of_the_whole_term(cells: Collection[Spot], ground: Ground) -> frozenset[Spot]:
    """The header cells on the left that stand under 中期目标 while the same stand again on the right under 年度目标."""
    page, places = ground.page, defaultdict[str, list[Spot]](list)
    for at in sorted(cells, key=lambda spot: spot[1]):
        places[page.text(at)].append(at)
    twice = [spots for spots in places.values() if len(spots) == _FEWEST]
    if len(twice) < _FEWEST or max(left[1] for left, _ in twice) >= min(right[1] for _, right in twice):
        return frozenset()
    border, top = min(right[1] for _, right in twice), min(left[0] for left, _ in twice)
    for row in range(top - 1, top - 1 - _ROWS_ABOVE, -1):
        columns = [column for column in page.columns_of.get(row, ()) if ground.region.holds((row, column))]
        whole = any(_OF_THE_WHOLE.search(page.text((row, column))) for column in columns if column < border)
        year = any(_OF_THE_YEAR.search(page.text((row, column))) for column in columns if column >= border)
        if whole and year:
            return frozenset(left for left, _ in twice)
    return frozenset()
