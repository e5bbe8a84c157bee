"""``review`` and ``audit``: workbooks handed to reviewers, and who decided what."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands.collecting import STORE, caught_up, opened, roster
from xlperf.commands.rolling import FORCE, free
from xlperf.commands.telling import CONFIG, output_at, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@STORE
@CONFIG
@output_at("DIR", "放工作簿的文件夹 · Folder.", default="复核")
def review(place: str, config: Path | None, output: Path) -> int:
    """取出计入的工作簿供复核：填复核分、复核意见后再 xlperf collect · Hand out workbooks for review.

    已经取出的不覆盖。退出码：0 都取出了，2 有没取出的。
    """
    from pathlib import Path

    from xlperf.collecting.handing import Copy, file_name, hand_out
    from xlperf.collecting.overview import overview
    from xlperf.collecting.taking import sorted_out
    from xlperf.printing.paragraph import line

    office, expected = settings(config), roster(config)
    with opened(place) as store:
        caught_up(store, office)
        lines = overview(sorted_out(store, office, expected), expected, office)
        copies = []
        for each in lines:
            if each.entry is not None:
                arrival = each.entry.counted.arrival
                name = f"{file_name(each.project)}_{arrival.sha[:6]}{Path(arrival.name).suffix}"
                folder = output / each.entry.key[0] / file_name(each.unit)
                copies.append(Copy(arrival.sha, arrival.name, folder / name))
        wanted = [each for each in copies if not each.target.exists()]
        said = hand_out(store, wanted, office)
    for each_said in said:
        click.echo(each_said, err=True)
    kept = f"，{len(copies) - len(wanted)} 份早已取出、没有动" if len(copies) > len(wanted) else ""
    the_screen().show(
        [
            line(f"取出 {len(wanted)} 份{kept}，在“{output}”。"),
            line(("下一步：", "strong"), f"在评分表填复核分、复核意见，保存后运行 xlperf collect “{output}”"),
        ]
    )
    return 2 if said else 0


@click.command(cls=Command)
@STORE
@output_at("XLSX", "默认 审计.xlsx · The workbook.", default="审计.xlsx")
@FORCE
def audit(place: str, output: Path, *, force: bool) -> int:
    """导出复核和退回记录：谁、何时、做了什么、依据哪个文件 · Export who decided what."""
    from xlperf.collecting import audit_book
    from xlperf.collecting.audit import acts
    from xlperf.printing.paragraph import line

    free(output, ".xlsx", force=force)
    with opened(place) as store:
        found = acts(store)
    audit_book.write(found, output)
    the_screen().show([line(f"{len(found)} 条记录已写入“{output}”。")])
    return 0
