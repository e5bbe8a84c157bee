"""``python -m xlperf.macro macros``: writes xlperf.bas (to import by hand) and xlperf.xlam (the add-in) into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from xlperf.macro.package import add_in
from xlperf.macro.source import module_source

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "xlperf.bas").write_bytes(module_source().encode("ascii"))
    (folder / "xlperf.xlam").write_bytes(add_in())
