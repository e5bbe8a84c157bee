"""A pytest plug-in: prints which codes are marked ``accepts`` and ``rejects`` on the tests that were collected."""

from __future__ import annotations

import json

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    found = {
        name: sorted(
            {code for item in session.items for mark in item.iter_markers(name) for code in mark.args}
        )
        for name in ("accepts", "rejects")
    }
    print(f"\nmarks: {json.dumps(found)}")  # noqa: T201
