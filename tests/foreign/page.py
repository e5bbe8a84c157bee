"""``docs/recognition.md``: the tables between the markers, written by ``python -m tests.foreign --write``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.foreign.layouts import Layout
from tests.foreign.measuring import Reading
from tests.foreign.trial import summed
from tests.foreign.unrelated import Unrelated
from tests.reliability.page import commit

PAGE = Path(__file__).parents[2] / "docs" / "recognition.md"
_HEAD = (
    "| 版式 | 表 | 认对 | 字段 | 读对且位置对 | 没读到、已提问 | 没读到、没说 | 读错、有提示 | 读错、没提示 | 检查结果相同 | 少 | 多 |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
)
Found = Mapping[str, Mapping[str, Reading]]


def table(layouts: Sequence[Layout], found: Found) -> list[str]:
    """One line a layout, and one for all of them."""
    lines = [*_HEAD]
    total: dict[str, Reading] = {}
    for layout in layouts:
        readings = dict(found[layout.name])
        if readings:
            lines.append(_line(layout.says, readings))
        total |= {f"{layout.name}/{name}": reading for name, reading in readings.items()}
    return [*lines, _line("**合计**", total)]


def named(found: Mapping[str, Reading]) -> list[str]:
    """One line a workbook, and one for all of them."""
    lines = [_line(name, {name: reading}) for name, reading in found.items()]
    return [*_HEAD, *lines, _line("**合计**", dict(found))]


def _line(name: str, readings: dict[str, Reading]) -> str:
    both = summed(readings)
    known = sum(reading.known for reading in readings.values())
    share = f"{100 * both.right / both.fields:.2f} %" if both.fields else "—"
    figures = (both.asked, both.missed, both.warned, both.wrong, both.same, both.lost, both.more)
    cells = (name, len(readings), known, f"{both.fields:,}", share, *(f"{each:,}" for each in figures))
    return "| " + " | ".join(map(str, cells)) + " |"


def unrelated_lines(name: str, many: int, told: Unrelated) -> list[str]:
    """What became of workbooks that are none of ours, as one line of a list."""
    outcome = "，".join(f"{word} {count}" for word, count in sorted(told.outcome.items()))
    wrong = f"误认 {len(told.taken)}，改动 {len(told.changed)}，崩溃 {len(told.crashed)}"
    slow = f"共 {told.seconds:.1f} 秒，其中仅打开并读出全部单元格要 {told.reading:.1f} 秒"
    return [f"- {name} {many} 个：{outcome}；{wrong}；{slow}。"]


def published(parts: Mapping[str, Sequence[str]], page: Path = PAGE) -> str:
    """The page with these parts in it, each between its markers."""
    text = page.read_text(encoding="utf-8")
    for name, lines in parts.items():
        before, begin, rest = text.partition(f"<!-- {name} -->")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        if not begin or not end:
            raise ValueError(f"{page.name}: no place for {name}")
        text = "\n".join((before + begin, *lines, end + after))
    return text


def version() -> str:
    """The version that was measured."""
    return commit()
