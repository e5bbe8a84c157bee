"""The command line as staff call it, within this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

from xlperf.cli import main


def xlperf(*arguments: str, given: str | None = None) -> Result:
    """One call; ``given`` is what comes in on standard input."""
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf", input=given)
