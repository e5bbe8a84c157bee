"""Why a file is not read or not written: ``Refused`` is a clean, expected outcome.

``xlperf explain OPEN-05`` and the manual print ``REFUSALS``.
"""

from __future__ import annotations

from xlperf.package.reason import Refusal
from xlperf.package.unreadable import UNREADABLE
from xlperf.package.unwritable import UNWRITABLE

__all__ = ["REFUSALS", "Refusal", "Refused", "refused"]

REFUSALS: dict[str, Refusal] = {refusal.code: refusal for refusal in (*UNREADABLE, *UNWRITABLE)}


class Refused(Exception):
    """The file is not read or not written, for a reason that can be told: code, what is, what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(f"{code} {message} {hint}")
        self.code = code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str, str]]:
        """A refusal travels whole from a child process to its parent."""
        return Refused, (self.code, self.message, self.hint)


def refused(code: str, **facts: object) -> Refused:
    """The exception for one code, its message filled with the facts of this file."""
    refusal = REFUSALS[code]
    return Refused(code, refusal.message.format(**facts), refusal.hint)
