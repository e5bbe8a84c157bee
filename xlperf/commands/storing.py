"""``store``: what a bureau does with the store itself."""
# ruff: noqa: PLC0415  the rooms are entered by the command that needs them: help must be instant

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlperf.commands.collecting import STORE, opened
from xlperf.commands.telling import CONFIG, settings, the_screen
from xlperf.printing.usage import Command, Group

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=Group, invoke_without_command=False)
def store() -> None:
    """收件库本身：核对留存的原件和数据 · The store itself."""


@store.command(cls=Command)
@STORE
@CONFIG
def check(place: str, config: Path | None) -> int:
    """逐个核对：原件都在、没有变，都已检查 · Prove that every original and every counted version is there.

    不改动收件库。退出码：0 完好，1 有还没有检查的，2 有缺损。
    """
    from xlperf.collecting.proving import prove
    from xlperf.findings import Severity
    from xlperf.printing.as_status import proved

    office = settings(config)
    with opened(place) as opened_store:
        proof = prove(opened_store, office)
    the_screen().show(proved(proof.troubles, proof.known))
    grave = {each.notice.severity for each in proof.troubles}
    return 2 if Severity.ERROR in grave else 1 if Severity.WARNING in grave else 0
