"""No check without its page, its case, its source and its two tests.

Which tests prove a check is said by the marks ``accepts`` and ``rejects``; that they do is held by
``tests/conftest.py`` whenever such a test runs, so a mark alone satisfies nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from xlperf import schemes
from xlperf.checks import catalogue
from xlperf.printing.manual_pages import Page, pages
from xlperf.schemes.model import Manual

ROOT = Path(__file__).parents[2]
BY_HAND = frozenset(
    indicator.id
    for name in schemes.available()
    for indicator in schemes.load(name).indicators
    if isinstance(indicator.rule, Manual)
)
"""人工评分: there is no formula, so their check never finds anything (SC-04 and SC-05 hold their points)."""
FOLDERS = ("tests/checks", "tests/schemes")
CHECKS = sorted(set(catalogue.load()) - BY_HAND)


@pytest.mark.parametrize("page", pages().values(), ids=lambda page: page.code)
def test_每一条都有标题_例_依据和改法(page: Page) -> None:
    assert page.title
    assert page.severity is not None
    assert page.clause
    assert len(page.hint.replace("…", "")) >= len("改正某处数字"), "a hint of facts only: add a line 改法：…"
    assert len(page.example) >= len("例如报")
    assert page.code in page.text or page.code in BY_HAND, "the case does not say that this code is reported"


@cache
def marked() -> dict[str, set[str]]:
    """Codes by mark, over all tests: collected in a process of its own, whatever this run was asked for."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.marks",
    ]
    own = {key: text for key, text in os.environ.items() if not key.startswith("PYTEST_")}
    environment = {**own, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *FOLDERS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    (line,) = [each for each in done.stdout.splitlines() if each.startswith("marks: ")]
    found: dict[str, list[str]] = json.loads(line.removeprefix("marks: "))
    return {name: set(codes) for name, codes in found.items()}


@pytest.mark.parametrize("code", CHECKS)
@pytest.mark.parametrize("mark", ["accepts", "rejects"])
def test_每个检查都有通过的和不通过的测试(mark: str, code: str) -> None:
    assert code in marked()[mark], f"no test is marked @pytest.mark.{mark}({code!r})"


def test_标记写的编号都存在() -> None:
    assert marked()["accepts"] | marked()["rejects"] <= set(catalogue.load())
