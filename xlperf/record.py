"""``dataclass`` as this house uses it (frozen, slotted), made without compiling methods for each class.

The standard decorator writes and compiles every method of every class; for some 230 classes that was a third of the time
it takes to start. Here the methods are shared, ``__init__`` among all classes of as many fields. To type checkers, to
``dataclasses.replace``, ``fields`` and pydantic these are ordinary dataclasses.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        order: bool = False,
        kw_only: bool = False,
    ) -> Any:
        """The class with the methods of a dataclass; what is not frozen and slotted is left to the standard one."""

        def make(cls: type) -> type:
            if not (frozen and slots) or "__post_init__" in vars(cls):
                options = {"frozen": frozen, "slots": slots, "eq": eq, "order": order, "kw_only": kw_only}
                return dataclasses.dataclass(cls, **options)
            made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
            _furnish(made, eq=eq, order=order)
            return made

        return make if cls is None else make(cls)


def _furnish(made: type, *, eq: bool, order: bool) -> None:
    """The methods of a frozen class, as far as it has none of its own."""
    own = vars(made)
    names = tuple(field.name for field in dataclasses.fields(made))
    compared = tuple(field.name for field in dataclasses.fields(made) if field.compare)
    methods: dict[str, Any] = {
        "__init__": _initialiser(made),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__reduce__": _reduced(names),
    }
    if "__repr__" not in own:
        methods["__repr__"] = _repr
    if eq and "__eq__" not in own:
        methods |= _comparing(_content(compared), order=order)
    for name, method in methods.items():
        setattr(made, name, method)


def _initialiser(made: type) -> Any:
    """``__init__`` with the signature of the fields; slots are set by their own descriptors."""
    fields = dataclasses.fields(made)
    if all(each.init and not each.kw_only and each.default_factory is dataclasses.MISSING for each in fields):
        made_init = _plain_initialiser(made, fields)
    else:
        made_init = _written_initialiser(made, fields)
    made_init.__qualname__ = f"{made.__qualname__}.__init__"
    return made_init


def _plain_initialiser(made: type, fields: tuple[Any, ...]) -> Any:
    """Where every field is a parameter: classes of as many fields share the code, and differ in the names."""
    names = tuple(each.name for each in fields)
    code = _initialising(len(names)).replace(co_varnames=("self", *names))
    setters = {f"_set{number}": getattr(made, name).__set__ for number, name in enumerate(names)}
    defaults = tuple(each.default for each in fields if each.default is not dataclasses.MISSING)
    return FunctionType(code, setters, "__init__", defaults)


@cache
def _initialising(fields: int) -> CodeType:
    """The code of an ``__init__`` with so many parameters."""
    given = ["self", *(f"p{number}" for number in range(fields))]
    body = [f" _set{number}(self,p{number})" for number in range(fields)] or [" pass"]
    made: dict[str, Any] = {}
    exec(f"def __init__({','.join(given)}):\n" + "\n".join(body), made)  # noqa: S102  as the standard one does
    code: CodeType = made["__init__"].__code__
    return code


def _written_initialiser(made: type, fields: tuple[Any, ...]) -> Any:
    """Where a field is made afresh, named only, or no parameter."""
    given: dict[str, Any] = {"_made": dataclasses.MISSING}
    parts: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for number, field in enumerate(fields):
        value = field.name
        given[f"_set{number}"] = getattr(made, field.name).__set__
        parameter = field.name
        if field.default is not dataclasses.MISSING:
            given[f"_default{number}"] = field.default
            parameter = f"{field.name}=_default{number}"
            value = field.name if field.init else f"_default{number}"
        elif field.default_factory is not dataclasses.MISSING:
            given[f"_default{number}"] = field.default_factory
            parameter = f"{field.name}=_made"
            fresh = f"_default{number}()"
            value = f"{fresh} if {field.name} is _made else {field.name}" if field.init else fresh
        if field.init:
            (named if field.kw_only else parts).append(parameter)
        body.append(f" _set{number}(self,{value})")
    signature = ",".join(["self", *parts, *(["*", *named] if named else [])])
    exec(f"def __init__({signature}):\n" + "\n".join(body), given)  # noqa: S102  as above
    return given["__init__"]


def _content(names: tuple[str, ...]) -> Any:
    """What instances are compared by, as a tuple."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        one = attrgetter(names[0])
        return lambda instance: (one(instance),)
    return attrgetter(*names)


def _comparing(content: Any, *, order: bool) -> dict[str, Any]:
    def __eq__(self: Any, other: object) -> Any:  # noqa: N807
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(content(self))

    def __lt__(self: Any, other: object) -> Any:  # noqa: N807
        return content(self) < content(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self: Any, other: object) -> Any:  # noqa: N807
        return content(self) <= content(other) if other.__class__ is self.__class__ else NotImplemented

    methods = {"__eq__": __eq__, "__hash__": __hash__}
    return {**methods, "__lt__": __lt__, "__le__": __le__} if order else methods


def _repr(self: Any) -> str:
    shown = (
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _reduced(names: tuple[str, ...]) -> Any:
    """Pickling and copying: the class and the values of its slots."""

    def __reduce__(self: Any) -> tuple[Any, ...]:  # noqa: N807
        return _restored, (self.__class__, tuple(getattr(self, name) for name in names))

    return __reduce__


def _restored(made: type, values: tuple[Any, ...]) -> Any:
    """An instance with these values."""
    instance: Any = object.__new__(made)
    for field, value in zip(dataclasses.fields(made), values, strict=True):
        object.__setattr__(instance, field.name, value)
    return instance
