"""``xlperf watch``: a real process that watches a real folder, and everything that happens to such folders."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from xlperf import demo
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.watching.arrivals import Sight, look, settled, stuck
from xlperf.watching.places import Places
from xlperf.watching.turn import left_over, taken, turn

ROOT = Path(__file__).parents[2]
SECOND = 1.0
needs_children = pytest.mark.skipif(sys.platform != "linux", reason="/proc 只有 Linux 有")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """赫山 三微工程: its 实施期 2022年3月至1月 is an error."""
    path = tmp_path_factory.mktemp("filled") / "自评表.xlsx"
    example = next(each for each in demo.examples() if "三微" in each.name)
    write_workbook(workbooks.workbook(example.kind), path, example.draft)
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "自评 收件夹")
    made.lay_down()
    return made


def started(places: Places) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "xlperf", "watch", str(places.root), "--interval", "0.2"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


@contextmanager
def watching(places: Places, said: list[str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """The command at work; stopped with Ctrl-C. ``said`` gets what it told."""
    process = started(places)
    try:
        yield process
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=20)
        assert process.returncode == 0, told
        if said is not None:
            said.append(told)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def until(holds: Callable[[], object], seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def sheets(path: Path) -> list[str]:
    return openpyxl.load_workbook(path, read_only=True).sheetnames


def test_what_is_laid_into_the_inbox_comes_back_marked(places: Places, filled: Path) -> None:
    """A folder of a bureau with what lies in such folders; each thing ends where its name says."""
    (places.inbox / "某局").mkdir()
    shutil.copy(filled, places.inbox / "某局" / "自评表.xlsx")
    shutil.copy(filled, places.inbox / "住建局.xlsx")
    openpyxl.Workbook().save(places.inbox / "通讯录.xlsx")
    (places.inbox / "坏了.xlsx").write_bytes(b"not a workbook at all")
    (places.inbox / "~$没有这个文件.xlsx").write_bytes(b"\x05owner")
    (places.inbox / "说明.pdf").write_bytes(b"%PDF-1.4")
    said: list[str] = []
    with watching(places, said):
        until(lambda: len(below(places.refused)) == 4 and len(below(places.originals)) == 2)
    assert below(places.checked) == {"住建局.xlsx", "某局/自评表.xlsx"}
    assert "检查结果" in sheets(places.checked / "某局/自评表.xlsx")
    assert (places.originals / "某局/自评表.xlsx").read_bytes() == filled.read_bytes()
    assert below(places.refused) == {"坏了.xlsx", "坏了_说明.txt", "通讯录.xlsx", "通讯录_说明.txt"}
    assert (places.refused / "坏了_说明.txt").read_text(encoding="utf-8-sig").startswith("OPEN-")
    assert "怎么办：请使用 xlperf new 生成的模板填报" in (places.refused / "通讯录_说明.txt").read_text(
        encoding="utf-8-sig"
    )
    assert below(places.inbox) == {"~$没有这个文件.xlsx", "说明.pdf"}
    assert below(places.working) == set()
    assert "说明.pdf”不是工作簿，留在原处没有检查；压缩包请先解压。" in said[0].replace("\n", "")
    record = (places.root / "检查记录.txt").read_text(encoding="utf-8-sig")
    assert "\t已检查/住建局.xlsx\t错误 " in record
    assert "\t未能检查/通讯录.xlsx\t未能检查：OPEN-90\n" in record


def test_a_file_that_is_still_being_copied_is_waited_for(places: Places, filled: Path) -> None:
    """Half of it; then its full size with nothing in it, as Explorer does; then the whole."""
    content, path = filled.read_bytes(), places.inbox / "慢.xlsx"
    with watching(places):
        path.write_bytes(content[: len(content) // 2])
        time.sleep(SECOND)
        assert path.is_file()
        path.write_bytes(bytes(len(content)))
        time.sleep(SECOND)
        assert path.is_file()
        path.write_bytes(content)
        until(lambda: below(places.originals))
    assert (places.originals / "慢.xlsx").read_bytes() == content
    assert below(places.checked) == {"慢.xlsx"}


def test_a_workbook_that_is_open_in_the_inbox_is_left_until_it_is_closed(
    places: Places, filled: Path
) -> None:
    shutil.copy(filled, places.inbox / "开着.xlsx")
    (places.inbox / "~$开着.xlsx").write_bytes(b"\x05owner")
    said: list[str] = []
    with watching(places, said):
        time.sleep(2 * SECOND)
        assert (places.inbox / "开着.xlsx").is_file()
        (places.inbox / "~$开着.xlsx").unlink()
        until(lambda: below(places.originals))
    assert below(places.checked) == {"开着.xlsx"}
    assert "开着.xlsx”正由owner打开着，关闭后再查" in said[0].replace("\n", "")


def test_a_name_that_came_before_gets_a_number_and_nothing_is_replaced(places: Places, filled: Path) -> None:
    with watching(places):
        shutil.copy(filled, places.inbox / "自评表.xlsx")
        until(lambda: below(places.originals) == {"自评表.xlsx"})
        first = (places.checked / "自评表.xlsx").read_bytes()
        shutil.copy(filled, places.inbox / "自评表.xlsx")
        until(lambda: below(places.originals) == {"自评表.xlsx", "自评表（2）.xlsx"})
    assert below(places.checked) == {"自评表.xlsx", "自评表（2）.xlsx"}
    assert (places.checked / "自评表.xlsx").read_bytes() == first


@needs_libreoffice
def test_what_cannot_hold_marks_comes_back_as_a_workbook(
    places: Places, filled: Path, tmp_path: Path
) -> None:
    """The same content as .xls and as .xlsx: two results, and both originals."""
    [old] = convert([filled], tmp_path, "xls")
    shutil.copy(old, places.inbox / "自评表.xls")
    shutil.copy(filled, places.inbox / "自评表.xlsx")
    with watching(places):
        until(lambda: below(places.originals) == {"自评表.xls", "自评表.xlsx"})
    assert below(places.checked) == {"自评表（xls）.xlsx", "自评表.xlsx"}
    assert (places.originals / "自评表.xls").read_bytes() == old.read_bytes()


def test_killed_in_the_middle_it_goes_on_where_it_was(places: Places, filled: Path) -> None:
    """``kill −9`` as soon as workbooks are in 检查中; the next start checks each of them, once."""
    names = {f"{number}.xlsx" for number in range(4)}
    for name in names:
        shutil.copy(filled, places.inbox / name)
    process = started(places)
    until(lambda: below(places.working))
    process.kill()
    process.communicate()
    assert below(places.working)
    everywhere = [*below(places.inbox), *below(places.working), *below(places.originals)]
    assert sorted(everywhere) == sorted(names)
    with watching(places):
        until(lambda: below(places.originals) == names)
    assert below(places.checked) == names
    assert all("检查结果" in sheets(places.checked / name) for name in names)
    assert all((places.originals / name).read_bytes() == filled.read_bytes() for name in names)
    assert below(places.working) == below(places.inbox) == below(places.refused) == set()


def test_killed_after_the_result_was_written_it_only_puts_the_original_away(
    places: Places, filled: Path
) -> None:
    shutil.copy(filled, places.working / "a.xlsx")
    (places.checked / "a.xlsx").write_bytes(b"the result")
    with watching(places):
        until(lambda: below(places.originals) == {"a.xlsx"})
    assert (places.checked / "a.xlsx").read_bytes() == b"the result"


@needs_children
def test_a_workbook_that_ends_its_checker_stops_nothing(places: Places, filled: Path) -> None:
    """The child that checks is killed from outside, as the system does when memory runs out."""
    with watching(places) as process:
        until((places.root / ".xlperf").is_dir)
        shutil.copy(filled, places.inbox / "重.xlsx")
        until(lambda: (places.working / "重.xlsx").exists() and children(process.pid))
        for child in children(process.pid):
            os.kill(child, signal.SIGKILL)
        until(lambda: below(places.refused))
        shutil.copy(filled, places.inbox / "轻.xlsx")
        until(lambda: below(places.originals) == {"轻.xlsx"})
    assert below(places.refused) == {"重.xlsx", "重_说明.txt"}
    assert "OPEN-93" in (places.refused / "重_说明.txt").read_text(encoding="utf-8-sig")


def children(parent: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def test_a_share_that_goes_away_and_comes_back(places: Places, filled: Path) -> None:
    away = places.root / "away"
    with watching(places) as process:
        assert process.stdout is not None
        until_said(process.stdout, "按 Ctrl-C 结束。")
        places.inbox.rename(away)
        until_said(process.stdout, "恢复后会接着查。")
        away.rename(places.inbox)
        shutil.copy(filled, places.inbox / "回来.xlsx")
        until(lambda: below(places.originals) == {"回来.xlsx"})


def until_said(told: IO[str], words: str) -> None:
    """Reads on until the words have come, wherever the lines break."""
    seen = ""
    while words not in seen.replace("\n", "").replace(" ", "").replace("Ctrl-C", " Ctrl-C "):
        seen += told.readline()


def test_only_one_watches_a_folder_and_ctrl_c_says_so(places: Places) -> None:
    said: list[str] = []
    with watching(places, said) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        second = started(places)
        told, _ = second.communicate(timeout=20)
    assert first.startswith("正在看")
    assert second.returncode == 2
    assert "已经有一个 xlperf watch 在看" in told.replace("\n", "")
    assert said[0] == "已停止。没有查完的文件下次接着查。\n"


def test_a_file_that_stays_broken_is_taken_after_a_minute(places: Places) -> None:
    path = places.inbox / "断.xlsx"
    path.write_bytes(b"PK\x03\x04 and no end")
    seen = look(places.inbox, {}, 100.0)
    assert settled(seen, 159.0, 3.0) == []
    assert settled(seen, 160.0, 3.0) == [path]
    path.write_bytes(b"PK\x03\x04 and a little more")
    again = look(places.inbox, seen, 160.0)
    assert again == {path: Sight(again[path].stamp, 160.0)}
    assert settled(again, 161.0, 3.0) == []


def test_pipes_and_links_stay_where_they_are_and_hold_nobody_up(places: Places, filled: Path) -> None:
    """A pipe would be read for ever; a link in 原件 would change with what it leads to."""
    os.mkfifo(places.inbox / "a.xlsx")
    (places.inbox / "b.xlsx").symlink_to(filled)
    shutil.copy(filled, places.inbox / "c.xlsx")
    said: list[str] = []
    with watching(places, said):
        until(lambda: below(places.originals) == {"c.xlsx"})
    assert {path.name for path in places.inbox.iterdir()} == {"a.xlsx", "b.xlsx"}
    told = said[0].replace("\n", "")
    assert told.count("是链接或设备，留在原处没有检查") == 2


def test_two_names_with_one_result_are_kept_apart(places: Places) -> None:
    """自评表.xls gives 自评表（xls）.xlsx, the name of another workbook that arrived with it."""
    for name in ("自评表.xls", "自评表.XLS", "自评表（xls）.xlsx"):
        (places.inbox / name).write_bytes(name.encode())
    claimed = list(taken(places, sorted(places.inbox.iterdir())))
    assert len({places.result_of(path) for path in claimed}) == len(claimed) == 3


def test_a_record_that_somebody_has_open_holds_nobody_up(places: Places, filled: Path) -> None:
    (places.root / "检查记录.txt").mkdir()
    names = {f"{number}.xlsx" for number in range(3)}
    for name in names:
        shutil.copy(filled, places.inbox / name)
    said: list[str] = []
    with watching(places, said):
        until(lambda: below(places.originals) == names)
    assert below(places.checked) == names
    assert said[0].replace("\n", "").count("“检查记录.txt”写不进去，请关闭打开它的程序") == 1


def test_what_lies_in_a_folder_named_like_a_workbook_is_checked(places: Places, filled: Path) -> None:
    (places.working / "某局.xlsx").mkdir()
    shutil.copy(filled, places.working / "某局.xlsx" / "自评表.xlsx")
    assert left_over(places) == [places.working / "某局.xlsx" / "自评表.xlsx"]


def test_a_workbook_laid_into_the_wrong_folder_replaces_no_original(places: Places, filled: Path) -> None:
    """Staff drag a second 自评表.xlsx into 检查中; the first one was checked before."""
    (places.checked / "自评表.xlsx").write_bytes(b"the first result")
    (places.originals / "自评表.xlsx").write_bytes(b"the first")
    shutil.copy(filled, places.working / "自评表.xlsx")
    with watching(places):
        until(lambda: below(places.originals) == {"自评表.xlsx", "自评表（2）.xlsx"})
    assert (places.originals / "自评表.xlsx").read_bytes() == b"the first"
    assert (places.originals / "自评表（2）.xlsx").read_bytes() == filled.read_bytes()
    assert below(places.checked) == {"自评表.xlsx", "自评表（2）.xlsx"}
    assert (places.checked / "自评表.xlsx").read_bytes() == b"the first result"


def test_what_is_taken_away_while_it_is_checked_costs_no_other_its_turn(places: Places, filled: Path) -> None:
    names = ["1.xlsx", "2.xlsx", "3.xlsx"]
    for name in names:
        shutil.copy(filled, places.working / name)
    claimed = left_over(places)
    (places.working / "1.xlsx").unlink()
    done = list(turn(places, claimed, Office(), ""))
    assert [each.gone for each in done] == [True, False, False]
    assert below(places.originals) == {"2.xlsx", "3.xlsx"}
    assert below(places.refused) == below(places.working) == set()


def test_each_refused_file_has_a_note_of_its_own(places: Places) -> None:
    for name in ("坏.xlsx", "坏.xlsm"):
        places.refuse(_laid_down(places.working / name), name)
    assert (places.refused / "坏_说明.txt").read_text(encoding="utf-8-sig") == "坏.xlsx"
    assert (places.refused / "坏（xlsm）_说明.txt").read_text(encoding="utf-8-sig") == "坏.xlsm"


def _laid_down(path: Path) -> Path:
    path.write_bytes(b"broken")
    return path


def test_what_cannot_be_taken_out_is_said_after_a_minute(places: Places, filled: Path) -> None:
    (places.inbox / "某局").mkdir()
    path = Path(shutil.copy(filled, places.inbox / "某局"))
    (places.working / "某局").write_bytes(b"in the way")
    seen = look(places.inbox, {}, 100.0)
    assert list(taken(places, settled(seen, 159.0, 3.0))) == []
    assert stuck(seen, 159.0, 3.0) == []
    assert stuck(seen, 160.0, 3.0) == [path]


def test_odd_names_stay_on_one_line_of_the_record(places: Places, filled: Path) -> None:
    names = ["a\nb.xlsx", "-rf.xlsx", "\udcff.xlsx", "“引”'\".xlsx"]
    for name in names:
        shutil.copy(filled, places.inbox / name)
    with watching(places):
        until(lambda: below(places.originals) == set(names))
    assert below(places.checked) == set(names)
    record = (places.root / "检查记录.txt").read_text(encoding="utf-8-sig").splitlines()
    assert len(record) == len(names)
    assert any(f"\t已检查{os.sep}a\ufffdb.xlsx\t" in line for line in record)
