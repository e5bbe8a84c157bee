"""What a file may measure, before and while it is read: one gate for everything.

========================  ===========================  ==========================================
limit                     value                        refused with
========================  ===========================  ==========================================
MAX_FILE                  64 MiB                       OPEN-05
MAX_MEMBERS               10,000 members               OPEN-16
MAX_PART                  128 MiB inflated             OPEN-19
MAX_TOTAL                 384 MiB inflated, declared   OPEN-19
MAX_RATIO                 200:1 beyond RATIO_FROM      OPEN-19
MAX_TOKEN, MAX_ASIDES     one tag; comments and PIs    OPEN-21
MAX_DEPTH                 nested elements              OPEN-21
MAX_TAGS                  tags of a part not plain     OPEN-23
MAX_ROW, MAX_COLUMN       XFD1048576                   OPEN-24
MAX_SHEETS … MAX_STYLES   counts                       OPEN-23
MAX_TEXT                  UTF-16 units in one text     OPEN-26
========================  ===========================  ==========================================

Declared sizes decide at the door; inflating holds each member to what it declared, so a lie is
found (OPEN-17) before it costs memory. Cells and strings count over the whole workbook: the largest that is
let in is checked and written within 512 MiB (docs/reliability.md). A limit exceeded is a refusal with its code, never silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterable

MIB = 1024 * 1024

MAX_FILE = 64 * MIB
MAX_MEMBERS = 10_000
MAX_PART = 128 * MIB
MAX_TOTAL = 384 * MIB
MAX_RATIO = 200
RATIO_FROM = 4 * MIB
MAX_TOKEN = 8 * MIB
MAX_ASIDES = 100_000
MAX_DEPTH = 128
MAX_TAGS = 8_000_000
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
MAX_SHEETS = 1024
MAX_NAMES = 20_000
MAX_MERGES = 100_000
MAX_CELLS = 1_000_000
MAX_STRINGS = 1_000_000
MAX_CONTENTS = 1_500_000
MAX_STYLES = 65_490
MAX_TEXT = 32_767


def hold_to_file_size(size: int) -> None:
    """A file larger than MAX_FILE is refused; bytes come in."""
    if size > MAX_FILE:
        raise refused("OPEN-05", size=-(-size // MIB), limit=MAX_FILE // MIB)


def hold_to_inflated_sizes(sizes: Iterable[tuple[str, int, int]]) -> None:
    """Each (name, compressed, inflated) and their sum stay within what is inflated without fear."""
    total = 0
    for name, compressed, size in sizes:
        total += size
        if size > MAX_PART:
            raise refused(
                "OPEN-19", what=f"部件 {name} 解压后达 {size // MIB} MiB", limit=f"{MAX_PART // MIB} MiB"
            )
        if size > RATIO_FROM and size > MAX_RATIO * compressed:
            ratio = size // max(compressed, 1)
            raise refused("OPEN-19", what=f"部件 {name} 的压缩比达 {ratio}∶1", limit=f"{MAX_RATIO}∶1")
    if total > MAX_TOTAL:
        raise refused("OPEN-19", what=f"全部部件解压后共 {total // MIB} MiB", limit=f"{MAX_TOTAL // MIB} MiB")


def hold_to_count(what: str, count: int, limit: int) -> None:
    """At most ``limit`` things of one kind; ``what`` is the word staff see."""
    if count > limit:
        raise refused("OPEN-23", what=what, limit=f"{limit:,}")


def hold_to_text(part: str, text: str) -> None:
    """One text is no longer than a cell of Excel holds, counted in UTF-16 units as Excel does."""
    if len(text) * 2 <= MAX_TEXT:
        return
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MAX_TEXT:
        raise refused("OPEN-26", part=part, length=f"{length:,}", limit=f"{MAX_TEXT:,}")


def hold_to_token_sizes(part: str, data: bytes) -> None:
    """No single tag, comment or instruction is so long that an XML parser would rescan it for seconds.

    A tag holds no bare ``<``, so any stretch of MAX_TOKEN without one betrays it; expat before 2.6
    rescans an unfinished token with every mebibyte it is fed.
    """
    half = MAX_TOKEN // 2
    for start in range(0, len(data) - half, half):
        if data.find(b"<", start, start + half) < 0:
            raise refused("OPEN-21", part=part, why="有过长的标记")
    hold_to_count("标签", data.count(b"<"), MAX_TAGS)
    asides = 0
    for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>")):
        at = data.find(opening)
        while at >= 0:
            end = data.find(closing, at + len(opening))
            end = len(data) if end < 0 else end
            asides += 1
            if end - at > MAX_TOKEN or asides > MAX_ASIDES:
                raise refused("OPEN-21", part=part, why="注释或处理指令过长、过多")
            at = data.find(opening, end)
