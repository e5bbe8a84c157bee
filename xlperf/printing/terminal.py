"""Paragraphs → terminal (rich: colours, hanging lines, Chinese widths) or plain text into a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from xlperf.printing.paragraph import Paragraph
from xlperf.wording import visible, width

_STYLES = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "good": "green",
    "strong": "bold",
    "muted": "dim",
}


_NOT_FIRST = "，。、；：！？）》】”’…—·%℃ ,.;:!?)]}"
_NOT_LAST = "（《【“‘([{"
_NARROWEST = 20


class Screen(Protocol):
    """Where paragraphs go."""

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        """Print them, one under the other."""


class _Pipe:
    """No colours and no wrapping, so that a line stays a line for grep and for Notepad."""

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        for paragraph in paragraphs:
            sys.stdout.write(paragraph.text + "\n")
        sys.stdout.flush()


class _Terminal:
    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415  100 ms, only for a terminal

        self._console = Console(highlight=False, emoji=False, markup=False)

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        """Long lines are broken here: rich breaks at blanks only, which Chinese seldom has."""
        from rich.text import Text  # noqa: PLC0415

        for paragraph in paragraphs:
            text = Text()
            for span in paragraph.spans:
                text.append(span.text, _STYLES.get(span.look, ""))
            room = max(self._console.width - paragraph.indent - 1, _NARROWEST)
            for piece in text.divide(breaks(text.plain, room)):
                piece.rstrip()
                self._console.print(Text(" " * paragraph.indent) + piece, soft_wrap=True)


def breaks(text: str, room: int) -> list[int]:
    """Where to break a line that is ``room`` columns wide.

    Not inside a number or a Latin word, and not before closing punctuation.
    """
    found, start, allowed, used = [], 0, 0, 0
    for n, character in enumerate(text):
        if n > start and _may_break(text[n - 1], character):
            allowed = n
        used += width(character)
        if used > room and character != " ":
            at = allowed if allowed > start else n
            found.append(at)
            start, used = at, width(text[at : n + 1])
    return found


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or width(before) > 1 or width(after) > 1


def screen() -> Screen:
    """The terminal when standard output is one, else the pipe."""
    return _Terminal() if sys.stdout.isatty() else _Pipe()


class _Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=_Named)


def watched(jobs: Sequence[N], results: Iterator[T]) -> Iterator[T]:
    """The results as they come; with a progress bar on standard error when it is a terminal.

    Under a bar they are handed on at the end, so that bar and text do not run into each other.
    """
    if len(jobs) < 2 or not sys.stderr.isatty():  # noqa: PLR2004  one file needs no bar
        yield from results
        return
    done: list[T] = []
    with _bar(len(jobs)) as advance:
        for job in jobs:
            advance(0, f"正在检查 {visible(job.name)}")
            try:
                done.append(next(results))
            except KeyboardInterrupt:
                break
            advance(1, "")
    yield from done
    if len(done) < len(jobs):
        raise KeyboardInterrupt


def timed(total: int, results: Iterator[T]) -> Iterator[T]:
    """The results as they come, for callers that say nothing before the last; a progress bar as above."""
    if total < 2 or not sys.stderr.isatty():  # noqa: PLR2004  one file needs no bar
        yield from results
        return
    with _bar(total) as advance:
        for result in results:
            advance(1, "")
            yield result


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int, str], None]]:
    """How many of how many, how many a second, how long still; the caller advances it and says what is at work."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TextColumn("还需"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total, rate="")

        def advance(by: int, what: str) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=by, description=what, rate=f"{speed:.1f} 个/秒" if speed else "")

        yield advance
