"""Comparison → lines for the terminal, and the object for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlperf.comparing import sentence, whereabouts
from xlperf.printing import as_text
from xlperf.printing.paragraph import Paragraph, line
from xlperf.submission import shown
from xlperf.wording import visible

if TYPE_CHECKING:
    from xlperf.comparing import Comparison
    from xlperf.submission import Cell

_NOT_ALIKE = (
    "两个文件不是同一种表，无法比较。请选同一张表的两次报送；旧版、别处的表先用 xlperf migrate 搬进现行表样。"
)


def told(comparison: Comparison) -> Iterator[Paragraph]:
    """One line a change, with its cell; then what it did to the points."""
    changes = comparison.changes
    if changes is None:
        yield from _not_comparable(comparison)
        return
    yield line((comparison.new.file, "strong"), f" 与 {comparison.old.file} 相比：{len(changes)} 处改动")
    for change in changes:
        told_at = whereabouts(change)
        where = f"{visible(told_at)}  " if told_at else ""
        yield line((where, "info"), f"{visible(change.label)}：{sentence(change)}", indent=2)
    if comparison.scores:
        yield Paragraph()
        yield line(("得分随之变化：", "strong"), indent=2)
        yield from (line(text, indent=4) for text in comparison.scores)


def _not_comparable(comparison: Comparison) -> Iterator[Paragraph]:
    unread = [report for report in (comparison.old, comparison.new) if not report.readable]
    for report in unread or (comparison.old, comparison.new):
        yield from as_text.told(report) if unread else [as_text.head(report)]
    if not unread:
        yield line(_NOT_ALIKE, indent=2)


def as_object(comparison: Comparison) -> dict[str, object]:
    """``changes`` is null when the two cannot be compared."""
    changes = comparison.changes
    return {
        "old": comparison.old.file,
        "new": comparison.new.file,
        "changes": None
        if changes is None
        else [
            {
                "how": change.how.value,
                "label": change.label,
                "old": _cell(change.old),
                "new": _cell(change.new),
                "row": [_cell(cell) for cell in change.row],
                "message": sentence(change),
            }
            for change in changes
        ],
        "scores": list(comparison.scores),
    }


def _cell(cell: Cell | None) -> dict[str, object] | None:
    if cell is None:
        return None
    at = cell.at
    return {
        "sheet": at.sheet if at else None,
        "cell": at.a1 if at else None,
        "value": shown(cell.value) if cell.given else cell.raw,
    }
