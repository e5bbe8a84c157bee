"""The garbage collector at rest while one workbook is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_SOUGHT_EVERY = 100
_RESTS = count(1)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for garbage while hundreds of thousands of objects, none of them garbage, are made.

    What was made counts as old afterwards, so that the collector does not go through all of it at once.
    What nobody holds is given back at once all the same; only rings of objects wait. Since what counts as old is
    sought through only after many young ones, which a service that rests at every workbook never gathers, it is
    sought through at every hundredth rest.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            if next(_RESTS) % _SOUGHT_EVERY == 0:
                gc.collect()
            gc.freeze()
            gc.unfreeze()
            gc.enable()
