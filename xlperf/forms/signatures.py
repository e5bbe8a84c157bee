"""四、评价人员、意见与签章：the same block at the end of 附件2-1 and 2-2."""

from __future__ import annotations

from xlperf.forms.model import Banner, Block, Column, Entry, Field, Kind, Label, Line, Look, PageBreak, Table
from xlperf.record import dataclass

_FINANCE = "财政部门归口业务科室"


@dataclass(frozen=True, slots=True)
class Signatures:
    """The block and its parts. ``required`` are the cells that must be signed or dated before sending."""

    blocks: tuple[Block, ...]
    people: Table
    title: Column
    required: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class _Opinion:
    """意见、负责人（签章）、日期 of one body."""

    name: str
    text: Field
    sign: Field
    date: Field


def _person(form: str, key: str, label: str) -> Field:
    return Field(key=f"{form}.{key}", label=label, personal=True)


def _day(form: str, key: str, label: str) -> Field:
    return Field(key=f"{form}.{key}", label=label, kind=Kind.DATE)


def _opinion(form: str, key: str, name: str) -> _Opinion:
    return _Opinion(
        name,
        Field(key=f"{form}.{key}_opinion", label=f"{name}意见", kind=Kind.LONG_TEXT),
        _person(form, f"{key}_sign", f"{name}负责人（签章）"),
        _day(form, f"{key}_date", f"{name}签章日期"),
    )


def _people(form: str, width: int, title: Column) -> Table:
    quarter = width // 4
    return Table(
        key=f"{form}.people",
        label="评价人员",
        columns=(
            Column(key="name", label="姓名", span=quarter, personal=True),
            title,
            Column(key="unit", label="单位", span=quarter),
            Column(key="signature", label="签字", span=width - 3 * quarter, personal=True),
        ),
        spare=4,
        row_height=24,
    )


def _signed_line(label: str, sign: Field, beside: str, other: Field, width: int, height: float) -> Line:
    quarter = width // 4
    items = (
        Label(label, quarter),
        Entry(sign, width - 3 * quarter),
        Label(beside, quarter),
        Entry(other, quarter),
    )
    return Line(items, height=height)


def block(
    form: str, *, width: int, unit_opinion: str, department_opinion: str, title_label: str
) -> Signatures:
    """The closing block of a report that is ``width`` grid columns wide; "" for a body that has no say."""
    quarter = width // 4
    title = Column(key="title", label=title_label, span=quarter, personal=True)
    people = _people(form, width, title)
    leader = _person(form, "leader_sign", "评价组组长（签字）")
    leader_date = _day(form, "leader_date", "评价组组长签字日期")
    own = [_opinion(form, "unit", unit_opinion)]
    if department_opinion:
        own.append(_opinion(form, "department", department_opinion))
    filler, phone = _person(form, "filler", "填报人（签名）"), _person(form, "filler_phone", "填报人联系电话")
    lines: list[Block] = [
        PageBreak(),
        Banner("四、评价人员", Look.HEADING),
        people,
        _signed_line("评价组组长\n（签字）", leader, "日期", leader_date, width, 42),
    ]
    for each in (*own, _opinion(form, "finance", _FINANCE)):
        lines.append(
            Line((Label(f"{each.name}\n意见", quarter), Entry(each.text, width - quarter)), height=84)
        )
        lines.append(_signed_line(f"{each.name}\n负责人（签章）", each.sign, "日期", each.date, width, 33))
    lines.append(_signed_line("填报人（签名）", filler, "联系电话", phone, width, 27))
    opinions = tuple(field for each in own for field in (each.text, each.sign, each.date))
    return Signatures(tuple(lines), people, title, (leader, leader_date, *opinions, filler))
