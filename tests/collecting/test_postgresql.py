"""The same store on a real PostgreSQL server: several collectors and reviewers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.collecting.crowd import lay_crowd
from tests.collecting.database_server import database_server, needs_postgresql
from tests.collecting.post import lay_return
from xlperf.cli import main
from xlperf.collecting import schema
from xlperf.collecting.place import StoreError
from xlperf.collecting.store import Store

pytestmark = needs_postgresql
ROOT = Path(__file__).parents[2]
NUMBERS = count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with database_server() as address:
        yield address


@pytest.fixture
def store(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database; in the folder two returns wait."""
    monkeypatch.chdir(tmp_path)
    name = f"season{next(NUMBERS)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    lay_crowd(tmp_path / "收件", 2)
    return f"{server}/{name}"


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def test_what_is_collected_is_the_same_as_in_a_file(store: str) -> None:
    result = xlperf("collect", "收件", "--store", store, "--originals", "共享")
    assert result.exit_code == 0, result.output
    assert "收到 2 件，新文件 2 个；检查了 2 个工作簿" in result.stdout
    assert "新文件 0 个；检查了 0 个工作簿" in xlperf("collect", "收件", "--store", store).stdout
    xlperf("collect", "收件")
    assert xlperf("status", "--store", store).stdout == xlperf("status").stdout
    assert xlperf("store", "check", "--store", store).stdout == "登记的原件 2 个，都在，没有变。\n"
    assert xlperf("ledger", "--store", store).exit_code == 0


def test_letters_and_reviews_are_noted_in_it(store: str) -> None:
    faulty = {"unit": "某县水利局", "quality": "25"}
    lay_return(Path("报来/1.xlsx"), **faulty)  # type: ignore[arg-type]
    xlperf("collect", "报来", "--store", store, "--originals", "共享")
    letters = ("letters", "--store", store, "--due", "2099-04-30")
    assert "某县水利局 · 第1次：错误 1" in xlperf(*letters).stdout
    assert xlperf(*letters).exit_code == 0
    lay_return(Path("复核/1.xlsx"), reviewed=("18", "20", "10", "30", "10"), **faulty)  # type: ignore[arg-type]
    xlperf("collect", "复核", "--store", store)
    assert "复核 98 分" in xlperf("status", "--store", store).stdout
    assert "6 条记录" in xlperf("audit", "--store", store).stdout


def test_the_first_time_it_is_asked_where_originals_shall_lie(store: str) -> None:
    result = xlperf("collect", "收件", "--store", store)
    assert result.exit_code == 2
    assert "请用 --originals 写明原件放在哪里" in result.stderr
    assert "请先运行 xlperf collect" in xlperf("status", "--store", store).stderr


def test_other_originals_than_the_first_are_refused(store: str, tmp_path: Path) -> None:
    xlperf("collect", "收件", "--store", store, "--originals", "共享")
    result = xlperf("collect", "收件", "--store", store, "--originals", "别处")
    assert result.exit_code == 2
    assert f"的原件已经放在“{tmp_path / '共享'}”" in result.stderr
    assert "XLPERF_ORIGINALS" in result.stderr


def test_a_machine_that_finds_them_elsewhere_says_so_in_its_environment(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    xlperf("collect", "收件", "--store", store, "--originals", "共享")
    Path("共享").rename("另一个盘")
    assert xlperf("store", "check", "--store", store).exit_code == 2
    monkeypatch.setenv("XLPERF_ORIGINALS", "另一个盘")
    assert xlperf("store", "check", "--store", store).exit_code == 0


def test_three_collectors_at_once_count_nothing_twice(store: str, tmp_path: Path) -> None:
    """All begin an empty store at the same moment and take in the same twenty returns."""
    lay_crowd(tmp_path / "收件", 20)
    call = [sys.executable, "-m", "xlperf", "collect", "收件", "--store", store, "--originals", "共享"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = [run.communicate(timeout=120) for run in runs]
    assert [(run.returncode, err) for run, (_, err) in zip(runs, told, strict=True)] == [(0, "")] * 3
    new = [int(out.split("新文件 ")[1].split(" ")[0]) for out, _ in told]
    assert sum(new) == 20
    with Store(store) as opened:
        assert len(opened.arrivals()) == len({each.sha for each in opened.arrivals()}) == 20
    assert xlperf("store", "check", "--store", store).stdout == "登记的原件 20 个，都在，没有变。\n"


def test_a_store_of_an_older_version_is_brought_up_to_date(store: str) -> None:
    xlperf("collect", "收件", "--store", store, "--originals", "共享")
    with psycopg.connect(store) as connection:
        connection.execute("DROP TABLE mails")
        connection.execute("DROP INDEX arrivals_sha")
        connection.execute("UPDATE store SET version = 1")
    with Store(store) as opened:
        assert len(opened.arrivals()) == 2
    with psycopg.connect(store) as connection:
        assert connection.execute("SELECT version FROM store").fetchall() == [(schema.VERSION,)]
        assert connection.execute("SELECT count(*) FROM mails").fetchone() == (0,)
        indexes = connection.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'arrivals'"
        ).fetchall()
        assert ("arrivals_sha",) in indexes


def test_a_server_that_does_not_answer_is_said_so_without_the_password() -> None:
    with pytest.raises(StoreError, match="打不开") as refusal:
        Store("postgresql://xlperf:geheim@127.0.0.1:1/season", kept_at="x")
    assert "geheim" not in str(refusal.value)
    assert "收件库“postgresql://xlperf@127.0.0.1/season”打不开" in str(refusal.value)
