"""The house's ``dataclass`` behaves as the standard one; what differs is only how fast a class is made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field
from decimal import Decimal
from typing import Any

import pytest

from xlperf.record import dataclass


@dataclass(frozen=True, slots=True)
class House:
    """One of ours."""

    name: str
    rows: tuple[int, ...] = ()
    amount: Decimal = Decimal(0)
    seen: list[str] = field(default_factory=list, compare=False, repr=False)
    kept: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same."""

    name: str
    rows: tuple[int, ...] = ()
    amount: Decimal = Decimal(0)
    seen: list[str] = field(default_factory=list, compare=False, repr=False)
    kept: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)


BOTH = pytest.mark.parametrize("made", [House, Standard])


@BOTH
def test_made_compared_hashed_and_shown(made: Any) -> None:
    one, same, other = made("甲", (1,), seen=["x"]), made("甲", rows=(1,)), made("乙")
    assert (one == same, one == other, hash(one) == hash(same), one == "甲") == (True, False, True, False)
    assert repr(one) == f"{made.__qualname__}(name='甲', rows=(1,), amount=Decimal('0'))"
    assert one.seen == ["x"]
    assert same.seen == []
    assert same.seen is not other.seen
    assert one.kept == {}


@BOTH
def test_frozen_without_a_dictionary(made: Any) -> None:
    one = made("甲")
    for change in (lambda: setattr(one, "name", "乙"), lambda: delattr(one, "name")):
        with pytest.raises(FrozenInstanceError):
            change()
    with pytest.raises((AttributeError, TypeError)):
        one.another = 1
    assert not hasattr(one, "__dict__")


@BOTH
def test_replaced_copied_pickled_taken_apart(made: Any) -> None:
    one = made("甲", (1, 2))
    assert dataclasses.replace(one, name="乙") == made("乙", (1, 2))
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):  # noqa: S301  our own
        assert again == one
    assert [each.name for each in dataclasses.fields(made)] == ["name", "rows", "amount", "seen", "kept"]
    assert made.__match_args__ == ("name", "rows", "amount", "seen")
    assert list(inspect.signature(made).parameters) == ["name", "rows", "amount", "seen"]
    with pytest.raises(TypeError):
        made()


def test_identity_order_and_names_only() -> None:
    @dataclass(frozen=True, slots=True, eq=False, kw_only=True)
    class Part:
        key: str
        label: str = ""

    assert Part(key="a") != Part(key="a")
    assert len({Part(key="a"), Part(key="a")}) == 2
    with pytest.raises(TypeError):
        Part("a")  # type: ignore[misc]

    @dataclass(frozen=True, slots=True, order=True)
    class Place:
        row: int
        column: int

    assert sorted([Place(2, 1), Place(1, 9), Place(1, 2)]) == [Place(1, 2), Place(1, 9), Place(2, 1)]
    assert Place(1, 1) <= Place(1, 1)
    assert Place(1, 1) > Place(1, 0)
    assert not Place(1, 1) >= Place(2, 0)


def test_what_has_a_method_of_its_own_keeps_it() -> None:
    @dataclass(frozen=True, slots=True)
    class Secret:
        value: str

        def __repr__(self) -> str:
            return "Secret(…)"

    assert repr(Secret("x")) == "Secret(…)"


def test_one_that_is_not_frozen_is_the_standard_one() -> None:
    @dataclass
    class Tally:
        count: int = 0

    tally = Tally()
    tally.count += 1
    assert tally == Tally(1)


def test_classes_of_as_many_fields_tell_their_own_names() -> None:
    @dataclass(frozen=True, slots=True)
    class Sheet:
        title: str
        rows: int = 3

    @dataclass(frozen=True, slots=True)
    class Line:
        number: int
        text: str = "无"

    assert (Sheet("附件3-2"), Line(number=4)) == (Sheet(title="附件3-2", rows=3), Line(4, "无"))
    with pytest.raises(
        TypeError, match=r"Line\.__init__\(\) missing 1 required positional argument: 'number'"
    ):
        Line()  # type: ignore[call-arg]
    assert list(inspect.signature(Sheet).parameters) == ["title", "rows"]
