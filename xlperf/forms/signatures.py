"""四、评价人员、意见与签章：the same block at the end of 附件2-1 and 2-2."""

from __future__ import annotations

from dataclasses import dataclass

from xlperf.forms.model import Banner, Block, Column, Entry, Field, Kind, Label, Line, Look, PageBreak, Table


@dataclass(frozen=True, slots=True)
class Signatures:
    """The block and its parts. ``required`` are the cells that must be signed or dated before sending."""

    blocks: tuple[Block, ...]
    people: Table
    title: Column
    required: tuple[Field, ...]


def block(
    form: str, *, width: int, unit_opinion: str, department_opinion: str, title_label: str
) -> Signatures:
    """The closing block of a report that is ``width`` grid columns wide."""
    quarter = width // 4
    title = Column(key="title", label=title_label, span=quarter, personal=True)
    people = Table(
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

    def text(key: str, label: str) -> Field:
        return Field(key=f"{form}.{key}", label=label, personal=key.endswith(("sign", "filler", "phone")))

    def when(key: str, label: str) -> Field:
        return Field(key=f"{form}.{key}", label=label, kind=Kind.DATE)

    leader, leader_date = text("leader_sign", "评价组组长（签字）"), when("leader_date", "评价组组长签字日期")
    lines: list[Block] = [
        PageBreak(),
        Banner("四、评价人员", Look.HEADING),
        people,
        Line(
            (
                Label("评价组组长\n（签字）", quarter),
                Entry(leader, width - 3 * quarter),
                Label("日期", quarter),
                Entry(leader_date, quarter),
            ),
            height=42,
        ),
    ]
    required = [leader, leader_date]
    opinions = (
        ("unit", unit_opinion),
        *((("department", department_opinion),) if department_opinion else ()),
        ("finance", "财政部门归口业务科室"),
    )
    for key, name in opinions:
        opinion = Field(key=f"{form}.{key}_opinion", label=f"{name}意见", kind=Kind.LONG_TEXT)
        sign, date = text(f"{key}_sign", f"{name}负责人（签章）"), when(f"{key}_date", f"{name}签章日期")
        lines += [
            Line((Label(f"{name}\n意见", quarter), Entry(opinion, width - quarter)), height=84),
            Line(
                (
                    Label(f"{name}\n负责人（签章）", quarter),
                    Entry(sign, width - 3 * quarter),
                    Label("日期", quarter),
                    Entry(date, quarter),
                ),
                height=33,
            ),
        ]
        if key != "finance":
            required += [opinion, sign, date]
    filler, phone = text("filler", "填报人（签名）"), text("filler_phone", "填报人联系电话")
    lines.append(
        Line(
            (
                Label("填报人（签名）", quarter),
                Entry(filler, width - 3 * quarter),
                Label("联系电话", quarter),
                Entry(phone, quarter),
            ),
            height=27,
        )
    )
    return Signatures(tuple(lines), people, title, (*required, filler))
