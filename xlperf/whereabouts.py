"""What was recognised as what in a workbook: every part with its cell, the value read, how sure, and how it was found."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.doubts import Doubt, Uncertain
from xlperf.findings import Address
from xlperf.locating import locate, named_traces
from xlperf.package.resting import collector_at_rest
from xlperf.package.workbook import Workbook
from xlperf.places import Found, Trace
from xlperf.reading import submission_of
from xlperf.record import dataclass
from xlperf.schemes.model import Scheme
from xlperf.submission import Submission, shown
from xlperf.wording import visible

_SHOWN_VALUES, _LONGEST_QUOTE = 3, 60
_WHY = {
    Uncertain.MISSING: "未找到",
    Uncertain.UNSURE: "拿不准，没有读取",
    Uncertain.COPY: "又一份，没有读取",
    Uncertain.EDITION: "同样相符的版式",
    Uncertain.UNIT: "没有注明单位，按",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part that was found. ``values`` are those read from it: one of a field, one a row of a column."""

    label: str
    at: Address
    values: tuple[str, ...]
    sure: float
    way: str

    @property
    def told(self) -> str:
        """Its values in a few words: ``50、100、2 等9行``."""
        words = "、".join(" ".join(value.split()) for value in self.values[:_SHOWN_VALUES])
        return f"{words} 等{len(self.values)}行" if len(self.values) > _SHOWN_VALUES else words


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A workbook as it was recognised. ``foreign``: by its labels, not by the names of our template."""

    title: str
    foreign: bool
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...]


@collector_at_rest()
def whereabouts(workbook: Workbook, shelf: tuple[Scheme, ...] = ()) -> Whereabouts | None:
    """What was recognised; None when the workbook holds no form of ours. ``shelf``: the schemes of the office."""
    found = locate(workbook, shelf)
    if found is None:
        return None
    submission = submission_of(workbook, found)
    parts = sorted(_parts(found, submission), key=lambda part: (part.at, part.label))
    return Whereabouts(found.form.title, found.foreign, tuple(parts), found.doubts)


def _parts(found: Found, submission: Submission) -> Iterator[Part]:
    for trace in found.traces if found.foreign else named_traces(found):
        yield Part(trace.label, trace.at, tuple(_values(trace, submission)), trace.sure, trace.way.value)


def _values(trace: Trace, submission: Submission) -> Iterator[str]:
    """What was read from a field, or down a column."""
    if trace.key in submission.fields:
        cell = submission.fields[trace.key]
        if cell.given or cell.written:
            yield shown(cell.value) if cell.given else cell.raw
        return
    table, _, column = trace.key.rpartition(".")
    for row in submission.tables.get(table, ()):
        cells = row.cells.get(column)
        if cells is not None and cells.given and cells.written:
            yield shown(cells.value)


def doubtful(doubt: Doubt) -> str:
    """One thing that was not read, in words."""
    near = f"，最接近的是 {doubt.at}“{visible(doubt.seen, _LONGEST_QUOTE)}”" if doubt.at else ""
    if doubt.why is Uncertain.UNIT:
        return f"金额没有注明单位，按“{doubt.seen}”读取"
    if doubt.why is Uncertain.COPY:
        about = f"（{visible(doubt.seen, _LONGEST_QUOTE)}）" if doubt.seen else ""
        return f"{_WHY[doubt.why]}：{doubt.at or doubt.sheet}{about}也是“{doubt.label}”"
    if doubt.why is Uncertain.EDITION:
        return f"{_WHY[doubt.why]}：{doubt.seen}"
    return f"{_WHY[doubt.why]}：{doubt.label}{near}"
