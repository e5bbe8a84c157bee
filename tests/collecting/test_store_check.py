"""``xlperf store check`` finds every original that is lost, altered or unknown, and every row that hangs in the air."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.collecting.post import lay_return, mail
from xlperf.cli import main


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A store with a workbook that came by mail; its originals: the workbook, then the whole mail around it."""
    monkeypatch.chdir(tmp_path)
    data = lay_return(Path("自评.xlsx")).read_bytes()
    Path("收件").mkdir()
    Path("收件/来信.eml").write_bytes(mail(("自评.xlsx", data)))
    xlperf("collect", "收件")
    return sorted(Path("xlperf-store/originals").glob("*/*"), key=lambda path: path.stat().st_size)


def changed(statement: str) -> None:
    database = sqlite3.connect("xlperf-store/store.db")
    assert database.execute(statement).rowcount == 1
    database.commit()
    database.close()


def test_a_whole_store_is_said_to_be_whole() -> None:
    result = xlperf("store", "check")
    assert (result.exit_code, result.stdout) == (0, "登记的原件 2 个，都在，没有变。\n")


def test_a_workbook_that_is_gone_is_told_by_its_name_and_hash(kept: list[Path]) -> None:
    kept[0].unlink()
    result = xlperf("store", "check")
    assert result.exit_code == 2
    assert "错误 STO-01  原件不在收件库的 originals 里" in result.stdout
    assert f"自评.xlsx（{kept[0].name}）" in result.stdout
    assert "从备份取回" in result.stdout
    assert result.stdout.endswith("登记的原件 2 个，有 1 处缺损。\n")


def test_a_mail_that_was_changed_is_told(kept: list[Path]) -> None:
    kept[1].write_bytes(kept[1].read_bytes() + b"\n")
    result = xlperf("store", "check")
    assert result.exit_code == 2
    assert f"整封邮件（{kept[1].name}）" in result.stdout
    assert "STO-02" in result.stdout


def test_the_same_mail_again_mends_what_was_lost_or_changed(kept: list[Path]) -> None:
    kept[0].unlink()
    kept[1].write_bytes(b"")
    xlperf("collect", "收件")
    assert xlperf("store", "check").exit_code == 0


def test_a_mail_that_came_by_two_ways_or_without_a_file_leaves_nothing_unknown() -> None:
    data = Path("收件/来信.eml").read_bytes()
    Path("归档.mbox").write_bytes(b"From a@b Mon Mar  3 09:00:00 2025\nX-Way: archive\n" + data + b"\n")
    Path("没有附件.eml").write_bytes(mail(identity="<2@example.gov.cn>"))
    assert xlperf("collect", "归档.mbox", "没有附件.eml").exit_code == 0
    result = xlperf("store", "check")
    assert (result.exit_code, result.stdout) == (0, "登记的原件 2 个，都在，没有变。\n")


def test_a_file_that_nobody_entered_is_no_harm() -> None:
    stray = Path("xlperf-store/originals/ab") / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"killed before it was entered")
    result = xlperf("store", "check")
    assert result.exit_code == 0
    assert f"提示 STO-03  originals 里有收件库没有登记的文件\n      {stray.name}" in result.stdout


def test_a_result_without_a_file_is_told(kept: list[Path]) -> None:
    changed("DELETE FROM arrivals")
    result = xlperf("store", "check")
    assert result.exit_code == 2
    assert f"STO-04  收件库里有检查结果，却没有登记收到这个文件\n      {kept[0].name}" in result.stdout


def test_a_workbook_that_was_not_judged_yet_is_told_and_the_next_run_judges_it() -> None:
    changed("DELETE FROM results")
    result = xlperf("store", "check")
    assert result.exit_code == 1
    assert "警告 STO-06" in result.stdout
    xlperf("status")
    assert xlperf("store", "check").exit_code == 0


def test_a_damaged_database_is_told() -> None:
    database = sqlite3.connect("xlperf-store/store.db")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'arrivals_sha'").fetchone()[0]
    size = database.execute("PRAGMA page_size").fetchone()[0]
    database.close()
    with Path("xlperf-store/store.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 400)
    result = xlperf("store", "check")
    assert result.exit_code == 2
    assert "错误 STO-05  数据库文件损坏" in result.stdout


def test_an_altered_original_is_not_judged_and_stops_no_other(kept: list[Path]) -> None:
    changed("DELETE FROM results")
    lay_return(Path("收件/二.xlsx"), project="二")
    kept[0].write_bytes(lay_return(Path("别的.xlsx"), quality="18").read_bytes())
    Path("收件/来信.eml").unlink()
    result = xlperf("collect", "收件")
    assert "检查了 1 个工作簿" in result.stdout
    assert "没有检查：自评.xlsx。STO-02 原件和收到时的内容不同；从备份取回" in result.stderr
