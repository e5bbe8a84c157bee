"""Two workbooks side by side: what changed, what that did to the points, and the same as marks for a copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.assess import assess_and_read
from xlperf.differences import Change, How, differences
from xlperf.findings import Address, Report, Score, Severity
from xlperf.forms.model import Kind
from xlperf.record import dataclass
from xlperf.submission import Cell, shown
from xlperf.wording import points, visible
from xlperf.writeback.marks import RESULTS_SHEET, CellMark, Look, Marks, ResultCell, ResultRow, ResultsSheet

if TYPE_CHECKING:
    from xlperf.office import Office

_EXCERPT = 60
_LEAD = 12
_WIDTHS = (8.0, 10.0, 24.0, 36.0, 46.0, 46.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both reports, the changes of what staff wrote, and sentences about points that changed with them.

    ``changes`` is None when the two do not hold the same form or one could not be read.
    """

    old: Report
    new: Report
    changes: tuple[Change, ...] | None
    scores: tuple[str, ...] = ()


def compare(old: Path, new: Path, office: Office, password: str = "") -> Comparison:
    """Reads both and tells what changed from the first to the second; nothing is written."""
    old_report, before = assess_and_read(old, office, password)
    new_report, after = assess_and_read(new, office, password)
    if before is None or after is None or before.form.key != after.form.key:
        return Comparison(old_report, new_report, None)
    return Comparison(
        old_report, new_report, differences(before, after), tuple(_scores(old_report, new_report))
    )


def _scores(old: Report, new: Report) -> Iterator[str]:
    """What changed in 系统复算得分 and in the total."""
    before, after = _named(old), _named(new)
    for called, score in after.items():
        earlier = before.get(called)
        if earlier is not None and earlier.computed != score.computed:
            told = f"系统复算得分由 {_points(earlier.computed)}变为 {_points(score.computed)}"
            yield f"{score.id} {visible(score.name)}：{told}"
    if old.total and new.total:
        for label, first, then in (
            ("自评总分", old.total.self_score, new.total.self_score),
            ("最高可得分", old.total.at_most, new.total.at_most),
        ):
            if first != then:
                yield f"{label}由 {_points(first)}变为 {_points(then)}"


def _named(report: Report) -> Mapping[tuple[str, str], Score]:
    """Scores by name: the number of an indicator that a unit wrote itself changes when a row comes or goes above it.

    Those that share a name are told apart by their numbers.
    """
    names = Counter(score.name for score in report.scores)
    return {(score.id if names[score.name] > 1 else "", score.name): score for score in report.scores}


def _points(value: Decimal | None) -> str:
    return "无法复核" if value is None else f"{points(value)} 分"


def place(change: Change) -> Address | None:
    """Where the change is seen: in the second workbook, or in the first when the second has it no more."""
    cells = (change.new, *change.row[:1], change.old)
    return next((cell.at for cell in cells if cell is not None and cell.at is not None), None)


def whereabouts(change: Change) -> str:
    """The place for people: what is gone is told by where it stood in the first workbook."""
    at = place(change)
    return f"{'原件 ' if change.how is How.REMOVED and at else ''}{at or ''}"


def sentence(change: Change) -> str:
    """由 5,100 改为 5,057（万元）; a row with what stands in it."""
    if change.how is How.CHANGED:
        old, new = _apart(_told(change.old), _told(change.new))
        return f"由 {old} 改为 {new}{'（空格、换行或写法不同）' if old == new else ''}"
    if change.how is How.MOVED:
        before = change.old.at.row if change.old and change.old.at else 0
        after = change.new.at.row if change.new and change.new.at else 0
        return f"由第 {before} 行移到第 {after} 行（次序变了）"
    content = "，".join(_told(cell) for cell in change.row)
    return f"{'新增一行' if change.how is How.ADDED else '删去一行'}：{visible(content, 2 * _EXCERPT)}"


def _told(cell: Cell | None) -> str:
    """A value as staff would write it, with its unit."""
    if cell is None or (not cell.written and not cell.given):
        return "空"
    if not isinstance(cell.value, Decimal):
        return shown(cell.value) or cell.raw
    if cell.kind is Kind.PERCENT:
        return f"{shown((cell.value * 100).normalize())}%"
    amount = f"{cell.value:,}" if cell.kind is Kind.MONEY else shown(cell.value)
    return f"{amount} {cell.unit}".rstrip()


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two texts, the long ones from shortly before where they part."""
    if max(len(old), len(new)) <= _EXCERPT:
        return _quoted(old), _quoted(new)
    same = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    start = max(0, same - _LEAD)
    lead = "…" if start else ""
    return tuple(_quoted(lead + text[start:]) for text in (old, new))  # type: ignore[return-value]


def _quoted(text: str) -> str:
    return visible(text, _EXCERPT) or "（空格）"


def marks(comparison: Comparison) -> Marks:
    """The changes for a copy of the second workbook: each at its cell, all of them on the results sheet."""
    by_cell: dict[Address, list[str]] = {}
    for change in comparison.changes or ():
        at = place(change)
        if at is not None and change.how is not How.REMOVED:
            by_cell.setdefault(at, []).append(f"{visible(change.label)}：{sentence(change)}")
    cells = (
        CellMark(at, Severity.INFO, ("DIFF",), "\n".join(f"【改动】{text}" for text in texts))
        for at, texts in sorted(by_cell.items())
    )
    return Marks(tuple(cells), (), _sheet(comparison), comparison.new.seal)


def _sheet(comparison: Comparison) -> ResultsSheet:
    changes = comparison.changes or ()
    columns = len(_WIDTHS)
    rows = [
        ResultRow((ResultCell(f"{RESULTS_SHEET}：改动对照", Look.TITLE, span=columns),), 28.0),
        ResultRow((ResultCell("原件", Look.LABEL, span=2), ResultCell(_name(comparison.old), span=4))),
        ResultRow((ResultCell("本文件", Look.LABEL, span=2), ResultCell(_name(comparison.new), span=4))),
        ResultRow(()),
        ResultRow((ResultCell(f"一、改动（{len(changes)} 处）", Look.HEADING, span=columns),), 20.0),
    ]
    headers = ("序号", "改动", "位置", "项目", "原来", "现在")
    rows.append(ResultRow(tuple(ResultCell(text, Look.HEADER) for text in headers)))
    rows += [ResultRow(_row(number, change)) for number, change in enumerate(changes, 1)]
    if comparison.scores:
        rows += [
            ResultRow(()),
            ResultRow((ResultCell("二、得分随之变化", Look.HEADING, span=columns),), 20.0),
        ]
        rows += [ResultRow((ResultCell(text, span=columns),)) for text in comparison.scores]
    return ResultsSheet(_WIDTHS, tuple(rows))


def _name(report: Report) -> str:
    return visible(Path(report.file).name)


_WORDS = {How.CHANGED: "改为", How.ADDED: "新增", How.REMOVED: "删去", How.MOVED: "移动"}


def _row(number: int, change: Change) -> tuple[ResultCell, ...]:
    at = place(change)
    gone = change.how is How.REMOVED
    where = ResultCell(
        whereabouts(change) or "整个文件", Look.PLAIN if gone or not at else Look.LINK, None if gone else at
    )
    content = "，".join(_told(cell) for cell in change.row)
    if change.how is How.CHANGED:
        old, new = _apart(_told(change.old), _told(change.new))
    elif change.how is How.MOVED:
        old, new = "", sentence(change)
    else:
        old, new = (visible(content, 2 * _EXCERPT), "") if gone else ("", visible(content, 2 * _EXCERPT))
    return (
        ResultCell(Decimal(number), Look.NUMBER),
        ResultCell(_WORDS[change.how], Look.INFO),
        where,
        ResultCell(visible(change.label)),
        ResultCell(old or None),
        ResultCell(new or None),
    )
