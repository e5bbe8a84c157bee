"""One press of the button: a saved copy of the open workbook → what is to be done to that workbook, and what is said.

The macro, xlwings and the service of the WPS add-in all ask here. The copy itself stays as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.assess import assess_anything
from xlperf.findings import Finding, Report, Severity
from xlperf.not_read import bug, unreadable
from xlperf.package.refusal import Refused
from xlperf.record import dataclass
from xlperf.wording import what_to_do
from xlperf.writeback.compose import compose
from xlperf.writeback.live import steps

if TYPE_CHECKING:
    from xlperf.office import Office
    from xlperf.writeback.actions import Action
    from xlperf.writeback.marks import Marks


@dataclass(frozen=True, slots=True)
class Answer:
    """The steps and the message; ``trouble``: there is nothing to do but read it. ``status`` as of the command line."""

    steps: tuple[Action, ...]
    message: str
    trouble: bool = False
    status: int = 0


def check(copy: Path, office: Office, password: str = "") -> Answer:
    """What 检查 does to the workbook that ``copy`` was saved from; trouble is an answer, too."""
    report = assess_anything(copy, office, password)
    if not report.readable:
        return lost(report)
    if report.form is None:
        return Answer((), _first(report), trouble=True)
    return _with_steps(
        copy, compose(report), password, _result(report), 1 if report.count(Severity.ERROR) else 0
    )


def clean(copy: Path, password: str = "") -> Answer:
    """What 清除标记 does: every mark goes."""
    answer = _with_steps(copy, None, password, "标记已全部清除。", 0)
    return answer if answer.steps or answer.trouble else Answer((), "没有标记，未作改动。")


def stopped(copy: Path, reason: Refused) -> Answer:
    """The answer about a copy whose check was stopped from outside: too long, too large."""
    return lost(unreadable(copy, reason))


def lost(report: Report) -> Answer:
    """The answer about a copy that could not be read."""
    return Answer((), _first(report), trouble=True, status=2)


def _with_steps(copy: Path, marks: Marks | None, password: str, message: str, status: int) -> Answer:
    """The steps, or none and why; a failure of the program itself is told like any other."""
    try:
        return Answer(steps(copy, marks, password), message, status=status)
    except Refused as reason:
        told = Finding(reason.code, Severity.ERROR, reason.message, reason.hint)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the button must always have an answer
        told = bug(error)
    return Answer((), _line(told), trouble=True, status=2)


def _first(report: Report) -> str:
    return next((_line(each) for each in report.findings), "这个文件不是自评工作簿，未作检查。")


def _line(finding: Finding) -> str:
    return f"{finding.code} {finding.message}。\n{finding.hint}。"


def _result(report: Report) -> str:
    counts = " · ".join(f"{each.chinese} {report.count(each)}" for each in Severity)
    return f"检查完毕：{counts}。\n{what_to_do(report)}\n结果见标色的单元格和“检查结果”页。"
