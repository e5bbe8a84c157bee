"""F4/F5 评分表 and 计分数据, both made from a scheme (附件3-1, 附件3-2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xlperf.forms import vocabulary
from xlperf.forms.formulas import Formula, Largest, Same, Sum
from xlperf.forms.live_score import LiveScore
from xlperf.forms.model import (
    Banner,
    Block,
    Column,
    Entry,
    Field,
    Kind,
    Label,
    Line,
    Look,
    Owner,
    PrintedRow,
    SheetForm,
    Table,
)
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.schemes.model import Input, InputKind, Scheme
from xlperf.scoring import live_formula

SECTION = Column(
    key="section",
    label="一级指标",
    owner=Owner.FORM,
    inherits=True,
    merges=("section",),
    synonyms=("一级\n指标",),
)
SECTION_POINTS = Column(
    key="section_points",
    label="分值",
    kind=Kind.POINTS,
    owner=Owner.FORM,
    merges=("section",),
    total=Field(key="score_sheet.section_total", label="一级指标分值合计", kind=Kind.POINTS),
)
SUBSECTION = Column(
    key="subsection", label="二级指标", owner=Owner.FORM, inherits=True, merges=("section", "subsection")
)
SUBSECTION_POINTS = Column(
    key="subsection_points",
    label="分值",
    kind=Kind.POINTS,
    owner=Owner.FORM,
    merges=("section", "subsection"),
    total=Field(key="score_sheet.subsection_total", label="二级指标分值合计", kind=Kind.POINTS),
)
NAME = Column(key="name", label="三级指标", owner=Owner.FORM)
DETAIL = Column(key="detail", label="具体指标", owner=Owner.FORM)
TEXT = Column(
    key="text", label="评分标准", owner=Owner.FORM, merges=("subsection", "text"), synonyms=("评价标准",)
)
MAX = Column(
    key="max",
    label="分值",
    kind=Kind.POINTS,
    owner=Owner.FORM,
    total=Field(key="score_sheet.max_total", label="总分·分值", kind=Kind.POINTS),
)
SELF = Column(
    key="self",
    label="自评得分",
    synonyms=("自评分", "自评分数", "得分", "实际得分", "单位自评得分"),
    kind=Kind.POINTS,
    total=Field(key="score_sheet.self_total", label="总分·自评得分", kind=Kind.POINTS),
    prompt="0 到分值之间",
)
REASON = Column(
    key="reason",
    label="扣分原因和其他说明",
    kind=Kind.LONG_TEXT,
    warns_when="reason",
    prompt="得分低于分值时必填：为什么扣分",
    synonyms=(
        "扣分原因",
        "偏差原因",
        "扣分原因及说明",
        "扣分说明",
        "扣分原因说明",
        "扣分原因及其他说明",
        "扣分理由",
    ),
)
LIVE = Column(key="live", label="试算得分", kind=Kind.POINTS, owner=Owner.FORM)
COMPUTED = Column(
    key="computed",
    label="系统复算得分",
    kind=Kind.POINTS,
    owner=Owner.XLPERF,
    total=Field(
        key="score_sheet.computed_total", label="总分·系统复算得分", kind=Kind.POINTS, owner=Owner.XLPERF
    ),
)
DIFFERENCE = Column(
    key="difference",
    label="差异",
    kind=Kind.POINTS,
    owner=Owner.XLPERF,
    total=Field(key="score_sheet.difference_total", label="总分·差异", kind=Kind.POINTS, owner=Owner.XLPERF),
)
HINT = Column(
    key="hint",
    label="提示",
    owner=Owner.XLPERF,
    total=Field(key="score_sheet.hint_total", label="总分·提示", owner=Owner.XLPERF),
)
REVIEWED = Column(key="reviewed", label="复核分", kind=Kind.POINTS, owner=Owner.BUREAU)
OPINION = Column(key="opinion", label="复核意见", owner=Owner.BUREAU)
REVIEWER = Column(key="reviewer", label="复核人", owner=Owner.BUREAU)
REVIEW_DATE = Column(key="review_date", label="复核日期", kind=Kind.DATE, owner=Owner.BUREAU)

BESIDE = (LIVE, COMPUTED, DIFFERENCE, HINT, REVIEWED, OPINION, REVIEWER, REVIEW_DATE)
BESIDE_WIDTHS = (10, 12, 9, 46, 9, 24, 10, 12)
_KINDS = {
    InputKind.MONEY: Kind.MONEY,
    InputKind.COUNT: Kind.COUNT,
    InputKind.NUMBER: Kind.NUMBER,
    InputKind.PERCENT: Kind.NUMBER,
    InputKind.YES_NO: Kind.CHOICE,
    InputKind.CHOICE: Kind.CHOICE,
    InputKind.POINTS: Kind.POINTS,
}


@dataclass(frozen=True, slots=True)
class ScoreForms:
    """The two sheets of a scheme, and where each input of it stands."""

    sheet: SheetForm
    inputs: SheetForm
    table: Table
    entries: Mapping[str, Field]  # by Input.id


def _input_formula(item: Input, sources: Mapping[str, Field], office: Office) -> Formula | None:
    parts = tuple(sources[key] for key in office.parts_of(item) if key in sources)
    if parts:
        return Sum(parts)
    found = tuple(sources[key] for key in office.sources_of(item) if key in sources)
    if not found:
        return None
    return Same(found[0]) if len(found) == 1 else Largest(found)


def _entry(item: Input, sources: Mapping[str, Field], office: Office) -> Field:
    choices = vocabulary.YES_NO if item.kind is InputKind.YES_NO else item.choices
    return Field(
        key=f"score_inputs.{item.id}",
        label=item.label,
        kind=_KINDS[item.kind],
        unit=item.unit,
        choices=choices,
        formula=_input_formula(item, sources, office),
        prompt=item.prompt,
    )


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _printed(
    scheme: Scheme, *, labelled: bool, office: Office, entries: Mapping[str, Field]
) -> tuple[PrintedRow, ...]:
    points = {section.name: section.points for section in scheme.sections}
    parts = {
        (section.name, part.name): part.points for section in scheme.sections for part in section.subsections
    }
    rows: list[PrintedRow] = []
    seen: set[tuple[str, ...]] = set()
    for item in scheme.indicators:
        section, subsection = (item.section,), (item.section, item.subsection)
        texts = {
            "section": f"{item.section}\n（{_points(points[item.section])}分）" if labelled else item.section,
            "subsection": f"{item.subsection}\n（{_points(parts[subsection])}分）"
            if labelled
            else item.subsection,
            "name": item.rows[0] if item.rows else item.name,
            "detail": item.detail,
            "text": item.text,
            "max": _points(item.max),
            "section_points": "" if section in seen else _points(points[item.section]),
            "subsection_points": "" if subsection in seen else _points(parts[subsection]),
        }
        seen |= {section, subsection}
        inputs = tuple((each, entries[each.id]) for each in item.inputs)
        live: dict[str, Formula] = {}
        if live_formula(item, dict.fromkeys(item.inputs, "A1"), office) is not None:
            live["live"] = LiveScore(item, inputs, office)
        rows.append(PrintedRow(id=item.id, texts=texts, formulas=live))
        shared = {"section": texts["section"], "subsection": texts["subsection"], "text": texts["text"]}
        rows += [PrintedRow(texts={**shared, "name": name}, continues=True) for name in item.rows[1:]]
    return tuple(rows)


def _inputs_sheet(scheme: Scheme, entries: Mapping[str, Field]) -> SheetForm:
    lines: list[Block] = [
        Banner("计分数据", Look.TITLE),
        Banner("评分标准所依据的数字和是否项；灰色格由其他表自动带出。缺数据的指标“无法复核”。", Look.NOTE),
        Line(
            tuple(Label(text, 1) for text in ("指标编号", "三级指标", "数据项", "填报值", "单位", "说明")),
            height=24,
        ),
    ]
    for item in scheme.indicators:
        for number, each in enumerate(item.inputs):
            first = number == 0
            lines.append(
                Line(
                    (
                        Label(item.id if first else "", 1),
                        Label(item.name if first else "", 1),
                        Label(each.label, 1, prose=True),
                        Entry(entries[each.id], 1),
                        Label(each.unit, 1),
                        Label(each.prompt + ("（需附佐证资料）" if each.evidence else ""), 1, prose=True),
                    )
                )
            )
    return SheetForm(
        key="score_inputs",
        name="计分数据",
        widths=(9, 20, 38, 16, 7, 40),
        blocks=tuple(lines),
        landscape=True,
        optional=True,
    )


@dataclass(frozen=True, slots=True)
class _Print:
    """How the score sheet of one kind of workbook is printed."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    note: str


_POINTS_BESIDE = _Print(
    (SECTION, SECTION_POINTS, SUBSECTION, SUBSECTION_POINTS, NAME, MAX, DETAIL, TEXT, SELF, REASON),
    (7, 5, 8.5, 5, 8, 5, 26, 34, 7.5, 17),
    "备注：部门（单位）根据项目实际，进一步完善、量化、细化个性指标，形成本项目的指标体系。",
)
_POINTS_IN_LABEL = _Print(
    (SECTION, SUBSECTION, NAME, TEXT, MAX, SELF, REASON),
    (9, 10, 16, 56, 6, 8, 20),
    "备注：部门（单位）可根据本部门实际情况，对评价指标体系进一步完善、量化、细化个性指标，形成本部门的指标体系。",
)


def score_forms(scheme: Scheme, sources: Mapping[str, Field], office: Office) -> ScoreForms:
    """The score sheet of a scheme and its input sheet.

    ``sources`` are the fields of the other sheets by key. A project has 分值 columns beside 一级/二级指标
    (附件3-2), a department "（15分）" inside the label (附件3-1).
    """
    points_beside = scheme.applies == "project"
    inputs = [item for indicator in scheme.indicators for item in indicator.inputs]
    entries = {item.id: _entry(item, sources, office) for item in inputs}
    printed = _POINTS_BESIDE if points_beside else _POINTS_IN_LABEL
    table = Table(
        key="score_sheet.scores",
        label="评分表",
        columns=(*printed.columns, *BESIDE),
        printed=_printed(scheme, labelled=not points_beside, office=office, entries=entries),
        grows=False,
        total="总分",
        repeats_header=True,
    )
    sheet = SheetForm(
        key="score_sheet",
        name="评分表",
        widths=printed.widths,
        side_widths=BESIDE_WIDTHS,
        optional=True,
        blocks=(
            Banner(scheme.annex, Look.ATTACHMENT),
            Banner(scheme.title, Look.TITLE),
            table,
            Banner(printed.note, Look.NOTE),
        ),
    )
    return ScoreForms(sheet, _inputs_sheet(scheme, entries), table, entries)
