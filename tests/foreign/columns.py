"""What becomes of columns and rows: moved, added, joined into one, grouped, said again at each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.foreign.paper import Chart, Head, Line, Paper, Said
from xlperf.forms.model import Kind

NAMING = ("first", "second", "third", "section", "subsection", "name", "institution", "content", "number",
          "units", "project", "document", "indicator", "section_points", "subsection_points")  # fmt: skip
"""Columns that say what a row is about: nobody moves them."""
_TARGET = ("relation", "target", "measure")


def joined(paper: Paper) -> Paper:
    """比较符、指标值、度量单位 in one column, as most forms print it: ``≥95%``."""
    return paper.each_chart(_joined)


def _joined(chart: Chart) -> Chart:
    if any(chart.head(key) is None for key in _TARGET):
        return chart
    heads: list[Head] = []
    for head in chart.heads:
        if head.key == "target":
            span = sum(each.span for each in chart.heads if each.key in _TARGET)
            label = head.path[0] if len(head.path) > 1 else "年度指标值"
            heads.append(replace(head, path=(label,), span=span))
        elif head.key not in _TARGET:
            heads.append(head)
    return replace(chart, heads=tuple(heads), lines=tuple(map(_joined_line, chart.lines)))


def _joined_line(line: Line) -> Line:
    relation, target, measure = (line.cells[key] for key in _TARGET)
    words = "" if relation.text == "定性" else str(relation.text or "")
    text = f"{words}{_plain(target)}{measure.text or ''}"
    items = []
    for said in (relation, target, measure):
        for item in said.items:
            qualitative = item.column == "relation" and item.value == "定性"
            alone = (
                item.column == "measure" and target.text is None
            )  # words in the cell: no one knows them for a unit
            items.append(replace(item, counted=False) if qualitative or alone else item)
    only_number = isinstance(target.text, Decimal) and text == _plain(target)
    cells = {key: said for key, said in line.cells.items() if key not in _TARGET}
    cells["target"] = Said(target.text if only_number else text or None, tuple(items))
    return replace(line, cells=cells)


def _plain(said: Said) -> str:
    return f"{said.text:f}" if isinstance(said.text, Decimal) else str(said.text or "")


def with_units(paper: Paper) -> Paper:
    """Figures with their unit: ``630万元``, ``50公里``, ``98分``."""

    def chart(one: Chart) -> Chart:
        lines = []
        for line in one.lines:
            measure = line.cells.get("measure")
            actual = line.cells.get("actual")
            cells = dict(line.cells)
            if measure and actual and measure.text and isinstance(actual.text, Decimal):
                cells["actual"] = replace(actual, text=f"{_plain(actual)}{measure.text}")
            lines.append(replace(line, cells=cells))
        return replace(one, lines=tuple(lines))

    def said(one: Said) -> Said:
        if len(one.items) != 1 or not isinstance(one.text, Decimal) or one.percent:
            return one
        item = one.items[0]
        unit = {Kind.MONEY: item.unit, Kind.POINTS: "分"}.get(item.kind, "")
        return replace(one, text=f"{_plain(one)}{unit}") if unit else one

    return paper.each_chart(chart).each_said(said)


def reordered(random: Random) -> Callable[[Paper], Paper]:
    """The columns that hold figures in another order; those under one heading stay together."""

    def chart(one: Chart) -> Chart:
        fixed = [head for head in one.heads if head.key in NAMING]
        groups = list(_groups(head for head in one.heads if head.key not in NAMING))
        random.shuffle(groups)
        return replace(one, heads=(*fixed, *(head for group in groups for head in group)))

    return lambda paper: paper.each_chart(chart)


def _groups(heads: Iterable[Head]) -> Iterable[list[Head]]:
    group: list[Head] = []
    for head in heads:
        above = head.path[:-1]
        if group and (not above or above[:1] != group[0].path[:1]):
            yield group
            group = []
        group.append(head)
    if group:
        yield group


def shuffled_rows(paper: Paper) -> Paper:
    """效益 before 产出: the rows of each 一级指标 together, the groups in reverse order."""

    def chart(one: Chart) -> Chart:
        if one.head("first") is None:
            return one
        groups: dict[str, list[Line]] = {}
        for line in one.lines:
            groups.setdefault(line.rule.get("first", ""), []).append(line)
        turned = [line for group in reversed(groups.values()) for line in group]
        return replace(one, lines=tuple(turned))

    return paper.each_chart(chart)


def with_column(
    label: str, after: str, text: Callable[[int, Line], Said], *, before: bool = False
) -> Callable[[Paper], Paper]:
    """One more column beside the column of that key, which no form of ours has there."""

    def chart(one: Chart) -> Chart:
        place = next((n for n, head in enumerate(one.heads) if head.key == after), None)
        if place is None:
            return one
        key = f"+{label}"
        head = Head(key, (label,), 1, Kind.TEXT, "")
        at = place if before else place + 1
        lines = []
        for number, line in enumerate(one.lines, 1):
            shared = line.continues
            said = Said(None) if shared else text(number, line)
            lines.append(replace(line, cells={**line.cells, key: said}))
        return replace(one, heads=(*one.heads[:at], head, *one.heads[at:]), lines=tuple(lines))

    return lambda paper: paper.each_chart(chart)


def grouped_scores(paper: Paper) -> Paper:
    """分值 and 得分 under one heading 评分情况, so that every header takes two rows."""

    def chart(one: Chart) -> Chart:
        keys = [head.key for head in one.heads]
        if "max" not in keys or keys.index("max") + 1 >= len(keys):
            return one
        if keys[keys.index("max") + 1] != "self":
            return one
        heads = tuple(
            replace(head, path=("评分情况", *head.path)) if head.key in ("max", "self") else head
            for head in one.heads
        )
        return replace(one, heads=heads)

    return paper.each_chart(chart)


def grouped_twice(paper: Paper) -> Paper:
    """The same with 自评情况 above 评分情况, so that every header takes three rows."""

    def chart(one: Chart) -> Chart:
        heads = tuple(
            replace(head, path=("自评情况", *head.path)) if "评分情况" in head.path else head
            for head in one.heads
        )
        return replace(one, heads=heads)

    return grouped_scores(paper).each_chart(chart)


def with_points(paper: Paper) -> Paper:
    """产出指标（50分）: 一级指标 with the points of its rows, where they have any."""

    def chart(one: Chart) -> Chart:
        points: dict[str, Decimal] = {}
        for line in one.lines:
            said = line.cells.get("max")
            if said and isinstance(said.text, Decimal):
                name = line.rule.get("first", "")
                points[name] = points.get(name, Decimal(0)) + said.text
        if one.head("first") is None or not points:
            return one
        lines = []
        for line in one.lines:
            first = line.cells["first"]
            shown = f"{first.text}\n（{points.get(str(first.text), 0)}分）" if first.text else None
            lines.append(replace(line, cells={**line.cells, "first": replace(first, text=shown)}))
        return replace(one, lines=tuple(lines))

    return paper.each_chart(chart)


def repeated(rows: int) -> Callable[[Paper], Paper]:
    """The header again after so many rows, as on each printed page."""
    return lambda paper: paper.each_chart(lambda chart: replace(chart, repeat=rows))
