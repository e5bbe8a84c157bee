"""上次已有的问题照常列出，不再计入；新的、改过而仍不对的照样计入。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xlperf import demo
from xlperf.cli import main
from xlperf.forms import information, project_report, target_table, workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook

FIRST = "第一次.xlsx"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay(FIRST, example())
    return tmp_path


def example() -> Draft:
    return next(given for given in demo.examples() if "三微" in given.name).draft


def lay(name: str, draft: Draft) -> None:
    write_workbook(workbooks.workbook("project"), Path(name), draft)


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def standings(name: str) -> dict[str, set[str]]:
    done = xlperf("check", name, "--no-write", "--format", "json", "--baseline", "xlperf-baseline.json")
    told: dict[str, set[str]] = {}
    for each in json.loads(done.stdout)["findings"]:
        told.setdefault(each["code"], set()).add(each["standing"])
    return told


def test_同样的文件再检查一次_没有新问题_退出码为_0() -> None:
    assert xlperf("check", FIRST, "--no-write").exit_code == 1
    done = xlperf("baseline", FIRST)
    assert (done.exit_code, "已把 1 个工作簿现有的问题记入“xlperf-baseline.json”" in done.stdout) == (0, True)
    again = xlperf("check", FIRST, "--no-write", "--baseline", "xlperf-baseline.json")
    assert again.exit_code == 0
    assert "上次已有（错误） DATE-01" in again.stdout
    assert "上次已有：上次检查已经指出，仍未改正；不再计入错误" in again.stdout
    assert {each for found in standings(FIRST).values() for each in found} == {"known"}


def test_文件改名照样认得_新出的问题计入() -> None:
    xlperf("baseline", FIRST)
    lay("第二次.xlsx", example().put(project_report.PERIOD, "2022年9月至2022年3月"))
    told = standings("第二次.xlsx")
    assert told["DATE-01"] == {"known", "counts"}
    assert told["REQ-03"] == {"known"}


def test_改过而仍不对的是新问题() -> None:
    xlperf("baseline", FIRST)
    lay("第二次.xlsx", example().put(target_table.PERIOD, "2022年3月至2月"))
    assert standings("第二次.xlsx")["DATE-01"] == {"counts"}


def test_别的单位的同样问题是新问题() -> None:
    xlperf("baseline", FIRST)
    lay("别处.xlsx", example().put(information.UNIT, "别的局"))
    assert standings("别处.xlsx")["DATE-01"] == {"counts"}


def test_基线文件里没有填报内容() -> None:
    xlperf("baseline", FIRST)
    told = json.loads(Path("xlperf-baseline.json").read_text(encoding="utf-8"))
    (book,) = told["workbooks"]
    assert {book["unit"], book["project"], book["year"]} == {
        "赫山区城市管理和综合执法局",
        "三微工程项目",
        "2022",
    }
    assert all(len(each.split()) == 2 and len(each.split()[1]) == 16 for each in book["found"])


def test_没有填写单位的不记入_并说出来() -> None:
    draft = example()
    lay("无名.xlsx", Draft({k: v for k, v in draft.fields.items() if k != information.UNIT.key}, draft.rows))
    done = xlperf("baseline", "无名.xlsx")
    assert "没有记入：不是自评工作簿，或没有填写填报单位" in done.stdout
    assert "已把 0 个工作簿" in done.stdout


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"xlperf_baseline": 2, "workbooks": []}', '{"xlperf_baseline": 1, "workbooks": [{}]}'],
)
def test_不是基线文件的_说清楚_退出码为_2(text: str) -> None:
    Path("xlperf-baseline.json").write_text(text, encoding="utf-8")
    done = xlperf("check", FIRST, "--baseline", "xlperf-baseline.json")
    assert done.exit_code == 2
    assert "不是 xlperf baseline 生成的基线文件；请重新生成" in done.stderr


def test_没有基线文件_说怎么办() -> None:
    done = xlperf("check", FIRST, "--baseline", "没有.json")
    assert (done.exit_code, "先运行 xlperf baseline 生成" in done.stderr) == (2, True)


def test_已有的基线不被覆盖() -> None:
    xlperf("baseline", FIRST)
    assert xlperf("baseline", FIRST).exit_code == 2
    assert xlperf("baseline", FIRST, "--force").exit_code == 0


def test_读不了的文件_退出码为_2_其余照记() -> None:
    Path("坏.xlsx").write_bytes(b"PK")
    done = xlperf("baseline", FIRST, "坏.xlsx")
    assert done.exit_code == 2
    assert "已把 1 个工作簿" in done.stdout
