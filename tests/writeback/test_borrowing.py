"""The example in the description of ``xlperf.package.patch`` does what it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.writeback.books import members, opened, score_sheet
from xlperf.package import patch
from xlperf.package.archive import parse_archive, read_archive
from xlperf.package.patch.draft import Draft
from xlperf.package.patch.rows import value_edits
from xlperf.package.patch.sheet import Sheet
from xlperf.package.rewrite import Changes, rewritten


def test_one_cell_is_changed_and_every_other_member_copied(tmp_path: Path) -> None:
    path = score_sheet(tmp_path / "自评.xlsx")
    assert patch.__doc__
    lines = [line.strip() for line in patch.__doc__.splitlines() if line.startswith("    ")]
    room = {
        "path": path,
        **{
            each.__name__: each
            for each in (Decimal, Draft, Sheet, Changes, rewritten, read_archive, value_edits)
        },
    }
    exec("\n".join(lines), room)  # noqa: S102  the published example itself
    new = room["new"]
    assert isinstance(new, bytes)
    old = dict(members(path.read_bytes()))
    changed = [name for name, content in members(new) if content != old[name]]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert [member.name for member in parse_archive(new).members] == list(old)
    path.write_bytes(new)
    assert opened(path)["评分表"]["H3"].value == 9.5
