"""The button for desks with Python: ``RunPython "import xlperf.excel; xlperf.excel.check()"``, or a script of one's own.

Works on the workbook that called, or the active one, as it stands on the screen: nothing is saved. A macro of ours that
is at hand (the add-in, or the workbook's own) carries the steps out in one call; without one they go through xlwings.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    import xlwings
except ModuleNotFoundError as error:
    error.msg = '没有安装 xlwings；请运行 python -m pip install "xlperf[excel]"，再按一次'
    raise

from xlperf import pressing
from xlperf.macro.package import ADD_IN
from xlperf.office import OfficeError, load_office
from xlperf.package.patch.book import quoted
from xlperf.package.refusal import Refused
from xlperf.writeback.guards import LeftOpen, Locked, surely
from xlperf.writeback.into_excel import NotCarriedOut, carry_out
from xlperf.writeback.into_reply import reply_text, write_reply

if TYPE_CHECKING:
    from xlperf.pressing import Answer

_TITLE = "绩效自评"
_ATTEMPTS = 200
"""How often xlwings asks an Excel that is busy (a cell being edited) before it gives up; by itself it never would."""
_AGAIN = "请结束单元格的编辑状态、保存后再按一次；仍不行时改用命令行 xlperf check。"


def check(book: Any = None, config: str | Path | None = None) -> str:
    """检查 on an ``xlwings.Book`` (the caller, else the active one): marks, notes, 检查结果; gives what is to be said.

    Without a ``book`` it is also shown. ``config`` is the office's xlperf.toml. Never raises for what the workbook holds.
    """
    try:
        office = load_office(Path(config) if config else None)
    except OfficeError as error:
        return _said(book, f"设置文件 {error.origin} 不能使用：{'；'.join(error.problems)}")
    return _pressed(book, partial(pressing.check, office=office))


def clean(book: Any = None) -> str:
    """清除标记, likewise."""
    return _pressed(book, pressing.clean)


def _pressed(given: Any, press: Callable[[Path], Answer]) -> str:
    with _patience():
        book = given or _book()
        if book is None:
            return _said(given, "没有打开的工作簿。请先打开自评工作簿，再按“检查”。")
        try:
            return _said(given, _carried(book, press), book)
        except Locked as locked:
            words = (
                f"“{locked.title}”设了保护密码，标记写不进去，工作簿没有改动。\n"
                "请在“审阅”中撤销保护后再按一次；不知道密码的，保存后用命令行 xlperf check 检查这个文件。"
            )
        except LeftOpen as left:
            words = f"“{left.title}”原有的保护没有恢复。请在“审阅”中重新保护，再按一次“检查”。"
        except NotCarriedOut as failed:
            words = f"{failed}\n{_AGAIN}"
        except Exception as error:  # noqa: BLE001  whatever Excel raises: staff get words and a next step
            words = f"没有查成（{type(error).__name__}：{error}）。工作簿没有改动。\n{_AGAIN}"
        return _said(given, words, book)


def _carried(book: Any, press: Callable[[Path], Answer]) -> str:
    """The copy checked, the answer carried out; what is to be said."""
    with tempfile.TemporaryDirectory(prefix="xlperf-", ignore_cleanup_errors=True) as folder:
        name = book.name
        copy = Path(folder) / (name if "." in name else f"{name}.xlsx")
        with _untouched(book):
            book.api.SaveCopyAs(str(copy))
            answer = press(copy)
            if answer.steps and not answer.trouble:
                told = _by_macro(book, answer, copy)
                if told is not None:
                    return told
                carry_out(book, answer.steps)
    return answer.message


def _by_macro(book: Any, answer: Answer, copy: Path) -> str | None:
    """What a macro of ours says that carried the answer out; None when there is none at hand, and nothing was done."""
    reply = copy.with_name("reply.txt")
    try:
        write_reply(reply, reply_text(answer.steps, answer.message, copy.name, trouble=False))
    except Refused:
        return None
    for home in (ADD_IN, book.name):
        with contextlib.suppress(Exception):  # this workbook has no such macro, or macros are not allowed
            told = book.app.api.Run(f"{quoted(home)}!XlperfReply", book.api, str(reply))
            if isinstance(told, str) and told:
                return told
    return None


@contextmanager
def _untouched(book: Any) -> Iterator[None]:
    """Nobody types between the copy and the results: what is found belongs to the cells as they were."""
    app = book.app
    with contextlib.suppress(Exception):
        app.interactive = False
    try:
        yield
    finally:
        surely(partial(setattr, app, "interactive", True))  # noqa: FBT003


@contextmanager
def _patience() -> Iterator[None]:
    """On Windows: an Excel that takes no calls is an error after a while, not a program that hangs."""
    engine = getattr(xlwings, "_xlwindows", None)
    before = getattr(engine, "N_COM_ATTEMPTS", None)
    if before is None:
        yield
        return
    engine.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[union-attr]
    try:
        yield
    finally:
        engine.N_COM_ATTEMPTS = before  # type: ignore[union-attr]


def _book() -> Any:
    """The workbook whose macro called, else the active one; None when there is none."""
    try:
        return xlwings.Book.caller()
    except Exception:  # noqa: BLE001  not called from Excel
        try:
            return xlwings.books.active
        except Exception:  # noqa: BLE001  no Excel, or nothing open in it
            return None


def _said(given: Any, words: str, book: Any = None) -> str:
    """The words; shown in Excel as well when nobody asked for them from a script."""
    if given is None and book is not None:
        with contextlib.suppress(Exception):
            book.app.alert(words, title=_TITLE)
    return words
