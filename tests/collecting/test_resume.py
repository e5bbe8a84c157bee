"""The check of all on one machine: killed and run again it does the rest; what was checked is not checked again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.collecting.crowd import lay_crowd
from tests.collecting.kept import results
from xlperf.cli import main
from xlperf.collecting.judging import rules_of
from xlperf.collecting.store import Store
from xlperf.demo.loading import examples
from xlperf.findings import Waiver
from xlperf.forms import expenses, workbooks
from xlperf.forms.draft import DraftRow
from xlperf.forms.template import write_workbook
from xlperf.office import Office

ROOT = Path(__file__).parents[2]
MANY = 80


def start(desk: Path) -> subprocess.Popen[str]:
    """``xlperf collect``, under way, with its children in a group of their own."""
    return subprocess.Popen(
        [sys.executable, "-m", "xlperf", "collect", "收件", "--store", "2024.db"], cwd=desk, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_check_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """Kill −9 of the run and all its children, twice; the results are those of an undisturbed run, each once."""
    lay_crowd(tmp_path / "收件", MANY)
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "收件").symlink_to(tmp_path / "收件")
    whole = start(tmp_path / "whole")
    for least in (0, 32):
        run = start(tmp_path)
        while results(tmp_path) <= least:
            assert run.poll() is None, run.communicate()
            time.sleep(0.005)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
    kept = results(tmp_path)
    assert 32 < kept < MANY
    out, err = start(tmp_path).communicate(timeout=120)
    assert f"新文件 0 个；检查了 {MANY - kept} 个工作簿" in out, err
    assert "检查了 0 个工作簿" in start(tmp_path).communicate(timeout=120)[0]
    assert whole.communicate(timeout=120)[1] == ""
    with Store(tmp_path / "2024.db") as ours, Store(tmp_path / "whole" / "2024.db") as theirs:
        rules = rules_of(Office())
        assert ours.results(rules) == theirs.results(rules)
        assert len(ours.results(rules)) == MANY


def lay_long_list(folder: Path) -> None:
    """A workbook of 4,000 payments: to check it takes a good while."""
    folder.mkdir()
    example = next(each for each in examples() if each.kind == "project")
    payments = [
        DraftRow({"content": f"第{n}笔", "amount": Decimal(n), "voucher": f"2020年1月{n}号"})
        for n in range(1, 4001)
    ]
    draft = example.draft.fill(expenses.VOUCHERS, *payments)
    write_workbook(workbooks.workbook(example.kind), folder / "长表.xlsx", draft)


def test_what_took_too_long_is_checked_again_when_it_is_given_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_long_list(tmp_path / "收件")
    hasty = CliRunner().invoke(main, ["collect", "收件", "--timeout", "0.0001"])
    assert "COL-08" in hasty.stdout
    again = CliRunner().invoke(main, ["collect", "收件"])
    assert "检查了 0 个工作簿" in again.stdout
    patient = CliRunner().invoke(main, ["collect", "收件", "--timeout", "100"])
    assert "检查了 1 个工作簿" in patient.stdout
    assert "COL-08" not in patient.stdout


def test_other_settings_and_a_waiver_that_expires_are_other_rules() -> None:
    last = date(2026, 6, 30)
    office = Office(waiver=(Waiver(code="SC-04", expires=last, reason="历史遗留", approver="某局"),))
    assert rules_of(office, last) == rules_of(office, date(2026, 1, 1))
    assert rules_of(office, date(2026, 7, 1)) != rules_of(office, last)
    assert rules_of(Office(trial=("SC-04",))) != rules_of(Office())
