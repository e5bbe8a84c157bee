"""What several tests of this folder share, made once: a mail server, and a desk where returns are collected."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calls import xlperf
from tests.collecting.jincheng import lay_jincheng
from tests.collecting.servers import Server, dovecot


@pytest.fixture(scope="session")
def imap() -> Iterator[Server]:
    """A Dovecot; ask it for ``another()`` mailbox."""
    with dovecot() as running:
        yield running


@pytest.fixture(scope="session")
def jincheng(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with its settings, the nine returns and the store."""
    place, before = tmp_path_factory.mktemp("desk"), Path.cwd()
    os.chdir(place)
    try:
        lay_jincheng(Path("收件"))
        assert xlperf("collect", "收件").exit_code == 0
    finally:
        os.chdir(before)
    return place
