"""一处错只报一处：平衡的表不报，改错一个数时找到的就是那一格。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.labels import row
from tests.drawing import findings, submission
from tests.seeded_faults import retyped
from xlperf.checks.relations import faults
from xlperf.checks.sums import Relation, Term, figure
from xlperf.findings import Address
from xlperf.forms import department_report as department
from xlperf.forms import expenses
from xlperf.forms.draft import Draft
from xlperf.forms.model import Kind
from xlperf.submission import Cell, Line, Part, Submission, Trouble

H21 = ("H21-01", "H21-02", "H21-03", "H21-04", "H21-05", "H21-06")
H22 = ("H22-01", "H22-02", "H22-03", "H22-04", "H22-05")
Figures = dict[Address, Decimal]


def dice(seed: int) -> Random:
    """The same throws for the same seed."""
    return Random(seed)  # noqa: S311


def cents(draw: Random, most: int) -> Decimal:
    """An amount up to so many fen; one in six is nothing."""
    return Decimal(0) if draw.random() < 1 / 6 else Decimal(draw.randint(1, most)).scaleb(-2)


@cache
def bureau() -> Submission:
    """A department of three institutions, read from a file; the figures are put in later."""
    names = [row(institution=f"{n}、{name}", carried_over=1) for n, name in enumerate("甲乙丙", 1)]
    spending = [row(institution=f"{n}、{name}", staff_spending=1) for n, name in enumerate("甲乙丙", 1)]
    parties = [row(institution=f"{n}、{name}", reception=1) for n, name in enumerate("甲乙丙", 1)]
    assets = [row(institution=f"{n}、{name}", assets_in_use=1) for n, name in enumerate("甲乙丙", 1)]
    draft = Draft().fill(department.INCOME, *names).fill(department.SPENDING, *spending)
    draft = draft.fill(department.THREE_PUBLIC, *parties).fill(department.ASSETS, *assets)
    return submission("department", draft)


def institution(draw: Random) -> dict[str, Decimal]:
    """One institution whose figures agree, by column key."""
    own = {"carried_over": cents(draw, 10**6), "public_budget": 10**6 + cents(draw, 10**9)}
    own |= {key: cents(draw, 10**8) for key in ("fund_budget", "non_tax", "other_income")}
    own["income_total"] = sum(own.values())
    own |= {"staff_spending": cents(draw, 10**7), "office_spending": cents(draw, 10**6)}
    own["basic_spending"] = own["staff_spending"] + own["office_spending"]
    own["balance_year"] = own["balance_cumulative"] = cents(draw, 10**6)
    own["spending_total"] = own["income_total"] - own["balance_year"]
    own["project_spending"] = own["spending_total"] - own["basic_spending"]
    parts = {
        key: cents(draw, 10**4) for key in ("reception", "vehicle_running", "vehicle_purchase", "abroad")
    }
    own |= {**parts, "three_public_total": sum(parts.values())}
    parts = {key: cents(draw, 10**7) for key in ("assets_in_use", "assets_leased", "assets_other")}
    return own | {**parts, "assets_total": sum(parts.values())}


def accounts(draw: Random) -> Figures:
    """A department that adds up, by cell."""
    base = bureau()
    parts = [institution(draw) for _ in range(3)]
    figures: Figures = {}
    for table in department.BLOCKS:
        for column in table.columns:
            if column.total is None:
                continue
            figures[place(base[column.total])] = sum((part[column.key] for part in parts), Decimal(0))
            for part, each in zip(parts, base.rows(table), strict=False):
                figures[place(each[column])] = part[column.key]
    return figures


def place(cell: Cell) -> Address:
    """Where a cell stands."""
    assert cell.at is not None
    return cell.at


@cache
def report() -> Submission:
    """A project with eight payments, read from a file."""
    payments = (row(content="工程款", amount=1, voucher=f"2020年10月{n}号") for n in range(1, 9))
    return submission("project", Draft().fill(expenses.VOUCHERS, *payments))


def funds(draw: Random) -> Figures:
    """A project that adds up: all of the plan arrived, payments in 元."""
    base = report()
    payments = [Decimal(draw.randint(10**5, 10**7)) for _ in range(8)]
    spent = (sum(payments) / 10000).quantize(Decimal("0.01"))
    share = (spent * draw.randint(1, 9) / 10).quantize(Decimal("0.01"))
    stages = {"spent": [share, spent - share], "balance": [cents(draw, 10**6), cents(draw, 10**6)]}
    stages["arrived"] = [one + other for one, other in zip(stages["spent"], stages["balance"], strict=True)]
    stages["planned"] = stages["arrived"]
    figures: Figures = {}
    for stage, parts in stages.items():
        for name, value in zip(("central", "county", "total"), (*parts, sum(parts)), strict=True):
            figures[place(base.fields[f"project_report.{stage}_{name}"])] = value
    for amount, each in zip(payments, base.rows(expenses.VOUCHERS), strict=False):
        figures[place(each[expenses.AMOUNT])] = amount
    figures[place(base.fields["project_report.vouchers_total"])] = sum(payments)
    return figures


def swapped(draw: Random, value: Decimal) -> Decimal | None:
    """The figure with two neighbouring digits changed over; None when that changes little or nothing."""
    digits = list(f"{value:f}")
    pairs = [n for n in range(len(digits) - 1) if digits[n].isdigit() and digits[n + 1].isdigit()]
    n = draw.choice(pairs) if pairs else 0
    if pairs:
        digits[n], digits[n + 1] = digits[n + 1], digits[n]
    wrong = Decimal("".join(digits))
    return wrong if abs(wrong - value) >= 1 and digits[0] != "0" else None


def mistakes(
    seed: int, figures: Figures, cells: list[Address], count: int
) -> Iterator[tuple[Address, Decimal]]:
    """Digits swapped in one cell, or another amount typed over it."""
    draw = dice(seed)
    while count:
        at = draw.choice(cells)
        over = Decimal(draw.randint(10**4, 10**7)).scaleb(-2)
        wrong = swapped(draw, figures[at]) if draw.random() < 1 / 2 else figures[at] + over
        if wrong is not None:
            count -= 1
            yield at, wrong


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_平衡的部门表什么也不报(seed: int) -> None:
    assert findings(retyped(bureau(), accounts(dice(seed))), *H21) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_平衡的项目表什么也不报(seed: int) -> None:
    assert findings(retyped(report(), funds(dice(seed))), *H22) == []


def identified(
    base: Submission, codes: tuple[str, ...], seed: int, figures: Figures, cells: list[Address]
) -> tuple[int, int]:
    """(findings at the wrong cell, mistakes made); every mistake gives exactly one finding."""
    hits = tries = 0
    for at, wrong in mistakes(seed, figures, cells, 12):
        found = findings(retyped(base, {**figures, at: wrong}), *codes)
        assert len(found) == 1, (at, figures[at], wrong, [each.message for each in found])
        hits += found[0].at == at
        tries += 1
    return hits, tries


def test_部门表改错一个数只报一处且就在那一格() -> None:
    # 累计结余 stands in one sum only, so arithmetic cannot tell which figure of that sum is wrong
    loose = department.BALANCE_CUMULATIVE.key
    columns = [
        column
        for table in department.BLOCKS
        for column in table.columns
        if column.total and column.key != loose
    ]
    totals = [place(bureau()[column.total]) for column in columns if column.total]
    hits = tries = 0
    for seed in range(15):
        figures = accounts(dice(seed))
        inside = {
            place(each[column])
            for table in department.BLOCKS
            for column in table.columns
            if column in columns
            for each in bureau().rows(table)
        }
        found = identified(
            bureau(), H21, seed, figures, [at for at in figures if at in inside or at in totals]
        )
        hits, tries = hits + found[0], tries + found[1]
    assert tries == 180
    assert hits / tries >= 0.95


def test_项目表改错一个数只报一处且就在那一格() -> None:
    # 计划 of one source stands in one sum only; so do payments, unless the slip shows which one
    keys = [
        f"project_report.{stage}_{name}"
        for stage in ("arrived", "spent", "balance")
        for name in ("central", "county", "total")
    ]
    cells = [place(report().fields[key]) for key in (*keys, "project_report.vouchers_total")]
    hits = tries = 0
    for seed in range(15):
        found = identified(report(), H22, seed, funds(dice(seed)), cells)
        hits, tries = hits + found[0], tries + found[1]
    assert tries == 180
    assert hits / tries >= 0.95


def cell(number: int, value: str | None, *, computed: bool = False, trouble: Trouble | None = None) -> Cell:
    """A cell A1, A2 … with a number."""
    amount = None if value is None else Decimal(value)
    part = Part(f"第{number}项", Kind.MONEY, "万元")
    return Cell(part, Line("表", number), 1, amount, value or "", computed, trouble)


def told(total: Cell, *addends: Cell) -> list[tuple[str, str, bool, str]]:
    """Label, expected, named, slip of the faults of one sum."""
    terms = tuple(Term(figure(each)) for each in addends)
    found = faults([Relation("H21-02", "各项之和", figure(total), terms, Decimal("0.02"))])
    return [(each.at.cell.label, str(each.expected), each.named, each.slip) for each in found]


@pytest.mark.parametrize(
    "addends", [("60", "40"), ("60", None, "40"), ("60.01", "40")], ids=["相符", "空格当作零", "尾差之内"]
)
def test_成立的等式不报(addends: tuple[str | None, ...]) -> None:
    assert told(cell(1, "100"), *(cell(n, value) for n, value in enumerate(addends, 2))) == []


def test_各项都空的不比较() -> None:
    assert told(cell(1, "100"), cell(2, None), cell(3, None)) == []


def test_合计漏填() -> None:
    assert told(cell(1, None), cell(2, "60"), cell(3, "40")) == [("第1项", "100", True, "")]


def test_读不出的数不参加计算() -> None:
    unreadable = cell(3, None, trouble=Trouble.UNREADABLE)._replace(raw="7,00.0,77")
    assert told(cell(1, "100"), cell(2, "60"), unreadable) == []


def test_离谱的数不参加计算() -> None:
    assert told(cell(1, "1E+200"), cell(2, "60"), cell(3, "40")) == []


def test_没有算过的公式按推算的数核对() -> None:
    reckoned = cell(1, "100", computed=True, trouble=Trouble.NO_STORED_VALUE)
    assert told(reckoned, cell(2, "60"), cell(3, "40")) == []
    ((label, expected, *_),) = told(cell(2, "90"), reckoned)
    assert (label, expected) == ("第2项", "100")


def test_分不清谁错时报在合计上() -> None:
    assert told(cell(1, "117"), cell(2, "60.5"), cell(3, "40.5")) == [("第1项", "101.0", False, "")]


def test_颠倒两位的加数比合计更可疑() -> None:
    # 506.27 + 81.1 = 587.37; 560.27 typed for 506.27
    assert told(cell(1, "587.37"), cell(2, "560.27"), cell(3, "81.1")) == [
        ("第2项", "506.27", True, "疑似数字颠倒（相邻两位互换）")
    ]


def test_公式不等于自己的加数时错在公式() -> None:
    ((label, expected, by_one_cell, slip),) = told(cell(1, "60", computed=True), cell(2, "60"), cell(3, "40"))
    assert (label, expected, by_one_cell) == ("第1项", "100", True)
    assert slip == "差额正好等于“第3项”，可能漏计了这一项"


def test_公式没有计入文本数字() -> None:
    as_text = cell(3, "40", trouble=Trouble.TEXT_NUMBER)
    ((_, _, _, slip),) = told(cell(1, "60", computed=True), cell(2, "60"), as_text)
    assert slip == "“第3项”是以文本存放的数字，求和公式没有计入"
