"""One wrong figure put into a consistent return, at every money cell, in every way people mistype: is it named?

``python -m tests.seeded_faults`` runs the long form and writes the figures into ``docs/suspects.md``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.drawing import submission
from tests.returns import department_returns, project_returns
from xlperf.assess import judge
from xlperf.checks import department_sums, project_sums
from xlperf.checks.relations import UNDECIDED
from xlperf.findings import Address, Severity
from xlperf.forms.model import Kind, Owner
from xlperf.office import Office
from xlperf.submission import Cell, Submission

PAGE = Path(__file__).parents[1] / "docs" / "suspects.md"
OFFICE = Office()
FORMS = {"project": "项目工作簿", "department": "部门工作簿"}
OUTCOMES = ("指对", "看不出", "指错", "报了几条", "没有报")

Figures = Mapping[Address, Decimal | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A wrong figure in place of the right one."""

    kind: str
    cell: Cell
    wrong: Decimal


def retyped(base: Submission, figures: Figures) -> Submission:
    """The workbook with these figures typed over whatever stood there, formulas too."""

    def typed(cell: Cell) -> Cell:
        if cell.at not in figures:
            return cell
        value = figures[cell.at]
        return cell._replace(value=value, raw="" if value is None else str(value), computed=False)

    return replace(
        base,
        fields={key: typed(cell) for key, cell in base.fields.items()},
        tables={
            key: tuple(
                replace(each, cells={name: typed(cell) for name, cell in each.cells.items()}) for each in rows
            )
            for key, rows in base.tables.items()
        },
    )


def money_cells(filled: Submission) -> tuple[Cell, ...]:
    """Every cell of the unit's forms that holds an amount other than nothing."""
    cells = {
        cell.at: cell
        for cell in filled.cells()
        if cell.kind is Kind.MONEY
        and cell.owner is Owner.UNIT
        and isinstance(cell.value, Decimal)
        and cell.value
    }
    return tuple(cells.values())


def summed_cells(filled: Submission) -> tuple[Cell, ...]:
    """Those of them that stand in a sum or an equality: elsewhere nothing can be known."""
    relations = department_sums.relations(filled, OFFICE) + project_sums.relations(filled, OFFICE)
    places = {each.at for relation in relations if relation.asked for each in relation.figures}
    return tuple(cell for cell in money_cells(filled) if cell.at in places)


def by_hand(filled: Submission) -> Submission:
    """The same workbook with every total typed instead of reckoned, as in a form filled in by hand."""
    return retyped(filled, {cell.at: cell.number for cell in money_cells(filled) if cell.at is not None})


def returns(kind: str, count: int) -> list[Submission]:
    """Consistent returns filled in by hand, always the same ones; the first few of hypothesis are next to empty."""
    strategy = project_returns() if kind == "project" else department_returns()
    drawn = []

    @seed(2020)
    @settings(
        max_examples=count + 5,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(filled: object) -> None:
        drawn.append(filled)

    collect()
    return [by_hand(submission(kind, filled.draft)) for filled in drawn[-count:]]


def faults(cell: Cell, draw: Random) -> Iterator[Fault]:
    """Every way to mistype the figure of one cell, each once; ways that would not change it are left out."""
    right = cell.number
    for kind, make in KINDS.items():
        wrong = make(right, cell, draw)
        if wrong is not None and abs(wrong - right) > Decimal("0.05"):
            yield Fault(kind, cell, wrong)


def _swapped(right: Decimal, _cell: Cell, draw: Random) -> Decimal | None:
    digits = list(f"{right:f}")
    pairs = [
        n
        for n in range(len(digits) - 1)
        if digits[n].isdigit()
        and digits[n + 1].isdigit()
        and digits[n] != digits[n + 1]
        and not (n == 0 and digits[1] == "0")
    ]
    if not pairs:
        return None
    n = draw.choice(pairs)
    digits[n], digits[n + 1] = digits[n + 1], digits[n]
    return Decimal("".join(digits))


def _other_unit(right: Decimal, cell: Cell, _draw: Random) -> Decimal:
    return right * 10_000 if cell.unit == "万元" else right / 10_000


def _point(right: Decimal, _cell: Cell, draw: Random) -> Decimal:
    return right * 10 if draw.random() < 0.5 else right / 10


def _sign(right: Decimal, _cell: Cell, _draw: Random) -> Decimal:
    return -right


def _dropped(right: Decimal, _cell: Cell, draw: Random) -> Decimal | None:
    text = f"{right:f}"
    places = [n for n, digit in enumerate(text) if digit.isdigit() and n]
    n = draw.choice(places) if places else 0
    return Decimal(text[:n] + text[n + 1 :]) if places else None


def _doubled(right: Decimal, _cell: Cell, draw: Random) -> Decimal:
    text = f"{right:f}"
    n = draw.choice([n for n, digit in enumerate(text) if digit.isdigit()])
    return Decimal(text[:n] + text[n] + text[n:])


def _rounded(right: Decimal, _cell: Cell, _draw: Random) -> Decimal:
    return right.quantize(Decimal(1), ROUND_HALF_UP)


def _another(right: Decimal, _cell: Cell, draw: Random) -> Decimal:
    """An amount of another row or of last year: no slip explains it."""
    return right + Decimal(draw.randint(10**3, 10**7)).scaleb(-2)


KINDS: Mapping[str, Callable[[Decimal, Cell, Random], Decimal | None]] = {
    "数字颠倒": _swapped,
    "元／万元": _other_unit,
    "小数点错位": _point,
    "正负号写反": _sign,
    "漏写一位": _dropped,
    "多写一位": _doubled,
    "四舍五入": _rounded,
    "写成另一个数": _another,
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one fault: one of OUTCOMES, and the findings."""

    fault: Fault
    outcome: str
    told: tuple[str, ...]


def tried(filled: Submission, fault: Fault) -> Trial:
    """Checks the whole workbook with that fault in it."""
    assert fault.cell.at is not None
    report = judge("", retyped(filled, {fault.cell.at: fault.wrong}), OFFICE)
    found = [each for each in report.findings if each.severity is not Severity.INFO]
    told = tuple(f"{each.code} {each.label}: {each.message} {each.slip}" for each in found)
    if not found:
        outcome = "没有报"
    elif len(found) > 1:
        outcome = "报了几条"
    elif UNDECIDED in found[0].message:
        outcome = "看不出"
    else:
        outcome = "指对" if found[0].at == fault.cell.at else "指错"
    return Trial(fault, outcome, told)


def trials(kind: str, count: int, sample: int | None = None) -> Iterator[Trial]:
    """Every fault of every summed cell of so many returns, or a sample of each return."""
    draw = Random(2020)  # noqa: S311
    for filled in returns(kind, count):
        every = [fault for cell in summed_cells(filled) for fault in faults(cell, draw)]
        for fault in every if sample is None else draw.sample(every, min(sample, len(every))):
            yield tried(filled, fault)


def table(found: Mapping[str, Counter[str]]) -> Iterator[str]:
    """Rows of a table: kind of fault, how many, what became of them."""
    yield "| 错法 | 次数 | " + " | ".join(OUTCOMES) + " |"
    yield "|---|" + "---:|" * (len(OUTCOMES) + 1)
    whole: Counter[str] = sum(found.values(), Counter())
    for kind, counts in (*found.items(), ("**合计**", whole)):
        yield f"| {kind} | {counts.total()} | " + " | ".join(str(counts[each]) for each in OUTCOMES) + " |"
    yield ""
    named, wrong = whole["指对"], whole["指错"]
    yield (
        f"全部差错中指对的占 {named / whole.total():.2%}；指出了某一格的，{named / (named + wrong):.2%} 指对。"
    )


_HEAD = """# 疑似填错的是哪一格

合计不平时，xlperf 把同一张表的全部等式放在一起看：改哪一格能使最多的等式成立而不破坏别的等式，那一格就最可疑；再看填的数与应为的数像不像一种常见笔误
（数字颠倒、元／万元、小数点、正负号、漏写多写或写错一位、四舍五入、漏计重计一项），小数位数合不合群，工作簿别处（目标表、正文、计分数据、其他各栏）有没有同样的数。
一格的可能性占到九成才指那一格。这只是建议，写在“疑似”里，不是结论；几格都可能时只报在合计上，写明“看不出是哪一个数填错”。

下表由 `python -m tests.seeded_faults` 生成：随机生成前后一致的工作簿（合计都是手填的数，没有公式），在每一个参加合计或等式的金额格里逐一写错，
每次只错一处，再完整检查一遍。**指对**：只报一条，就在写错的那一格。**看不出**：只报一条，写明看不出是哪一个数。**指错**：只报一条，指着别的格。
**报了几条**：一处错报了不止一条。**没有报**：没有错误或警告。整行漏列、重复的，指在合计（或重复的那一行）上并说出是漏列还是重复，才算指对。不参加任何等式的金额（如计分数据里的预算数）不在其内：表内没有可以对照的数。
"""


def main(count: int) -> None:
    """Writes the page."""
    from tests.seeded_rows import counted  # noqa: PLC0415 it is made of the parts above

    lines = [_HEAD]
    for kind, title in FORMS.items():
        found: dict[str, Counter[str]] = {each: Counter() for each in KINDS}
        for trial in trials(kind, count):
            found[trial.fault.kind][trial.outcome] += 1
            if trial.outcome not in ("指对", "看不出"):
                sys.stderr.write(f"{trial.outcome} {trial.fault} {trial.told}\n")
        lines += [f"## {title}（{count} 份）", "", *table(found), ""]
        whole = counted(returns(kind, count))
        lines += [
            "整行、合计和得分的错（人工评分的指标没有公式，填错了只能说总分与各项之和不符，算看不出）：",
            "",
            *table(whole),
            "",
        ]
    PAGE.write_text("\n".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
