"""疑点线索 of a whole collection: nothing here is an error, each asks the reviewer to verify. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from xlperf.collecting.traits import Cost, Text, Traits
from xlperf.record import dataclass
from xlperf.wording import points

FEWEST = 8
"""With fewer units nobody can say what is usual."""
_SPREAD = Decimal("3.5") * Decimal("1.4826")
"""Iglewicz and Hoaglin (1993): a modified z-score above 3.5; 1.4826 × MAD stands for the standard deviation."""
_TWICE = Decimal(2).ln()
"""Where the others lie close together: less than double or more than half the median is nothing to ask about."""

FULL, SAME, COST = KINDS = ("各项都是满分", "两个单位文字相同", "单位成本与同类相差较大")


class Return(Protocol):
    """What is asked of a row of the ledger."""

    @property
    def unit(self) -> str: ...
    @property
    def project(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def traits(self) -> Traits: ...


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing to verify: who, what was seen beside what is usual, and in which cells of which files."""

    kind: str
    units: tuple[str, ...]
    projects: tuple[str, ...]
    message: str
    seen: str
    usual: str
    places: tuple[str, ...]
    ask: str


def clues(returns: Sequence[Return]) -> tuple[Clue, ...]:
    """All clues of a collection, by kind, in the order of the returns."""
    return (*_full_marks(returns), *_same_texts(returns), *_odd_costs(returns))


def _full_marks(returns: Sequence[Return]) -> Iterator[Clue]:
    for each in returns:
        if each.traits.full_marks:
            yield Clue(
                FULL,
                (each.unit,),
                (each.project,),
                "自评表每项指标都得满分",
                "",
                "",
                (_place(each, each.traits.full_marks),),
                "请核实各项指标的佐证材料",
            )


def _same_texts(returns: Sequence[Return]) -> Iterator[Clue]:
    """A text that most units have was handed out to them, and is no clue."""
    found: dict[str, list[tuple[Return, Text]]] = {}
    for each in returns:
        for text in each.traits.texts:
            found.setdefault(text.print, []).append((each, text))
    everybody = len({each.unit for each in returns})
    groups: dict[tuple[int, ...], list[list[tuple[Return, Text]]]] = {}
    for alike in found.values():
        units = {each.unit for each, _ in alike}
        if len(units) > 1 and not (len(units) >= FEWEST and 2 * len(units) > everybody):
            groups.setdefault(tuple(id(each) for each, _ in alike), []).append(alike)
    for texts in groups.values():
        yield _copied(texts)


def _copied(texts: list[list[tuple[Return, Text]]]) -> Clue:
    """The texts that the same returns share."""
    owners = [each for each, _ in texts[0]]
    units = tuple(dict.fromkeys(each.unit for each in owners))
    more = f"等{len(texts)}段" if len(texts) > 1 else ""
    return Clue(
        SAME,
        units,
        tuple(dict.fromkeys(each.project for each in owners)),
        f"{len(units)}个单位有相同的文字：“{texts[0][0][1].start}…”{more}",
        f"{len(texts)}段",
        "",
        tuple(_place(each, text.at) for alike in texts for each, text in alike),
        "请核实是否照抄；同一文件的规定、统一下发的文字属正常",
    )


def _odd_costs(returns: Sequence[Return]) -> Iterator[Clue]:
    """Compared with the same indicator, else with the same project, of at least eight units."""
    groups: dict[tuple[str, bool, str, str], list[tuple[Return, Cost]]] = {}
    for each in returns:
        for cost in each.traits.costs:
            groups.setdefault((cost.measure, cost.given, "指标", cost.name), []).append((each, cost))
            groups.setdefault((cost.measure, cost.given, "项目", each.project), []).append((each, cost))
    told: set[tuple[int, str]] = set()
    for (_, _, sort, name), alike in groups.items():
        count = len({each.unit for each, _ in alike})
        if count < FEWEST:
            continue
        middle = median([cost.yuan.ln() for _, cost in alike])
        reach = max(_SPREAD * median([abs(cost.yuan.ln() - middle) for _, cost in alike]), _TWICE)
        usual = median([cost.yuan for _, cost in alike])
        for each, cost in alike:
            key = (id(each), cost.at)
            if abs(cost.yuan.ln() - middle) > reach and key not in told:
                told.add(key)
                yield _odd(each, cost, usual, f"同一{sort}“{name}”的{count}个单位")


def _odd(each: Return, cost: Cost, usual: Decimal, others: str) -> Clue:
    much = cost.yuan > usual
    times = points((cost.yuan / usual if much else usual / cost.yuan).quantize(Decimal("0.1")))
    how = "填报的单位成本" if cost.given else "实际支出除以完成数"
    words = f"是中位数的{times}倍" if much else f"中位数是它的{times}倍"
    seen, middle = (
        f"{points(value.quantize(Decimal('0.01')))}元/{cost.measure}" for value in (cost.yuan, usual)
    )
    return Clue(
        COST,
        (each.unit,),
        (each.project,),
        f"{cost.name}：{how}为{seen}，{words}（{others}）",
        seen,
        f"中位数{middle}",
        (_place(each, cost.at),),
        "请核实金额、数量的单位和口径；建设内容、标准不同的属正常",
    )


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle value, the mean of the two middle ones of an even number; ValueError for none."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _place(each: Return, at: str) -> str:
    return f"{each.file} {at}"
