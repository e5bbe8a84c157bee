"""Expressions that are compiled when first used: each of them is one, and works as a compiled one does."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import pytest

import xlperf
from xlperf.lazy_regex import Lazy, lazy


def test_every_expression_of_the_program_compiles() -> None:
    """A slip in one would else be seen only by the first workbook that needs it."""
    for module in pkgutil.walk_packages(xlperf.__path__, "xlperf."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    all_of_them = [each for each in gc.get_objects() if type(each) is Lazy]
    assert len(all_of_them) > 300
    for each in all_of_them:
        re.compile(each.pattern, each.flags)


def test_it_is_used_like_a_compiled_one() -> None:
    money = lazy(r"(?P<yuan>\d+)元", re.IGNORECASE)
    assert money.search("共12元")["yuan"] == "12"  # type: ignore[index]
    assert [hit["yuan"] for hit in money.finditer("3元、4元")] == ["3", "4"]
    assert money.sub("若干", "3元、4元") == "若干、若干"
    assert lazy(rb"<c ").findall(b"<c r=<c ") == [b"<c ", b"<c "]


def test_a_wrong_expression_is_told_by_its_first_use() -> None:
    wrong = lazy("(")
    with pytest.raises(re.error, match="unterminated subpattern"):
        wrong.search("")
