"""Re-lays returns, checks them and sums up: one line a layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import libreoffice
from tests.foreign.by_hand import Sheet
from tests.foreign.content import paper_of
from tests.foreign.files import Merging, Truth, truths, write_docx, write_xlsx
from tests.foreign.layouts import Layout
from tests.foreign.measuring import Reading, measure
from tests.foreign.own import Own, Told, own
from tests.foreign.paper import Paper
from tests.foreign.sources import Source


@dataclass(frozen=True, slots=True)
class Laid:
    """A re-laid return in a file, and where everything stands in it."""

    layout: Layout
    source: Source
    path: Path
    truths: Sequence[Truth]


def lay(layouts: Sequence[Layout], papers: Sequence[tuple[Source, Paper]], folder: Path) -> Iterator[Laid]:
    """Every return in every layout; what another program has to convert is converted in one launch."""
    waiting: list[Laid] = []
    for layout in layouts:
        for source, paper in papers:
            laid = _laid(layout, source, paper, folder)
            if layout.suffix == "xls":
                waiting.append(laid)
            else:
                yield laid
    if waiting and libreoffice.SOFFICE:
        made = libreoffice.convert([each.path for each in waiting], folder, "xls")
        for laid, path in zip(waiting, made, strict=True):
            yield Laid(laid.layout, laid.source, path, laid.truths)


def _laid(layout: Layout, source: Source, paper: Paper, folder: Path) -> Laid:
    sheets = layout.sheets(paper)
    path = folder / f"{layout.name}_{source.name}.xlsx"
    if layout.suffix == "docx":
        path = path.with_suffix(".docx")
        write_docx(sheets, path)
    else:
        write_xlsx(sheets, path, layout.merging)
    return Laid(layout, source, path, truths(sheets))


def tried(
    layouts: Sequence[Layout], returns: Sequence[Source], folder: Path
) -> dict[str, dict[str, Reading]]:
    """What became of every return in every layout: by layout, then by return."""
    known = {source.name: own(source) for source in returns}
    found: dict[str, dict[str, Reading]] = {layout.name: {} for layout in layouts}
    papers = [(source, paper_of(source, known[source.name])) for source in returns]
    for laid in lay(layouts, papers, folder):
        reading = measure(laid.path, laid.truths, known[laid.source.name], laid.source.kind)
        found[laid.layout.name][laid.source.name] = reading
    return found


def tried_by_hand(
    sheets: Sequence[Sheet], folder: Path, merging: Merging = Merging.KEPT
) -> dict[str, Reading]:
    """What became of forms that were drawn by hand, by name."""
    found = {}
    for sheet in sheets:
        laid = [sheet.drawn()]
        path = folder / f"{sheet.name}.xlsx"
        write_xlsx(laid, path, merging)
        truth = Own(sheet.values(), tuple(Told(code, None) for code in sheet.told))
        found[sheet.name] = measure(path, truths(laid), truth, sheet.kind)
    return found


def summed(readings: dict[str, Reading]) -> Reading:
    """All returns of a layout together."""
    return sum(readings.values(), Reading(known=True))
