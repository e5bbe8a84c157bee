"""疑似填错的那一格指得对；指不出来就说看不出；一处错只报一条。The long form: ``python -m tests.seeded_faults``."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests import seeded_faults, seeded_rows
from tests.seeded_faults import Trial, returns, trials

SAMPLE = 70


@pytest.fixture(scope="module", params=["project", "department"])
def made(request: pytest.FixtureRequest) -> list[Trial]:
    return list(trials(request.param, 1, SAMPLE))


def test_指出了某一格的_九成五以上指对(made: list[Trial]) -> None:
    outcomes = Counter(trial.outcome for trial in made)
    assert outcomes.total() == SAMPLE
    assert outcomes["指对"] / (outcomes["指对"] + outcomes["指错"]) >= 0.95
    assert (
        outcomes["指对"] / outcomes.total() >= 0.93
    )  # a small sample; the page gives the whole: 0.95 and more


def test_每一处错都报_而且只报一条(made: list[Trial]) -> None:
    assert [trial for trial in made if trial.outcome in ("报了几条", "没有报")] == []


@pytest.mark.parametrize("kind", ["project", "department"])
def test_漏列重复的行_没有更新的合计_填错的得分_都只报一条(kind: str) -> None:
    found = seeded_rows.counted(returns(kind, 1))
    assert {"漏列一行", "合计没有更新", "自评得分填错"} <= set(found)
    whole: Counter[str] = sum(found.values(), Counter())
    assert whole["指错"] / whole.total() <= 0.05  # a row left out may by chance look like a slip of another
    assert whole["指对"] / whole.total() >= 0.8  # a score that people judge shows in the total only
    assert whole["报了几条"] == whole["没有报"] == 0


def test_写错一个数_九成五以上指对() -> None:
    page = seeded_faults.PAGE.read_text(encoding="utf-8")
    shares = [float(each) for each in re.findall(r"全部差错中指对的占 (\d+\.\d+)%", page)]
    assert len(shares) == 2 * len(seeded_faults.FORMS)
    assert min(shares[::2]) >= 95  # after each table of mistyped figures comes one of rows, totals and scores


def test_公布的数字说的就是这些错法() -> None:
    page = seeded_faults.PAGE.read_text(encoding="utf-8")
    assert page.startswith(seeded_faults._HEAD)
    for kind in seeded_faults.KINDS:
        assert page.count(f"| {kind} |") == len(seeded_faults.FORMS)
