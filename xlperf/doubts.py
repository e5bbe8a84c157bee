"""What recognition asks instead of guessing."""

from __future__ import annotations

import enum

from xlperf.findings import Address
from xlperf.record import dataclass


class Uncertain(enum.Enum):
    """Why something of a form that is not our template was not read, or might have been meant otherwise."""

    MISSING = "missing"  # no such label on the sheet
    UNSURE = "unsure"  # found, but not surely enough to be read
    COPY = "copy"  # the same form a second time
    EDITION = "edition"  # another edition fits as well
    UNIT = "unit"  # amounts without a unit


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask instead of guessing: which part, the cell that comes nearest, and what stands there.

    Of a form that stands there once more: its first and ``last`` cell, and what it is about.
    """

    why: Uncertain
    label: str
    at: Address | None = None
    seen: str = ""
    sheet: str = ""
    last: Address | None = None
