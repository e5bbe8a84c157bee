"""``verify`` and ``diff``: whether stamped paper belongs to a file, and what changed between two."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands import secret
from xlperf.commands.telling import CONFIG, PATHS, output_at, settings, the_screen
from xlperf.printing.usage import Command

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.comparing import Comparison
    from xlperf.findings import Report
    from xlperf.printing.paragraph import Paragraph


@click.command(cls=Command)
@click.argument("path", type=PATHS, metavar="FILE")
@click.argument("code", required=False, metavar="[校验码]")
@CONFIG
@secret.option
def verify(path: Path, code: str | None, config: Path | None, *, password_stdin: bool) -> int:
    """盖章的纸和这个文件是不是同一份 · Does the stamped paper belong to this file?

    不给校验码时显示文件的校验码。退出码：0 一致，1 不一致，2 文件读不了或校验码抄错了。
    """
    from xlperf.assess import assess
    from xlperf.seal import Mistyped, typed

    screen = the_screen()
    wanted = ""
    if code is not None:
        try:
            wanted = typed(code)
        except Mistyped as wrong:
            raise click.UsageError(
                f"“{code}”不是校验码：{wrong}；请对照纸面页脚或“检查结果”页再抄一遍"
            ) from None
    report = assess(path, settings(config), secret.password(from_stdin=password_stdin))
    if report.seal is None:
        screen.show(_unreadable(report))
        return 2
    from xlperf.printing.paragraph import line

    own = report.seal.code
    if not wanted:
        screen.show([line((report.file, "strong"), f" · 校验码 {own}")])
        return 0
    if wanted == own:
        screen.show(
            [line((report.file, "strong"), " · ", ("一致", "good"), f"：纸面与文件内容相同（{own}）")]
        )
        return 0
    screen.show(
        [
            line((report.file, "strong"), " · ", ("不一致", "error"), f"：纸面 {wanted}，文件 {own}"),
            line(
                "打印之后改过表内的数或文字，或者不是同一份文件。请用现在的文件重新打印盖章，或找回打印时的文件；"
                "有两份文件的，用 xlperf diff 旧文件 新文件 看改了什么。",
                indent=2,
            ),
        ]
    )
    return 1


@click.command(cls=Command)
@click.argument("old", type=PATHS, metavar="OLD")
@click.argument("new", type=PATHS, metavar="NEW")
@output_at("COPY", "把改动标在 NEW 的副本上 · A marked copy of NEW.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式 · Output format."
)
@CONFIG
@secret.option
def diff(
    old: Path, new: Path, output: Path | None, form: str, config: Path | None, *, password_stdin: bool
) -> int:
    """两次报送之间改了什么 · What changed between two submissions.

    按栏目和行比较，不按单元格：移动、增行、改格式不算改动。退出码：0 没有改动，1 有改动，2 读不了或不是同一种表。
    """
    from xlperf.comparing import compare
    from xlperf.printing.as_changes import as_object, told

    password = secret.password(from_stdin=password_stdin)
    if output is not None and output.resolve() in (old.resolve(), new.resolve()):
        raise click.UsageError("--output 请写另一个文件名：比较的两个文件都不改动")
    comparison = compare(old, new, settings(config), password)
    if form == "json":
        import json

        click.echo(json.dumps(as_object(comparison), ensure_ascii=False, indent=2))
    else:
        the_screen().show(told(comparison))
    if comparison.changes is None:
        return 2
    if output is not None:
        return _write(comparison, new, output, password)
    return 1 if comparison.changes else 0


def _unreadable(report: Report) -> list[Paragraph]:
    """Why there is no code: the file cannot be read, or holds none of our forms."""
    from xlperf.printing.as_text import told

    return list(told(report))


def _write(comparison: Comparison, source: Path, target: Path, password: str) -> int:
    """The second workbook with the changes marked, at ``target``."""
    from xlperf.comparing import marks
    from xlperf.package.refusal import Refused
    from xlperf.printing.paragraph import line
    from xlperf.writeback.into_file import write

    try:
        written = write(source, target, marks(comparison), password)
    except Refused as refusal:
        click.echo(f"错误 {refusal.code}  {refusal.message}；{refusal.hint}", err=True)
        return 2
    click.echo(line(written.message or f"改动已标在“{written.path}”。").text, err=True)
    return 1 if comparison.changes else 0
