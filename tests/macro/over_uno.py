"""Run by the Python that has ``uno``: what a test asks of the LibreOffice that stands on a virtual screen.

A line of JSON in (``{"do": "save_as", "path": …}``), a line of JSON out (``{"said": …}`` or ``{"failed": …}``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

ALERT, LABEL, BUTTON = 1, 86, 44
"""com.sun.star.accessibility.AccessibleRole: ALERT, STATIC, PUSH_BUTTON."""


def connected(pipe: str) -> Any:
    """The context of the office that listens there, as soon as it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  not there yet
            time.sleep(0.1)
    raise TimeoutError


def fact(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def parts(context: Any, depth: int = 0) -> Iterator[Any]:
    """A thing on the screen and what is in it."""
    yield context
    for i in range(context.getAccessibleChildCount() if depth < 6 else 0):
        yield from parts(context.getAccessibleChild(i).getAccessibleContext(), depth + 1)


class Desk:
    """One office with one workbook open."""

    def __init__(self, pipe: str) -> None:
        self.context = connected(pipe)
        self.desktop = self._made("com.sun.star.frame.Desktop")
        self.document: Any = None

    def _made(self, service: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def open(self, path: str, wide: int, high: int) -> None:
        """The workbook, macros allowed, in a window of this size."""
        facts = (fact("MacroExecutionMode", 4),)
        self.document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, facts)
        self.document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, wide, high, 15)

    def save_as(self, path: str) -> None:
        """A copy of what is open; the document itself is not saved."""
        self.document.storeToURL(Path(path).as_uri(), (fact("FilterName", "Calc MS Excel 2007 XML"),))

    def put(self, sheet: str, cell: str, value: float) -> None:
        self._sheet(sheet).getCellRangeByName(cell).setValue(value)

    def lock(self, sheet: str, password: str) -> None:
        self._sheet(sheet).unprotect("")
        self._sheet(sheet).protect(password)

    def unlock(self, sheet: str, password: str) -> None:
        self._sheet(sheet).unprotect(password)
        self._sheet(sheet).protect("")

    def show(self, sheet: str) -> None:
        self.document.CurrentController.setActiveSheet(self._sheet(sheet))

    def _sheet(self, name: str) -> Any:
        return self.document.Sheets.getByName(name)

    def message(self) -> dict[str, Any] | None:
        """The words of the message box and the middle of its button on the screen; None when there is no box."""
        toolkit = self._made("com.sun.star.awt.Toolkit")
        for i in range(toolkit.getTopWindowCount()):
            window = toolkit.getTopWindow(i).getAccessibleContext()
            if window.getAccessibleRole() != ALERT:
                continue
            held = list(parts(window))
            place = next(each for each in held if each.getAccessibleRole() == BUTTON)
            at, size = place.getLocationOnScreen(), place.getSize()
            words = [each.getAccessibleName() for each in held if each.getAccessibleRole() == LABEL]
            return {
                "words": "\n".join(words),
                "button": (at.X + size.Width // 2, at.Y + size.Height // 2),
            }
        return None

    def close(self) -> None:
        self.document.setModified(False)
        self.document.close(True)  # noqa: FBT003

    def leave(self) -> None:
        self.desktop.terminate()


if __name__ == "__main__":
    desk = Desk(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"said": getattr(desk, asked.pop("do"))(**asked)}
        except Exception as error:  # noqa: BLE001  told to who asked
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201
