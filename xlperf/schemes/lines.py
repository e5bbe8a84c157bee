"""Where a key stands in a TOML text: tomllib does not say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlperf.lazy_regex import lazy

Path = tuple[str | int, ...]

_ARRAY = lazy(r"\s*\[\[(.+?)\]\]")
_TABLE = lazy(r"\s*\[(.+?)\]")
_KEY = lazy(r"""\s*((?:"[^"]*"|'[^']*'|[\w-])(?:"[^"]*"|'[^']*'|[\w.\s-])*?)\s*=""")
_PART = lazy(r""""([^"]*)"|'([^']*)'|([^.\s"']+)""")
_LONG = lazy(r"\"\"\"|'''")


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, of a key, else of the table it belongs in; None when even that is not there.

    ``("waiver", 1, "expires")`` is the key ``expires`` of the second ``[[waiver]]``.
    """
    places = dict(_places(text))
    wanted = tuple(path)
    return next((places[wanted[:n]] for n in range(len(wanted), 0, -1) if wanted[:n] in places), None)


def _places(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    counted: dict[Path, int] = {}
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        was_inside, inside = inside, inside ^ (len(_LONG.findall(line)) % 2 == 1)
        if was_inside:
            continue
        if header := _ARRAY.match(line):
            name = _parts(header[1])
            table = (*name, counted.get(name, 0))
            counted[name] = counted.get(name, 0) + 1
            yield table, number
        elif header := _TABLE.match(line):
            table = _parts(header[1])
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_parts(key[1])), number


def _parts(words: str) -> Path:
    return tuple(next(part for part in found if part) for found in _PART.findall(words) if any(found))
