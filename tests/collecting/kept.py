"""What the store of a desk holds: as ``xlperf status`` tells it, and as the file itself says while a run is under way."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.calls import xlperf


def status() -> dict[str, list[dict[str, object]]]:
    """Who has handed in, who has not, and what lies aside."""
    told: dict[str, list[dict[str, object]]] = json.loads(xlperf("status", "--format", "json").stdout)
    return told


def codes() -> list[object]:
    """Why files lie aside."""
    return [each["code"] for each in status()["aside"]]


def results(desk: Path) -> int:
    """How many results are in 2024.db by now."""
    try:
        database = sqlite3.connect(f"file:{desk}/2024.db?mode=ro", uri=True)
        found: int = database.execute("SELECT count(*) FROM results").fetchone()[0]
        database.close()
    except sqlite3.OperationalError:
        return 0
    return found
