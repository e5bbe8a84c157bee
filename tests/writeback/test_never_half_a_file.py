"""Whatever happens while a workbook is written: afterwards it is the old one or the new one, whole."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.writeback.books import bare, members, opened, results, score_marks, score_sheet, worksheet
from tests.writeback.breaking import child
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import Marks

resource = pytest.importorskip("resource", reason="Windows 没有资源限额")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGKILL、权限位与 fork")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "单位").mkdir()
    return score_sheet(tmp_path / "单位" / "自评.xlsx")


@pytest.fixture
def new(book: Path) -> bytes:
    """What the workbook becomes when nothing goes wrong."""
    write(book, book.with_name("标记.xlsx"), score_marks())
    content = book.with_name("标记.xlsx").read_bytes()
    book.with_name("标记.xlsx").unlink()
    return content


def kept(book: Path) -> list[bytes]:
    folder = book.parent / ".xlperf" / "originals"
    return [path.read_bytes() for path in folder.glob("*.xlsx")] if folder.is_dir() else []


def afresh(book: Path, content: bytes) -> None:
    """The folder as before the first check."""
    shutil.rmtree(book.parent)
    book.parent.mkdir()
    book.write_bytes(content)


def test_killed_at_every_file_operation_the_workbook_is_old_or_new(book: Path, new: bytes) -> None:
    old = book.read_bytes()
    total = child(book, 0, "before").operations
    outcomes = []
    for what in ("before", "after"):
        for k in range(1, total + 1):
            afresh(book, old)
            assert child(book, k, what).killed_by == signal.SIGKILL
            now = book.read_bytes()
            assert now in (old, new)
            assert now == old or kept(book) == [old]
            outcomes.append(now == new)
            write(book, book, score_marks())
            assert book.read_bytes() == new
            assert list(book.parent.rglob("*.tmp")) == []
    assert len(outcomes) == 2 * total >= 40
    assert set(outcomes) == {True, False}


@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EACCES"])
def test_an_error_at_every_file_operation_is_told_and_the_workbook_is_whole(
    book: Path, new: bytes, error: str
) -> None:
    old = book.read_bytes()
    total = child(book, 0, error).operations
    beside = 0
    for k in range(1, total + 1):
        afresh(book, old)
        told = child(book, k, error)
        now = book.read_bytes()
        assert told.killed_by == 0
        if told.name == book.name:
            assert now == new
        elif told.name == "WRITE-03":
            assert now == old
            assert told.message.endswith("；原文件未作任何改动")
        else:
            assert (now, book.with_name(told.name).read_bytes()) == (old, new)
            assert "“自评.xlsx”未改动" in told.message
            beside += 1
    assert (beside > 0) == (error != "ENOSPC")


def test_the_original_is_kept_once_and_not_again_for_a_marked_version(book: Path) -> None:
    old = book.read_bytes()
    write(book, book, score_marks())
    write(book, book, Marks((), (), results("另一次")))
    assert kept(book) == [old]
    [path] = (book.parent / ".xlperf" / "originals").iterdir()
    assert path.name == f"自评.{hashlib.sha256(old).hexdigest()[:16]}.xlsx"
    clean(book, book)
    assert kept(book) == [old]


def test_a_full_disk_leaves_the_workbook_as_it_was(book: Path) -> None:
    """RLIMIT_FSIZE stands for a full disk: the file may grow to 2,000 bytes."""
    old = book.read_bytes()

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    told = child(book, 0, "before", no_room)
    assert told.name == "WRITE-03"
    assert told.message == "未能写入“自评.xlsx”：超过文件大小限制；原文件未作任何改动"
    assert book.read_bytes() == old
    assert not list(book.parent.rglob("*.tmp"))


@pytest.fixture
def nobody(book: Path) -> int:
    """The number of a user without rights; only root can become one."""
    if os.getuid() != 0:
        pytest.skip("需要 root 才能换成无权限的用户")
    for folder in (book.parent, *book.parent.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | 0o755)
    return 65534


def test_a_read_only_folder_is_told_and_nothing_changes(book: Path, nobody: int) -> None:
    old = book.read_bytes()
    book.chmod(0o666)
    told = child(book, 0, "before", lambda: os.setuid(nobody))
    assert (told.name, told.message) == ("WRITE-03", "未能写入“自评.xlsx”：没有写入权限；原文件未作任何改动")
    assert book.read_bytes() == old


def test_a_file_of_someone_else_gets_its_results_beside_it(book: Path, nobody: int, new: bytes) -> None:
    old = book.read_bytes()
    book.parent.chmod(0o777)
    book.chmod(0o644)
    told = child(book, 0, "before", lambda: os.setuid(nobody))
    assert told.name == "自评_检查结果.xlsx"
    assert told.message == "文件是只读的；“自评.xlsx”未改动，结果写在“自评_检查结果.xlsx”"
    assert book.read_bytes() == old
    assert book.with_name("自评_检查结果.xlsx").read_bytes() == new


def test_a_read_only_file_gets_its_results_beside_it_and_again_in_the_same_place(book: Path) -> None:
    old = book.read_bytes()
    book.chmod(0o444)
    first = write(book, book, score_marks())
    second = write(book, book, Marks((), (), results("再查")))
    assert first.path == second.path == book.with_name("自评_检查结果.xlsx")
    assert first.fell_back
    assert book.read_bytes() == old
    assert opened(first.path)["检查结果"]["B2"].value == "再查"


def test_a_file_beside_that_is_not_ours_is_never_replaced(book: Path) -> None:
    score_sheet(book.with_name("自评_检查结果.xlsx"))
    theirs = book.with_name("自评_检查结果.xlsx").read_bytes()
    book.chmod(0o444)
    assert write(book, book, score_marks()).path.name == "自评_检查结果2.xlsx"
    assert book.with_name("自评_检查结果.xlsx").read_bytes() == theirs


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        (
            "~$自评.xlsx",
            b"\x04Zhan" + b" " * 50 + b"\x02\x00" + "张三".encode("utf-16-le") + b" \x00" * 50,
            "张三",
        ),
        (".~自评.xlsx", b"\x04" + "李四".encode("gb18030"), "李四"),
        (".~lock.自评.xlsx#", ",王五,pc,21.11.2026 04:07,file:///x;".encode(), "王五"),
    ],
)
def test_a_workbook_that_someone_has_open_is_not_touched(
    book: Path, lock: str, content: bytes, who: str
) -> None:
    book.with_name(lock).write_bytes(content)
    old = book.read_bytes()
    written = write(book, book, score_marks())
    assert written.message == f"文件正由{who}打开；“自评.xlsx”未改动，结果写在“自评_检查结果.xlsx”"
    assert book.read_bytes() == old


def refusing(error: OSError, monkeypatch: pytest.MonkeyPatch, when: Callable[[Path], bool]) -> None:
    """The system refuses to put a file in the place of those for which ``when`` holds."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if when(Path(target)):
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def by_windows(number: int, text: str) -> PermissionError:
    """The error as Python raises it on Windows."""
    error = PermissionError(13, text)
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (32, "文件正在其他程序中打开"),
        (33, "文件正在其他程序中打开"),
        (5, "没有写入权限，或文件正在其他程序中打开"),
    ],
)
def test_windows_will_not_replace_an_open_file_so_the_results_lie_beside_it(
    book: Path, new: bytes, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    """ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION and ERROR_ACCESS_DENIED, simulated where the call is made."""
    old = book.read_bytes()
    refusing(by_windows(number, "sharing"), monkeypatch, lambda target: target == book)
    for _ in range(2):
        written = write(book, book, score_marks())
        assert written.message == f"{why}；“自评.xlsx”未改动，结果写在“自评_检查结果.xlsx”"
    assert book.read_bytes() == old
    assert written.path.read_bytes() == new
    assert not list(book.parent.glob("*.tmp"))


def test_who_opened_the_file_in_the_last_moment_is_named(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner file appears after we looked for it, just before the file is replaced."""

    def opened_now(target: Path) -> bool:
        if target == book:
            book.with_name(".~自评.xlsx").write_bytes(b"\x04" + "李四".encode("gb18030"))
        return target == book

    refusing(by_windows(32, "sharing"), monkeypatch, opened_now)
    assert write(book, book, score_marks()).message.startswith("文件正由李四打开；")


@pytest.mark.parametrize("number", [errno.EEXIST, errno.EXDEV, errno.EACCES])
def test_a_network_drive_that_never_replaces_a_file_gets_new_ones(
    book: Path, new: bytes, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Each result has a name of its own there; neither the workbook nor an earlier result is touched."""
    old = book.read_bytes()
    refusing(OSError(number, os.strerror(number)), monkeypatch, Path.exists)
    names = [write(book, book, score_marks()).path.name for _ in range(2)]
    assert names == ["自评_检查结果.xlsx", "自评_检查结果2.xlsx"]
    assert book.read_bytes() == old
    assert book.with_name(names[1]).read_bytes() == new


def test_a_drive_that_renames_nothing_is_told_and_left_clean(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = book.read_bytes()
    refusing(OSError(errno.EXDEV, os.strerror(errno.EXDEV)), monkeypatch, lambda _: True)
    with pytest.raises(Refused) as caught:
        write(book, book, score_marks())
    assert caught.value.message == (
        "未能写入“自评.xlsx”：所在的磁盘或网络盘不能用新文件换下旧文件；原文件未作任何改动"
    )
    assert book.read_bytes() == old
    assert not list(book.parent.rglob("*.tmp"))


def test_a_link_stays_a_link_and_its_target_is_written(book: Path, new: bytes) -> None:
    link = book.parent.parent / "链接.xlsx"
    link.symlink_to(book)
    write(link, link, score_marks())
    assert link.is_symlink()
    assert book.read_bytes() == new
    assert len(kept(book)) == 1


def test_permissions_stay_as_they_were(book: Path) -> None:
    book.chmod(0o640)
    write(book, book, score_marks())
    assert stat.S_IMODE(book.stat().st_mode) == 0o640


def test_leftovers_of_killed_processes_are_swept_and_those_of_living_ones_are_not(book: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    stale = book.with_name(f".xlperf-{dead.stdout.strip()}-00000000.tmp")
    alive = book.with_name(f".xlperf-{os.getppid()}-00000000.tmp")
    foreign = book.with_name(".xlperf-notes.tmp")
    for path in (stale, alive, foreign):
        path.write_bytes(b"x")
    write(book, book, score_marks())
    assert [path.exists() for path in (stale, alive, foreign)] == [False, True, True]


def test_a_file_that_changed_while_it_was_checked_is_not_overwritten(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program saves at the very moment when the temporary file reaches the disk."""
    real, theirs = os.fsync, b""

    def saved_by_another(handle: int) -> None:
        nonlocal theirs
        if not theirs:
            theirs = bare(book, worksheet("<sheetData/>")).read_bytes()
        real(handle)

    monkeypatch.setattr(os, "fsync", saved_by_another)
    written = write(book, book, score_marks())
    assert book.read_bytes() == theirs
    assert written.message == "文件在检查期间被改动过；“自评.xlsx”未改动，结果写在“自评_检查结果.xlsx”"


def test_a_signed_workbook_keeps_its_signature_and_a_copy_is_marked(tmp_path: Path) -> None:
    path = bare(
        tmp_path / "自评.xlsx", worksheet("<sheetData/>"), {"_xmlsignatures/sig1.xml": "<Signature/>"}
    )
    old = path.read_bytes()
    written = write(path, path, Marks((), (), results()))
    assert (
        written.message
        == "工作簿带有数字签名，写入会使签名失效；“自评.xlsx”未改动，结果写在“自评_检查结果.xlsx”"
    )
    assert path.read_bytes() == old
    assert [sheet.name for sheet in open_workbook(written.path).sheets] == ["评分表", "检查结果"]


def test_output_elsewhere_leaves_the_source_alone_and_keeps_what_lay_there(book: Path) -> None:
    old = book.read_bytes()
    target = score_sheet(book.with_name("旧表.xlsx"))
    theirs = target.read_bytes()
    write(book, target, score_marks())
    assert book.read_bytes() == old
    assert members(target.read_bytes()) != members(theirs)
    assert kept(target) == [theirs]


def test_cleaning_a_workbook_without_marks_changes_nothing(book: Path) -> None:
    old = book.stat()
    assert not clean(book, book).changed
    assert book.stat().st_mtime_ns == old.st_mtime_ns
    assert not (book.parent / ".xlperf").exists()


def test_two_runs_on_one_workbook_at_the_same_moment_leave_one_result(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other run was quicker and wrote the same: there is nothing left to do, and no second file."""
    real, other = os.fsync, []

    def quicker(handle: int) -> None:
        if not other:
            other.append(None)
            other.append(write(book, book, score_marks()))
        real(handle)

    monkeypatch.setattr(os, "fsync", quicker)
    written = write(book, book, score_marks())
    assert other[1].changed
    assert (written.changed, written.message, written.path) == (False, "", book)
    assert [path.name for path in book.parent.glob("*.xlsx")] == [book.name]
