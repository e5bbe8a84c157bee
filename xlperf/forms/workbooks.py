"""The template workbooks: which sheets they hold, in which edition."""

from __future__ import annotations

from functools import cache
from itertools import chain

from xlperf import schemes
from xlperf.forms import (
    department_report,
    fund_arrival,
    information,
    narrative,
    negative_list,
    project_report,
    special_projects,
    target_table,
)
from xlperf.forms.model import SheetForm, WorkbookForm
from xlperf.forms.national import editions
from xlperf.forms.national.sheet import self_evaluation
from xlperf.forms.score_sheet import ScoreForms, score_forms
from xlperf.office import Office

KINDS = ("project", "department", *editions.KINDS)


def _scores(scheme: str, sheets: tuple[SheetForm, ...], *, points_beside: bool) -> ScoreForms:
    sources = {field.key: field for field in chain.from_iterable(sheet.fields for sheet in sheets)}
    return score_forms(schemes.load(scheme), sources, Office(), points_beside=points_beside)


@cache
def project() -> WorkbookForm:
    """项目支出：目标表、自评报告（附件2-2）、资金到位明细、负面清单、评分表（附件3-2）、综述。"""
    facts = (
        information.information("项目支出绩效自评工作簿", project=True),
        target_table.SHEET,
        project_report.SHEET,
        fund_arrival.SHEET,
        negative_list.SHEET,
    )
    scores = _scores("project_3_2", facts, points_beside=True)
    return WorkbookForm(
        key="project",
        title="项目支出绩效自评工作簿",
        edition="2020",
        scheme="project_3_2",
        sheets=(*facts, scores.inputs, scores.sheet, narrative.PROJECT),
    )


@cache
def department() -> WorkbookForm:
    """部门整体支出：自评报告（附件2-1）、专项明细、评分表（附件3-1）、综述。"""
    facts = (
        information.information("部门整体支出绩效自评工作簿", project=False),
        department_report.SHEET,
        special_projects.SHEET,
    )
    scores = _scores("department_3_1", facts, points_beside=False)
    return WorkbookForm(
        key="department",
        title="部门整体支出绩效自评工作簿",
        edition="2020",
        scheme="department_3_1",
        sheets=(*facts, scores.inputs, scores.sheet, narrative.DEPARTMENT),
    )


@cache
def national(kind: str) -> WorkbookForm:
    """项目支出绩效自评表 in one of its editions; the unit writes the indicators, so there is no scheme."""
    edition = editions.edition(kind)
    title = information.information(f"{edition.title}工作簿", project=True)
    return WorkbookForm(
        key=kind,
        title=edition.workbook_title,
        edition=edition.edition,
        scheme="",
        sheets=(title, self_evaluation(edition)),
    )


def workbook(kind: str) -> WorkbookForm:
    """The template of that kind, one of ``KINDS``; KeyError for any other."""
    own = {"project": project, "department": department}
    return own[kind]() if kind in own else national(kind)
