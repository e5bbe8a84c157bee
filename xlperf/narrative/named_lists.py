"""Lists of names with the count that the text gives them: 八个二级事业单位：市政办、建工办 … Pure."""

from __future__ import annotations

from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import plain
from xlperf.narrative.units import SPELLED, spelled
from xlperf.record import dataclass

_COUNT: Final = rf"(?P<count>\d{{1,2}}|{SPELLED})"
_BODIES: Final = r"(?:个|家)(?:内设|直属|下属|二级|所属|职能|预算|基层)*(?:事业单位|行政单位|单位|机构|股室|科室|处室|股|室|部门)(?!工程)"
_AFTER: Final = lazy(_COUNT + _BODIES + r"[,，]?(?:分别为|分别是|包括|有|为|即)?[:：](?P<list>[^。；;\n]+)")
_BEFORE: Final = lazy(r"(?P<list>[^。；;:：\n，,]{1,200}?)(?:共计|共|等)?" + _COUNT + _BODIES)
_IN_BRACKETS: Final = lazy(
    rf"(?<![\d.第]){_COUNT}(?:个|家|处|所|条)(?:[\u4e00-\u9fff]{{0,8}})?\((?P<list>[^()。；;:：\n\d]+、[^()。；;:：\n\d]+、[^()。；;:：\n\d]+)\)"
)
_LEADS: Final = lazy(r"设有|下设|内设|设立|设置|包括|分别为|分别是|下辖|辖有")
_COUNTED: Final = lazy(_COUNT + _BODIES)
_AND: Final = lazy(r"和|与|及")
_OPEN: Final = lazy(r"等|其中|如|例如|[（(]")
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class NamedList:
    """“甲、乙、丙三个股室” or “三个单位：甲、乙、丙”: the count and what it may be counted from."""

    count: int
    items: tuple[str, ...]
    most: int  # items if every 和, 与, 及 parts two names
    words: str

    @property
    def right(self) -> bool:
        """Whether the list may have as many items as it says; 和 may be inside a name."""
        return len(self.items) <= self.count <= self.most


def counted_lists(text: str) -> list[NamedList]:
    """Every complete list of offices or units with its count."""
    words = plain(text)
    if not _COUNTED.search(words):
        return []
    found = [_counted(hit["count"], hit["list"], hit["list"], hit[0]) for hit in _AFTER.finditer(words)]
    for hit in _BEFORE.finditer(words):
        leads = list(_LEADS.finditer(hit["list"]))
        if leads:
            found.append(_counted(hit["count"], hit["list"][leads[-1].end() :], hit[0], hit[0]))
    return [each for each in found if each is not None]


def bracketed_lists(text: str) -> list[NamedList]:
    """Every list of names in brackets right behind their count: 老旧小区16个（棉纺厂东院、市委小区 …）."""
    if text.count("、") < _FEWEST:
        return []
    found = [
        _counted(hit["count"], hit["list"], hit["list"], hit[0]) for hit in _IN_BRACKETS.finditer(plain(text))
    ]
    return [each for each in found if each is not None]


def _counted(count: str, listed: str, whole: str, words: str) -> NamedList | None:
    items = tuple(item.strip() for item in listed.split("、") if item.strip())
    if len(items) < _FEWEST or _OPEN.search(whole):
        return None
    parts = len(items) + sum(len(_AND.findall(item)) for item in items)
    return NamedList(int(count) if count.isdigit() else spelled(count), items, parts, words.strip())
