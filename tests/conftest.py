"""Generated examples: the same ones in every CI run, new ones on every developer's run. Marks tell the truth."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import drawing

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
if threading.current_thread() is threading.main_thread():
    # a run in the background ignores Ctrl-C, and so would the programs that the tests start and press it for
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _marks_tell_the_truth(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test marked ``rejects(code)`` saw that check find something; ``accepts(code)`` saw it find nothing.

    What is accepted is a workbook in which something is written: an empty one proves nothing.
    """
    drawing.ASKED.clear()
    yield
    rejected = {code for code, count, _ in drawing.ASKED if count}
    accepted = {code for code, count, written in drawing.ASKED if written and not count}
    for name, seen in (("rejects", rejected), ("accepts", accepted)):
        for mark in request.node.iter_markers(name):
            assert set(mark.args) <= seen, f"{name}{mark.args}: seen {sorted(seen)}"
