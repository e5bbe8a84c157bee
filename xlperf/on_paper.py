"""What a submission asks of the file that it came from: how its cells look. Knows no file."""

from __future__ import annotations

from typing import Final, Protocol

from xlperf.findings import Address
from xlperf.record import dataclass


class Paper(Protocol):
    """How the cells look in the file."""

    @property
    def hiding(self) -> frozenset[str]:
        """The sheets on which anything is not to be seen."""

    def unseen(self, at: Address) -> str:
        """Why nobody sees what the cell holds; "" when it is to be seen."""

    def formula(self, at: Address) -> str:
        """The formula without its equals sign; "" where there is none of its own."""


@dataclass(frozen=True, slots=True)
class _AllSeen:
    """Nothing is hidden, nothing is reckoned: a submission that came from no file."""

    hiding: frozenset[str] = frozenset()

    def unseen(self, at: Address) -> str:
        del at
        return ""

    def formula(self, at: Address) -> str:
        del at
        return ""


ALL_SEEN: Final = _AllSeen()
