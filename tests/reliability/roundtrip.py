"""Written, written again, cleaned: every workbook of other projects that opens, and thousands that are generated here."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.reliability.container import packed, unpacked
from tests.reliability.layouts import LAYOUTS
from tests.reliability.odd_packages import odd_packages
from tests.reliability.trial import OFFICE, contents
from tests.returns import department_returns, project_returns
from tests.writeback.books import CORPUS, corpus, marks_everywhere
from tests.writeback.test_generated_workbooks import DRAW, MARKS, drawn
from xlperf.assess import assess
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook
from xlperf.package.archive import read_archive
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import clean, write
from xlperf.writeback.marks import Marks

T = TypeVar("T")
TOUCHED = ("styles", "comments", "vmldrawing", "_rels/", "[content_types]", "workbook.xml", "app.xml")
"""What a mark may change beside the sheet that it stands on; sheets that hold no cells it never does."""


@dataclass
class Turned:
    """What went there and back, by kind; members in all and those that stayed as stored; what went wrong, by name."""

    workbooks: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    members: int = 0
    as_stored: int = 0
    wrong: list[str] = field(default_factory=list)


def corpus_turned(told: Turned, *, every: int = 1) -> Turned:
    """The workbooks of other projects."""
    for path in corpus()[::every]:
        name = path.relative_to(CORPUS).as_posix()
        try:
            marks = marks_everywhere(open_workbook(path))
        except Refused as refusal:
            told.refused[refusal.code] += 1
            continue
        _turn(path, marks, name, "corpus", told)
    return told


def generated_turned(told: Turned, many: int) -> Turned:
    """``many`` generated workbooks: a third each drawn, odd packages shuffled, our forms in varied layouts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        for kind, made in (
            ("drawn", _drawn(path, many // 3)),
            ("odd package", _odd(path, many // 3)),
            ("form", _forms(path, many - many // 3 * 2, told)),
        ):
            for number, marks in enumerate(made):
                _turn(path, marks, f"{kind} {number}", kind, told)
    return told


def _drawn(path: Path, many: int) -> Iterator[Marks]:
    """Workbooks with all that may stand beside cells; the marks drawn at random, too."""
    features = st.sets(st.sampled_from(sorted(DRAW))).map(frozenset)
    cells = st.dictionaries(
        st.tuples(st.integers(1, 40), st.integers(1, 12)), st.text("年合计1=", min_size=1)
    )
    for each, filled, marks in _examples(st.tuples(features, cells, MARKS), many):
        drawn(path, each, filled)
        yield marks


def _odd(path: Path, many: int) -> Iterator[Marks]:
    """Packages as other programs write them, their members in any order."""
    odd = [list(package) for _, package in odd_packages()]
    for package in _examples(st.sampled_from(odd).flatmap(st.permutations), many):
        path.write_bytes(packed(tuple(package)))
        yield marks_everywhere(open_workbook(path))


def _forms(path: Path, many: int, told: Turned) -> Iterator[Marks]:
    """Our forms, filled consistently, in every layout; each must be read alike."""
    for number, filled in enumerate(
        _examples(st.one_of(project_returns(), department_returns()), -(-many // len(LAYOUTS)))
    ):
        write_workbook(workbooks.workbook(filled.kind), path, filled.draft)
        plain, findings = unpacked(path.read_bytes()), assess(path, OFFICE).findings
        for layout in LAYOUTS[: many - number * len(LAYOUTS)]:
            path.write_bytes(packed(layout(plain)))
            report = assess(path, OFFICE)
            if report.findings != findings or report.form != filled.kind:
                told.wrong.append(f"form {number}: read otherwise {layout.__name__}")
            yield compose(report)


def _examples(strategy: st.SearchStrategy[T], many: int) -> list[T]:
    """Generated examples, always the same ones."""
    found: list[T] = []

    @settings(
        max_examples=many, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def gather(example: T) -> None:
        found.append(example)

    gather()
    return found


def _turn(path: Path, marks: Marks, name: str, kind: str, told: Turned) -> None:
    """One workbook there and back."""
    with tempfile.TemporaryDirectory() as folder:
        once, twice, back = (Path(folder) / f"{each}{path.suffix}" for each in ("once", "twice", "back"))
        try:
            write(path, once, marks)
        except Refused as refusal:
            told.refused[refusal.code] += 1
            return
        write(once, twice, marks)
        clean(once, back)
        if once.read_bytes() != twice.read_bytes():
            told.wrong.append(f"{name}: written twice is not written once")
        if contents(back) != contents(path):
            told.wrong.append(f"{name}: not given back")
        told.workbooks[kind] += 1
        _compare(path, once, name, told)


def _compare(path: Path, once: Path, name: str, told: Turned) -> None:
    """Every member that a mark does not need lies in the new file as in the old: same bytes, same order."""
    old, new, book = read_archive(path), read_archive(once), open_workbook(path)
    sheets = {sheet.part.lower() for sheet in book.sheets if sheet.kind == "worksheet"}
    if new.names()[: len(old.names())] != old.names():
        told.wrong.append(f"{name}: members are missing or in another order")
        return
    for member, after in zip(old.members, new.members, strict=False):
        told.members += 1
        if new.raw(after) == old.raw(member):
            told.as_stored += 1
        elif member.name.lower() not in sheets and not any(
            word in member.name.lower().replace("\\", "/") for word in TOUCHED
        ):
            told.wrong.append(f"{name}: {member.name} changed without need")
