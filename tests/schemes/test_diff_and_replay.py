"""What a new edition changes, in words; what it would do to the workbooks already received."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.checks.labels import example
from xlperf import replaying, schemes
from xlperf.cli import main
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.replaying import Replayed
from xlperf.schemes.comparing import differences
from xlperf.schemes.model import Linear, Manual, PerCase, Scheme

PROJECT, DEPARTMENT = schemes.load("project_3_2"), schemes.load("department_3_1")
STRICTER = """
extends = "department-3-1-2020"
id = "yy_department"
edition = "2026"
source = "某财绩〔2026〕3号"

[[changed]]
id = "S31-15"
rule = { kind = "step_under", rate = "ratio", base = 100, step = 1, deduct = 1.5 }
text = "每低于100%一个百分点扣1.5分，扣完为止。"
"""


def with_changed(scheme: Scheme, **changes: object) -> Scheme:
    """The scheme with other fields of single indicators: ``S31_09={"max": …}``."""
    by_id = {key.replace("_", "-"): fields for key, fields in changes.items()}
    indicators = tuple(replace(each, **by_id.get(each.id, {})) for each in scheme.indicators)
    return replace(scheme, indicators=indicators)


def test_相同的没有可说的() -> None:
    assert differences(DEPARTMENT, DEPARTMENT) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"S31_09": {"rule": PerCase(Decimal("0.5"), 5)}},
            "调整 S31-09 资金使用合规性：参数“扣：1分” → “扣：0.5分”",
        ),
        (
            {"S31_05": {"rule": Manual(), "inputs": (), "max": Decimal(4)}},
            (
                "调整 S31-05 支付进度：分值 3 → 4；计分方式 每例扣分 → 人工评分；减少参数“扣：0.5分”；"
                "减少数据项“未按进度完成资金下达的专项个数｜个｜｜没有的填 0，不要留空。”"
            ),
        ),
        ({"S31_15": {"name": "资产利用率"}}, "调整 S31-15 资产利用率：原名“固定资产利用率”"),
        (
            {"S31_15": {"text": "每低\n一点扣一分"}},
            "调整 S31-15 固定资产利用率：评分标准改为“每低 一点扣一分”",
        ),
        (
            {"S31_15": {"subsection": "预算管理"}},
            "调整 S31-15 固定资产利用率：由“过程—资产管理”移到“过程—预算管理”",
        ),
    ],
)
def test_指标改了什么(changes: dict[str, dict[str, object]], sentence: str) -> None:
    assert differences(DEPARTMENT, with_changed(DEPARTMENT, **changes)) == (sentence,)


def test_增减指标_分值_次序() -> None:
    first, second, *rest = DEPARTMENT.indicators
    new = replace(rest[0], id="YY-01", name="新指标", max=Decimal(6), rule=Linear(), text="按比例\n计分")
    weights = replace(DEPARTMENT.sections[0], points=Decimal(16))
    later = replace(
        DEPARTMENT,
        edition="2026",
        sections=(weights, *DEPARTMENT.sections[1:]),
        indicators=(second, first, new, *rest[1:]),
    )
    assert differences(DEPARTMENT, later) == (
        "版本：“2020” → “2026”",
        "一级指标“投入”：15分 → 16分",
        "取消 S31-03 重点支出安排率（5分）",
        "新增 YY-01 新指标（6分，同比例）：按比例 计分",
        "指标的先后顺序有变动",
    )


def written(folder: Path) -> list[Path]:
    """华容的部门和项目各一份，一份空白的，一份不是工作簿的。"""
    paths = [folder / name for name in ("华容部门.xlsx", "华容项目.xlsx", "空白.xlsx", "坏.xlsx")]
    write_workbook(workbooks.department(), paths[0], example("华容县住建局"))
    write_workbook(workbooks.project(), paths[1], example("华容县老旧小区改造"))
    write_workbook(workbooks.department(), paths[2], Draft())
    paths[3].write_bytes(b"PK no workbook")
    return paths


def replayed(scheme: Scheme, path: Path) -> Replayed:
    return replaying._replayed(path, scheme=scheme, office=Office())


def test_不改就没有变化(tmp_path: Path) -> None:
    department, project, blank, broken = written(tmp_path)
    same = replayed(replace(DEPARTMENT, edition="2026"), department)
    assert same.before == same.after
    assert (same.newly_failing, same.changes_grade, same.unclaimed) == ((), False, 0)
    assert replayed(DEPARTMENT, project).passed_over == "项目支出绩效自评工作簿不适用这个指标体系"
    assert replayed(DEPARTMENT, blank).passed_over == "评分表没有填写"
    assert replayed(DEPARTMENT, broken).passed_over


def test_到位率改为20分_自评按比例折算_得分和等次跟着变(tmp_path: Path) -> None:
    """自评3/3折为20/20；5057÷13742×20 = 7.36。原最多97.10分优秀；99 − 3 + 20 − (20 − 7.36) = 103.36。"""
    _, project, _, _ = written(tmp_path)
    found = replayed(with_changed(PROJECT, S32_06={"max": Decimal(20)}), project)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.at_most, found.after.at_most) == (Decimal("97.10"), Decimal("103.36"))
    assert found.newly_failing == ()  # 原来就不成立


def test_新规则下不再成立的逐项列出(tmp_path: Path) -> None:
    """固定资产全部在用，利用率100%，原得满分；新规则以90%为限，超过的扣分。"""
    department, *_ = written(tmp_path)
    found = replayed(
        with_changed(
            DEPARTMENT, S31_15={"rule": replace(DEPARTMENT.indicator("S31-01").rule, base=Decimal(90))}
        ),
        department,
    )
    # 每超过90%一个百分点扣0.5分：100% 超过10个百分点，3 − 5 < 0，得0分
    (change,) = found.newly_failing
    assert (change.id, change.self_score, change.at_most) == ("S31-15", Decimal(3), Decimal(0))
    assert found.after is not None
    assert found.before is not None
    assert found.before.at_most == Decimal(90)
    assert found.after.at_most == Decimal(87)
    assert found.grades == ("优秀", "良好")
    assert found.changes_grade


def test_新增的指标没有自评_不当0分也不当满分(tmp_path: Path) -> None:
    department, *_ = written(tmp_path)
    found = replayed(with_changed(DEPARTMENT, S31_16={"id": "YY-16"}), department)
    assert found.unclaimed == Decimal(8)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def test_命令行_比较和试算(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("新.toml").write_text(STRICTER, encoding="utf-8")
    status, said = run("scheme", "diff", "department", "新.toml")
    assert status == 0
    assert "调整 S31-15 固定资产利用率：参数“扣：0.1分” → “扣：1.5分”" in said.replace("\n", "")
    assert run("scheme", "diff", "department", "department-3-1-2020") == (0, "两个指标体系相同。\n")
    status, said = run("scheme", "diff", "department", "department-2019")
    assert status == 2
    assert (
        "没有指标体系“department-2019”，也没有这个文件；现有的：department-3-1-2020、project-3-2-2020" in said
    )
    folder = tmp_path / "收件"
    folder.mkdir()
    before = {path: path.read_bytes() for path in written(folder)}
    status, said = run("scheme", "replay", "新.toml", "收件", "--format", "json")
    assert status == 0
    told = {Path(each["file"]).name: each for each in json.loads(said)}
    assert told["华容部门.xlsx"]["before"] == {"self": "98", "at_most": "90", "grade": "优秀"}
    assert told["华容部门.xlsx"]["changes_grade"] is False
    assert told["空白.xlsx"]["passed_over"] == "评分表没有填写"
    assert {path: path.read_bytes() for path in before} == before
    status, said = run("scheme", "replay", "新.toml", "收件")
    assert (
        "按“yy-department-2026”试算 1 个工作簿：0 个有自评得分不再成立，0 个改变等次，3 个没有试算。"
        in said.replace("\n", "")
    )
