"""A self-evaluation table that keeps its own rules is silent, in every scored edition; one fault is told where it stands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlperf.assess import assess
from xlperf.findings import Report, Severity
from xlperf.forms import information, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value
from xlperf.forms.national import editions
from xlperf.forms.template import write_workbook
from xlperf.office import Office

SETTINGS = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WEIGHED = [
    kind
    for kind in editions.KINDS
    if editions.edition(kind).scored
    and all(section.points for section in editions.edition(kind).sections)
    and not editions.edition(kind).fixed
]
NAMES = {
    "数量": "修建道路",
    "质量": "验收合格率",
    "时效": "按期完工率",
    "成本": "每公里造价",
    "满意": "群众满意度",
}
REASON = "受汛期影响，已列入下年一季度完成。"


@st.composite
def rows_of(draw: st.DrawFn, first: str, second: str, number: int, most: Decimal) -> dict[str, Value]:
    """One row that earns what it claims: 正向 or 反向, done, missed or overdone with a reason."""
    name = next((name for kind, name in NAMES.items() if kind in second), "受益群众")
    target = Decimal(draw(st.integers(80, 99)))
    falling = "成本" in second
    share = Decimal(draw(st.integers(60, 100))) / 100
    if falling:
        actual = (target * (2 - share)).quantize(Decimal("0.01"))
        over = (actual - target) / target
        exact = most * (1 - over) if draw(st.booleans()) else most * target / actual
    else:
        actual = (target * share).quantize(Decimal("0.01"))
        exact = most * actual / target
    digits = draw(st.sampled_from(("0.1", "0.01")))
    score = exact.quantize(Decimal(digits), ROUND_HALF_UP)
    unit = (
        "%" if "率" in name or "满意" in name else ("元" if falling else "公里" if "道路" in name else "人")
    )
    row: dict[str, Value] = {
        "first": first,
        "second": second,
        "third": f"{name}{'甲乙丙丁戊己庚'[number]}" if number else name,
        "relation": "≤" if falling else "≥",
        "target": target,
        "measure": unit,
        "actual": actual,
        "max": most,
        "self": score,
    }
    return {**row, "deviation": REASON} if score < most else row


@st.composite
def ratings(draw: st.DrawFn) -> tuple[str, Draft]:
    """A whole table of a weighed edition."""
    kind = draw(st.sampled_from(WEIGHED))
    edition = editions.edition(kind)
    funds, indicators = workbooks.workbook(kind).tables
    rows = []
    for section in edition.sections:
        groups = draw(st.lists(st.sampled_from(section.groups), min_size=1, max_size=4, unique=True))
        points = section.points or Decimal(0)
        share = (points / len(groups)).to_integral_value(ROUND_HALF_UP)
        weights = [share] * (len(groups) - 1) + [points - share * (len(groups) - 1)]
        for number, (group, most) in enumerate(zip(groups, weights, strict=True)):
            rows.append(DraftRow(draw(rows_of(section.name, group.name, number, most))))
    money = Decimal(draw(st.integers(10**4, 10**8))) / 100
    spent = (money * draw(st.integers(91, 100)) / 100).quantize(Decimal("0.01"))
    given_funds = DraftRow({"initial": money, "budget": money, "spent": spent}, "F1")
    draft = (
        Draft()
        .put(information.YEAR, Decimal(2023))
        .put(information.COUNTY, "某县")
        .put(information.UNIT, "某局")
        .put(information.PROJECT, "农村道路")
        .fill(funds, given_funds)
        .fill(indicators, *rows)
    )
    return kind, draft


def assessed(kind: str, draft: Draft, folder: Path) -> Report:
    write_workbook(workbooks.workbook(kind), folder / "a.xlsx", draft)
    return assess(folder / "a.xlsx", Office())


@SETTINGS
@given(filled=ratings())
def test_照办法填的自评表没有错误和警告(tmp_path: Path, filled: tuple[str, Draft]) -> None:
    report = assessed(*filled, tmp_path)
    grave = [each for each in report.findings if each.severity is not Severity.INFO]
    assert [f"{each.code} {each.label}：{each.message}" for each in grave] == []
    assert report.total is not None
    assert report.total.unverifiable == 0


@SETTINGS
@given(filled=ratings(), data=st.data())
def test_一项得分多填一分只报这一项(tmp_path: Path, filled: tuple[str, Draft], data: st.DataObject) -> None:
    kind, draft = filled
    key = workbooks.workbook(kind).tables[1].key
    rows = list(draft.rows[key])
    rising = [
        n for n, row in enumerate(rows) if row.values["relation"] == "≥"
    ]  # 反向 leaves room between two readings
    lower = [n for n in rising if rows[n].values["self"] <= rows[n].values["max"] - 2]  # type: ignore[operator]
    if not lower:
        return
    chosen = data.draw(st.sampled_from(lower))
    changed = {**rows[chosen].values, "self": rows[chosen].values["self"] + 2}  # type: ignore[operator]
    rows[chosen] = DraftRow(changed)
    report = assessed(kind, Draft(draft.fields, {**draft.rows, key: tuple(rows)}), tmp_path)
    grave = [each for each in report.findings if each.severity is not Severity.INFO]
    assert [each.code for each in grave] == ["SE-07"]
    assert grave[0].label.endswith(f"（{str(changed['third'])[:12]}）")
