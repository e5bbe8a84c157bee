"""Inputs guided by coverage (atheris, libFuzzer): ``python -m tests.reliability.guided FOLDER SECONDS [SEED]``.

What libFuzzer keeps and mutates is a sound archive; each mutation takes it apart and changes it as ``mutations`` does, so
that what reaches a new branch of xlperf is the ground for the next mutation. A fault ends the run; its input lies in FOLDER.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["xlperf.package", "xlperf.writeback"]):
    from tests.reliability.mutations import mutated_package
    from tests.reliability.trial import tried
from tests.reliability.container import packed, unpacked
from tests.reliability.mutants import MEMORY, SECONDS
from tests.reliability.seeds import small_seeds

_LARGEST = 60_000
_SIGN = b"xlperf"


def _changed(data: bytes, largest: int, seed: int) -> bytes:
    """LibFuzzer's mutator: another archive near this one."""
    dice = random.Random(seed)  # noqa: S311
    try:
        package = unpacked(data)
    except Exception:  # noqa: BLE001  an archive that a former mutation broke
        package = dice.choice(small_seeds()).package
    made = mutated_package(package or small_seeds()[0].package, dice)
    return made if len(made) <= largest else data[:largest]


def _is_marked(data: bytes) -> bool:
    """Whether any trace of our marks is, or may be, in the archive."""
    try:
        return any(_SIGN in part.content for part in unpacked(data))
    except Exception:  # noqa: BLE001
        return True


def main(folder: Path, seconds: int, seed: int) -> None:
    """Fuzz until the time is over."""
    kept = folder / "inputs"
    kept.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(small_seeds()):
        data = packed(start.package)
        if len(data) < _LARGEST:
            (kept / f"seed{number}").write_bytes(data)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as room:  # noqa: S108, PTH112
        path = Path(room) / "a.xlsx"

        def test(data: bytes) -> None:
            path.write_bytes(data or b"\0")
            tried(path, marked=_is_marked(data))

        options = [
            f"-max_total_time={seconds}", f"-timeout={SECONDS:g}", f"-rss_limit_mb={MEMORY >> 20}", f"-max_len={_LARGEST}",
            f"-artifact_prefix={folder}/fault-", "-print_final_stats=1", "-reload=0", f"-seed={seed}", str(kept),
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *options], test, custom_mutator=_changed)
        atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 1)
