"""The collector rests while a workbook is read, and a service that does nothing else still loses no memory."""

from __future__ import annotations

import gc
import weakref

from xlperf.package.resting import collector_at_rest


class Ring:
    """Holds itself: only the collector can give it back."""

    def __init__(self) -> None:
        self.itself = self


def test_rings_are_given_back_in_the_course_of_many_rests() -> None:
    gc.collect()
    held: list[weakref.ref[Ring]] = []
    for _ in range(200):
        with collector_at_rest():
            assert not gc.isenabled()
            held.append(weakref.ref(Ring()))
        assert gc.isenabled()
    assert sum(each() is not None for each in held) <= 100
