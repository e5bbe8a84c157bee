"""The way back: the file that was replaced last is put in its place again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from xlperf.package.gate import MAX_FILE
from xlperf.package.originals import kept_originals
from xlperf.package.refusal import refused
from xlperf.package.replace import Stamp, Unwritten, replace, unwritable
from xlperf.record import dataclass

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, when it had been kept (local time), and how many other versions are kept."""

    kept: Path
    when: datetime
    others: int


def restore(path: Path) -> Restored:
    """Put the original that was kept last in the place of the file; the present content is kept first.

    So a second call takes the first one back. Raises Refused: WRITE-06 when none is kept that differs, WRITE-03
    when the file cannot be written.
    """
    real = path.resolve()
    seen = Stamp.of(real)
    try:
        if seen is not None and seen.size > MAX_FILE:
            raise refused("OPEN-05", size=seen.size // 2**20, limit=MAX_FILE // 2**20)
        present = real.read_bytes() if seen is not None else None
        kept = kept_originals(real)
        content = kept[0].read_bytes() if kept else present
        if content is None or content == present:
            raise refused("WRITE-06", name=path.name)
        chosen = kept[0]
        when = datetime.fromtimestamp(chosen.stat().st_mtime).astimezone()
        replace(real, content, seen=seen, keep=present)
    except OSError as error:
        raise refused("OPEN-27", name=path.name, why=error.strerror or "系统拒绝") from error
    except Unwritten as refusal:
        raise unwritable(path.name, refusal.why) from refusal
    return Restored(chosen, when, len(kept) - 1)
