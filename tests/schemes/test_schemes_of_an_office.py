"""A workbook is scored by the scheme it was made for: that of the office, never silently another one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.drawing import noted
from tests.returns import field_named, score_table
from xlperf import schemes
from xlperf.assess import assess
from xlperf.findings import Report
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.template import write_workbook
from xlperf.office import Office, OfficeError, load_office
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


def filled(scheme: Scheme, path: Path, own: str = "3") -> Path:
    form = workbooks.scored_by(scheme)
    draft = Draft().fill(score_table(form), DraftRow({"self": Decimal(own)}, "YY-06"))
    draft = draft.put(field_named(form, "score_inputs.YY-06.arrived"), Decimal(40))
    draft = draft.put(field_named(form, "score_inputs.YY-06.planned"), Decimal(50))
    write_workbook(form, path, draft)
    return path


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.rejects("SC-09")
@pytest.mark.accepts("SCH-90")
def test_按本单位的指标体系评分(tmp_path: Path) -> None:
    scheme = with_a_rule_of_its_own()
    report = assess(filled(scheme, tmp_path / "a.xlsx"), Office(schemes=(scheme,)))
    assert report.edition == "2026"
    (told,) = noted(report, "SC-09")
    # 3 × 40 ÷ 50 = 2.40
    assert (told.seen, told.expected) == ("3", "2.40")
    assert told.clause == "某县绩效〔2026〕3号 附件1"
    assert noted(report, "SCH-90") == []
    assert next(score.computed for score in report.scores if score.id == "YY-06") == Decimal("2.40")


@pytest.mark.accepts("SC-09")
def test_按本单位的指标体系得的分不报(tmp_path: Path) -> None:
    scheme = with_a_rule_of_its_own()
    report = assess(filled(scheme, tmp_path / "a.xlsx", "2.4"), Office(schemes=(scheme,)))
    assert noted(report, "SC-09") == []


@pytest.mark.rejects("SCH-90")
def test_没有这个指标体系就直说_不用别的代替(tmp_path: Path) -> None:
    report = assess(filled(with_a_rule_of_its_own(), tmp_path / "a.xlsx"), Office())
    (told,) = noted(report, "SCH-90")
    assert told.seen == "yy-project-2026"
    assert "schemes = ['yy-project-2026.toml']" in told.hint
    assert report.scores == ()
    assert report.total is None
    assert not {"SC-09", "S32-06", "TPL-03", "TPL-04", "TPL-05"} & set(codes(report))
    assert {each.reason for each in report.not_checked if each.code == "SC-01"} == {
        "没有找到指标体系“yy-project-2026”，评分表没有检查（SCH-90）"
    }


def test_没有标明指标体系的旧工作簿按随附的评分(tmp_path: Path) -> None:
    """Earlier templates carry no such stamp."""
    form = replace(workbooks.project(), scheme=None)
    write_workbook(form, tmp_path / "old.xlsx", Draft())
    report = assess(tmp_path / "old.xlsx", Office())
    assert "SCH-90" not in codes(report)
    assert len(report.scores) == 22


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('schemes = ["没有.toml"]', "schemes：没有.toml：找不到这个文件；请核对路径"),
        ('schemes = "指标体系.toml"', 'schemes：schemes：应写成一组文件名，如 schemes = ["指标体系.toml"]'),
        ('schemes = ["坏.toml"]', "schemes：坏.toml：id：缺少这一项，请补上"),
        (
            'schemes = ["好.toml", "好.toml"]',
            "schemes：好.toml：指标体系“project-3-2-2026”已经有了；请改正 id 或 edition，或只列一次",
        ),
    ],
)
def test_设置文件列出的指标体系有错就说在哪里(tmp_path: Path, text: str, problem: str) -> None:
    shipped = Path(schemes.__file__).with_name("project_3_2_2020.toml").read_text(encoding="utf-8")
    good = shipped.replace('edition = "2020"', 'edition = "2026"', 1)
    (tmp_path / "好.toml").write_text(good, encoding="utf-8")
    (tmp_path / "坏.toml").write_text(good.replace('id = "project_3_2"\n', "", 1), encoding="utf-8")
    (tmp_path / "xlperf.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OfficeError) as refused:
        load_office(tmp_path / "xlperf.toml")
    assert f"{problem}（第1行）" in refused.value.problems
