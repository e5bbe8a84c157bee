"""The reliability programme in its short form; ``python -m tests.reliability --full`` is the long one."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.reliability import faulty
from tests.reliability.container import packed, rearranged, tampered, unpacked
from tests.reliability.herd import Tally, herd
from tests.reliability.kills import kills
from tests.reliability.large import LARGE, measured
from tests.reliability.mutations import mutant
from tests.reliability.odd_packages import odd_packages
from tests.reliability.page import BEGIN, END, PAGE, Figure, published
from tests.reliability.roundtrip import Turned, corpus_turned, generated_turned
from tests.reliability.trial import FORM, OTHER, REFUSED, UNWRITTEN
from tests.writeback.books import needs_corpus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="资源限额、fork 和 /proc 只在 Linux 上有")


def test_generated_workbooks_go_there_and_back_whole() -> None:
    """Eight each; a form in every layout, read alike in all of them."""
    turned = generated_turned(Turned(), 24)
    assert turned.wrong == []
    assert turned.workbooks == {"drawn": 8, "odd package": 8, "form": 8}
    assert turned.members > turned.as_stored > 100


@needs_corpus
def test_workbooks_of_other_projects_go_there_and_back_whole() -> None:
    turned = corpus_turned(Turned(), every=20)
    assert turned.wrong == []
    assert turned.workbooks["corpus"] >= 10


def test_mutants_end_in_a_refusal_or_are_written_and_given_back(tmp_path: Path) -> None:
    told = herd(120, tmp_path, 1, time.time() + 120)
    assert told.faults == {}
    assert told.count == 120
    assert set(told.ends) == {REFUSED, UNWRITTEN, FORM, OTHER}
    assert told.peak < 512
    assert herd(120, tmp_path, 1, time.time()) == told, "what is done is not done again"


def test_the_same_number_is_the_same_mutant() -> None:
    assert mutant(7).data == mutant(7).data
    assert mutant(7).data != mutant(8).data


def test_no_fault_goes_unseen(tmp_path: Path) -> None:
    """A child raises, loops and dies in turn; each is told with its number and place, and the rest is still done."""
    told = herd(6, tmp_path, 1, time.time() + 60, child="tests.reliability.faulty")
    assert told.ends == {"well": 3}
    assert {number: fault.split(" in ")[0] for number, fault in told.faults.items()} == {
        str(faulty.RAISES): told.faults["1"],
        str(faulty.HANGS): f"FAULT process ended -{signal.SIGPROF:d}",
        str(faulty.DIES): f"FAULT process ended -{signal.SIGKILL:d}",
    }
    assert told.faults["1"].startswith("FAULT ZeroDivisionError faulty.py:")


def test_killed_at_every_file_operation_of_cleaning_the_workbook_is_old_or_new() -> None:
    killed = kills(full=False)
    assert killed.lost == 0
    assert killed.points >= 20
    assert min(killed.old, killed.new) > 0


@pytest.mark.parametrize("name", ["whole columns painted", "1,025 sheets"])
def test_a_large_workbook_fits_or_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(LARGE[name]())
    told = measured(name, path)
    assert told.end == (REFUSED if name == "1,025 sheets" else OTHER)
    assert told.memory < 512


def test_a_package_taken_apart_and_put_together_is_the_same() -> None:
    for _, package in odd_packages():
        assert unpacked(packed(package)) == package
        dice = random.Random(1)  # noqa: S311
        assert {rearranged(package, dice) for _ in range(50)} != {package}
        assert tampered(packed(package), dice) != packed(package)


def test_the_page_keeps_rows_that_were_not_run_again(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"前\n{BEGIN}\n{END}\n后\n", encoding="utf-8")
    for figure in (Figure("甲", 1, "好"), Figure("乙", 2_000, "好", 64, 1.25), Figure("甲", 3, "更好")):
        page.write_text(published([figure], page), encoding="utf-8")
    told = page.read_text(encoding="utf-8")
    assert [line.split(" | ")[:3] for line in told.splitlines() if line.startswith("| ")][1:] == [
        ["| 甲", "3", "更好"],
        ["| 乙", "2,000", "好"],
    ]
    assert "| 64 MiB | 1.2 s |" in told


def test_the_published_page_has_a_place_for_the_figures() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert told.index(BEGIN) < told.index(END)


def test_tallies_add_up() -> None:
    one = Tally(slowest=5, peak=90)
    one.ends["refused"] = 2
    assert (one + Tally(faults={"3": "FAULT"}, peak=100)).count == 3
