"""H21：the money of 附件2-1 adds up: 汇总＝各机构, 合计＝各项, 收入−支出＝结余."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from xlperf.checks.check import At, Context, Outcome, Unchecked, check
from xlperf.checks.department_balance import (
    balance_relation,
    balances,
    doubtful,
    institutions,
    overspending,
    summary_cells,
    summary_or_parts,
    unbalanced,
    undivided,
)
from xlperf.checks.found import is_filled
from xlperf.checks.listed_sums import project_list
from xlperf.checks.relations import HINT, MESSAGE, Fault, cells_of, faults, told
from xlperf.checks.said import amounts_said
from xlperf.checks.sums import Relation, Term, figure
from xlperf.findings import Severity
from xlperf.forms import department_report as form
from xlperf.forms import special_projects
from xlperf.forms.model import Table
from xlperf.office import Office
from xlperf.submission import Cell, Row, Submission, once, shown

_CLAUSE = "附件2-1 二、部门（单位）收支情况"
_EMPTY = "部门自评报告没有填写"
_WITHIN = (
    ("H21-02", form.INCOME, form.INCOME_TOTAL, form.INCOME_SOURCES, "各项收入之和"),
    ("H21-03", form.SPENDING, form.SPENDING_TOTAL, (form.BASIC, form.PROJECTS), "基本支出＋项目支出"),
    ("H21-03", form.SPENDING, form.BASIC, (form.STAFF, form.OFFICE), "人员支出＋公用支出"),
    ("H21-04", form.THREE_PUBLIC, form.THREE_PUBLIC_TOTAL, form.THREE_PUBLIC_PARTS, "各项三公经费之和"),
    ("H21-05", form.ASSETS, form.ASSETS_TOTAL, form.ASSETS_PARTS, "在用＋出租＋其他"),
)


def relations(submission: Submission, office: Office) -> list[Relation]:
    """Every sum of 附件2-1 that must hold."""
    found: list[Relation] = []
    for table in form.BLOCKS:
        found += _columns(submission, table, office)
    for code, table, total, parts, words in _WITHIN:
        summary = summary_cells(submission, (total, *parts))
        if summary:
            found.append(_row_sum(code, summary, words, office))
        for row in institutions(submission, table):
            cells = [row.cells.get(column.key) for column in (total, *parts)]
            if all(cells):
                found.append(_row_sum(code, [cell for cell in cells if cell], words, office))
    found += [
        relation
        for money in balances(submission)
        if (relation := balance_relation(money, office)) and not doubtful(money, office)
    ]
    return [*found, *project_list(submission, office)]


@once
def department_faults(submission: Submission, office: Office) -> tuple[Fault, ...]:
    """The wrong figures behind the sums of 附件2-1 and of 专项明细 that do not hold."""
    return faults(relations(submission, office), said=partial(amounts_said, submission))


def _columns(submission: Submission, table: Table, office: Office) -> Iterator[Relation]:
    rows = institutions(submission, table)
    for column in table.columns:
        total = column.total
        if total is None or not submission.has(total):
            continue
        cells = [row.cells[column.key] for row in rows if column.key in row.cells]
        terms = tuple(Term(figure(cell)) for cell in cells)
        tolerance = office.tolerances.money_for(len(terms) + 1)
        if terms:
            yield Relation("H21-01", "各机构之和", figure(submission[total]), terms, tolerance)


def _row_sum(code: str, cells: Sequence[Cell], words: str, office: Office) -> Relation:
    terms = tuple(Term(figure(cell)) for cell in cells[1:])
    return Relation(code, words, figure(cells[0]), terms, office.tolerances.money_for(len(terms) + 1))


def _broken(context: Context, code: str) -> Iterator[Outcome]:
    submission = context.submission
    if form.SHEET not in submission.form.sheets:
        return
    if not submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    own = [fault for fault in department_faults(submission, context.office) if fault.code == code]
    yield from _without_one_row(submission, own) if code == "H21-01" else map(told, own)


def _without_one_row(submission: Submission, found: Sequence[Fault]) -> Iterator[At]:
    """汇总 columns that all lack the same institution, or all hold one that is not listed, are one finding."""
    left = list(found)
    for table in form.BLOCKS:
        fields = {
            submission[each.total].at: each
            for each in table.columns
            if each.total and submission.has(each.total)
        }
        mine = [fault for fault in left if len(fault.broken) == 1 and fault.at.at in fields]
        for row in institutions(submission, table):
            values = {each.at.at: row.value(fields[each.at.at]) for each in mine}
            if len(mine) > 1 and all(fault.difference == -_number(values[fault.at.at]) for fault in mine):
                yield _as_one(mine, _twice_or_left_out(submission, table, row))
                left = [fault for fault in left if fault not in mine]
                break
        else:
            if len(mine) > 1 and all(each.difference > 0 and not each.named for each in mine):
                yield _as_one(mine, "汇总行各栏都比各机构之和多，可能漏列了一个机构")
                left = [fault for fault in left if fault not in mine]
    yield from map(told, left)


def _as_one(found: Sequence[Fault], slip: str) -> At:
    every = tuple(each.broken[0] for each in found)
    return told(replace(found[0], broken=every, slip=slip))


def _twice_or_left_out(submission: Submission, table: Table, row: Row) -> str:
    name = shown(row.value(table.columns[0])) or f"第{row.number}行"
    figures = [_number(row.value(column)) for column in table.columns[1:]]
    same = [
        each
        for each in institutions(submission, table)
        if [_number(each.value(column)) for column in table.columns[1:]] == figures
    ]
    if len(same) > 1:
        return f"“{name}”一行列了两次，可能重复列了；没有重复的，是汇总行漏加"
    return f"汇总行各栏都少了“{name}”一行，可能漏加"


def _is_a_slip(fault: Fault) -> bool:
    """Whether one mistyped figure explains it: then nothing was overspent."""
    return fault.named and bool(fault.slip)


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


@check("H21-01", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def summary_is_the_sum_of_institutions(context: Context) -> Iterator[Outcome]:
    """“局机关及二级机构汇总”各栏等于各机构之和。

    例：局机关20141.05、二级机构212.66，汇总填20335.71，应为20353.71，报 H21-01（疑似数字颠倒）。
    """
    yield from _broken(context, "H21-01")


@check("H21-02", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def income_is_the_sum_of_its_sources(context: Context) -> Iterator[Outcome]:
    """收入合计等于上年结转、公共财政拨款、政府基金拨款、专户非税收入和其他收入之和。

    例：公共财政拨款100、其他收入20，收入合计填130，报 H21-02。
    """
    yield from _broken(context, "H21-02")


@check("H21-03", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def spending_is_basic_and_projects(context: Context) -> Iterator[Outcome]:
    """支出合计等于基本支出加项目支出，基本支出等于人员支出加公用支出。

    例：人员支出1242.09、公用支出525.34，基本支出填1776.43，应为1767.43，报 H21-03。
    """
    yield from _broken(context, "H21-03")


@check("H21-04", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def three_public_is_the_sum_of_its_parts(context: Context) -> Iterator[Outcome]:
    """三公经费合计等于公务接待费、公务用车运维费、公务用车购置费和因公出国费之和。

    例：接待费1.21、运维费2.28，合计填3.94，应为3.49，报 H21-04。
    """
    yield from _broken(context, "H21-04")


@check("H21-05", Severity.ERROR, message=MESSAGE, hint=HINT, clause=_CLAUSE)
def assets_are_the_sum_of_their_uses(context: Context) -> Iterator[Outcome]:
    """固定资产合计等于在用、出租和其他固定资产之和。

    例：在用174.31、出租0，合计填147.31，应为174.31，报 H21-05。
    """
    yield from _broken(context, "H21-05")


@check(
    "H21-06",
    Severity.ERROR,
    message="收支结余不平：{problem}",
    hint="核对收入合计（含上年结转）、支出合计和结余；{remedy}",
    clause=_CLAUSE,
)
def income_less_spending_is_the_balance(context: Context) -> Iterator[Outcome]:
    """收入合计（含上年结转）减支出合计等于当年结余；当年结余不含上年结转的也可以。

    例：收入792.22万元、支出799.12万元，支出多6.90万元而没有交代来源，报 H21-06 警告。
    """
    submission, office = context.submission, context.office
    if form.SHEET not in submission.form.sheets:
        return
    if not submission.is_written(form.SHEET.key):
        yield Unchecked(_EMPTY)
        return
    found = department_faults(submission, office)
    elsewhere = set(cells_of(fault for fault in found if fault.code != "H21-06" or _is_a_slip(fault)))
    money = balances(submission)
    overspent = [
        each
        for each in money
        if each.left < -office.tolerances.money_for(3) and not {each.income.at, each.spending.at} & elsewhere
    ]
    told_already = {each.year.at for each in overspent if not each.year.value}
    for fault in found:
        if fault.code == "H21-06" and fault.at.at not in told_already:
            yield unbalanced(fault)
    yield from map(overspending, summary_or_parts(overspent))
    left_over = [each for each in money if doubtful(each, office) and each.left > 0]
    yield from map(undivided, summary_or_parts(left_over))


@check("H21-08", Severity.ERROR, message=MESSAGE, hint=HINT, clause="附件2-1 五、（二）专项支出；专项明细")
def the_list_of_projects_adds_up(context: Context) -> Iterator[Outcome]:
    """专项明细各栏合计等于各专项之和，各专项结余等于实际到位减实际支出。

    例：两个专项实际支出1560.87、214.53，合计填1757.40，应为1775.40，报 H21-08。
    """
    submission = context.submission
    if special_projects.SHEET not in submission.form.sheets:
        return
    if not is_filled(submission, special_projects.PROJECTS):
        yield Unchecked("“专项明细”没有填写")
        return
    found = department_faults(submission, context.office)
    yield from (told(fault) for fault in found if fault.code == "H21-08")
