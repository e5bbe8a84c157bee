"""Regular expressions that are compiled when they are first used.

Several hundred stand in the checks; one workbook needs a good half of them, and to compile them all takes longer
than to check it. An expression made by ``lazy`` is used like one made by ``re.compile``; its methods are those of
the compiled one from the first use on, so that nothing is paid for the delay afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, Generic, cast

if TYPE_CHECKING:
    from typing import Final

_METHODS: Final = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``; what is wrong with the pattern is told by its first use."""
    return cast("re.Pattern[AnyStr]", Lazy(pattern, flags))


class Lazy(Generic[AnyStr]):
    """What ``lazy`` gives. Not hashable as a pattern is, and not for the functions of ``re``, which take a compiled one."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """A method that was not used before: compiles, and keeps every method."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]
