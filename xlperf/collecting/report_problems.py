"""The chapters of the report about problems, clues, and what is to be mended by when. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from xlperf.collecting.figures import ERROR, UNSORTED, Figures, rate_of
from xlperf.collecting.kinds import DECISION, KINDS
from xlperf.collecting.ledger import Ledger, Problem, Row, advice
from xlperf.collecting.opinions import Opinion
from xlperf.collecting.report_blocks import Block, Heading, Text, amount, counted, listed, numeral, problems
from xlperf.collecting.words import percent
from xlperf.wording import points

LOW = Decimal("0.8")
"""执行率偏低: below the yellow light of the year's end (财预〔2019〕136号 as systems apply it: 60%, 80%)."""
MOST_EXAMPLES = 5
MOST_RULES = 10
MOST_LISTED = 20


def blocks(ledger: Ledger, figures: Figures, titles: Callable[[str], str]) -> Iterator[Block]:
    """问题及建议 under the four headings; what belongs under none stands last."""
    projects = len({(each.unit, each.project) for each in ledger.problems})
    found = problems(figures.errors, figures.warnings)
    told = f"共发现{found}，涉及{projects}个项目" if projects else "没有发现错误和警告"
    detail = (
        "；每一条先写应当做到的要求，再写核对发现的情况，逐处的单元格、填报值和改法见汇总工作簿的“问题清单”"
    )
    yield Text(f"核对各单位的自评工作簿，{told}。下面按{listed(KINDS)}汇总{detail if projects else ''}。")
    for number, kind in enumerate((*KINDS, UNSORTED), 1):
        own = [each for each in ledger.problems if (each.kind or UNSORTED) == kind]
        name = "自评填报质量" if kind == UNSORTED else f"{kind}分析"
        yield Heading(2, f"（{numeral(number)}）{name}")
        low = _low(ledger.rows) if kind == DECISION else ()
        yield from low
        said = tuple(each for each in ledger.opinions if (each.kind or UNSORTED) == kind)
        yield from _opinions(said, first=2 if low else 1)
        yield from _rules(own, titles, first=1 + bool(low) + bool(said))
        if not low and not own and not said:
            yield Text("核对中没有发现这一类问题。")


def _low(rows: Sequence[Row]) -> tuple[Block, ...]:
    """执行率偏低, the lowest first; none is left out as long as a reader can take them in."""
    pairs = [(rate, row) for row in rows if (rate := rate_of(row)) is not None and rate < LOW]
    if not pairs:
        return ()
    pairs.sort(key=lambda pair: pair[0])
    shown = (
        f"（{number}）{row.project}金额{amount(row.amount)}万元，支出{amount(row.spent)}万元，执行率{percent(rate)}"
        for number, (rate, row) in enumerate(pairs[:MOST_LISTED], 1)
        if row.amount is not None and row.spent is not None
    )
    rest = len(pairs) - MOST_LISTED
    more = f"；其余{rest}项见“预算执行情况”表" if rest > 0 else ""
    return (
        Heading(3, "1、预算执行率偏低"),
        Text(f"执行率低于{points(LOW * 100)}%的有{len(pairs)}项：{'；'.join(shown)}{more}。"),
        Text("改进建议：按项目实施进度细化预算编制，逐项查明没有支出的原因；结余资金按规定收回或统筹使用。"),
    )


def _opinions(said: Sequence[Opinion], first: int) -> Iterator[Block]:
    """What the reviewers wrote, as one point."""
    if not said:
        return
    yield Heading(3, f"{first}、财政复核意见")
    shown = (
        f"（{number}）{each.project}（{each.unit}）：{each.told}"
        for number, each in enumerate(said[:MOST_LISTED], 1)
    )
    rest = len(said) - MOST_LISTED
    more = f"；其余{rest}处见汇总工作簿的“整改台账”" if rest > 0 else ""
    yield Text(f"财政复核的意见和扣分{len(said)}处：{'；'.join(shown)}{more}。")


def _rules(own: Sequence[Problem], titles: Callable[[str], str], first: int) -> Iterator[Block]:
    """One point a rule, errors and the most frequent first."""
    groups: dict[str, list[Problem]] = {}
    for each in own:
        groups.setdefault(each.code, []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: (-_errors(pair[1]), -len(pair[1]), pair[0]))
    for number, (code, found) in enumerate(ordered[:MOST_RULES], first):
        yield Heading(3, f"{number}、要求：{titles(code)}（{code}）")
        yield Text(_told(found))
        yield Text(f"改进建议：{advice(found)}。")
    rest = ordered[MOST_RULES:]
    if rest:
        yield Text(f"另有{len(rest)}种、{sum(len(found) for _, found in rest)}处，见汇总工作簿的“问题清单”。")


def _errors(found: Sequence[Problem]) -> int:
    return sum(each.severity == ERROR for each in found)


def _told(found: Sequence[Problem]) -> str:
    """How many, of how many projects, and examples of different projects."""
    errors = _errors(found)
    examples = {(each.unit, each.project): each for each in reversed(found)}
    shown = list(reversed(examples.values()))[:MOST_EXAMPLES]
    lines = (
        f"（{number}）{each.project}（{each.unit}）：{each.message.rstrip('。')}"
        for number, each in enumerate(shown, 1)
    )
    lead = "例如：" if len(found) > len(shown) else ""
    return f"核对发现{problems(errors, len(found) - errors)}，涉及{len(examples)}个项目。{lead}{'；'.join(lines)}。"


def clues(ledger: Ledger) -> Iterator[Block]:
    """疑点线索, softly: each asks to be verified."""
    if not ledger.clues:
        yield Text("比较各单位的自评工作簿，没有发现需要核实的线索。")
        return
    yield Text(f"比较各单位的自评工作簿，有{len(ledger.clues)}条线索请核实；线索不是结论，不计入问题。")
    for number, each in enumerate(ledger.clues[:MOST_LISTED], 1):
        yield Text(f"（{number}）{listed(each.units)}：{each.message}。{each.ask}。")
    rest = len(ledger.clues) - MOST_LISTED
    if rest > 0:
        yield Text(f"其余{rest}条见汇总工作簿的“疑点线索”。")


def returns(ledger: Ledger, figures: Figures) -> Iterator[Block]:
    """Who has not handed in, and what is sent back to be mended by when."""
    missing = [
        f"{each.unit}{f'（{each.project}）' if each.project else ''}" for each in ledger.lines if each.missing
    ]
    if missing:
        more = f"等{len(missing)}项" if len(missing) > MOST_LISTED else f"，共{len(missing)}项"
        yield Text(f"尚未报送的：{listed(missing[:MOST_LISTED])}{more}，请尽快报送。")
    else:
        yield Text("应报送的都已报送。")
    if not figures.faulty:
        yield Text("已报送的没有需要退回改正的错误。")
        return
    day = ledger.mend_by
    until = f"在{day.year}年{day.month}月{day.day}日前" if day else "尽快"
    yield Text(
        f"有错误的{figures.faulty}项{counted((('，计', figures.errors),), '处', '')}，退回单位{until}改正并重新报送；"
        "问题类别、改进建议、责任单位、整改时限见汇总工作簿的“整改台账”。"
    )
