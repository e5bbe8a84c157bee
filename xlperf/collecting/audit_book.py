"""审计.xlsx: the lines of the audit as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from xlsxwriter.workbook import Workbook as Writer

from xlperf.collecting.audit import Act
from xlperf.collecting.overview import CHINA
from xlperf.collecting.pages import Column, Page, paint
from xlperf.collecting.whole import whole

_COLUMNS = (
    Column("时间", 18),
    Column("谁", 24),
    Column("做了什么", 18),
    Column("年度", 8),
    Column("单位", 24),
    Column("项目", 26),
    Column("位置", 18),
    Column("原来", 9),
    Column("改为", 9),
    Column("说明", 40),
    Column("文件", 30),
    Column("文件校验值", 20),
)


def page(acts: Iterable[Act]) -> Page:
    """The table."""
    rows = tuple(
        (
            f"{datetime.fromisoformat(each.at).astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
            each.who,
            each.what,
            each.year,
            each.unit,
            each.project,
            each.place,
            each.before,
            each.after,
            each.detail,
            each.file,
            each.sha[:16],
        )
        for each in acts
    )
    note = "时间是北京时间；只增不改。文件校验值是 SHA-256 的前 16 位，原件在收件库的 originals 里。"
    return Page("审计", "复核和退回记录", note, _COLUMNS, rows)


def write(acts: Iterable[Act], path: Path) -> None:
    """Writes the workbook, whole or not at all. OSError when it cannot be."""
    with whole(path) as place, Writer(str(place)) as writer:
        paint(writer, page(acts))
