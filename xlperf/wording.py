"""The words about a report that the terminal and the results sheet share. Pure: a Report in, sentences out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from math import ceil

from xlperf.findings import (
    ASIDE,
    Address,
    Finding,
    Report,
    Score,
    Severity,
    Standing,
    Total,
    Verdict,
    Waiver,
    column_letters,
)

NONE = "—"
"""What stands for a number that is not known."""

SCHEME = "scheme"
"""The form in which a bureau writes a scheme: it is built, not handed in."""

UNVERIFIABLE = Verdict.UNVERIFIABLE.chinese


def form_title(report: Report) -> str:
    """项目支出绩效自评工作簿；未识别 when none was recognised."""
    return "未识别的表种" if report.form is None else report.title


def in_reading_order(report: Report) -> tuple[Finding, ...]:
    """Findings from grave to light, those that do not count last, then sheet by sheet from top to bottom; those without a cell come first.

    Sheets keep the order in which the report names them: ``assess`` knows the workbook, this does not.
    """
    sheets: dict[tuple[int, str], int] = {}
    for finding in report.findings:
        if finding.at is not None:
            sheets.setdefault((finding.rank, finding.at.sheet), len(sheets))

    def place(finding: Finding) -> tuple[int, int, int, int]:
        rank, at = finding.rank, finding.at
        return (rank, -1, 0, 0) if at is None else (rank, sheets[rank, at.sheet], at.row, at.column)

    return tuple(sorted(report.findings, key=place))


def points(value: Decimal | None) -> str:
    """A number as staff write it: 98, 6.6; — when unknown."""
    if value is None:
        return NONE
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def bounds(score: Score) -> str:
    """上下限: 0～5, a single number when both are the same, — when unknown."""
    if score.lo is None or score.hi is None:
        return NONE
    return points(score.lo) if score.lo == score.hi else f"{points(score.lo)}～{points(score.hi)}"


def verdict_sentence(score: Score) -> str:
    """What was found about one indicator, by how much."""
    claimed, lo, hi = score.self_score, score.lo, score.hi
    if claimed is not None and hi is not None and score.verdict is Verdict.HIGH:
        return f"偏高：最高可得 {points(hi)} 分，自评多 {points(claimed - hi)} 分"
    if claimed is not None and lo is not None and score.verdict is Verdict.LOW:
        return f"偏低：至少应得 {points(lo)} 分，自评少 {points(lo - claimed)} 分"
    if score.verdict is Verdict.OK and score.computed != claimed:
        return f"在允许范围 {bounds(score)} 分之内" if lo is not None else score.verdict.chinese
    return score.verdict.chinese


def nothing_scored(report: Report) -> bool:
    """Whether there is a score sheet without a single self-score."""
    total = report.total
    return (
        total is not None
        and total.self_score is None
        and all(score.self_score is None for score in report.scores)
    )


def nothing_recomputed(report: Report) -> bool:
    """Whether no figure on the forms supports any of the points, so that nothing can be said of them."""
    return bool(report.scores) and all(score.hi is None for score in report.scores)


def total_sentence(report: Report, total: Total) -> str:
    """自评 98 → 系统复算最高可得 90，等次 优秀 → 良好，其中 40 分无法复核."""
    if total.self_score is None:
        return "自评得分没有认全，总分和等次不能核对"
    parts = [f"自评 {points(total.self_score)}"]
    if total.at_most is not None and nothing_recomputed(report):
        parts[0] += "，没有一项能由系统复算"
    elif total.at_most is None:
        parts[0] += f"，系统{UNVERIFIABLE}总分"
    elif total.at_most == total.self_score:
        parts[0] += "，可复核部分与系统复算一致"
    else:
        parts[0] += f" → 系统复算最高可得 {points(total.at_most)}"
    if total.grade and total.grade_at_most and total.grade != total.grade_at_most:
        parts.append(f"等次 {total.grade} → {total.grade_at_most}")
    elif total.grade:
        parts.append(f"等次 {total.grade}")
    if total.unverifiable:
        part = "" if nothing_recomputed(report) else "其中 "
        parts.append(f"{part}{points(total.unverifiable)} 分{UNVERIFIABLE}")
    return "，".join(parts)


def aside(reports: Iterable[Report]) -> tuple[str, ...]:
    """已豁免 2, 试行 1 …: what is told without counting; nothing for what does not occur."""
    every = tuple(reports)
    counts = ((standing, sum(report.aside(standing) for report in every)) for standing in ASIDE)
    return tuple(f"{standing.chinese} {count}" for standing, count in counts if count)


def why_aside(finding: Finding) -> str:
    """Why a finding does not count; "" for one that does."""
    if finding.standing is Standing.WAIVED and finding.waiver is not None:
        return f"{grounds(finding.waiver)}；不计入{finding.severity.chinese}"
    if finding.standing is Standing.TRIAL:
        return f"这条检查正在试行，不计入{finding.severity.chinese}"
    if finding.standing is Standing.KNOWN:
        return f"上次检查已经指出，仍未改正；不再计入{finding.severity.chinese}"
    return ""


def grounds(waiver: Waiver) -> str:
    """理由：…；批准人：…；有效期至 2026-12-31."""
    return f"理由：{visible(waiver.reason)}；批准人：{visible(waiver.approver)}；有效期至 {waiver.expires.isoformat()}"


def what_to_do(report: Report) -> str:
    """One sentence: the next step for whoever holds the file; what does not count is recalled after it."""
    beside = aside([report])
    return _next_step(report) + (f"（另有 {'、'.join(beside)}，不计入。）" if beside else "")


def _next_step(report: Report) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not errors and report.form == SCHEME:
        look = f"有 {warnings} 处请再看一眼；" if warnings else ""
        return f"没有错误；{look}下一步运行 xlperf scheme build，生成指标体系文件、自评工作簿模板和评分手册。"
    if errors:
        also = f"，{warnings} 处警告须改正或说明原因" if warnings else ""
        return f"有 {errors} 处错误必须改正{also}；请逐条核对，保存后再检查一次。"
    if warnings:
        empty = any(item.reason.endswith("没有填写") for item in report.not_checked)
        also = "；还有没有填写的表（见“未检查事项”），该填的填好" if empty else ""
        return f"没有错误；有 {warnings} 处警告，请改正，或在说明栏写明原因{also}后报送。"
    if any(not by_hand(item.reason) for item in report.not_checked) or any(
        score.verdict is Verdict.UNVERIFIABLE and not by_hand(score.formula) for score in report.scores
    ):
        return "没有发现错误；部分事项因缺少数据未能检查，请看“未检查事项”，能补的补齐。"
    return "没有发现错误，可以报送。"


def by_hand(words: str) -> bool:
    """Whether an indicator is left to the reviewer by its rule: nothing is missing there."""
    return words.startswith("人工评分")


def unchecked(report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(reason, codes) of everything that could not be checked, in the order of the report."""
    groups: dict[str, list[str]] = {}
    for item in report.not_checked:
        codes = groups.setdefault(item.reason, [])
        if item.code not in codes:
            codes.append(item.code)
    told = {item.code for item in report.not_checked}
    for score in report.scores:
        if score.verdict is Verdict.UNVERIFIABLE and score.id not in told:
            groups.setdefault("缺少计分数据，或由人工评分，系统不能复核", []).append(score.id)
    return tuple((reason, tuple(sorted(codes))) for reason, codes in groups.items())


def places(addresses: Iterable[Address]) -> str:
    """自评报告!D12、D13、评分表!H8: the sheet is named once as long as it stays the same."""
    told: list[str] = []
    before = None
    for sheet, row, column in addresses:
        told.append(f"{'' if sheet == before else f'{sheet}!'}{column_letters(column)}{row}")
        before = sheet
    return "、".join(told)


def slip_of(finding: Finding) -> str:
    """The likely slip of the pen without the word 疑似, which every way of telling puts in front."""
    return finding.slip.strip().removeprefix("疑似").lstrip("：:")


def code_list(codes: Iterable[str]) -> str:
    """S32-01 至 S32-05、S32-09: three or more in a row are drawn together."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and _follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    return "、".join(f"{run[0]} 至 {run[-1]}" if len(run) > 2 else "、".join(run) for run in runs)  # noqa: PLR2004


def _follows(one: str, other: str) -> bool:
    (family, _, number), (other_family, _, other_number) = one.rpartition("-"), other.rpartition("-")
    if family != other_family or not (number.isdecimal() and other_number.isdecimal()):
        return False
    return int(other_number) == int(number) + 1


def visible(text: str, limit: int = 0) -> str:
    """One line without control or direction characters (shown by their number), at most ``limit`` long."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = "".join(visible_character(character) for character in line)
    return f"{line[: limit - 1]}…" if limit and len(line) > limit else line


def visible_character(character: str) -> str:
    """The character, or its number when it would move the cursor or turn the line around."""
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co"):
        return f"\\u{ord(character):04x}"
    return character


def width(text: str) -> int:
    """Columns a text takes: two for a Chinese character."""
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def lines_taken(text: str, room: float) -> int:
    """How many lines a text takes where ``room`` columns go into one."""
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))


class _Widths(dict[str, int]):
    """Columns of a character, worked out once for each."""

    def __missing__(self, character: str) -> int:
        self[character] = columns = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        return columns


_WIDTHS = _Widths()
