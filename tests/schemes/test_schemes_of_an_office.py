"""A workbook is scored by the scheme it was made for: that of the office, never silently another one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.returns import field_named, score_table
from xlperf import schemes
from xlperf.assess import assess
from xlperf.findings import Report
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.schemes.model import Scheme

SHIPPED = schemes.load("project_3_2")


def with_a_rule_of_its_own() -> Scheme:
    """到位率改为 5 分、到位时效改为 0 分不合理，故只把到位率改名改编号：分值合计不变。"""
    indicators = tuple(
        replace(
            each,
            id="YY-06",
            name="资金到位情况",
            clause="某县绩效〔2026〕3号 附件1",
            inputs=tuple(replace(item, indicator="YY-06", sources=()) for item in each.inputs),
        )
        if each.id == "S32-06"
        else each
        for each in SHIPPED.indicators
    )
    return replace(SHIPPED, id="yy_project", edition="2026", indicators=indicators)


def filled(scheme: Scheme, path: Path) -> Path:
    form = workbooks.scored_by(scheme)
    draft = Draft().fill(score_table(form), DraftRow({"self": Decimal(3)}, "YY-06"))
    draft = draft.put(field_named(form, "score_inputs.YY-06.arrived"), Decimal(40))
    draft = draft.put(field_named(form, "score_inputs.YY-06.planned"), Decimal(50))
    write_workbook(form, path, draft)
    return path


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_按本单位的指标体系评分(tmp_path: Path) -> None:
    scheme = with_a_rule_of_its_own()
    report = assess(filled(scheme, tmp_path / "a.xlsx"), Office(schemes=(scheme,)))
    assert report.edition == "2026"
    (told,) = [finding for finding in report.findings if finding.code == "SC-09"]
    # 3 × 40 ÷ 50 = 2.40
    assert (told.seen, told.expected) == ("3", "2.40")
    assert told.clause == "某县绩效〔2026〕3号 附件1"
    assert "SCH-90" not in codes(report)
    assert next(score.computed for score in report.scores if score.id == "YY-06") == Decimal("2.40")


def test_没有这个指标体系就直说_不用别的代替(tmp_path: Path) -> None:
    report = assess(filled(with_a_rule_of_its_own(), tmp_path / "a.xlsx"), Office())
    (told,) = [finding for finding in report.findings if finding.code == "SCH-90"]
    assert told.seen == "yy-project-2026"
    assert "schemes = [“yy-project-2026.toml”]" in told.hint
    assert report.scores == ()
    assert report.total is None
    assert not {"SC-09", "S32-06", "TPL-03", "TPL-04"} & set(codes(report))


def test_没有标明指标体系的旧工作簿按随附的评分(tmp_path: Path) -> None:
    """Earlier templates carry no such stamp."""
    form = replace(workbooks.project(), scheme=None)
    write_workbook(form, tmp_path / "old.xlsx", Draft())
    report = assess(tmp_path / "old.xlsx", Office())
    assert "SCH-90" not in codes(report)
    assert len(report.scores) == 22
