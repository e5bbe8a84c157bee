"""The macro of ours as Python: what ``XlperfReply`` does with a reply file (tests/macro runs the macro itself)."""

from __future__ import annotations

import re
from pathlib import Path

from tests.excel import com
from tests.excel.objects import Application, Workbook
from xlperf.writeback.actions import Action, Op
from xlperf.writeback.into_excel import carry_out


def decoded(field: str) -> str:
    r"""``\uXXXX`` back into letters."""
    units = re.sub(r"\\u(....)", lambda found: chr(int(found[1], 16)), field)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def steps_of(text: str) -> tuple[tuple[Action, ...], str]:
    """The steps and the message of a reply that is whole."""
    lines = [[decoded(field) for field in line.split("\t")] for line in text.split("\r\n")[:-1]]
    assert lines[0][0] == "XLPERF2"
    assert lines[-1] == ["END", str(len(lines) - 2)]
    return tuple(Action(Op(line[1]), line[2], line[3], tuple(line[4:])) for line in lines[1:-2]), lines[-2][3]


def reply_macro(application: Application) -> object:
    """``XlperfReply``: carries a reply file out from inside Excel, where no call is one into another process."""

    def run(book: Workbook, path: str) -> str:
        assert book is application.ActiveWorkbook
        steps, message = steps_of(Path(path).read_bytes().decode("ascii"))
        before = com.calls.copy()
        carry_out(com.opened(application), steps)
        com.calls.clear()
        com.calls.update(before)
        return message

    return run
