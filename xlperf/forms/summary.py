"""F6 绩效评价项目明细表: what a finance bureau rolls up, one project a row, with score, 等次 and 排名."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from xlperf.forms import information
from xlperf.forms.formulas import Joined, References, RowShare, RowValues, Value, Values, numbers, share
from xlperf.forms.model import Banner, Column, Entry, Field, Kind, Label, Line, Look, SheetForm, Table
from xlperf.office import GRADES
from xlperf.record import dataclass

_FORM = "summary"

TITLE = Field(
    key=f"{_FORM}.title",
    label="标题",
    formula=Joined((information.YEAR, "年绩效评价项目明细表")),
    printed_label=False,
)
UNIT_COUNT = Field(
    key=f"{_FORM}.unit_count",
    label="涉及部门（单位）数",
    kind=Kind.COUNT,
    unit="个",
    prompt="同一单位只算一个",
)
PROJECT_COUNT = Field(key=f"{_FORM}.project_count", label="项目数", kind=Kind.COUNT, unit="个")

BASES = ("预算数", "调整后预算数", "总投资", "债券资金", "支出数", "其他")
_AMOUNT_TOTAL = Field(key=f"{_FORM}.amount_total", label="金额合计", kind=Kind.MONEY, unit="万元")
_SPENT_TOTAL = Field(key=f"{_FORM}.spent_total", label="实际支出合计", kind=Kind.MONEY, unit="万元")


@dataclass(frozen=True, slots=True)
class _SharedRate:
    """总体执行率, weighted by money: over the projects of which both 金额 and 实际支出 are given."""

    def excel(self, refs: References) -> str:
        amount, spent = refs.body(_PLAIN, AMOUNT), refs.body(_PLAIN, SPENT)
        both = f"ISNUMBER({amount})*ISNUMBER({spent})"
        whole, part = (f"SUMPRODUCT({both},{each})" for each in (amount, spent))
        return f'IF({whole}=0,"",ROUND({part}/{whole},4))'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        pairs = [(each.value(AMOUNT), each.value(SPENT)) for each in values.body(_PLAIN)]
        both = [(a, s) for a, s in pairs if isinstance(a, Decimal) and isinstance(s, Decimal)]
        whole = sum((amount for amount, _ in both), Decimal(0))
        return share(sum((spent for _, spent in both), Decimal(0)), whole)


NUMBER = Column(key="number", label="序号", synonyms=("编号",), kind=Kind.COUNT)
UNITS = Column(
    key="units",
    label="项目单位",
    synonyms=("实施单位", "预算单位", "填报单位"),
    prompt="几个单位的用“、”隔开",
)
PROJECT = Column(key="project", label="项目名称")
CATEGORY = Column(key="category", label="类别", kind=Kind.CHOICE, choices=("项目支出", "部门整体支出"))
AMOUNT = Column(
    key="amount",
    label="金额\n（万元）",
    kind=Kind.MONEY,
    unit="万元",
    total=_AMOUNT_TOTAL,
    synonyms=("金额(万元)",),
)
BASIS = Column(
    key="basis",
    label="金额口径",
    kind=Kind.CHOICE,
    choices=BASES,
    prompt="这个金额是预算、总投资还是别的数；全表最好一致",
)
SPENT = Column(key="spent", label="实际支出\n（万元）", kind=Kind.MONEY, unit="万元", total=_SPENT_TOTAL)
RATE = Column(
    key="rate",
    label="执行率",
    kind=Kind.PERCENT,
    formula=RowShare(SPENT, AMOUNT),
    total=Field(
        key=f"{_FORM}.rate_total",
        label="总体执行率",
        kind=Kind.PERCENT,
        formula=_SharedRate(),
    ),
)
SCORE = Column(
    key="score",
    label="得分",
    synonyms=("评价得分", "自评得分", "综合得分"),
    kind=Kind.POINTS,
    prompt="0 到 100 分",
)
GRADE = Column(
    key="grade",
    label="等次",
    synonyms=("评价等级", "等级", "评价等次"),
)
RANK = Column(key="rank", label="排名", kind=Kind.COUNT)
REMARK = Column(key="remark", label="备注", kind=Kind.LONG_TEXT)
_PLAIN = Table(
    key=f"{_FORM}.projects",
    label="项目明细",
    columns=(NUMBER, UNITS, PROJECT, CATEGORY, AMOUNT, BASIS, SPENT, RATE, SCORE, GRADE, RANK, REMARK),
    spare=20,
    total="合计",
    row_height=27,
    repeats_header=True,
)


@dataclass(frozen=True, slots=True)
class _Rank:
    """The place of a score among all of them: equal scores share the better place."""

    def excel(self, refs: References) -> str:
        cell, scores = refs.in_row(SCORE), refs.whole(_PLAIN, SCORE)
        return f'IF(COUNT({cell})=0,"",1+COUNTIF({scores},">"&{cell}))'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        own = row.value(SCORE) if row else None
        if not isinstance(own, Decimal):
            return None
        rising = _rising(_Body(values.body(_PLAIN)))
        return Decimal(1 + len(rising) - bisect_right(rising, own))


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """The rows of one workbook: the same only as themselves, so that their scores are sorted once."""

    rows: tuple[RowValues, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Body) and other.rows is self.rows

    def __hash__(self) -> int:
        return id(self.rows)


@lru_cache(maxsize=1)
def _rising(body: _Body) -> tuple[Decimal, ...]:
    return tuple(sorted(numbers([each.value(SCORE) for each in body.rows])))


@dataclass(frozen=True, slots=True)
class _Grade:
    """等次 of the score by the usual table."""

    def excel(self, refs: References) -> str:
        cell = refs.in_row(SCORE)
        words = f'"{GRADES[-1].name}"'
        for grade in reversed(GRADES[:-1]):
            words = f'IF({cell}>={grade.at_least},"{grade.name}",{words})'
        return f'IF(COUNT({cell})=0,"",{words})'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        own = row.value(SCORE) if row else None
        if not isinstance(own, Decimal):
            return None
        return next((grade.name for grade in GRADES if own >= grade.at_least), GRADES[-1].name)


_LIVE = {GRADE.key: replace(GRADE, formula=_Grade()), RANK.key: replace(RANK, formula=_Rank())}
PROJECTS = replace(_PLAIN, columns=tuple(_LIVE.get(column.key, column) for column in _PLAIN.columns))

SHEET = SheetForm(
    key=_FORM,
    name="绩效评价项目明细表",
    widths=(6, 24, 34, 13, 14, 13, 14, 10, 8, 8, 7, 20),
    landscape=True,
    blocks=(
        Banner(TITLE, Look.TITLE),
        Banner("单位：万元", Look.UNIT),
        Line(
            (
                Label("涉及部门（单位）数", 2),
                Entry(UNIT_COUNT, 1),
                Label("项目数", 2),
                Entry(PROJECT_COUNT, 2),
                Label("等次和排名由得分自动得出", 5, prose=True),
            ),
            height=24,
        ),
        PROJECTS,
    ),
)
