"""SCH-90: the scheme that a workbook was made for is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.findings import Severity


@check(
    "SCH-90",
    Severity.ERROR,
    message="本工作簿按指标体系“{name}”评分，没有找到这个指标体系，评分表和计分数据没有检查",
    hint="把下发的指标体系文件（.toml）放在设置文件旁边，并在 xlperf.toml 写明：schemes = ['{name}.toml']；没有文件的，请向财政部门索取",
    clause="通则：按下发时的指标体系评分，不以其他版本代替",
)
def the_scheme_of_the_workbook_is_at_hand(context: Context) -> Iterator[Outcome]:
    """工作簿所用的指标体系已经提供。

    例：县财政局下发的工作簿标明“yy-department-2026”，检查的电脑上没有这个指标体系，报 SCH-90；
    不会改用附件3-1 的分值代替。
    """
    name = context.submission.unknown_scheme
    if name:
        yield at(name=name, seen=name, label="指标体系")
