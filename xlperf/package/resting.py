"""The garbage collector at rest while one workbook is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for garbage while hundreds of thousands of objects, none of them garbage, are made.

    What was made counts as old afterwards, so that the collector does not go through all of it at once.
    What nobody holds is given back at once all the same; only rings of objects wait until the block ends.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
