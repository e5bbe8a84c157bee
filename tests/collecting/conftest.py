"""Servers that every test of this folder may use, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.collecting.servers import Server, dovecot


@pytest.fixture(scope="session")
def imap() -> Iterator[Server]:
    """A Dovecot; ask it for ``another()`` mailbox."""
    with dovecot() as running:
        yield running
