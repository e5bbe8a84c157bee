"""Many returns of as many units, each another content: one workbook of the real template, renamed inside."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.collecting.post import lay_return

UNIT = "某县第00000所"


def lay_crowd(folder: Path, count: int) -> list[Path]:
    """So many returns, one a unit; every tenth claims more points than there are."""
    folder.mkdir(parents=True, exist_ok=True)
    models = [
        _parts(lay_return(folder / "model.xlsx", unit=UNIT, quality=quality)) for quality in ("20", "25")
    ]
    (folder / "model.xlsx").unlink()
    return [_lay(folder / f"{n:05}.xlsx", models[n % 10 == 0], n) for n in range(count)]


def _parts(path: Path) -> list[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(path) as package:
        return [(info, package.read(info)) for info in package.infolist()]


def _lay(path: Path, parts: list[tuple[zipfile.ZipInfo, bytes]], number: int) -> Path:
    own = UNIT.replace("00000", f"{number:05}").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in parts:
            package.writestr(info, data.replace(UNIT.encode(), own), zipfile.ZIP_DEFLATED)
    path.write_bytes(stream.getvalue())
    return path
