"""Standard output that is closed, full or cut off; wrong calls with JSON; names that try to steer the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.test_command_line import lay_empty, lay_faulty
from xlperf.cli import main
from xlperf.package.archive import read_archive
from xlperf.package.workbook import open_workbook

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 sh 和 /dev/full")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def in_shell(command: str) -> tuple[int, str, str]:
    """Exit status of xlperf, standard output and standard error of a line for sh; $X is xlperf."""
    root = str(Path(__file__).parent.parent)
    environment = {
        **os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "X": f"{sys.executable} -m xlperf",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", f"{command}\nexit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
        env=environment,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@needs_posix
def test_一行就走的读者_不报程序错误() -> None:
    lay_faulty("收件/甲.xlsx")
    lay_empty("收件/乙.xlsx")
    status, out, err = in_shell("$X check 收件 --no-write | head -1")
    assert (status, len(out.splitlines())) == (2, 1)
    assert err == "xlperf：输出没有人接收，到此停止；还没有显示的文件可能没有检查\n"


@needs_posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
@pytest.mark.parametrize("options", ["", "-q", "--format json"])
def test_标准输出所在的磁盘满了_说明白_结果照样写回(options: str) -> None:
    path = lay_faulty("自评表.xlsx")
    status, _, err = in_shell(f"$X check 自评表.xlsx {options} > /dev/full")
    assert (status, err) == (2, "xlperf：结果显示不出来：磁盘已满；请换个地方保存输出\n")
    assert "检查结果" in [sheet.name for sheet in open_workbook(path).sheets]


@needs_posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_关掉的标准流不妨碍检查(closed: str) -> None:
    path = lay_faulty("自评表.xlsx")
    status, _, err = in_shell(f"$X check 自评表.xlsx {closed}")
    assert (status, err) == (1, "")
    assert "检查结果" in [sheet.name for sheet in open_workbook(path).sheets]


@needs_posix
def test_标准输入关着时_密码读不到也说明白() -> None:
    lay_faulty("自评表.xlsx")
    status, _, err = in_shell("$X check 自评表.xlsx --password-stdin <&-")
    assert (status, err) == (2, "xlperf check：标准输入已关闭，读不到密码；用法见 xlperf check --help\n")


# --- wrong calls ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["空文件夹"],
        [""],
        ["自评表.xlsx", "--config", "没有.toml"],
        ["自评表.xlsx", "--config", "坏.toml"],
        ["自评表.xlsx", "--no-write", "--output", "x"],
        ["自评表.xlsx", "--outpt"],
        [],
    ],
)
def test_用法不对时标准输出上仍是_json(arguments: list[str]) -> None:
    lay_empty("自评表.xlsx")
    Path("空文件夹").mkdir()
    Path("坏.toml").write_text("= 不是 TOML", encoding="utf-8")
    done = xlperf("check", *arguments, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (2, [])
    assert done.stderr.startswith("xlperf check：")


@pytest.mark.parametrize("command", ["check", "clean", "restore"])
def test_空路径不是当前文件夹(command: str) -> None:
    before = lay_faulty("自评表.xlsx").read_bytes()
    done = xlperf(command, "")
    assert (done.exit_code, "路径是空的" in done.stderr) == (2, True)
    assert Path("自评表.xlsx").read_bytes() == before


def test_output_指到别的工作簿_先留存再换上_restore_取回() -> None:
    lay_faulty("自评表.xlsx")
    theirs = lay_empty("别人的.xlsx").read_bytes()
    told = xlperf("check", "自评表.xlsx", "--output", "别人的.xlsx").stdout
    assert '那里原有的文件已留存，可用 xlperf restore "别人的.xlsx" 取回' in told
    back = xlperf("restore", "别人的.xlsx")
    assert back.exit_code == 0
    assert back.stdout.startswith("“别人的.xlsx”已换回 ")
    assert Path("别人的.xlsx").read_bytes() == theirs


def test_restore_没有原件时说明白() -> None:
    lay_empty("自评表.xlsx")
    done = xlperf("restore", "自评表.xlsx")
    assert done.exit_code == 2
    assert done.stdout.startswith("错误 WRITE-06  “自评表.xlsx”没有与现在内容不同的留存原件\n  建议：")


# --- new ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("某县\n住建局", "填报单位含有换行等控制字符，或不完整的字符"),
        ("某县\x07", "填报单位含有换行等控制字符，或不完整的字符"),
        ("\u202e局建住", "填报单位含有换行等控制字符，或不完整的字符"),
        ("\ud800", "填报单位含有换行等控制字符，或不完整的字符"),
        ("\uffff", "填报单位含有换行等控制字符，或不完整的字符"),
        ("长" * 201, "填报单位有 201 个字符，最多 200 个"),
    ],
)
def test_new_不接受检查时会拒绝的文字(text: str, why: str) -> None:
    done = xlperf("new", "project", "--unit", text)
    assert (done.exit_code, done.stderr) == (2, f"xlperf new：{why}；用法见 xlperf new --help\n")
    assert not list(Path().iterdir())


def test_new_接受少见而合法的字_检查读得出来() -> None:
    assert xlperf("new", "project", "--unit", "𠮷县\ue5e5局" + "长" * 190).exit_code == 0
    assert xlperf("check", "项目支出绩效自评工作簿.xlsx", "--no-write").exit_code == 0


@needs_posix
@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/proc/x.xlsx", "找不到文件或文件夹"),
        ("长" * 100 + ".xlsx", "文件名过长"),
        ("文件.txt/x.xlsx", "上级不是文件夹"),
    ],
)
def test_new_写不了的地方_说出要写的文件(path: str, why: str) -> None:
    Path("文件.txt").write_text("", encoding="utf-8")
    done = xlperf("new", "project", "-o", path)
    assert done.exit_code == 2
    assert done.stderr == f"xlperf：无法读写“{path}”：{why}\n"


@needs_posix
def test_new_磁盘满了_说明白_不留半个文件() -> None:
    """RLIMIT_FSIZE stands for a full disk: a file may grow to 4,000 bytes."""
    status, _, err = in_shell("trap '' XFSZ; ulimit -f 4; $X new project")
    assert (status, err) == (2, "xlperf：无法读写“项目支出绩效自评工作簿.xlsx”：超过文件大小限制\n")
    assert not list(Path().iterdir())


# --- names ----------------------------------------------------------------------------------------

WILD = ["红\x1b[31m字.xlsx", "左右\u202e颠倒.xlsx", "[bold]粗[/bold].xlsx", "换\n行.xlsx", "=cmd.xlsx"]


@needs_posix
@pytest.mark.parametrize("name", WILD)
def test_文件名不能左右终端(name: str) -> None:
    lay_empty(name)
    Path("挡路").write_text("", encoding="utf-8")
    Path(name).chmod(0o444)  # the result goes beside it, which is told on standard error beside JSON
    for arguments in (
        ["check", name, "--format", "json"],
        ["check", name],
        ["clean", name],
        ["restore", name],
        ["check", name, "没有", "--output", name],
    ):
        done = xlperf(*arguments)
        for text in (done.stdout, done.stderr):
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert "换\n行" not in text
    assert read_archive(Path(name)).members
