"""S31-xx、S32-xx: each indicator by its own worked example: what it earns is accepted, full marks are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.drawing import findings, passed_over, submission
from tests.returns import field_named, score_table
from xlperf import schemes
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.schemes.model import Indicator, Manual
from xlperf.scoring.examples import worked_example
from xlperf.submission import Submission

RECKONED = [
    indicator
    for name in schemes.available()
    for indicator in schemes.load(name).indicators
    if not isinstance(indicator.rule, Manual)
]


def scored(indicator: Indicator, points: Decimal) -> Submission:
    """A workbook with this self-score and the figures of the example in the places where they belong."""
    form = workbooks.workbook("department" if indicator.id.startswith("S31") else "project")
    example = worked_example(indicator)
    assert example is not None
    draft = Draft().fill(score_table(form), DraftRow({"self": points}, indicator.id))
    for item, value in example[0].items():
        key = item.sources[0] if item.sources else f"score_inputs.{item.id}"
        draft = draft.put(field_named(form, key), value)
    if indicator.id == "S31-15":  # 在用80、合计100: the rest is not in use
        draft = draft.put(field_named(form, "department_report.assets_other"), Decimal(20))
    return submission(form.key, draft)


@pytest.mark.parametrize(
    "indicator",
    [pytest.param(each, marks=pytest.mark.accepts(each.id), id=each.id) for each in RECKONED],
)
def test_按公式应得的分不报(indicator: Indicator) -> None:
    example = worked_example(indicator)
    assert example is not None
    earned = example[1].computed
    assert earned is not None
    assert earned < indicator.max
    given = scored(indicator, earned)
    assert findings(given, indicator.id) == []
    assert passed_over(given, indicator.id) == []


@pytest.mark.parametrize(
    "indicator",
    [pytest.param(each, marks=pytest.mark.rejects(each.id), id=each.id) for each in RECKONED],
)
def test_数据不支持的满分是错误(indicator: Indicator) -> None:
    example = worked_example(indicator)
    assert example is not None
    (found,) = findings(scored(indicator, indicator.max), indicator.id)
    assert (found.severity, found.seen) == ("error", f"{indicator.max.normalize():f}")
    assert example[1].formula in found.message
