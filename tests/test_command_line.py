"""The command line as staff and scripts call it: real workbooks, real files, real exit statuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from xlperf import __version__, demo
from xlperf.checks import catalogue
from xlperf.checks.check import CATALOGUE
from xlperf.cli import main
from xlperf.forms import information, workbooks
from xlperf.forms.template import write_workbook
from xlperf.package.workbook import open_workbook
from xlperf.reading import read


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def xlperf_process(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    root = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": root}
    return subprocess.run(
        [sys.executable, "-m", "xlperf", *arguments], capture_output=True, check=False, env=environment
    )


def lay_faulty(name: str) -> Path:
    """赫山 三微工程: its 实施期 2022年3月至1月 is an error (S000-1)."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    example = next(given for given in demo.examples() if "三微" in given.name)
    write_workbook(workbooks.workbook("project"), path, example.draft)
    return path


def lay_empty(name: str) -> Path:
    """An empty template: nothing in it can be wrong yet."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(workbooks.workbook("project"), path)
    return path


def sheets(path: Path) -> list[str]:
    return [sheet.name for sheet in open_workbook(path).sheets]


# --- check ----------------------------------------------------------------------------------------


def test_有错误退出码为_1_结果写回原文件_原件留一份() -> None:
    path = lay_faulty("自评表.xlsx")
    before = path.read_bytes()
    done = xlperf("check", str(path))
    assert done.exit_code == 1
    assert "错误 DATE-01" in done.stdout
    assert "结果已写入“自评表.xlsx”" in done.stdout
    assert "检查结果" in sheets(path)
    kept = list(Path(".xlperf/originals").rglob("*.xlsx"))
    assert [copy.read_bytes() for copy in kept] == [before]


def test_没有错误退出码为_0() -> None:
    done = xlperf("check", str(lay_empty("空表.xlsx")))
    assert done.exit_code == 0
    assert "错误 0" in done.stdout


def test_检查两次与检查一次一样() -> None:
    path = lay_faulty("自评表.xlsx")
    xlperf("check", str(path))
    once = path.read_bytes()
    done = xlperf("check", str(path))
    assert path.read_bytes() == once
    assert "结果与上次相同，没有改动“自评表.xlsx”" in done.stdout


def test_clean_把检查过的文件还原成一字不差() -> None:
    path = lay_faulty("自评表.xlsx")
    before = path.read_bytes()
    xlperf("check", str(path))
    done = xlperf("clean", str(path))
    assert (done.exit_code, done.stdout) == (0, "已去掉全部标记：“自评表.xlsx”。\n")
    assert path.read_bytes() == before
    assert xlperf("clean", str(path)).stdout == "没有标记，未作改动：“自评表.xlsx”。\n"


def test_no_write_不动文件() -> None:
    path = lay_faulty("自评表.xlsx")
    before = path.read_bytes()
    assert xlperf("check", "--no-write", str(path)).exit_code == 1
    assert path.read_bytes() == before
    assert os.listdir() == ["自评表.xlsx"]  # noqa: PTH208  names are all that matters


def test_output_写到别的文件_原文件不动() -> None:
    path = lay_faulty("自评表.xlsx")
    before = path.read_bytes()
    assert xlperf("check", str(path), "--output", "结果/复核.xlsx").exit_code == 1
    assert path.read_bytes() == before
    assert "检查结果" in sheets(Path("结果/复核.xlsx"))


def test_output_是已有文件夹时用原文件名() -> None:
    lay_empty("自评表.xlsx")
    Path("结果").mkdir()
    xlperf("check", "自评表.xlsx", "--output", "结果")
    assert "检查结果" in sheets(Path("结果/自评表.xlsx"))


@pytest.mark.parametrize("folder", ["结果", "结果/", "结果/第1批.2024"])
def test_output_不像工作簿名时是新文件夹(folder: str) -> None:
    lay_empty("自评表.xlsx")
    assert xlperf("check", "自评表.xlsx", "--output", folder).exit_code == 0
    assert "检查结果" in sheets(Path(folder) / "自评表.xlsx")


@pytest.mark.parametrize("name", ["结果.xls", "结果.docx", "结果.zip"])
def test_output_像别种文件时说明_不建同名的文件夹(name: str) -> None:
    lay_empty("自评表.xlsx")
    done = xlperf("check", "自评表.xlsx", "--output", name)
    assert done.exit_code == 2
    assert "--output 应是以 .xlsx 结尾的文件名，或一个文件夹" in done.stderr
    assert not Path(name).exists()


def test_output_是别的文件时不覆盖它() -> None:
    lay_empty("自评表.xlsx")
    Path("说明.txt").write_text("别人的", encoding="utf-8")
    done = xlperf("check", "自评表.xlsx", "--output", "说明.txt")
    assert (done.exit_code, Path("说明.txt").read_text(encoding="utf-8")) == (2, "别人的")
    assert "--output 应是 .xlsx 文件名或文件夹" in done.stderr


def test_几个单位的同名文件写到别处时互不覆盖() -> None:
    for unit in ("甲局", "乙局"):
        lay_empty(f"收件/{unit}/自评表.xlsx")
    assert xlperf("check", "收件", "--output", "结果").exit_code == 0
    assert sorted(str(path) for path in Path("结果").rglob("*.xlsx")) == [
        str(Path("结果/乙局/自评表.xlsx")),
        str(Path("结果/甲局/自评表.xlsx")),
    ]
    given_by_name = xlperf("check", "收件/甲局/自评表.xlsx", "收件/乙局/自评表.xlsx", "--output", "另存")
    assert given_by_name.exit_code == 0
    assert len(list(Path("另存").rglob("*.xlsx"))) == 2


def test_文件夹里一个坏文件不妨碍其他文件() -> None:
    lay_faulty("收件/甲局.xlsx")
    lay_empty("收件/下级/乙局.xlsx")
    Path("收件/坏.xlsx").write_bytes(b"")
    Path("收件/旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    Path("收件/凭证.csv").write_text("凭证号,金额\n1,2\n", encoding="utf-8")
    done = xlperf("check", "收件")
    assert done.exit_code == 2
    assert "OPEN-04" in done.stdout
    assert "OPEN-90" in done.stdout  # 凭证.csv: read, and none of our forms
    assert "旧.xls · 未能检查" in done.stdout
    assert "共 5 个文件：1 个没有错误，1 个有错误，1 个没有认出是哪种表，2 个未能检查" in done.stdout


def test_文件夹里的锁文件_隐藏文件_原件和我们自己的结果都跳过() -> None:
    for name in (
        "自评表.xlsx",
        "~$自评表.xlsx",
        ".隐藏.xlsx",
        "自评表_检查结果.xlsx",
        "自评表_检查结果2.xlsx",
    ):
        lay_empty(f"收件/{name}")
    lay_empty("收件/.xlperf/originals/自评表.xlsx")
    done = xlperf("check", "收件", "--no-write", "-q")
    assert (
        done.stdout
        == f"{Path('收件/自评表.xlsx')} · 项目支出绩效自评工作簿（2020版） · 错误 0 · 警告 2 · 提示 0\n"
    )


def test_文件夹里的文件按数字先后排列() -> None:
    for name in ("10.xlsx", "9.xlsx", "单位2.xlsx", "单位11.xlsx"):
        lay_empty(f"收件/{name}")
    done = xlperf("check", "收件", "--no-write", "--format", "json")
    assert [Path(report["file"]).name for report in json.loads(done.stdout)] == [
        "9.xlsx", "10.xlsx", "单位2.xlsx", "单位11.xlsx",
    ]  # fmt: skip


def test_写到收件文件夹里的结果不会再被检查() -> None:
    lay_empty("收件/自评表.xlsx")
    for _ in range(2):
        done = xlperf("check", "收件", "--output", "收件/结果", "--format", "json")
        assert len(json.loads(done.stdout)) == 1


def test_同一个文件写两遍只检查一遍() -> None:
    lay_empty("收件/自评表.xlsx")
    done = xlperf("check", "收件", "收件/自评表.xlsx", "--no-write", "--format", "json")
    assert [report["file"] for report in json.loads(done.stdout)] == [str(Path("收件/自评表.xlsx"))]


def test_不是自评表的工作簿不写入任何内容() -> None:
    path = Path("通讯录.xlsx")
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("通讯录").write_string(0, 0, "姓名")
    before = path.read_bytes()
    done = xlperf("check", str(path))
    assert "OPEN-90" in done.stdout
    assert path.read_bytes() == before


def test_只有一个文件时_json_是对象_文件夹是数组() -> None:
    path = lay_faulty("收件/自评表.xlsx")
    one = json.loads(xlperf("check", str(path), "--no-write", "--format", "json").stdout)
    several = json.loads(xlperf("check", "收件", "--no-write", "--format", "json").stdout)
    assert several == [one]
    assert (one["file"], one["form"], one["edition"]) == (str(path), "project", "2020")
    assert [finding["code"] for finding in one["findings"] if finding["severity"] == "error"] != []


def test_json_里报出读不了的文件() -> None:
    done = xlperf("check", "没有.xlsx", "--format", "json")
    assert done.exit_code == 2
    assert [finding["code"] for finding in json.loads(done.stdout)["findings"]] == ["OPEN-01"]


def test_quiet_每个文件一行() -> None:
    lay_faulty("a.xlsx")
    lay_empty("b.xlsx")
    assert len(xlperf("check", "a.xlsx", "b.xlsx", "--no-write", "-q").stdout.splitlines()) == 4


def test_quiet_也说出读不了和写不进的原因() -> None:
    Path("坏.xlsx").write_bytes(b"")
    assert xlperf("check", "坏.xlsx", "-q").stdout.splitlines() == [
        "坏.xlsx · 未能检查",
        "  错误 OPEN-04  “坏.xlsx”是 0 字节的空文件",
    ]
    lay_faulty("自评表.xlsx")
    Path("挡路").write_text("这是文件，不是文件夹", encoding="utf-8")
    told = xlperf("check", "自评表.xlsx", "-q", "--output", "挡路/自评表.xlsx").stdout.splitlines()
    assert len(told) == 2
    assert told[1].startswith("  错误 WRITE-03  未能写入“自评表.xlsx”：")


def test_quiet_也说出结果写在旁边的文件里() -> None:
    path = lay_faulty("自评表.xlsx")
    path.chmod(0o444)
    told = xlperf("check", "自评表.xlsx", "-q").stdout.splitlines()
    assert told[1:] == ["  文件是只读的；“自评表.xlsx”未改动，结果写在“自评表_检查结果.xlsx”"]


def test_当前文件夹的设置文件自动生效() -> None:
    lay_empty("自评表.xlsx")
    Path("xlperf.toml").write_text('step_mode = "half"\n', encoding="utf-8")
    done = xlperf("check", "自评表.xlsx", "--no-write")
    assert done.exit_code == 2
    assert done.stderr.startswith("xlperf check：设置文件 xlperf.toml 不能使用：step_mode")
    Path("xlperf.toml").write_text('step_mode = "ceil"\n', encoding="utf-8")
    assert xlperf("check", "自评表.xlsx", "--no-write").exit_code == 0


def test_写不进去的文件照样报告_退出码为_2() -> None:
    path = lay_faulty("自评表.xlsx")
    Path("挡路").write_text("这是文件，不是文件夹", encoding="utf-8")
    done = xlperf("check", str(path), "--output", "挡路/自评表.xlsx")
    assert done.exit_code == 2
    assert "错误 DATE-01" in done.stdout
    assert "错误 WRITE-03" in done.stdout


def test_程序自身出错也是一条结果_不露出堆栈(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that breaks is put into the real catalogue for one call; that others go on: test_guarded."""

    def breaks(_: object) -> object:
        raise RuntimeError("张三 13800000000")

    catalogue.load()
    monkeypatch.setitem(CATALOGUE, "DATE-01", replace(CATALOGUE["DATE-01"], test=breaks))
    lay_faulty("a.xlsx")
    done = xlperf("check", "a.xlsx")
    assert done.exit_code == 2
    assert "XP-BUG" in done.stdout
    assert "RuntimeError" in done.stdout
    for private in ("Traceback", "13800000000", str(Path.cwd())):
        assert private not in done.output


# --- wrong calls ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["chek", "a.xlsx"], "xlperf：没有命令 chek（是不是 check、scheme）；用法见 xlperf --help"),
        (["check"], "xlperf check：缺少 FILE|DIR…；用法见 xlperf check --help"),
        (["check", "--outpt", "b", "a"], "xlperf check：没有选项 --outpt（是不是 --output）；用法见 xlperf check --help"),
        (["check", "--format", "xml", "a"], "xlperf check：--format 的值不对：应是 text、json 之一；用法见 xlperf check --help"),
        (["check", "a", "--no-write", "--output", "b"], "xlperf check：--no-write 和 --output 只能用一个；用法见 xlperf check --help"),
        (["check", "a", "b", "--output", "c.xlsx"], "xlperf check：有多个文件要写，--output 应是文件夹，不是文件“c.xlsx”；用法见 xlperf check --help"),
        (["check", "."], "xlperf check：“.”里没有 .xlsx、.xlsm、.xls、.et 等工作簿；请核对文件夹；用法见 xlperf check --help"),
        (["new", "xyz"], f"xlperf new：没有表种 xyz；可以写的有 {'、'.join(workbooks.KINDS)}；用法见 xlperf new --help"),
        (["new", "project", "--year", "24"], "xlperf new：--year 的值不对：应是 2000 到 2100 之间的整数；用法见 xlperf new --help"),
        (["new", "department", "--project", "x"], "xlperf new：部门整体支出没有项目名称，请去掉 --project；用法见 xlperf new --help"),
    ],
)  # fmt: skip
def test_用法不对时说一句明白话_退出码为_2(arguments: list[str], line: str) -> None:
    done = xlperf(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", line + "\n")


# --- new, templates, explain, demo, completion -----------------------------------------------------


def test_new_生成填好单位和年度的空白表() -> None:
    done = xlperf(
        "new",
        "project",
        "--unit",
        "某县住建局",
        "--project",
        "=老旧小区改造",
        "--year",
        "2024",
        "--county",
        "某县",
    )
    assert done.exit_code == 0
    written = read(open_workbook(Path("项目支出绩效自评工作簿.xlsx")))
    assert written is not None
    assert [
        written[field].value for field in (information.UNIT, information.PROJECT, information.COUNTY)
    ] == [
        "某县住建局",
        "=老旧小区改造",
        "某县",
    ]
    assert written[information.YEAR].value == Decimal(2024)


def test_new_不覆盖已有文件_除非加_force() -> None:
    Path("表.xlsx").write_text("别人的文件", encoding="utf-8")
    refused = xlperf("new", "department", "-o", "表.xlsx")
    assert refused.exit_code == 2
    assert "“表.xlsx”已经存在，没有覆盖" in refused.stderr
    assert Path("表.xlsx").read_text(encoding="utf-8") == "别人的文件"
    assert xlperf("new", "department", "-o", "表.xlsx", "--force").exit_code == 0
    assert open_workbook(Path("表.xlsx")).sheets
    assert [path.name for path in Path().iterdir()] == ["表.xlsx"]


def test_templates_生成的表样经得起核对_改一处就报出来() -> None:
    assert xlperf("templates").exit_code == 0
    assert xlperf("templates", "--check").exit_code == 0
    path = Path("workbook_templates/部门整体支出绩效自评工作簿.xlsx")
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(
                name, content.replace(b"<v>", b"<v> ", 1) if name == "xl/worksheets/sheet2.xml" else content
            )
    Path("workbook_templates/项目支出绩效自评工作簿.xlsx").unlink()
    done = xlperf("templates", "--check")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "项目支出绩效自评工作簿.xlsx：缺少",
        "部门整体支出绩效自评工作簿.xlsx：与现行表样不同（xl/worksheets/sheet2.xml）",
    ]


def test_explain_列出全部编号并解释一个() -> None:
    everything = xlperf("explain").stdout
    for code in ("DATE-01", "S31-01", "S32-22", "OPEN-07", "OPEN-90", "WRITE-03", "XP-BUG"):
        assert f"  {code:<9}" in everything
    page = xlperf("explain", "date-1").stdout
    assert page.startswith("DATE-01  ")
    assert "依据：" in page
    assert "例：" in page
    assert "{" not in page


def test_explain_写不进去的原因和级别() -> None:
    assert "说明：未能写入“…”：…；原文件未作任何改动" in xlperf("explain", "WRITE-03").stdout
    assert xlperf("explain", "SC-04").stdout.splitlines()[0].endswith("（警告）")
    assert "  SC-04    警告  " in xlperf("explain").stdout


def test_explain_打错的编号给出最相近的() -> None:
    done = xlperf("explain", "OPNE-07")
    assert done.exit_code == 2
    assert done.stderr.startswith("xlperf explain：没有编号 OPNE-07，相近的有：OPEN-07、")


def test_demo_生成样例_检查_写回_说出在哪里() -> None:
    done = xlperf("demo")
    assert done.exit_code == 0
    names = sorted(example.name for example in demo.examples())
    assert sorted(path.name for path in Path("xlperf-demo").glob("*.xlsx")) == names
    assert all("检查结果" in sheets(path) for path in Path("xlperf-demo").glob("*.xlsx"))
    assert f"共 {len(names)} 个文件：" in done.stdout
    assert "样例在文件夹：xlperf-demo\n" in done.stdout


def test_demo_第二次用新文件夹_不动改过的样例() -> None:
    lay_empty(f"样例/{demo.examples()[0].name}")
    before = Path(f"样例/{demo.examples()[0].name}").read_bytes()
    assert "样例在文件夹：样例-2\n" in xlperf("demo", "样例").stdout
    assert Path(f"样例/{demo.examples()[0].name}").read_bytes() == before


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_打印补全脚本(shell: str) -> None:
    done = xlperf("completion", shell)
    assert done.exit_code == 0
    assert "_XLPERF_COMPLETE" in done.stdout


def test_帮助先中文后英文() -> None:
    told = xlperf("--help").stdout
    assert told.startswith("用法 Usage: xlperf")
    for command in main.commands:
        page = xlperf(command, "--help")
        assert page.exit_code == 0
        assert " · " in page.stdout.split("\n\n")[1]


# --- as a process ----------------------------------------------------------------------------------


def test_版本号() -> None:
    done = xlperf_process("--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"xlperf {__version__}")


def test_看帮助不装载任何大库() -> None:
    code = (
        "import sys\n"
        "from xlperf.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print([name for name in ('openpyxl', 'pydantic', 'rich', 'xlsxwriter', 'lxml') if name in sys.modules])"
    )
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def test_帮助有多宽听_columns_的_最宽一百列(monkeypatch: pytest.MonkeyPatch) -> None:
    def widest(columns: str) -> int:
        monkeypatch.setenv("COLUMNS", columns)
        return max(map(len, xlperf_process("--help").stdout.decode().splitlines()))

    assert widest("60") < widest("90") <= 88
    assert widest("300") <= 98


def test_国标编码的控制台不会因为一个符号而中断() -> None:
    path = Path("㎡𠮷.xlsx")
    shutil.copy(lay_faulty("自评表.xlsx"), path)
    done = xlperf_process("check", "--no-write", str(path), encoding="gbk")
    assert done.returncode == 1
    assert "错误 DATE-01" in done.stdout.decode("gbk")
    assert b"Traceback" not in done.stderr


def test_国标编码下_json_仍是完整的() -> None:
    path = Path("𠮷.xlsx")
    shutil.copy(lay_empty("自评表.xlsx"), path)
    done = xlperf_process("check", "--no-write", "--format", "json", str(path), encoding="gbk")
    assert json.loads(done.stdout.decode("gbk"))["file"] == "𠮷.xlsx"


def test_json_之外什么也不写到标准输出() -> None:
    lay_faulty("收件/a.xlsx")
    lay_empty("收件/b.xlsx")
    done = xlperf_process("check", "收件", "--format", "json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)) == 2
    assert done.stderr == b""


def test_指向自己的链接不妨碍别的文件() -> None:
    lay_empty("收件/自评表.xlsx")
    Path("收件/环.xlsx").symlink_to("环.xlsx")
    done = xlperf("check", "收件", "--no-write", "-q")
    assert done.exit_code == 2
    assert "OPEN-01" in done.stdout
    assert f"{Path('收件/自评表.xlsx')} · 项目支出绩效自评工作簿" in done.stdout


def test_文件名再长也写得回去() -> None:
    name = "长" * 83 + ".xlsx"
    lay_empty(name)
    done = xlperf("check", name)
    assert (done.exit_code, "结果已写入" in done.stdout) == (0, True), done.stdout
