"""A saved copy of an open workbook → the steps that bring its results into the workbook that is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package.archive import parse_archive
from xlperf.package.workbook import open_workbook, workbook_in
from xlperf.writeback.actions import Action, actions
from xlperf.writeback.into_file import marked_content
from xlperf.writeback.present import Present, present

if TYPE_CHECKING:
    from pathlib import Path

    from xlperf.writeback.marks import Marks


def steps(copy: Path, marks: Marks | None, password: str = "") -> tuple[Action, ...]:
    """The steps for the workbook that ``copy`` was saved from; without marks, those that take every mark away.

    The copy stays as it is. Raises Refused when it cannot be read, or could not be marked as a file.
    """
    book = open_workbook(copy, password)
    before = present(book)
    if marks is None:
        return actions(before, Present(), None)
    content, _ = marked_content(book, marks)
    return actions(before, present(workbook_in(parse_archive(content))), marks)
