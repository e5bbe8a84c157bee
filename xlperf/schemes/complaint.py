"""What is wrong with a scheme: the sentence, and the place it is about, for a file as for a workbook."""

from __future__ import annotations

import enum
from dataclasses import replace

from xlperf.record import dataclass


class Part(enum.Enum):
    """Which part of an indicator (or of its 一级/二级指标) a complaint is about."""

    HEAD = "head"
    ID = "id"
    SECTION = "section"
    SUBSECTION = "subsection"
    POINTS = "points"
    RULE = "rule"
    INPUTS = "inputs"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that must be mended. ``text`` is Chinese: what is wrong；what to do.

    ``code`` is the check of the scheme workbook that tells it; ``indicator`` the id, ``names`` the 一级/二级指标.
    """

    code: str
    part: Part
    text: str
    indicator: str = ""
    names: tuple[str, ...] = ()
    in_row: str = ""  # what is wrong in the words of the scheme workbook, where a file has others

    @property
    def what(self) -> str:
        """What is wrong, without the remedy (which names the keys of a file)."""
        return self.in_row or self.text.rpartition("；")[0] or self.text

    def about(self, indicator_id: str, name: str) -> Complaint:
        """The same, told of an indicator."""
        return replace(self, indicator=indicator_id, text=f"指标 {indicator_id}（{name}）{self.text}")
