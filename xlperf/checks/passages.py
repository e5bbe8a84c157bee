"""The running text of a submission: what stands where, and which of it admits problems."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xlperf.checks.found import field_cells, paragraphs, rows_with
from xlperf.forms import department_report, project_report, target_table
from xlperf.forms.national import parts as national
from xlperf.lazy_regex import lazy
from xlperf.narrative import Sentence, plain, sentences
from xlperf.record import dataclass
from xlperf.submission import Cell, Submission, once

_LONG_FIELDS = (
    department_report.TASKS,
    department_report.OPERATION,
    department_report.GOAL_ACTUAL,
    project_report.GOAL_ACTUAL,
    national.GOAL_ACTUAL,
)
_PROBLEMS = lazy(r"存在的?(?:主要)?问题")
_PRAISE = lazy(r"做法|经验|成效|成绩")
_HEADING = lazy(r"[^\n。；;]{0,30}")
_REMEDY = lazy(
    r"^[（(\d一二三四五六七八九十、.）)\s]{0,8}(?:改进建议|改进措施|整改措施|建议|下一步|今后|工作打算)"
)
_NOTHING = lazy(r"^\W*(?:(?:暂|目前|均)?无|没有|未发现|不存在)(?:[^，,。；;\n]{0,6}问题)?\W*$")


@dataclass(frozen=True)
class Passage:
    """One cell of running text and the heading that it stands under."""

    cell: Cell
    section: str

    @cached_property
    def text(self) -> str:
        """The words as written."""
        return self.cell.text

    @cached_property
    def plain(self) -> str:
        """The words with half-width digits and signs, character for character."""
        return plain(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with their figures."""
        return sentences(self.text)

    @cached_property
    def admits(self) -> bool:
        """Whether it stands under 存在的问题 and tells of one: no 无, no remedy."""
        heading = _HEADING.match(self.text.lstrip())
        own = heading.group() if heading else ""
        about = _PROBLEMS.search(self.section) or (_PROBLEMS.search(own) and not _PRAISE.search(own))
        return bool(about) and not _NOTHING.match(self.text) and not _REMEDY.match(self.text)


@once
def passages(submission: Submission) -> tuple[Passage, ...]:
    """评价报告综述 from top to bottom, then the long fields of the report."""
    told = [Passage(each.cell, each.section) for each in paragraphs(submission)]
    fields = [Passage(cell, cell.label) for cell in field_cells(submission, _LONG_FIELDS) if cell.given]
    return (*told, *fields)


def results(submission: Submission) -> Iterator[Cell]:
    """What stands in 实际完成值 and 完成情况 of the indicators, as text."""
    for table, column in (
        (project_report.INDICATORS, project_report.ACTUAL),
        (department_report.INDICATORS, department_report.ACTUAL),
        (national.INDICATORS, national.ACTUAL),
    ):
        rows = rows_with(submission, table, column)
        yield from (row[column] for row in rows if row[column].given)


def goals(submission: Submission) -> Iterator[Cell]:
    """预期目标 and 绩效目标 in words."""
    fields = (
        target_table.GOAL_PERIOD,
        target_table.GOAL_YEAR,
        project_report.GOAL_EXPECTED,
        department_report.GOAL_EXPECTED,
        national.GOAL_EXPECTED,
    )
    yield from (cell for cell in field_cells(submission, fields) if cell.given)
