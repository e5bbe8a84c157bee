"""``xlperf migrate``: an old file → a new one in the current template, the old one as it was."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from xlperf import guarded
from xlperf.fresh import MACRO_ENABLED
from xlperf.migrating.laying import laid
from xlperf.office import Office
from xlperf.package.originals import fitting
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.reading import read
from xlperf.record import dataclass
from xlperf.writeback.beside import put_at

ENDING = "_新表样"
_MAY_HAVE_MACROS = ("project", "department")


class NotMoved(ValueError):
    """Why nothing was migrated; a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was migrated: the form, how many values, how many cells and notes found no place, what else stayed behind."""

    path: Path
    title: str
    moved: int
    left: int
    others: tuple[str, ...]


def default_path(old: Path) -> Path:
    """``名_新表样.xlsx`` beside the old file; .xlsm when that is one."""
    ending = MACRO_ENABLED if old.suffix.lower() == MACRO_ENABLED else ".xlsx"
    return old.with_name(fitting(old.stem, f"{ENDING}{ending}"))


def moved(old: Path, new: Path, office: Office, password: str = "") -> Moved:
    """Lays everything that stands in ``old`` into ``new``, in a guarded child.

    NotMoved when no form is recognised; Refused when a file cannot be read or written. What another file held at
    ``new`` is kept in .xlperf/originals.
    """
    work = partial(_tried, new=new, office=office, password=password)
    (told,) = guarded.each(work, (old,), lambda _, reason: reason)
    if isinstance(told, Exception):
        raise told
    return told


def _tried(old: Path, *, new: Path, office: Office, password: str) -> Moved | Refused | NotMoved:
    try:
        return _moved(old, new, office, password)
    except (Refused, NotMoved) as reason:
        return reason


def _moved(old: Path, new: Path, office: Office, password: str) -> Moved:
    workbook = open_workbook(old, password)
    submission = read(workbook, office.schemes)
    if submission is None:
        raise NotMoved(
            f"“{old}”里没有认出本软件的任何一张表，没有生成新文件；请核对文件，或用 xlperf new 生成空白表样填写"
        )
    made = laid(workbook, submission, old.name)
    content = made.content
    if new.suffix.lower() == MACRO_ENABLED:
        if submission.form.key not in _MAY_HAVE_MACROS:
            raise NotMoved(f"{submission.form.title}没有带按钮的表样，请用 -o 给出 .xlsx 文件名")
        from xlperf.macro.package import with_button  # noqa: PLC0415  few workbooks carry a macro

        content = with_button(content)
    new.parent.mkdir(parents=True, exist_ok=True)
    path = put_at(new, content, workbook.archive.password)
    return Moved(path, submission.form.title, len(made.moves), len(made.left), made.others)
