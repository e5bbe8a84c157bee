"""评分手册: a scheme for the reader, print-ready: every indicator with its 评分标准, how it is reckoned and from what."""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.forms.model import (
    Banner,
    Block,
    Column,
    Kind,
    Look,
    Owner,
    PrintedRow,
    SheetForm,
    Table,
    WorkbookForm,
)
from xlperf.schemes import notation
from xlperf.schemes.kinds import KINDS
from xlperf.schemes.model import Indicator, Scheme
from xlperf.schemes.parameters import shown
from xlperf.schemes.writing import rule_mapping


def _column(key: str, label: str, *, merges: tuple[str, ...] = ()) -> Column:
    kind = Kind.TEXT if merges else Kind.LONG_TEXT
    return Column(key=key, label=label, kind=kind, owner=Owner.FORM, merges=merges)


_COLUMNS = (
    _column("section", "一级指标", merges=("section",)),
    _column("subsection", "二级指标", merges=("section", "subsection")),
    _column("id", "编号"),
    _column("name", "三级指标"),
    Column(key="max", label="分值", kind=Kind.POINTS, owner=Owner.FORM),
    _column("text", "评分标准"),
    _column("how", "怎样计分"),
    _column("inputs", "需要的数据和佐证"),
    _column("clause", "依据"),
)


def _how(indicator: Indicator) -> str:
    kind = KINDS[rule_mapping(indicator.rule)["kind"]]
    parameters = notation.parameters_text(indicator)
    return f"{kind.name}：{kind.meaning}" + (f"\n{parameters}" if parameters else "")


def _inputs(indicator: Indicator, names: Mapping[str, str]) -> str:
    lines = []
    for number, item in enumerate(indicator.inputs, 1):
        taken = "、".join(names.get(source, source) for source in item.sources)
        unit = f"（{item.unit}）" if item.unit else ""
        source = f"，取自{taken}" if taken else ""
        lines.append(f"{number}. {item.label}{unit}{source}{'，附佐证' if item.evidence else ''}")
    return "\n".join(lines) or "不要数据，由评价人员评分"


def _row(indicator: Indicator, labels: Mapping[tuple[str, ...], str], names: Mapping[str, str]) -> PrintedRow:
    return PrintedRow(
        texts={
            "section": labels[indicator.section,],
            "subsection": labels[indicator.section, indicator.subsection],
            "id": indicator.id,
            "name": "\n".join(indicator.rows) or indicator.name,
            "max": shown(indicator.max),
            "text": indicator.text.strip("\n"),
            "how": _how(indicator),
            "inputs": _inputs(indicator, names),
            "clause": indicator.clause,
        }
    )


def handbook(scheme: Scheme, names: Mapping[str, str]) -> WorkbookForm:
    """The 评分手册 of a scheme; ``names`` are what staff call the form fields, by key."""
    labels: dict[tuple[str, ...], str] = {}
    for section in scheme.sections:
        labels[section.name,] = f"{section.name}\n（{shown(section.points)}分）"
        for part in section.subsections:
            labels[section.name, part.name] = f"{part.name}\n（{shown(part.points)}分）"
    table = Table(
        key="handbook.indicators",
        label="评分手册",
        columns=_COLUMNS,
        printed=tuple(_row(each, labels, names) for each in scheme.indicators),
        grows=False,
        repeats_header=True,
    )
    blocks: tuple[Block, ...] = (
        Banner(scheme.annex, Look.ATTACHMENT),
        Banner(f"{scheme.title}\n评分手册", Look.TITLE, height=56),
        Banner(f"{scheme.edition}版 · {scheme.source}", Look.SUBTITLE),
        table,
        Banner(
            "缺少数据的指标“无法复核”，不等于0分，也不等于满分；得分低于分值的，写明扣分原因。", Look.NOTE
        ),
    )
    sheet = SheetForm(
        key="handbook",
        name="评分手册",
        widths=(9, 10, 8, 14, 5, 36, 32, 32, 16),
        landscape=True,
        blocks=blocks,
    )
    return WorkbookForm(
        key="handbook", title=f"{scheme.title}评分手册", edition=scheme.edition, sheets=(sheet,)
    )
