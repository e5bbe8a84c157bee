"""疑似填错的那一格指得对；指不出来就说看不出；一处错只报一条。The long form: ``python -m tests.seeded_faults``."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import seeded_faults
from tests.seeded_faults import Trial, trials

SAMPLE = 70


@pytest.fixture(scope="module", params=["project", "department"])
def made(request: pytest.FixtureRequest) -> list[Trial]:
    return list(trials(request.param, 1, SAMPLE))


def test_指出了某一格的_九成五以上指对(made: list[Trial]) -> None:
    outcomes = Counter(trial.outcome for trial in made)
    assert outcomes.total() == SAMPLE
    assert outcomes["指对"] / (outcomes["指对"] + outcomes["指错"]) >= 0.95
    assert outcomes["指对"] / outcomes.total() >= 0.8  # the others are said to be undecided


def test_每一处错都报_而且只报一条(made: list[Trial]) -> None:
    assert [trial for trial in made if trial.outcome in ("报了几条", "没有报")] == []


def test_公布的数字说的就是这些错法() -> None:
    page = seeded_faults.PAGE.read_text(encoding="utf-8")
    assert page.startswith(seeded_faults._HEAD)
    for kind in seeded_faults.KINDS:
        assert page.count(f"| {kind} |") == len(seeded_faults.FORMS)
