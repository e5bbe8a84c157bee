"""What workbook.xml lists: the sheets in tab order, the defined names, which calendar the dates count by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package import gate
from xlperf.package.archive import Archive
from xlperf.package.markup import STRICT_NAMESPACE, truth, walk
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATES = {"hidden", "veryHidden"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as workbook.xml lists it."""

    name: str
    state: str
    relation: str


class Contents:
    """What workbook.xml says, gathered in one walk."""

    def __init__(self, archive: Archive, part: str) -> None:
        self.part = part
        self.sheets: list[Listed] = []
        self.names: list[tuple[str, str | None, bool, list[str]]] = []
        self.date_1904 = False
        self._in_name = False
        data = archive.read(part)
        self.strict = STRICT_NAMESPACE.encode() in data
        walk(part, data, self._start, self._end, self._text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith("/relationships id")), "")
            state = attributes.get("state", "")
            self.sheets.append(
                Listed(attributes.get("name", ""), state if state in _STATES else "visible", relation)
            )
            gate.hold_to_count("工作表", len(self.sheets), gate.MAX_SHEETS)
        elif name == "definedName":
            scope, hidden = attributes.get("localSheetId"), truth(attributes.get("hidden"))
            self.names.append((attributes.get("name", ""), scope, hidden, []))
            gate.hold_to_count("定义的名称", len(self.names), gate.MAX_NAMES)
            self._in_name = True
        elif name == "workbookPr":
            self.date_1904 = truth(attributes.get("date1904"))

    def _end(self, name: str) -> None:
        if name == "definedName":
            self._in_name = False

    def _text(self, text: str) -> None:
        if self._in_name:
            self.names[-1][3].append(text)
