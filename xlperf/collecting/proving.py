"""``xlperf store check``: every original that the store knows of is there and unchanged, every workbook is judged."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.collecting.judging import jobs
from xlperf.collecting.notices import Trouble
from xlperf.collecting.shelf import Originals
from xlperf.collecting.store import Store
from xlperf.collecting.store_notices import ALTERED, DANGLING, MISSING, UNCOUNTED, UNKNOWN, UNSOUND
from xlperf.office import Office
from xlperf.record import dataclass

_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Proof:
    """How many originals the store knows of, and all that is not as it should be."""

    known: int
    troubles: tuple[Trouble, ...]


def prove(store: Store, office: Office) -> Proof:
    """Looks at everything and changes nothing. OSError when the originals cannot be reached."""
    if not store.sound():
        return Proof(0, (Trouble(UNSOUND.code, store.name),))
    known = store.known()
    unknown = sorted(sha for sha in store.originals.held() if sha not in known)
    found = (
        *_damaged(store.originals, known),
        *(Trouble(UNKNOWN.code, sha) for sha in unknown),
        *(Trouble(DANGLING.code, sha) for sha in store.dangling()),
        *(Trouble(UNCOUNTED.code, f"{job.name}（{job.sha}）") for job in jobs(store, office)),
    )
    return Proof(len(known), found)


def _damaged(originals: Originals, known: dict[str, str]) -> Iterator[Trouble]:
    shas = sorted(known)
    for start in range(0, len(shas), _AT_ONCE):
        few = shas[start : start + _AT_ONCE]
        with originals.at_hand(few) as files:
            for sha in few:
                if sha not in files:
                    notice = MISSING if originals.read(sha) is None else ALTERED
                    yield Trouble(notice.code, f"{known[sha]}（{sha}）")
