"""What a check hands on, whatever it checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.drawing import submission
from xlperf.checks.check import Check, Context, Outcome, at
from xlperf.findings import Address, Severity
from xlperf.forms.draft import Draft
from xlperf.forms.model import Kind
from xlperf.office import Office
from xlperf.submission import Part, standing_at


def test_日期单元格的填报值按日期写_不写序列号() -> None:
    place = Address("表", 1, 1)
    dated = standing_at(place, Part("报告日期", Kind.DATE), date(2024, 3, 1), "45352")
    unreadable = standing_at(place, Part("报告日期", Kind.DATE), raw="三月")

    def test(_: Context) -> Iterator[Outcome]:
        yield at(dated)
        yield at(unreadable)

    check = Check("X-01", Severity.ERROR, "", "", "", "", "", test)
    found, _ = check.run(Context(submission("project", Draft()), Office()))
    assert [finding.seen for finding in found] == ["2024-03-01", "三月"]
