"""A file that says something the form has no place for is refused, and the place is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xlperf.demo import ExampleError, parse

HEAD = """
name = "样例.xlsx"
kind = "project"
title = "一个样例"
source = "一份公开文件"
"""


def told(text: str) -> str:
    with pytest.raises(ExampleError) as refused:
        parse(HEAD + text, "sample.toml")
    return str(refused.value)


def test_金额保留原有数位_日期是日期_比较值照原样() -> None:
    draft = parse(
        HEAD
        + """
        [fields.target_table]
        budget = 630.00
        [rows.target_table]
        indicators = [{ standard = 9.5 }, {}, { standard = "90%" }]
        [rows.fund_arrival]
        arrivals = [{ amount = 191, transferred = 2022-09-23 }]
        """,
        "sample.toml",
    ).draft
    assert str(draft.fields["target_table.budget"]) == "630.00"
    assert [dict(row.values) for row in draft.rows["target_table.indicators"]] == [
        {"standard": Decimal("9.5")},
        {},
        {"standard": "90%"},
    ]
    assert draft.rows["fund_arrival.arrivals"][0].values == {
        "amount": Decimal(191),
        "transferred": date(2022, 9, 23),
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[fields.project_report]\nplaned_total = 1", "fields: 'project_report.planed_total' is unknown"),
        ("[fields.department_report]\nquota = 143", "fields: 'department_report.quota' is unknown"),
        ("[rows.project_report]\nvoucher = []", "rows: 'project_report.voucher' is unknown"),
        ("[rows.project_report]\nvouchers = [{ sum = 1 }]", "project_report.vouchers: 'sum' is unknown"),
        (
            "[rows.score_sheet]\nscores = [{ id = 'S31-01', self = 5 }]",
            "score_sheet.scores.id: 'S31-01' is unknown",
        ),
        ("[rows.narrative]\nparagraphs = []", "rows: 'narrative.paragraphs' is unknown"),
        ("[[narrative]]\nsection = '七、其他'\nparagraphs = []", "narrative.section: '七、其他' is unknown"),
        ("[[narrative]]\nsection = '六、工作建议'\ntext = '无'", "narrative: 'text' is unknown"),
        ("[feilds]", "file: 'feilds' is unknown"),
    ],
)
def test_写错的名称按名指出(text: str, complaint: str) -> None:
    assert told(text) == f"sample.toml: {complaint}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "[fields.project_report]\nplanned_total = '13742'",
            "project_report.planned_total: '13742' is not a number",
        ),
        ("[fields.project_report]\nperiod = 2020", "project_report.period: 2020 is not a text"),
        ("[fields.project_report]\nplace = ''", "project_report.place: '' is not a text"),
        ("[fields.project_report]\nreport_date = '2021'", "project_report.report_date: '2021' is not a day"),
        (
            "[rows.target_table]\nindicators = [{ target = true }]",
            "target_table.indicators.target: True is not a number",
        ),
        ("[fields]\nproject_report = 1", "fields.project_report is not a table of values"),
    ],
)
def test_种类不对的值按名指出(text: str, complaint: str) -> None:
    assert told(text) == f"sample.toml: {complaint}"


def test_一个章节只能写一次() -> None:
    part = "[[narrative]]\nsection = '六、工作建议'\nparagraphs = ['无']\n"
    assert told(part + part) == "sample.toml: narrative: a section is written twice"


def test_没有的工作簿种类和不成文的文件都拒绝() -> None:
    with pytest.raises(ExampleError, match=r"^sample\.toml: kind: 'budget' is unknown$"):
        parse(HEAD.replace('"project"', '"budget"'), "sample.toml")
    with pytest.raises(ExampleError, match=r"^sample\.toml: "):
        parse("name = ", "sample.toml")


def test_缺说明的文件拒绝() -> None:
    with pytest.raises(ExampleError, match="source: None is not a text"):
        parse(HEAD.replace("source", "# source"), "sample.toml")
