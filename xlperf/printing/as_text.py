"""Report → lines that a tired clerk understands at a glance. Pure: no terminal, no colour codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from xlperf.findings import Finding, Report, Severity, Verdict, Waiver
from xlperf.printing.paragraph import Paragraph, line
from xlperf.wording import (
    aside,
    code_list,
    form_title,
    grounds,
    in_reading_order,
    nothing_scored,
    places,
    points,
    slip_of,
    total_sentence,
    unchecked,
    verdict_sentence,
    visible,
    what_to_do,
    why_aside,
)

_FILE_TROUBLE = ("OPEN-", "WRITE-", "XP-")
_VALUE = 120  # characters of a cell that are shown


def told(report: Report) -> Iterator[Paragraph]:
    """Head, score, findings, scores that differ, what was not checked, what to do next."""
    yield head(report)
    if report.total is not None:
        if nothing_scored(report):
            yield line("评分表没有填写", indent=2)
        else:
            yield line(("得分：", "strong"), total_sentence(report, report.total), indent=2)
    for _, alike in groupby(in_reading_order(report), key=_alike):
        yield Paragraph()
        yield from _findings(tuple(alike))
    yield from _differing(report)
    yield from _unchecked(report)
    if report.readable and report.form is not None:
        yield Paragraph()
        yield line(("下一步：", "strong"), what_to_do(report), indent=2)


def _alike(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.hint, finding.standing


def head(report: Report) -> Paragraph:
    """自评表.xlsx · 项目支出绩效自评工作簿（2020版） · 错误 2 · 警告 1 · 提示 0."""
    if not report.readable:
        return line((report.file, "strong"), " · ", ("未能检查", "error"))
    edition = f"（{report.edition}版）" if report.edition else ""
    counts: list[str | tuple[str, str]] = []
    for severity in Severity:
        count = report.count(severity)
        counts += [" · ", (f"{severity.chinese} {count}", severity.value if count else "good")]
    counts += [(f" · {told}", "muted") for told in aside([report])]
    return line((report.file, "strong"), f" · {form_title(report)}{edition}", *counts)


def brief(report: Report) -> Iterator[Paragraph]:
    """The head, and a line for each reason why the file was not read or not written."""
    yield head(report)
    for finding in report.findings:
        if finding.severity is Severity.ERROR and finding.code.startswith(_FILE_TROUBLE):
            yield line(
                (f"{finding.severity.chinese} {finding.code}", "error"), f"  {finding.message}", indent=2
            )


def _findings(alike: tuple[Finding, ...]) -> Iterator[Paragraph]:
    """Findings of one code, one after the other; what to do is said once when it is the same."""
    for finding in alike:
        yield from _finding(finding)
    if alike[0].hint:
        of_all = f"（以上 {len(alike)} 条）" if len(alike) > 1 else ""
        yield line(f"建议{of_all}：", alike[0].hint, indent=6)


def _finding(finding: Finding) -> Iterator[Paragraph]:
    where = "  ".join(part for part in (str(finding.at or ""), visible(finding.label, _VALUE)) if part)
    yield line(
        (f"{finding.level} {finding.code}", finding.severity.value if finding.counts else "muted"),
        ("  " + where if where else "", "strong"),
        indent=2,
    )
    yield line(finding.message, indent=6)
    if not finding.counts:
        yield line((f"{finding.standing.chinese}：", "strong"), why_aside(finding), indent=6)
    if finding.expected is not None:
        seen = visible(finding.seen, _VALUE) if finding.seen else "（空）"
        yield line(f"填报 {seen} · 应为 {visible(finding.expected, _VALUE)}", indent=6)
    if finding.slip:
        yield line("疑似：", slip_of(finding), indent=6)
    if finding.related:
        yield line((f"相关：{places(finding.related)}", "muted"), indent=6)


def _differing(report: Report) -> Iterator[Paragraph]:
    scores = [score for score in report.scores if score.verdict in (Verdict.HIGH, Verdict.LOW)]
    if not scores:
        return
    yield Paragraph()
    yield line(("得分与系统复算不同", "strong"), indent=2)
    told_already = {finding.code for finding in report.findings}
    for score in scores:
        look = "error" if score.verdict is Verdict.HIGH else "warning"
        yield line(
            f"{score.id} {score.name}（{points(score.max)}分）  自评 {points(score.self_score)}，",
            f"系统 {points(score.computed)}  ",
            (verdict_sentence(score), look),
            indent=4,
        )
        if score.formula and score.id not in told_already:
            yield line((score.formula, "muted"), indent=6)


def _unchecked(report: Report) -> Iterator[Paragraph]:
    groups = unchecked(report)
    if not groups:
        return
    yield Paragraph()
    yield line((f"未检查事项（{sum(len(codes) for _, codes in groups)} 项）", "strong"), indent=2)
    for reason, codes in groups:
        yield line(reason, (f"  {code_list(codes)}", "muted"), indent=4)


def closing(reports: Sequence[Report]) -> Paragraph:
    """The last line over several files."""
    read = [report for report in reports if report.readable]
    faulty = sum(report.count(Severity.ERROR) > 0 for report in read)
    unknown = sum(report.form is None and not report.count(Severity.ERROR) for report in read)
    parts: list[str | tuple[str, str]] = [
        (f"共 {len(reports)} 个文件：", "strong"),
        (f"{len(read) - faulty - unknown} 个没有错误", "good"),
        "，",
        (f"{faulty} 个有错误", "error" if faulty else ""),
    ]
    if unknown:
        parts += ["，", (f"{unknown} 个没有认出是哪种表", "warning")]
    if len(read) < len(reports):
        parts += ["，", (f"{len(reports) - len(read)} 个未能检查", "error")]
    counts = (f"{severity.chinese} {_sum(read, severity)}" for severity in Severity)
    return line(*parts, f"；合计 {' · '.join((*counts, *aside(read)))}")


def waivers_without_use(idle: Sequence[Waiver], elsewhere: Sequence[Waiver]) -> Iterator[Paragraph]:
    """Waivers of the office that this run did not need: worth taking out when the workbook was there."""
    if idle:
        yield Paragraph()
        yield line((f"{len(idle)} 条豁免没有用上，没有查到要豁免的问题，可以从设置文件里删去：", "warning"))
    for waiver in idle:
        whose = "、".join(visible(name) for name in (waiver.unit, waiver.project) if name)
        yield line(f"{waiver.code}  {whose}（{grounds(waiver)}）", indent=2)
    if elsewhere:
        codes = code_list(dict.fromkeys(waiver.code for waiver in elsewhere))
        yield line(f"另有 {len(elsewhere)} 条豁免的单位或项目不在本次检查的文件中：{codes}")


def trouble_lines(report: Report) -> Iterator[Paragraph]:
    """A file that could not be changed, and why."""
    yield line((report.file, "strong"), " · ", ("未能处理", "error"))
    for finding in report.findings:
        yield from _findings((finding,))


def demo_lines(folder: Path) -> Iterator[Paragraph]:
    """Where the examples lie and what to try next."""
    yield Paragraph()
    yield line(("样例在文件夹：", "strong"), str(folder))
    yield line(
        "用 Excel 或 WPS 打开任一文件，看红黄单元格、批注和“检查结果”页；改一处，再运行 xlperf check。"
    )


def _sum(reports: Iterable[Report], severity: Severity) -> int:
    return sum(report.count(severity) for report in reports)
