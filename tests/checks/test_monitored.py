"""MON-02 to MON-06：监控表的灯、原因和措施、月份、口径、数据齐全。"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.checks.drawn_monitoring import draft
from tests.drawing import findings, opened, submission
from xlperf.cli import main
from xlperf.findings import Finding
from xlperf.forms import monitoring as form
from xlperf.forms.draft import Draft, DraftRow
from xlperf.office import Office

GREEN = "≥ | 120 | 60"
RED = "≥ | 120 | 30"
CODES = ("MON-02", "MON-03", "MON-04", "MON-05", "MON-06")


def told(made: Draft, office: Office | None = None) -> list[str]:
    return [
        f"{each.code} {each.label}"
        for each in findings(submission("monitoring", made), *CODES, office=office)
    ]


def only(made: Draft, code: str) -> Finding:
    (found,) = findings(submission("monitoring", made), code)
    return found


@pytest.mark.accepts(*CODES)
def test_绿灯和有说明的红灯没有可报的() -> None:
    assert told(draft(GREEN)) == []
    assert told(draft(RED, explained=True)) == []


def test_空白的监控表没有可报的() -> None:
    assert told(Draft()) == []


@pytest.mark.rejects("MON-02")
def test_灯改写成别的() -> None:
    made = draft(RED, explained=True)
    (row,) = made.rows[form.INDICATORS.key]
    lied = made.fill(form.INDICATORS, DraftRow({**row.values, "light": "绿灯"}))
    found = findings(submission("monitoring", lied), "MON-02")
    # 30 ÷ (120×6÷12) = 50% < 60%；项目灯按表内公式跟着变绿，也不对
    assert [(each.label, each.seen, each.expected) for each in found] == [
        ("灯（指标1）", "绿灯", "红灯"),
        ("项目灯", "绿灯", "红灯"),
    ]


def test_预算执行灯改写成别的() -> None:
    made = draft(GREEN, spent=Decimal(25), explained=True).put(form.EXECUTION, "绿灯")
    assert (
        only(made.put(form.PROJECT_LIGHT, "红灯"), "MON-02").message == "填的是“绿灯”，按表内数据应为“红灯”"
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (RED, "红灯没有写偏差原因、改进措施"),
        ("≥ | 120 | 40", "黄灯没有写偏差原因、改进措施"),  # 66.67%
        ("≥ | 120 | 72", "蓝灯没有写偏差原因"),  # 120%
    ],
)
@pytest.mark.rejects("MON-03")
def test_灯没有说明(row: str, message: str) -> None:
    assert only(draft(row), "MON-03").message == message


@pytest.mark.accepts("MON-02", "MON-03")
@pytest.mark.parametrize("profile", ["按月份折算", "四川口径"])
def test_年中合格率和满意度已达标_不用说明(profile: str) -> None:
    """比率不随月份累加：6月合格率100%、满意度95%（目标90%），不是完成了全年的两倍。"""
    rates = [
        DraftRow(
            {
                "third": name,
                "relation": "≥",
                "target": Decimal(target),
                "actual": Decimal(actual),
                "measure_unit": "%",
            }
        )
        for name, target, actual in (("验收合格率", 98, 100), ("受益群众满意度", 90, 95))
    ]
    made = draft(GREEN, profile=profile)
    made = made.fill(form.INDICATORS, *made.rows[form.INDICATORS.key], *rates)
    office = Office(lights_profile="sichuan") if profile == "四川口径" else None
    assert told(made, office) == []
    lights = [row[form.LIGHT].value for row in submission("monitoring", made).rows(form.INDICATORS)]
    assert lights[:3] == ["绿灯", "绿灯", "绿灯"]


@pytest.mark.rejects("MON-03")
def test_预算执行偏差没有说明() -> None:
    found = only(draft(GREEN, spent=Decimal(25)), "MON-03")
    assert (found.label, found.message) == ("执行偏差原因", "红灯没有写执行偏差原因、改进措施")


@pytest.mark.parametrize(
    ("month", "message"), [(None, "监控到几月没有填写，灯无法计算"), (13, "监控到几月填的是13，灯无法计算")]
)
@pytest.mark.rejects("MON-04")
def test_月份不对(month: int | None, message: str) -> None:
    made = draft(GREEN, month=None if month is None else Decimal(month))
    assert only(made, "MON-04").message == message


@pytest.mark.rejects("MON-05")
def test_口径与财政局的不同() -> None:
    sichuan = Office(lights_profile="sichuan")
    assert told(draft(GREEN), sichuan) == ["MON-05 监控口径"]
    assert told(draft(GREEN, profile="四川口径"), sichuan) == []
    assert told(draft(GREEN, profile="四川口径")) == ["MON-05 监控口径"]


@pytest.mark.rejects("MON-05")
def test_蓝灯起点与财政局的不同() -> None:
    office = Office(over_blue=Decimal(115))
    (found,) = findings(submission("monitoring", draft(GREEN)), "MON-05", office=office)
    assert (found.label, found.message) == ("蓝灯起点（%）", "蓝灯起点是“120%”，财政局定的是“115%”")
    assert told(draft(GREEN).put(form.BLUE, Decimal(115)), office) == []


def test_蓝灯起点照表内所填() -> None:
    """6月，目标120、完成75：125%。"""
    made = draft("≥ | 120 | 75")
    words = [
        submission("monitoring", each).rows(form.INDICATORS)[0][form.LIGHT].value
        for each in (made, made.put(form.BLUE, Decimal(130)))
    ]
    assert words == ["蓝灯", "绿灯"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("≥ | 120 | ", "“指标1”没有填1—N月完成，灯无法计算"),
        (" | 120 | 60", "“指标1”没有填比较符，灯无法计算"),
        ("定性 | 按期 | 快了", "“指标1”的完成填的是“快了”，灯无法计算"),
        ("≥ | 120 | 六十", "“指标1”的1—N月完成“六十”不是数字，灯无法计算"),
    ],
)
@pytest.mark.rejects("MON-06")
def test_缺数据(row: str, message: str) -> None:
    assert only(draft(row), "MON-06").message == message


def test_定性指标不必填数字() -> None:
    assert told(draft("定性 | 按期 | 达成")) == []


def test_新建的监控表写好财政局的口径(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "monitoring", "--project", "某项目"]).exit_code == 0
    assert opened(tmp_path / "项目支出绩效运行监控工作簿.xlsx")[form.PROFILE].value is None
    (tmp_path / "xlperf.toml").write_text("over_blue = 115", encoding="utf-8")
    assert CliRunner().invoke(main, ["new", "monitoring", "-o", "蓝灯.xlsx"]).exit_code == 0
    assert opened(tmp_path / "蓝灯.xlsx")[form.BLUE].value == 115
    (tmp_path / "xlperf.toml").write_text('lights_profile = "sichuan"', encoding="utf-8")
    assert CliRunner().invoke(main, ["new", "monitoring", "-o", "四川.xlsx"]).exit_code == 0
    assert opened(tmp_path / "四川.xlsx")[form.PROFILE].value == "四川口径"
