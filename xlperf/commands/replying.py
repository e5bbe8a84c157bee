"""``check --reply`` and ``clean --reply``: what the button asks for. The workbook given is a copy and stays as it is."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlperf.findings import Report
    from xlperf.office import Office
    from xlperf.writeback.actions import Action
    from xlperf.writeback.marks import Marks


def single(paths: Sequence[Path]) -> Path:
    """The one workbook that a reply is about."""
    if len(paths) != 1 or paths[0].is_dir():
        raise click.UsageError("--reply 一次只能用于一个工作簿")
    return paths[0]


def reply_to_check(path: Path, reply: Path, office: Office, password: str) -> int:
    """Checks the copy and writes what is to be done to the open workbook; the exit status of check."""
    from xlperf import gathering, running
    from xlperf.writeback.compose import compose

    (outcome,) = running.checked([gathering.Errand(path, None)], office, password)
    report = outcome.report
    if not report.readable or report.form is None:
        _answer(reply, (), _trouble(report), trouble=True)
        return outcome.status
    done, failed = _steps(path, compose(report), password)
    _answer(reply, done, failed or _result(report), trouble=bool(failed))
    return 2 if failed else outcome.status


def reply_to_clean(path: Path, reply: Path, password: str) -> int:
    """Writes what takes every mark out of the open workbook; 0, or 2 when the copy cannot be read."""
    done, failed = _steps(path, None, password)
    _answer(
        reply, done, failed or ("标记已全部清除。" if done else "没有标记，未作改动。"), trouble=bool(failed)
    )
    return 2 if failed else 0


def _steps(path: Path, marks: Marks | None, password: str) -> tuple[tuple[Action, ...], str]:
    """The steps, or none and why; a failure of the program itself is told like any other."""
    from xlperf.assess import bug
    from xlperf.package.refusal import Refused
    from xlperf.writeback.live import steps

    try:
        return steps(path, marks, password), ""
    except Refused as reason:
        return (), f"{reason.code} {reason.message}。\n{reason.hint}。"
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the button must always have an answer
        finding = bug(error)
        return (), f"{finding.code} {finding.message}。\n{finding.hint}。"


def _trouble(report: Report) -> str:
    told = (f"{each.code} {each.message}。\n{each.hint}。" for each in report.findings)
    return next(told, "这个文件不是自评工作簿，未作检查。")


def _result(report: Report) -> str:
    from xlperf.findings import Severity
    from xlperf.wording import what_to_do

    counts = " · ".join(f"{each.chinese} {report.count(each)}" for each in Severity)
    return f"检查完毕：{counts}。\n{what_to_do(report)}\n结果见标色的单元格和“检查结果”页。"


def _answer(reply: Path, done: tuple[Action, ...], message: str, *, trouble: bool) -> None:
    from xlperf.package.refusal import Refused
    from xlperf.writeback.into_reply import reply_text, write_reply

    try:
        write_reply(reply, reply_text(done, message, trouble=trouble))
    except Refused as reason:
        raise click.UsageError(f"{reason.code} {reason.message}；{reason.hint}") from None
