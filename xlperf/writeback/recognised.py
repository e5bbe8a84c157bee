"""Whereabouts → Marks: what was recognised as what, shown in a copy of the workbook. Pure."""

from __future__ import annotations

from xlperf.findings import Address, Severity
from xlperf.whereabouts import Part, Whereabouts, doubtful
from xlperf.writeback.marks import CellMark, Look, Marks, ResultCell, ResultRow, ResultsSheet

_CODE = "where"
_SURE = 0.9
_LONGEST = 120
_WIDTHS = (34.0, 26.0, 60.0, 8.0, 12.0)


def recognised_marks(found: Whereabouts) -> Marks:
    """A note at every cell that was read, yellow where it is less sure or was not read, and a list of all."""
    notes: dict[Address, list[str]] = {}
    doubtful_cells = {doubt.at for doubt in found.doubts if doubt.at}
    for part in found.parts:
        notes.setdefault(part.at, []).append(_note(part))
        if part.sure < _SURE:
            doubtful_cells.add(part.at)
    for doubt in found.doubts:
        if doubt.at:
            notes.setdefault(doubt.at, []).append(doubtful(doubt))
    cells = tuple(
        CellMark(at, Severity.WARNING if at in doubtful_cells else Severity.INFO, (_CODE,), "\n".join(told))
        for at, told in sorted(notes.items())
    )
    return Marks(cells, (), ResultsSheet(_WIDTHS, tuple(_rows(found)), frozen=2))


def _note(part: Part) -> str:
    return f"识别为“{part.label}”\n读作：{part.told[:_LONGEST] or '（空）'}\n把握 {part.sure:.0%}，{part.way}"


def _rows(found: Whereabouts) -> list[ResultRow]:
    head = ("栏目", "位置", "读出的内容", "把握", "怎样找到")
    rows = [
        ResultRow((ResultCell(f"识别结果：{found.title}", Look.TITLE, span=5),), height=28.0),
        ResultRow(tuple(ResultCell(text, Look.HEADER) for text in head)),
    ]
    for part in found.parts:
        sure = ResultCell(f"{part.sure:.0%}", Look.PLAIN if part.sure >= _SURE else Look.WARNING)
        rows.append(
            ResultRow(
                (
                    ResultCell(part.label),
                    ResultCell(str(part.at), Look.LINK, part.at),
                    ResultCell(part.told[:_LONGEST]),
                    sure,
                    ResultCell(part.way),
                )
            )
        )
    for doubt in found.doubts:
        link = ResultCell(str(doubt.at), Look.LINK, doubt.at) if doubt.at else ResultCell("")
        rows.append(
            ResultRow((ResultCell(doubt.label), link, ResultCell(doubtful(doubt), Look.WARNING, span=3)))
        )
    return rows
