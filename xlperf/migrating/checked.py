"""The result of checking a file that nothing can be written into: its content in our template, with the marks."""

from __future__ import annotations

from pathlib import Path

from xlperf.findings import Report
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
    source: Path, target: Path | None, report: Report, read_as: tuple[Workbook, Submission], office: Office
) -> Written:
    """Lays the workbook ``名_检查结果.xlsx`` beside ``source``, or at ``target``; ``source`` stays as it is.

    Its findings and scores are those of the report, told at the new places. Refused when it cannot be written.
    """
    workbook, submission = read_as
    made = laid(workbook, submission, source.name)
    fresh = workbook_in(parse_archive(made.content))
    again = read(fresh, office.schemes)
    scores, total = score_card(again, office) if again is not None else ((), None)
    told = relocated(report, made.places, scores, total)
    content, _ = marked_content(fresh, compose(told))
    password = workbook.archive.password
    place = put_at(target, content, password) if target else put_beside(source, content, password)
    lost = f"，其中“迁移记录”页列出了 {len(made.left)} 处未能放置的内容" if made.left else ""
    return Written(
        place,
        f"{workbook.foreign} 文件里不能写标记：内容已搬入“{place}”并写好结果{lost}；原文件未改动，请在新文件里改正",
    )
