"""An encrypted workbook through the command line: checked, written back encrypted, its password never seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.test_command_line import lay_faulty
from xlperf.cli import main
from xlperf.package.archive import read_archive
from xlperf.package.locked import is_locked, locked
from xlperf.package.workbook import open_workbook

PASSWORD = "县局Cw2024"  # noqa: S105  of test files


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XLPERF_PASSWORD", raising=False)
    return tmp_path


def xlperf(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf", input=given)


def lay_locked(name: str) -> Path:
    """赫山 三微工程 with a password to open; it has an error (DATE-01)."""
    path = lay_faulty(name)
    path.write_bytes(locked(path.read_bytes(), PASSWORD))
    return path


def sheets(path: Path, password: str = PASSWORD) -> list[str]:
    return [sheet.name for sheet in open_workbook(path, password).sheets]


@pytest.mark.parametrize("line", [f"{PASSWORD}\n", f"{PASSWORD}\r\n第二行", f"\ufeff{PASSWORD}"])
def test_标准输入给出密码_检查并写回_仍是加密的(line: str) -> None:
    path = lay_locked("自评表.xlsx")
    before = path.read_bytes()
    done = xlperf("check", "自评表.xlsx", "--password-stdin", given=line)
    assert (done.exit_code, "错误 DATE-01" in done.stdout) == (1, True), done.output
    assert "结果已写入“自评表.xlsx”" in done.stdout
    assert is_locked(path.read_bytes())
    assert "检查结果" in sheets(path)
    [kept] = (file for file in Path(".xlperf/originals").rglob("*") if file.is_file())
    assert kept.read_bytes() == before


def test_环境变量给出密码_检查两次等于一次_clean_还原内容(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPERF_PASSWORD", PASSWORD)
    path = lay_locked("自评表.xlsx")
    content = read_archive(path, PASSWORD).data
    assert xlperf("check", "自评表.xlsx").exit_code == 1
    once = path.read_bytes()
    assert "结果与上次相同，没有改动" in xlperf("check", "自评表.xlsx").stdout
    assert path.read_bytes() == once
    assert xlperf("clean", "自评表.xlsx").exit_code == 0
    assert is_locked(path.read_bytes())
    assert read_archive(path, PASSWORD).data == content


def test_写到别处的结果也是加密的() -> None:
    path = lay_locked("自评表.xlsx")
    before = path.read_bytes()
    xlperf("check", "自评表.xlsx", "--output", "结果", "--password-stdin", given=PASSWORD)
    assert path.read_bytes() == before
    assert is_locked(Path("结果/自评表.xlsx").read_bytes())
    assert "检查结果" in sheets(Path("结果/自评表.xlsx"))


def test_只读的加密文件_结果写在旁边_再查仍写在同一处() -> None:
    lay_locked("自评表.xlsx").chmod(0o444)
    for _ in range(2):
        xlperf("check", "自评表.xlsx", "--password-stdin", given=PASSWORD)
    assert sorted(file.name for file in Path().glob("*.xlsx")) == ["自评表.xlsx", "自评表_检查结果.xlsx"]
    assert is_locked(Path("自评表_检查结果.xlsx").read_bytes())


def test_没有密码_密码不对_各有说法_其余文件照常检查() -> None:
    lay_locked("收件/甲局.xlsx")
    lay_faulty("收件/乙局.xlsx")
    without = xlperf("check", "收件", "--no-write")
    assert (without.exit_code, "错误 OPEN-06" in without.stdout) == (2, True)
    assert "--password-stdin" in without.stdout
    assert "XLPERF_PASSWORD" in without.stdout
    wrong = xlperf("check", "收件", "--no-write", "--password-stdin", given="猜的\n")
    assert (wrong.exit_code, "错误 OPEN-28" in wrong.stdout) == (2, True)
    assert "错误 DATE-01" in wrong.stdout


@pytest.mark.parametrize("line", ["", "\n", "长" * 256])
def test_标准输入里没有能用的密码时说明白(line: str) -> None:
    lay_locked("自评表.xlsx")
    done = xlperf("check", "自评表.xlsx", "--password-stdin", given=line)
    assert done.exit_code == 2
    assert "密码" in done.stderr
    assert "长长" not in done.stderr


def test_密码不出现在任何输出和留下的文件里() -> None:
    lay_locked("自评表.xlsx")
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-m", "xlperf", "check", "自评表.xlsx", "--format", "json", "--password-stdin"],
        input=PASSWORD.encode(), capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["form"] == "project"
    left = [file.read_bytes() for file in Path().rglob("*") if file.is_file()]
    for text in (done.stdout, done.stderr, *left):
        for encoding in ("utf-8", "utf-16-le"):
            assert PASSWORD.encode(encoding) not in text
    assert not any(content.startswith(b"PK") for content in left)


def test_搬进新表样的也加密_下一步写明要给密码() -> None:
    lay_locked("自评表.xlsx")
    done = xlperf("migrate", "自评表.xlsx", "-o", "新表.xlsx", "--password-stdin", given=f"{PASSWORD}\n")
    assert is_locked(Path("新表.xlsx").read_bytes())
    assert '下一步：xlperf check "新表.xlsx" --password-stdin' in done.stdout
