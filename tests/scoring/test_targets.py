"""正向、反向、等于、定性：手算的得分，程序与 Excel 公式一致。"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.scoring.situations import OFFICES, Situation
from tests.scoring.test_live_formulas import by_cellrune, disagreements, workbook_of
from xlperf.office import Office
from xlperf.schemes import SchemeError, parse
from xlperf.schemes.model import (
    Equal,
    Forward,
    Indicator,
    Input,
    InputKind,
    Qualitative,
    Reading,
    Reverse,
    Rule,
)
from xlperf.scoring import Outcome, score

LEVELS = ("达成", "部分达成", "未达成")
BANDS = Qualitative((Decimal(80), Decimal(60), Decimal(0)))


def indicator(rule: Rule, most: str = "10") -> Indicator:
    """One indicator of that rule: 完成值 and 目标值, or a choice."""
    inputs: tuple[Input, ...] = (
        Input("N-1", "actual", "完成值", InputKind.NUMBER),
        Input("N-1", "target", "目标值", InputKind.NUMBER),
    )
    if isinstance(rule, Qualitative):
        inputs = (Input("N-1", "level", "完成情况", InputKind.CHOICE, choices=LEVELS),)
    return Indicator("N-1", "产出", "数量", "指标", Decimal(most), "", rule, inputs)


def earned(rule: Rule, *values: str, most: str = "10", office: Office | None = None) -> Outcome:
    made = indicator(rule, most)
    given = [
        value if item.choices else Decimal(value) for item, value in zip(made.inputs, values, strict=True)
    ]
    return score(made, dict(zip(made.inputs, given, strict=True)), office or Office())


@pytest.mark.parametrize(
    ("actual", "target", "most", "points"),
    [
        ("10", "52", "20", "3.85"),  # 农垦中学：20×10÷52 = 3.846
        ("0", "2", "30", "0"),
        ("100", "95", "30", "30"),
        ("100", "52", "10", "10"),
        ("2089", "2089", "2", "2"),
        ("770", "1228", "2", "1.25"),  # 翟店：2×62.70%
        ("3", "0", "5", "5"),  # 目标0，不低于即达到
        ("-2", "5", "5", "0"),  # 增长率为负
        ("-2", "-3", "5", "5"),
    ],
)
def test_正向达到目标得满分否则同比例(actual: str, target: str, most: str, points: str) -> None:
    assert earned(Forward(), actual, target, most=most).computed == Decimal(points)


def test_正向的目标不大于零又没有达到的无法复核() -> None:
    assert earned(Forward(), "-5", "-3").formula == "目标值为-3，没有达到时不能按比例计分，无法复核"


@pytest.mark.parametrize(
    ("actual", "target", "ratio", "linear"),
    [
        ("12", "10", "8.33", "8"),  # 10×10÷12；10×(1−2÷10)
        ("9", "10", "10", "10"),
        ("10", "10", "10", "10"),
        ("20", "10", "5", "0"),
        ("25", "10", "4", "0"),
        ("1", "0", "0", "0"),
        ("0", "0", "10", "10"),
    ],
)
def test_反向两种算法(actual: str, target: str, ratio: str, linear: str) -> None:
    assert earned(Reverse(Reading.RATIO), actual, target).computed == Decimal(ratio)
    assert earned(Reverse(Reading.LINEAR), actual, target).computed == Decimal(linear)
    office = Office(reverse_mode=Reading.RATIO)
    assert earned(Reverse(), actual, target, office=office).computed == Decimal(ratio)
    open_reading = earned(Reverse(), actual, target)
    assert (open_reading.computed, open_reading.lo, open_reading.hi) == (
        Decimal(linear),
        Decimal(linear),
        Decimal(ratio),
    )


def test_反向写明了算法的没有第二种读法() -> None:
    outcome = earned(Reverse(Reading.RATIO), "12", "10")
    assert (outcome.lo, outcome.hi) == (Decimal("8.33"), Decimal("8.33"))
    assert outcome.formula == "完成值12超过目标值10：10×10÷12 = 8.33，得8.33分"


@pytest.mark.parametrize(
    ("actual", "target", "points"),
    [("100", "100", "10"), ("90", "100", "9"), ("110", "100", "10"), ("0", "0", "10"), ("1", "0", "0")],
)
def test_等于的目标为零时不许超过(actual: str, target: str, points: str) -> None:
    assert earned(Equal(), actual, target).computed == Decimal(points)


@pytest.mark.parametrize(
    ("word", "computed", "lo", "hi"),
    [("达成", "10", "8", "10"), ("部分达成", None, "6", "8"), ("未达成", None, "0", "6")],
)
def test_定性各档的得分区间(word: str, computed: str | None, lo: str, hi: str) -> None:
    outcome = earned(BANDS, word)
    assert outcome.computed == (Decimal(computed) if computed else None)
    assert (outcome.lo, outcome.hi) == (Decimal(lo), Decimal(hi))


@pytest.mark.parametrize(
    ("bands", "word", "lo", "hi"),
    [
        (None, "部分达成", "6", "8"),  # 全国：80%、60%
        (("80", "50"), "部分达成", "5", "8"),  # 湖北：80%、50%
        (("80", "50"), "未达成", "0", "5"),
        (("80", "50"), "达成", "8", "10"),
    ],
)
def test_表样没有写明的分档由财政局定(bands: tuple[str, str] | None, word: str, lo: str, hi: str) -> None:
    office = Office(qual_bands=(Decimal(bands[0]), Decimal(bands[1]))) if bands else Office()
    outcome = earned(Qualitative(()), word, office=office)
    assert (outcome.lo, outcome.hi) == (Decimal(lo), Decimal(hi))
    assert outcome.formula.startswith(f"{word}：按财政局设置的分档，分值的")


def test_写明的分档不受设置影响() -> None:
    outcome = earned(BANDS, "部分达成", office=Office(qual_bands=(Decimal(80), Decimal(50))))
    assert (outcome.lo, outcome.formula) == (6, "部分达成：分值的60%—80%，即6—8分（不含8）")


def test_定性没有选的无法复核() -> None:
    made = indicator(BANDS)
    outcome = score(made, {}, Office())
    assert (outcome.hi, outcome.missing) == (None, made.inputs)


def test_公式与程序一致(tmp_path: Path) -> None:
    numbers = (-5, -3.6e-12, 0, 0.3, 0.1 + 0.2, 1, 9.99, 10, 12, 20, 20.5, 52, None, "完成")
    offices = (OFFICES[0], Office(reverse_mode=Reading.RATIO))
    rules = (Forward(), Equal(), Reverse(), Reverse(Reading.RATIO), Reverse(Reading.LINEAR))
    cases = [
        Situation(indicator(rule), office, (actual, target))
        for rule in rules
        for office in offices
        for actual in numbers
        for target in numbers
    ]
    hubei = Office(qual_bands=(Decimal(80), Decimal(50)))
    cases += [Situation(indicator(Qualitative(())), hubei, (word,)) for word in (*LEVELS, "", None)]
    cases += [Situation(indicator(BANDS), offices[0], (word,)) for word in (*LEVELS, "", None, "其他")]
    assert disagreements(cases, by_cellrune(workbook_of(cases, tmp_path / "评分.xlsx"), len(cases))) == []


SCHEME = """
id = "n"
edition = "2020"
title = "国家项目支出绩效自评"
annex = "附件"
source = "财预〔2020〕10号"
sections = [{{ name = "产出", points = 100, subsections = [{{ name = "数量", points = 100 }}] }}]
[[indicator]]
id = "N-1"
section = "产出"
subsection = "数量"
name = "里程"
max = 100
text = "照目标计分"
rule = {rule}
inputs = [{inputs}]
"""
TWO = '{ key = "actual", label = "完成值", kind = "number" }, { key = "target", label = "目标值", kind = "number" }'
CHOICE = '{ key = "level", label = "情况", kind = "choice", choices = ["达成", "未达成"] }'


@pytest.mark.parametrize(
    ("rule", "inputs", "made"),
    [
        ('{ kind = "forward" }', TWO, Forward()),
        ('{ kind = "equal" }', TWO, Equal()),
        ('{ kind = "reverse" }', TWO, Reverse()),
        ('{ kind = "reverse", reading = "ratio" }', TWO, Reverse(Reading.RATIO)),
        ('{ kind = "qualitative", floors = [80, 0] }', CHOICE, Qualitative((Decimal(80), Decimal(0)))),
    ],
)
def test_指标体系文件可以写这些计分方式(rule: str, inputs: str, made: Rule) -> None:
    assert parse(SCHEME.format(rule=rule, inputs=inputs), "n.toml").indicators[0].rule == made


@pytest.mark.parametrize(
    ("rule", "inputs", "problem"),
    [
        ('{ kind = "forward" }', CHOICE, "需要 2 个数据项"),
        ('{ kind = "qualitative", floors = [80, 60, 0] }', CHOICE, "2 个选项、3 个下限"),
        ('{ kind = "qualitative", floors = [60, 80] }', CHOICE, "应从高到低，最后一个为 0"),
    ],
)
def test_写错的计分方式会被拒绝(rule: str, inputs: str, problem: str) -> None:
    with pytest.raises(SchemeError, match=problem):
        parse(SCHEME.format(rule=rule, inputs=inputs), "n.toml")
