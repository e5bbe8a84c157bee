"""The result of checking a file that nothing can be written into: its content in our template, with the marks."""

from __future__ import annotations

from pathlib import Path

from xlperf.findings import Report
from xlperf.gathering import FOREIGN, WORKBOOKS, Errand
from xlperf.migrating.laying import laid
from xlperf.migrating.relocating import relocated
from xlperf.office import Office
from xlperf.package.archive import parse_archive
from xlperf.package.workbook import Workbook, workbook_in
from xlperf.reading import read
from xlperf.scorecard import score_card
from xlperf.submission import Submission
from xlperf.writeback.beside import put_at, put_beside
from xlperf.writeback.compose import compose
from xlperf.writeback.into_file import Written, marked_content


def written_anew(
    errand: Errand, report: Report, read_as: tuple[Workbook, Submission], office: Office
) -> Written:
    """Lays the workbook ``名_检查结果.xlsx`` beside the target of the errand, or at it when it is named as one.

    The file itself stays as it is. Findings and scores are those of the report, told at the new places. Refused
    when it cannot be written.
    """
    workbook, submission = read_as
    made = laid(workbook, submission, errand.source.name)
    fresh = workbook_in(parse_archive(made.content))
    again = read(fresh, office.schemes)
    scores, total = score_card(again, office) if again is not None else ((), None)
    told = relocated(report, made.places, scores, total)
    content, _ = marked_content(fresh, compose(told))
    password, target = workbook.archive.password, errand.target or errand.source
    named = target != errand.source and target.suffix.lower() in WORKBOOKS
    place = (
        put_at(target, content, password)
        if named
        else put_beside(_apart(errand.source, target), content, password)
    )
    lost = f"，其中“迁移记录”页列出了 {len(made.left)} 处未能放置的内容" if made.left else ""
    kind = workbook.foreign.removeprefix(".")
    said = f"结果已写入“{place}”{lost}；{kind} 文件里不能写标记，原文件未改动，请在新文件里改正并再检查它。"
    return Written(place, said, fell_back=not named)


def _apart(source: Path, target: Path) -> Path:
    """The target; 自评（xls）.xls when 自评.ods lies beside the source: each has a result of its own."""
    others = (WORKBOOKS | FOREIGN) - {source.suffix.lower()}
    if any(source.with_suffix(ending).exists() for ending in (*others, *map(str.upper, others))):
        return target.with_stem(f"{target.stem}（{source.suffix[1:].lower()}）")
    return target
