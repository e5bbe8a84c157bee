"""``python -m tests.foreign``: every return in every foreign layout, measured; ``--write`` puts it into docs/recognition.md.

python -m tests.foreign                          everything, printed
python -m tests.foreign --only word_wps,docx     these layouts
python -m tests.foreign --of tangxi --notes 20   these returns, with what went wrong in each
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.foreign.held_out import COMPOSED, HELD_OUT, composed
from tests.foreign.layouts import LAYOUTS
from tests.foreign.page import PAGE, named, published, table, unrelated_lines, version
from tests.foreign.published import PUBLISHED
from tests.foreign.sources import sources
from tests.foreign.trial import tried, tried_by_hand
from tests.foreign.unrelated import NEAR_MISSES, corpus, told_of, write_cells
from tests.writeback.books import CORPUS


def main(words: list[str]) -> int:
    """Measures what was asked for; 1 when anything was read wrong in silence."""
    parser = argparse.ArgumentParser(prog="python -m tests.foreign")
    parser.add_argument("--only", default="", help="layouts, comma between")
    parser.add_argument("--of", default="", help="part of the name of a return")
    parser.add_argument("--notes", type=int, default=0, help="so many notes a return")
    parser.add_argument("--write", action="store_true", help="write docs/recognition.md")
    call = parser.parse_args(words)
    wanted = [name for name in call.only.split(",") if name]
    layouts = [layout for layout in LAYOUTS if not wanted or layout.name in wanted]
    returns = [source for source in sources() if call.of in source.name]
    parts: dict[str, list[str]] = {"version": [f"版本 {version()}。"]}
    with tempfile.TemporaryDirectory() as folder:
        found = tried(layouts, returns, Path(folder))
        parts["layouts"] = table(layouts, found)
        every = (*HELD_OUT, *map(composed, COMPOSED))
        held_out = [layout for layout in every if not wanted or layout.name in wanted]
        unseen = tried(held_out, returns, Path(folder))
        found = {**found, **unseen}
        parts["held out"] = table(held_out, unseen)
        if not wanted:
            by_hand = tried_by_hand(PUBLISHED, Path(folder))
            found = {**found, "published": by_hand}
            parts["published"] = named(by_hand)
            parts["unrelated"] = _unrelated(Path(folder))
        for name, readings in found.items():
            for source, reading in readings.items():
                for note in reading.notes[: call.notes]:
                    print(f"{name} {source[:12]}: {note}")  # noqa: T201
    for lines in parts.values():
        print("\n".join(lines))  # noqa: T201
    if call.write:
        PAGE.write_text(published(parts), encoding="utf-8")
    return int(any(reading.wrong for readings in found.values() for reading in readings.values()))


def _unrelated(folder: Path) -> list[str]:
    near = [write_cells(cells(), folder / f"{cells.__name__}.xlsx") for cells in NEAR_MISSES]
    lines = unrelated_lines("形似而不是的表（工资表、预算表、别的考核表等）", len(near), told_of(near))
    others = list(corpus(CORPUS)) if CORPUS.is_dir() else []
    return [*unrelated_lines("其他项目的工作簿", len(others), told_of(others)), *lines]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
