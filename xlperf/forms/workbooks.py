"""The template workbooks: which sheets they hold, in which edition, scored by which scheme."""

from __future__ import annotations

from functools import cache
from itertools import chain

from xlperf import schemes
from xlperf.forms import (
    department_report,
    fund_arrival,
    information,
    monitoring,
    narrative,
    negative_list,
    project_report,
    special_projects,
    summary,
    target_application,
    target_table,
)
from xlperf.forms import scheme_workbook as scheme_form
from xlperf.forms.model import SheetForm, WorkbookForm
from xlperf.forms.national import editions
from xlperf.forms.national.sheet import self_evaluation
from xlperf.forms.score_sheet import ScoreForms, score_forms
from xlperf.office import Office
from xlperf.schemes.model import Scheme

KINDS = ("project", "department", *editions.KINDS, "application", "summary", "monitoring", "scheme")

_UNSCORED = ("TPL", "TAM", "FMT", "REQ", "DATE", "TGT", "SE", "NAR")
"""The checks of a form without points: none of the score sheet."""

PROJECT_FACTS = (
    information.information("项目支出绩效自评工作簿", project=True, reckoned=True, reason="扣分原因"),
    target_table.SHEET,
    project_report.SHEET,
    fund_arrival.SHEET,
    negative_list.SHEET,
)
DEPARTMENT_FACTS = (
    information.information("部门整体支出绩效自评工作簿", project=False, reckoned=True, reason="扣分原因"),
    department_report.SHEET,
    special_projects.SHEET,
)


def _scores(scheme: Scheme, sheets: tuple[SheetForm, ...]) -> ScoreForms:
    sources = {field.key: field for field in chain.from_iterable(sheet.fields for sheet in sheets)}
    return score_forms(scheme, sources, Office())


@cache
def project(scheme: Scheme | None = None) -> WorkbookForm:
    """项目支出：目标表、自评报告（附件2-2）、资金到位明细、负面清单、评分表（附件3-2 or ``scheme``）、综述。"""
    scheme = scheme or schemes.load("project_3_2")
    scores = _scores(scheme, PROJECT_FACTS)
    return WorkbookForm(
        key="project",
        title="项目支出绩效自评工作簿",
        edition=scheme.edition,
        scheme=scheme,
        sheets=(*PROJECT_FACTS, scores.inputs, scores.sheet, narrative.PROJECT),
    )


@cache
def department(scheme: Scheme | None = None) -> WorkbookForm:
    """部门整体支出：自评报告（附件2-1）、专项明细、评分表（附件3-1 or ``scheme``）、综述。"""
    scheme = scheme or schemes.load("department_3_1")
    scores = _scores(scheme, DEPARTMENT_FACTS)
    return WorkbookForm(
        key="department",
        title="部门整体支出绩效自评工作簿",
        edition=scheme.edition,
        scheme=scheme,
        sheets=(*DEPARTMENT_FACTS, scores.inputs, scores.sheet, narrative.DEPARTMENT),
    )


@cache
def national(kind: str) -> WorkbookForm:
    """项目支出绩效自评表 in one of its editions; the unit writes the indicators, so there is no scheme."""
    edition = editions.edition(kind)
    reason = edition.labels.reason.replace("\n", "") if edition.scored else ""
    title = information.information(f"{edition.title}工作簿", project=not edition.whole, reason=reason)
    return WorkbookForm(
        key=kind,
        title=edition.name,
        edition=edition.edition,
        sheets=(title, self_evaluation(edition)),
        families=() if edition.scored else _UNSCORED,
    )


def source_names(kind: str) -> dict[str, str]:
    """Which figures of a workbook of that kind a scheme may take, key by the name that staff write."""
    return scheme_form.source_names(DEPARTMENT_FACTS if kind == "department" else PROJECT_FACTS)


@cache
def application() -> WorkbookForm:
    """项目支出绩效目标申报表: one project before the year begins."""
    title = information.information("项目支出绩效目标申报工作簿", project=True)
    return WorkbookForm(
        key="application",
        title="项目支出绩效目标申报表",
        edition="2015",
        sheets=(title, target_application.SHEET),
        families=_UNSCORED,
    )


@cache
def monitored() -> WorkbookForm:
    """绩效运行监控: one project in the middle of the year."""
    title = information.information("项目支出绩效运行监控工作簿", project=True)
    return WorkbookForm(
        key="monitoring",
        title="项目支出绩效运行监控工作簿",
        edition="2019",
        sheets=(title, monitoring.SHEET),
        families=("TPL", "TAM", "FMT", "REQ", "MON"),
    )


@cache
def scheme_workbook() -> WorkbookForm:
    """指标体系工作簿: what a bureau writes a scheme of its own in."""
    facts = {kind: source_names(kind) for kind in scheme_form.APPLIES.values()}
    sheets = scheme_form.scheme_sheets(facts)
    return WorkbookForm(
        key="scheme",
        title="绩效评价指标体系工作簿",
        edition="2026",
        sheets=sheets,
        families=("TPL", "FMT", "SCH"),
    )


@cache
def roll_up() -> WorkbookForm:
    """绩效评价项目明细表: what a finance bureau rolls up."""
    title = information.information("绩效评价项目明细表工作簿", project=False)
    return WorkbookForm(
        key="summary",
        title="绩效评价项目明细表",
        edition="2024",
        sheets=(title, summary.SHEET),
        families=("TPL", "FMT", "REQ", "SB"),
    )


def workbook(kind: str) -> WorkbookForm:
    """The template of that kind, one of ``KINDS``; KeyError for any other."""
    own = {
        "project": project,
        "department": department,
        "application": application,
        "summary": roll_up,
        "monitoring": monitored,
        "scheme": scheme_workbook,
    }
    return own[kind]() if kind in own else national(kind)


def scored_by(scheme: Scheme) -> WorkbookForm:
    """The template of the kind that a scheme is for, with its score sheet."""
    return {"project": project, "department": department}[scheme.applies](scheme)


@cache
def without_scores(kind: str) -> WorkbookForm:
    """The template of that kind without the sheets of a scheme: for a file whose scheme nobody has."""
    form = workbook(kind)
    kept = tuple(sheet for sheet in form.sheets if sheet.key not in ("score_inputs", "score_sheet"))
    return WorkbookForm(key=form.key, title=form.title, edition="", sheets=kept)
