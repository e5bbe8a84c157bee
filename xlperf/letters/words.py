"""A letter in words: what stands for each placeholder of the template, and the text of the mail."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.letters.letter import Issue, Letter, Part, chinese, day

LIST = "问题清单"
"""The placeholder for the problems: a paragraph of its own."""


def words(letter: Letter, issue: Issue) -> dict[str, str]:
    """The text for every placeholder but the list of problems."""
    return {
        "单位": letter.unit,
        "年度": str(letter.year),
        "次数": str(issue.number),
        "份数": str(len(letter.parts)),
        "错误数": str(letter.count("错误")),
        "警告数": str(letter.count("警告")),
        "期限": day(issue.due),
        "落款": issue.bureau or "（财政部门盖章）",
        "日期": day(issue.dated),
    }


PLACEHOLDERS = ("单位", "年度", "次数", "份数", "错误数", "警告数", "期限", "落款", "日期", LIST)


def heading(number: int, part: Part) -> str:
    """``一、农村道路养护（自评表.xlsx）``."""
    return f"{chinese(number)}、{part.project}（{part.file}）"


def subject(letter: Letter, issue: Issue) -> str:
    """Of the mail."""
    return f"退回修改通知：{letter.unit}{letter.year}年度绩效自评（第{issue.number}次）"


def body(letter: Letter, issue: Issue) -> str:
    """The text of the mail: the same problems with their cells, for whoever does not open the attachment."""
    return "\n".join(_lines(letter, issue)) + "\n"


def _lines(letter: Letter, issue: Issue) -> Iterator[str]:
    told = words(letter, issue)
    yield f"{letter.unit}："
    yield ""
    yield (
        f"你单位报送的{letter.year}年度绩效自评材料（{told['份数']}份）经复核，有错误{told['错误数']}处、警告{told['警告数']}处，"
        f"现予退回。请于{told['期限']}前改正后重新报送。"
    )
    yield "随附：退回修改通知；标注了问题的工作簿（有问题的单元格已标色，“检查结果”页有全部问题和链接）。"
    for number, part in enumerate(letter.parts, 1):
        yield ""
        yield heading(number, part)
        for cause in part.causes:
            yield f"  {cause.head}"
            for problem in cause.told:
                yield f"    {problem.place or '整个文件'}：{problem.message}"
            if cause.rest:
                yield f"    {cause.rest}"
            yield f"    怎么改：{cause.hint}"
    yield ""
    yield told["落款"]
    yield told["日期"]
