"""Whether a sheet may tell an address twice, asked without reading what its cells hold."""

from __future__ import annotations

from xlperf.lazy_regex import lazy
from xlperf.package.plain import NotPlain, root_end

_CELL = lazy(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"[^<>]*+(?<!/)>')
_END = lazy(rb"</(?:[^\s<>/:]++:)?c\s*+>")


def surely_apart(data: bytes) -> bool:
    """True when no two cells with content of a sheet part bear one address; False where only a reading can tell.

    Every cell with content has an end tag: as many cells as these were seen, or the part is written unusually.
    """
    try:
        root_end(data, b"worksheet")
    except NotPlain:
        return False
    told = _CELL.findall(data)
    return len(told) == len(_END.findall(data)) == len(set(told))
