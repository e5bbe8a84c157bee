"""WPS for the add-in: Node runs ``main.js``, and every word of the object model is answered here, over a pipe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import types
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import openpyxl

from tests.excel.objects import Application, ExcelError, Workbook
from tests.excel.on_openpyxl import OpenpyxlPaper
from tests.macro.shown import shown
from tests.serving.process import Running
from xlperf import demo
from xlperf.assess import assess
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import write

NODE = shutil.which("node")
NAME = "自评.xlsx"
_KEPT = ("ScreenUpdating", "EnableEvents", "DisplayAlerts", "Interactive", "StatusBar")


class Wire:
    """Answers the questions of one Node process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.things: list[Any] = []
        self.excel = Application()
        self.paper: OpenpyxlPaper | None = None

    def answer(self, question: dict[str, Any]) -> dict[str, object]:
        """One question, one answer; ``{"error"}`` for what the object model refuses."""
        try:
            return getattr(self, f"_{question.pop('op')}")(**question)  # type: ignore[no-any-return]
        except (ExcelError, AttributeError) as error:
            return {"error": str(error)}

    def _get(self, on: int, name: str) -> dict[str, object]:
        thing = self.things[on]
        if isinstance(getattr(type(thing), name, None), types.FunctionType):
            return {"method": True}
        return self._out(getattr(thing, name))

    def _call(self, on: int, name: str, given: list[dict[str, Any]]) -> dict[str, object]:
        return self._out(getattr(self.things[on], name)(*map(self._in, given)))

    def _set(self, on: int, name: str, given: dict[str, Any]) -> dict[str, object]:
        getattr(self.things[on], name, None)
        setattr(self.things[on], name, self._in(given))
        return {}

    def _out(self, value: Any) -> dict[str, object]:
        if type(value).__module__ != "tests.excel.objects":
            return {"value": value}
        self.things.append(value)
        return {"ref": len(self.things) - 1}

    def _in(self, given: dict[str, Any]) -> Any:
        return self.things[given["ref"]] if "ref" in given else given.get("value")

    def _open(self, example: str) -> dict[str, object]:
        """Another program with another workbook: one of ``xlperf demo``, a stranger's, a file, or none."""
        self.excel, self.paper = Application(), None
        source = self.folder / NAME
        if example == "stranger":
            openpyxl.Workbook().save(source)
        elif example.endswith(".xlsx"):
            shutil.copyfile(example, source)
        elif example:
            shutil.copyfile(self._example(example), source)
        if example:
            self.paper = OpenpyxlPaper(source)
            Workbook(self.excel, self.paper, NAME)
        return self._out(self.excel)

    def _example(self, begins: str) -> Path:
        path = self.folder / f"{begins}.xlsx"
        if not path.exists():
            found = next(each for each in demo.examples() if each.name.startswith(begins))
            write_workbook(workbooks.workbook(found.kind), path, found.draft)
        return path

    def _seen(self) -> dict[str, object]:
        assert self.paper is not None
        self.paper.save_copy(str(self.folder / "seen.xlsx"))
        return {"value": asdict(shown(self.folder / "seen.xlsx"))}

    def _by_file(self) -> dict[str, object]:
        """What the workbook would show, had it been saved and checked as a file."""
        assert self.paper is not None
        path = self.folder / "file" / NAME
        path.parent.mkdir(exist_ok=True)
        self.paper.save_copy(str(path))
        write(path, path, compose(assess(path, Office())))
        return {"value": asdict(shown(path))}

    def _state(self) -> dict[str, object]:
        """What must be as before: settings, protection, the sheet in front."""
        assert self.paper is not None
        book = self.excel.ActiveWorkbook
        assert book is not None
        locks = {
            title: [self.paper.is_protected(title), self.paper.allowances(title)]
            for title in self.paper.sheets()
            if title != "检查结果"
        }
        return {
            "value": [{title: getattr(self.excel, title) for title in _KEPT}, locks, book.ActiveSheet.Name]
        }

    def _tell(self, what: str, given: list[Any]) -> dict[str, object]:
        assert self.paper is not None
        does: dict[str, Callable[..., object]] = {
            "lock": self._lock,
            "refuse_notes_after": self._refuse_notes_after,
            "selected": lambda: self.excel.ActiveWorkbook.selected,  # type: ignore[union-attr]
            "save": self.paper.save_copy,
        }
        return {"value": does[what](*given)}

    def _lock(self, sheet: str, password: str) -> None:
        assert self.paper is not None
        self.paper.unprotect(sheet, "")
        self.paper.protect(sheet, password, self.paper.allowances(sheet))

    def _refuse_notes_after(self, count: int) -> None:
        paper = self.paper
        assert paper is not None
        add_note, written = paper.add_note, []

        def refused(sheet: str, row: int, column: int, text: str) -> None:
            written.append(text)
            if len(written) > count:
                raise ExcelError("1004 AddComment")
            add_note(sheet, row, column, text)

        paper.add_note = refused  # type: ignore[method-assign]


def node(script: Path, folder: Path, service: Running, *more: str, patience: float = 120) -> tuple[int, str]:
    """Runs a script of Node beside a service, its questions answered; exit status and what it said."""
    assert NODE is not None
    ours, theirs = os.pipe(), os.pipe()  # questions come in, answers go out
    announcement = service.announcement
    told = {"port": announcement.port, "token": announcement.token, "largest": announcement.largest}
    with (folder / "node.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            ["timeout", str(patience), NODE, str(script), *more],
            pass_fds=(ours[1], theirs[0]),
            env={
                **os.environ,
                "XLPERF_WIRE": f"{ours[1]},{theirs[0]}",
                "XLPERF_SERVICE": json.dumps(told),
                "XLPERF_FOLDER": str(folder),
            },
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        os.close(ours[1])
        os.close(theirs[0])
        wire = Wire(folder)
        with (
            os.fdopen(ours[0], encoding="utf-8") as questions,
            os.fdopen(theirs[1], "w", encoding="utf-8") as answers,
        ):
            for question in questions:
                answers.write(json.dumps(wire.answer(json.loads(question))) + "\n")
                answers.flush()
        status = process.wait()
        said.seek(0)
        return status, said.read()
