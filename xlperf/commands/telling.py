"""What every command needs: the settings of the office, the screen, and how outcomes are shown on it."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xlperf.baseline import Baseline
    from xlperf.findings import Report
    from xlperf.gathering import Errand
    from xlperf.office import Office
    from xlperf.printing.terminal import Screen
    from xlperf.running import Outcome


class _Paths(click.Path):
    """A path; the empty one means nothing (and not the current folder)."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in ("", b""):
            self.fail("路径是空的", param, ctx)
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


PATHS = _Paths()
CONFIG = click.option(
    "--config", type=PATHS, metavar="TOML", help="设置文件，默认用当前文件夹的 xlperf.toml · Settings file."
)
_SETTINGS = "xlperf.toml"
Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def output_at(metavar: str, told: str, default: str | None = None) -> Callable[[Decorated], Decorated]:
    """``-o``: the file or folder where a command puts what it makes; ``told`` is its line of the help."""
    return click.option("-o", "--output", type=PATHS, default=default, metavar=metavar, help=told)


def settings_file(config: Path | None) -> Path | None:
    """``config``, else xlperf.toml of the current folder, else none."""
    from pathlib import Path

    return config or (Path(_SETTINGS) if Path(_SETTINGS).is_file() else None)


def settings(config: Path | None) -> Office:
    """The settings in ``config``, else in xlperf.toml of the current folder, else the defaults."""
    from xlperf.office import OfficeError, load_office

    try:
        return load_office(settings_file(config))
    except OfficeError as error:
        raise click.UsageError(f"设置文件 {error.origin} 不能使用：{'；'.join(error.problems)}") from None


def gathered(paths: Sequence[Path], output: Path | None, **how: Any) -> tuple[Errand, ...]:
    """The errands of a call; one that makes no sense is said so."""
    from xlperf import gathering

    try:
        return gathering.errands(paths, output, **how)
    except gathering.WrongCall as wrong:
        raise click.UsageError(str(wrong)) from None


def last_time(baseline: Path | None) -> Baseline | None:
    """What ``xlperf baseline`` wrote down, None when it was not asked for."""
    if baseline is None:
        return None
    from xlperf.baseline import BaselineError, read_baseline

    try:
        return read_baseline(baseline)
    except BaselineError as error:
        raise click.UsageError(str(error)) from None


def the_screen() -> Screen:
    """Where everything but JSON is shown."""
    from xlperf.printing.terminal import screen

    return screen()


def tell(screen: Screen, outcome: Outcome, *, first: bool, quiet: bool) -> None:
    """What became of one workbook."""
    from xlperf.printing.as_text import brief, told
    from xlperf.printing.paragraph import Paragraph, line

    if quiet:
        screen.show(brief(outcome.report))
        if outcome.aside:
            screen.show([line((outcome.said, "warning"), indent=2)])
        return
    screen.show([*([] if first else [Paragraph()]), *told(outcome.report)])
    if outcome.said:
        screen.show([line((outcome.said, "warning" if outcome.aside else ""), indent=2)])


def conclude(
    screen: Screen | None, outcomes: Sequence[Outcome], *, as_array: bool, office: Office | None = None
) -> None:
    """What comes after the last file, even when somebody pressed Ctrl-C: nothing that was found is lost."""
    reports = [outcome.report for outcome in outcomes]
    if screen is None:
        from xlperf.printing.as_json import write_json

        write_json(reports, sys.stdout, as_array=as_array or not reports)
    elif len(reports) > 1:
        from xlperf.printing.as_text import closing
        from xlperf.printing.paragraph import Paragraph

        screen.show([Paragraph(), closing(reports)])
    if office is not None and office.waiver:
        _recall(screen, office, reports)


def _recall(screen: Screen | None, office: Office, reports: Sequence[Report]) -> None:
    """The waivers that nothing needed; beside JSON, on standard error."""
    from xlperf.printing.as_text import waivers_without_use
    from xlperf.standing import unused

    left = unused(office, reports)
    paragraphs = list(waivers_without_use(left.idle, left.elsewhere))
    if screen is not None:
        screen.show(paragraphs)
        return
    for paragraph in paragraphs:
        click.echo(paragraph.text, err=True)
