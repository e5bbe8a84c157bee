"""报告里常见的对的写法：分标段、分来源、分年度、分月、其中、同比、单价、文号、电话……一条也不报；真错照报。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.checks.labels import row
from tests.checks.wordings import KINDS, SECTIONS, full_scores, with_paragraphs
from tests.drawing import findings, submission
from xlperf.findings import Finding
from xlperf.forms import department_report, information, project_report, special_projects, target_table
from xlperf.forms.draft import Draft
from xlperf.forms.model import Field
from xlperf.submission import Submission

LINES = (Path(__file__).parent / "right_paragraphs.txt").read_text(encoding="utf-8").splitlines()
SAYS_NOTHING = ("概况", "各项工作正常开展。")


@dataclass(frozen=True)
class Paragraph:
    """Kind of workbook, section and text."""

    kind: str
    section: str
    text: str


def paragraph(line: str) -> Paragraph:
    kind, section, text = (part.strip() for part in line.split("|", 2))
    return Paragraph(KINDS[kind], SECTIONS[KINDS[kind]][section], text.replace("\\n", "\n"))


def _head(kind: str, lost: str) -> Draft:
    head = Draft().put(information.YEAR, Decimal(2022)).put(information.UNIT, "某县住建局")
    return full_scores(kind, head.put(information.COUNTY, "某县"), lost)


def _project() -> Draft:
    """计划 600＋400、到位 600＋400、支出 600＋360，结余 40；新建 32.63 公里，满意度 96%。"""
    money: Mapping[tuple[Field, ...], tuple[int, int]] = {
        project_report.PLANNED: (600, 400),
        project_report.ARRIVED: (600, 400),
        project_report.SPENT: (600, 360),
    }
    length = {"relation": "≥", "target": Decimal("32.6"), "measure": "公里"}
    draft = (
        _head("project", "S32-18")
        .put(information.PROJECT, "农村公路建设项目")
        .put(project_report.TOTAL_SCORE, Decimal(99))
        .put(project_report.PERIOD, "2022年1月起至2022年12月止")
        .fill(target_table.INDICATORS, row(third="新建道路里程", **length))
        .fill(
            project_report.INDICATORS,
            row(indicator="新建道路里程", actual=Decimal("32.63"), **length),
            row(indicator="受益群众满意度", relation="≥", target=90, measure="%", actual=96),
        )
    )
    for fields, (province, county) in money.items():
        draft = draft.put(fields[1], Decimal(province)).put(fields[4], Decimal(county))
    return draft


def _department() -> Draft:
    """收入 2794.10、支出 2693.36（基本 1394.95、项目 1298.41）、结余 100.74；编制 100、实有 95；三公 11.49。"""
    own, centre = "1、局机关", "2、市政设施维护中心"
    return (
        _head("department", "S31-21")
        .put(department_report.TOTAL_SCORE, Decimal(99))
        .put(department_report.QUOTA, Decimal(100))
        .put(department_report.HEADCOUNT, Decimal(95))
        .fill(
            department_report.INCOME,
            row(institution=own, carried_over="190.89", public_budget="2382.17", other_income="8.38"),
            row(institution=centre, public_budget="212.66"),
        )
        .fill(
            department_report.SPENDING,
            row(
                institution=own,
                staff_spending="1054.89",
                office_spending="177.40",
                project_spending="1248.41",
                balance_year="100.74",
                balance_cumulative="100.74",
            ),
            row(institution=centre, staff_spending=150, office_spending="12.66", project_spending=50),
        )
        .fill(department_report.THREE_PUBLIC, row(institution=own, reception="3.21", vehicle_running="8.28"))
        .fill(
            special_projects.PROJECTS,
            row(project="老旧小区改造", planned=1000, arrived=800, spent=700),
            row(project="污水管网", planned=500, arrived=500, spent=500),
        )
    )


@cache
def workbook(kind: str) -> Submission:
    return submission(kind, _project() if kind == "project" else _department())


@cache
def told_anyway(kind: str) -> frozenset[tuple[str, str]]:
    """What the workbook is told whatever its text says: signatures, evidence."""
    section = SECTIONS[kind][SAYS_NOTHING[0]]
    found = findings(with_paragraphs(workbook(kind), (section, SAYS_NOTHING[1])))
    return frozenset((each.code, each.message) for each in found)


def told(kind: str, section: str, text: str) -> list[Finding]:
    """What the paragraph adds."""
    found = findings(with_paragraphs(workbook(kind), (section, text)))
    return [each for each in found if (each.code, each.message) not in told_anyway(kind)]


@pytest.mark.parametrize("line", LINES, ids=range(1, len(LINES) + 1))
def test_对的段落一条也不报(line: str) -> None:
    given = paragraph(line)
    assert [f"{each.code} {each.message}" for each in told(given.kind, given.section, given.text)] == []


@pytest.mark.parametrize(
    ("line", "seen", "expected"),
    [
        ("项目 | 资金 | 项目实际到位资金900万元。", "900万元", "1000万元"),
        ("项目 | 资金 | 2022年，该项目计划安排资金1000万元，实际到位1000万元，实际支出950万元。", "950万元", "960万元"),
        ("项目 | 资金 | 到位资金1000万元，其中：省级600万元，县级400万元，实际支出950万元。", "950万元", "960万元"),
        ("部门 | 规模 | 2022年度支出合计2600万元，其中基本支出1394.95万元，项目支出1205.05万元。", "2600万元", "2693.36万元"),
        ("部门 | 规模 | 我局2022年收入合计2794.1万元，其中基本支出1349.95万元。", "1349.95万元", "1394.95万元"),
        # 前面说的是财政拨款，本不能断定；1394.95 写成 1349.95 却只能是笔误
        ("部门 | 规模 | 财政拨款方面，基本支出1349.95万元。", "1349.95万元", "1394.95万元"),
        ("部门 | 概况 | 单位核定编制100名，实有98人。", "98人", "95人"),
        ("项目 | 居民 | 问卷调查满意度95.2%。", "95.2%", "96%"),
        ("项目 | 资金 | 结余资金60万元。", "60万元", "40万元"),
        ("项目 | 产出 | 完成新建道路36.23公里。", "36.23公里", "32.63公里"),
        ("部门 | 规模 | 2022年支出合计2963.36万元。", "2963.36万元", "2693.36万元"),
        ("部门 | 基本 | 2022年人员支出1180万元。", "1180万元", "1204.89万元"),
    ],
)  # fmt: skip
def test_说的是全部而与表不符的照报(line: str, seen: str, expected: str) -> None:
    given = paragraph(line)
    found = [each for each in told(given.kind, given.section, given.text) if each.code == "NAR-01"]
    assert (seen, expected) in [(each.seen, each.expected) for each in found]
