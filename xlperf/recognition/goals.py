"""年度指标值 over two or three columns: which of them holds ≥, which the number, which the unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from xlperf.recognition.ground import Ground
from xlperf.recognition.headers import Header
from xlperf.recognition.values import is_measure, is_sign

_SURE = 0.9
_MOST = 3


def parts_of_the_goal(header: Header, ground: Ground, keys: Collection[str]) -> dict[str, tuple[int, float]]:
    """The columns of 比较符、指标值、度量单位 below one label; nothing where they do not stand so.

    ``keys`` are the columns that the form has.
    """
    target = header.columns.get("target")
    if target is None or target[1] < _SURE or "measure" in header.columns:
        return {}
    found: dict[str, int] = {}
    for column in _below(header, ground, target[0]):
        texts = _texts(header, ground, column)
        part = "relation" if _all(texts, is_sign) else "measure" if _all(texts, is_measure) else "target"
        if part in found or (part != "target" and (part not in keys or part in header.columns)):
            return {}
        found[part] = column
    return (
        {part: (column, _SURE) for part, column in found.items()}
        if {"target", "measure"} <= set(found)
        else {}
    )


def _below(header: Header, ground: Ground, left: int) -> Sequence[int]:
    """The columns that the label of 指标值 is over: those of its merged cell, or those without a label behind it."""
    page, places = ground.page, header.places.values()
    right = page.end((header.last, left))[1]
    columns = [left]
    for column in range(left + 1, left + _MOST):
        labelled = any((row, column) in page.cells for row in range(header.top, header.last + 1))
        if column in places or labelled or (right > left and column > right):
            break
        if _texts(header, ground, column):
            columns.append(column)
    return columns


def _texts(header: Header, ground: Ground, column: int) -> Sequence[str]:
    """What stands in a column right below the header, to the first row without 三级指标."""
    page, third = ground.page, header.places.get("third", 0)
    texts: list[str] = []
    for row in range(header.last + 1, ground.last_row + 1):
        if third and (row, third) not in page.cells:
            break
        raw = page.cells.get((row, column))
        if raw is not None:
            texts.append(raw.text or "")
    return texts


def _all(texts: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(texts) and all(test(text) for text in texts)
