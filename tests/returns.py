"""Consistent returns, generated: every sum, rate, date and score in them holds by construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from xlperf.forms import (
    department_report,
    expenses,
    fund_arrival,
    information,
    narrative,
    negative_list,
    project_report,
    special_projects,
    target_table,
    workbooks,
)
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.model import Field, Kind, Table, WorkbookForm
from xlperf.schemes.model import InputKind

CENT = Decimal("0.01")
GRADES = ((Decimal(90), "优秀"), (Decimal(80), "良好"), (Decimal(60), "合格"), (Decimal(0), "不合格"))


@dataclass(frozen=True, slots=True)
class Return:
    """A filled workbook and the self-scores in it."""

    kind: str
    draft: Draft
    scores: dict[str, Decimal]


def amounts(least: int = 0, most: int = 500_000) -> st.SearchStrategy[Decimal]:
    """Money in 万元 with two decimals."""
    return st.integers(least, most).map(lambda cents: Decimal(cents) / 100)


def grade(points: Decimal) -> str:
    """评价等次."""
    return next(name for least, name in GRADES if points >= least)


def points(value: Decimal) -> Decimal:
    """Rounded to two decimals, as scores are."""
    return value.quantize(CENT, ROUND_HALF_UP)


def field_named(form: WorkbookForm, key: str) -> Field:
    """A field of a form by its key."""
    return next(field for field in form.fields if field.key == key)


def score_table(form: WorkbookForm) -> Table:
    """The table of the score sheet."""
    return next(table for table in form.tables if table.key == "score_sheet.scores")


def full_marks(form: WorkbookForm, draft: Draft, own: dict[str, Value]) -> Draft:
    """Fills 计分数据 so that every rule that takes its inputs there earns full marks; ``own`` overrules."""
    for indicator in form.indicators:
        for item in indicator.inputs:
            if item.sources and item.id not in own:
                continue
            value: Value = own.get(item.id)
            if value is None and item.kind is InputKind.YES_NO:
                value = "是"
            elif value is None and item.kind is InputKind.CHOICE:
                value = item.choices[0]
            elif value is None:
                value = Decimal(0)
            draft = draft.put(field_named(form, f"score_inputs.{item.id}"), value)
    return draft


def _scored(
    form: WorkbookForm, draft: Draft, lost: dict[str, Decimal], report: tuple[Field, Field]
) -> Return:
    scores: dict[str, Decimal] = {}
    rows: list[DraftRow] = []
    for indicator in form.indicators:
        scores[indicator.id] = indicator.max - lost.get(indicator.id, Decimal(0))
        values: dict[str, Value] = {"self": scores[indicator.id]}
        if scores[indicator.id] < indicator.max:
            values["reason"] = "部分工作未按计划完成，按评分标准扣分，已列入整改。"
        rows.append(DraftRow(values, indicator.id))
    total = sum(scores.values(), Decimal(0))
    draft = draft.fill(score_table(form), *rows).put(report[0], total).put(report[1], grade(total))
    return Return(form.key, draft, scores)


def _signed(draft: Draft, fields: Sequence[Field], day: date) -> Draft:
    for field in fields:
        draft = draft.put(field, day if field.kind is Kind.DATE else "已签")
    return draft


@st.composite
def project_returns(draw: st.DrawFn) -> Return:
    """项目工作簿：funds by source, vouchers in 元 that add up to 实际支出, scores earned by the facts."""
    form = workbooks.project()
    year = draw(st.integers(2018, 2030))
    planned = draw(st.lists(amounts(1), min_size=5, max_size=5))
    arrived = [min(plan, draw(amounts(0, int(plan * 100)))) for plan in planned]
    if not sum(arrived):
        arrived = planned
    cents = [draw(st.integers(0, int(each * 100))) for each in arrived]
    spent = [Decimal(each) / 100 for each in cents]
    if not sum(spent):
        spent = arrived
    draft = (
        Draft()
        .put(information.YEAR, Decimal(year))
        .put(information.COUNTY, "某县")
        .put(information.UNIT, "某某局")
        .put(information.PROJECT, "农村道路养护")
        .put(target_table.BUDGET, sum(planned, Decimal(0)))
        .put(target_table.FUND, sum(planned, Decimal(0)))
        .put(target_table.PERIOD, f"{year}年1月至{year}年12月")
        .put(target_table.GOAL_PERIOD, "完成农村道路养护，保障群众出行。")
        .put(target_table.GOAL_YEAR, f"{year}年完成养护50公里，路况明显好转。")
        .put(project_report.TYPE_PROCESS, "□")
        .put(project_report.TYPE_RESULT, "☑")
        .put(project_report.DEPARTMENT, "某某局")
        .put(project_report.METHOD, "部门（单位）绩效自评")
        .put(project_report.EVALUATOR, "部门（单位）评价组")
        .put(project_report.PLACE, "某镇")
        .put(project_report.POSTCODE, "414200")
        .put(project_report.PERIOD, f"{year}年1月起至{year}年12月止")
        .put(project_report.REPORT_DATE, date(year + 1, 3, 1))
        .put(project_report.GOAL_EXPECTED, "养护道路50公里")
        .put(project_report.GOAL_ACTUAL, "已养护道路50公里")
    )
    for fields, values in (
        (project_report.PLANNED, planned),
        (project_report.ARRIVED, arrived),
        (project_report.SPENT, spent),
    ):
        for field, value in zip(fields[1:], values, strict=True):
            draft = draft.put(field, value)
    draft = draft.fill(target_table.INDICATORS, *_targets(sum(planned, Decimal(0)))).fill(
        project_report.INDICATORS, *_results(sum(planned, Decimal(0)), sum(spent, Decimal(0)))
    )
    draft = draft.fill(expenses.VOUCHERS, *draw(_vouchers(sum(spent, Decimal(0)), year)))
    arrival = DraftRow(
        {
            "document": f"某财预〔{year}〕1号",
            "issued": date(year, 1, 2),
            "level": "县市区",
            "amount": sum(arrived, Decimal(0)),
            "arrived": date(year, 1, 5),
            "recipient": "施工单位",
            "transferred": date(year, 1, 8),
            "paid": sum(spent, Decimal(0)),
            "timely": "到位及时",
        }
    )
    draft = draft.fill(fund_arrival.ARRIVALS, arrival).fill(
        negative_list.LIST, *(DraftRow({"answer": "否"}, row.id) for row in negative_list.LIST.printed)
    )
    surveyed = draw(st.integers(10, 900))
    own: dict[str, Value] = {
        "S32-14.done": Decimal(50),
        "S32-14.target": Decimal(50),
        "S32-15.reached": Decimal(98),
        "S32-15.target": Decimal(98),
        "S32-17.actual": sum(spent, Decimal(0)),
        "S32-17.target": sum(planned, Decimal(0)),
        "S32-22.satisfied": Decimal(surveyed),
        "S32-22.surveyed": Decimal(surveyed),
    }
    draft = full_marks(form, draft, own)
    arrival_points = points(3 * sum(arrived, Decimal(0)) / sum(planned, Decimal(0)))
    lost = {"S32-06": 3 - min(Decimal(3), arrival_points), "S32-21": Decimal(draw(st.integers(0, 4)))}
    draft = draft.fill(narrative.PARAGRAPHS, DraftRow({"text": "项目按计划实施。"}))
    draft = _signed(draft, project_report.SIGNATURES.required, date(year + 1, 3, 1))
    people = DraftRow({"name": "评价人", "title": "组长", "unit": "某某局", "signature": "已签"})
    draft = draft.fill(project_report.SIGNATURES.people, people)
    return _scored(form, draft, lost, (project_report.TOTAL_SCORE, project_report.GRADE))


def _targets(cost: Decimal) -> list[DraftRow]:
    texts = {
        "数量指标": ("养护里程", "≥", Decimal(50), "公里", "年度计划"),
        "质量指标": ("验收合格率", "≥", Decimal(98), "%", "行业标准"),
        "时效指标": ("按期完成率", "=", Decimal(100), "%", "年度计划"),
        "成本指标": ("养护总成本", "≤", cost, "万元", "预算标准"),
        "经济效益指标": ("带动就业", "≥", Decimal(30), "人", "历史标准"),
        "社会效益指标": ("受益村", "≥", Decimal(12), "个", "年度计划"),
        "生态效益指标": ("绿化里程", "≥", Decimal(5), "公里", "年度计划"),
        "可持续影响指标": ("管护年限", "≥", Decimal(5), "年", "行业标准"),
        "社会公众或服务对象满意度指标": ("群众满意度", "≥", Decimal(90), "%", "问卷调查"),
    }
    rows: list[DraftRow] = []
    for printed in target_table.INDICATORS.printed:
        found = texts.pop(printed.texts["second"], None)
        values = dict(zip(("third", "relation", "target", "measure", "standard"), found or (), strict=False))
        rows.append(DraftRow(values))
    return rows


def _results(cost: Decimal, spent: Decimal) -> list[DraftRow]:
    return [
        DraftRow(
            {"indicator": name, "relation": relation, "target": target, "measure": unit, "actual": actual}
        )
        for name, relation, target, unit, actual in (
            ("养护里程", "≥", Decimal(50), "公里", Decimal(50)),
            ("验收合格率", "≥", Decimal(98), "%", Decimal(98)),
            ("按期完成率", "=", Decimal(100), "%", Decimal(100)),
            ("养护总成本", "≤", cost, "万元", spent),
            ("带动就业", "≥", Decimal(30), "人", Decimal(33)),
            ("受益村", "≥", Decimal(12), "个", Decimal(12)),
            ("绿化里程", "≥", Decimal(5), "公里", Decimal(5)),
            ("群众满意度", "≥", Decimal(90), "%", Decimal(100)),
        )
    ]


@st.composite
def _vouchers(draw: st.DrawFn, spent: Decimal, year: int) -> list[DraftRow]:
    """支出明细 in 元 whose sum is ``spent`` 万元."""
    left, rows = int(spent * 10_000), []
    count = draw(st.integers(1, 12))
    for number in range(1, count + 1):
        amount = left if number == count else draw(st.integers(0, left))
        left -= amount
        rows.append(
            DraftRow(
                {
                    "content": draw(st.sampled_from(("工程款", "材料款", "监理费"))),
                    "amount": Decimal(amount),
                    "voucher": f"{year}年{min(12, number + 1)}月{number}号",
                }
            )
        )
    return [row for row in rows if row.values["amount"]]


@st.composite
def department_returns(draw: st.DrawFn) -> Return:
    """部门工作簿：four blocks that add up, income = spending, special projects spent to the last cent."""
    form = workbooks.department()
    year = draw(st.integers(2018, 2030))
    quota = draw(st.integers(20, 300))
    draft = (
        Draft()
        .put(information.YEAR, Decimal(year))
        .put(information.COUNTY, "某县")
        .put(information.UNIT, "某某局")
        .put(department_report.BUDGET_CODE, "303001")
        .put(department_report.METHOD, "部门（单位）绩效自评")
        .put(department_report.EVALUATOR, "部门（单位）评价组")
        .put(department_report.REPORT_DATE, date(year + 1, 4, 1))
        .put(department_report.QUOTA, Decimal(quota))
        .put(department_report.HEADCOUNT, Decimal(draw(st.integers(1, quota))))
        .put(department_report.DUTIES, "负责全县某项工作。")
        .put(department_report.TASKS, "任务1：道路养护")
        .put(department_report.OPERATION, "各项工作完成较好。")
        .put(department_report.GOAL_EXPECTED, "完成年度任务")
        .put(department_report.GOAL_ACTUAL, "已完成年度任务")
    )
    income: list[DraftRow] = []
    spending: list[DraftRow] = []
    public: list[DraftRow] = []
    assets: list[DraftRow] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        name = f"{number}、" + ("局机关" if number == 1 else f"第{number}中心")
        staff, office, projects, other = (draw(amounts(1)) for _ in range(4))
        income.append(
            DraftRow(
                {
                    "institution": name,
                    "carried_over": Decimal(0),
                    "public_budget": staff + office + projects - min(projects, other),
                    "fund_budget": min(projects, other),
                    "non_tax": Decimal(0),
                    "other_income": Decimal(0),
                }
            )
        )
        spending.append(
            DraftRow(
                {
                    "institution": name,
                    "staff_spending": staff,
                    "office_spending": office,
                    "project_spending": projects,
                    "balance_year": Decimal(0),
                    "balance_cumulative": Decimal(0),
                }
            )
        )
        parts = ("reception", "vehicle_running", "vehicle_purchase", "abroad")
        public.append(DraftRow({"institution": name, **{part: draw(amounts(0, 5_000)) for part in parts}}))
        assets.append(
            DraftRow(
                {
                    "institution": name,
                    "assets_in_use": draw(amounts(1)),
                    "assets_leased": Decimal(0),
                    "assets_other": Decimal(0),
                }
            )
        )
    draft = (
        draft.fill(department_report.INCOME, *income)
        .fill(department_report.SPENDING, *spending)
        .fill(department_report.THREE_PUBLIC, *public)
        .fill(department_report.ASSETS, *assets)
    )
    project = draw(amounts(1))
    draft = draft.fill(
        special_projects.PROJECTS,
        DraftRow({"project": "道路养护", "planned": project, "arrived": project, "spent": project}),
    )
    this_year = sum(
        (
            row.values[part]
            for row in public
            for part in ("reception", "vehicle_running", "vehicle_purchase", "abroad")
        ),  # type: ignore[misc]
        Decimal(0),
    )
    own: dict[str, Value] = {
        "S31-02.last_year": this_year + 1,
        "S31-03.key_spending": Decimal(95),
        "S31-03.project_spending": Decimal(100),
        "S31-04.budget": Decimal(100),
        "S31-07.budget": this_year + 1,
        "S31-11.actual": Decimal(80),
        "S31-11.budget": Decimal(80),
        "S31-12.rate": Decimal(75),
        "S31-22.rate": Decimal("96.5"),
    }
    draft = full_marks(form, draft, own)
    draft = draft.fill(
        department_report.INDICATORS,
        *(
            DraftRow({"target": "完成年度计划", "actual": "已完成"})
            for _ in department_report.INDICATORS.printed
        ),
    )
    draft = draft.fill(narrative.PARAGRAPHS, DraftRow({"text": "本单位基本情况良好。"}))
    draft = _signed(draft, department_report.SIGNATURES.required, date(year + 1, 4, 1))
    lost = {"S31-21": Decimal(draw(st.integers(0, 5)))}
    return _scored(form, draft, lost, (department_report.TOTAL_SCORE, department_report.GRADE))
