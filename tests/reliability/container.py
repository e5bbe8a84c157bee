"""Packages taken apart and put together again, rightly or wrongly: the container level of mutation."""

from __future__ import annotations

import functools
import io
import random
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_NUMBERS = (0, 1, 2, 7, 8, 9, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_FIELDS = {
    _LOCAL: ((4, 2), (6, 2), (8, 2), (10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)),
    _CENTRAL: (
        *((at, 2) for at in (4, 6, 8, 10, 12, 14, 28, 30, 32, 34, 36)),
        *((at, 4) for at in (16, 20, 24, 38, 42)),
    ),
    _END: ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)),
}
"""Offset and width of every field of the three kinds of record (APPNOTE 4.3.7, 4.3.12, 4.3.16)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member: its name, its content and whether it is deflated."""

    name: str
    content: bytes
    deflated: bool = True


Package = tuple[Part, ...]


def unpacked(data: bytes) -> Package:
    """The members of a sound archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return tuple(
            Part(info.filename, file.read(info), bool(info.compress_type)) for info in file.infolist()
        )


@functools.lru_cache(maxsize=256)
def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def packed(parts: Package) -> bytes:
    """A sound archive of these members; a name may occur twice."""
    body, central = bytearray(), bytearray()
    for part in parts:
        data = _packed(part.content) if part.deflated else part.content
        name = part.name.encode("utf-8", "surrogatepass")
        flags = 0 if part.name.isascii() else 0x0800
        method = 8 if part.deflated else 0
        told = (flags, method, 0, 33, zlib.crc32(part.content), len(data), len(part.content), len(name))
        central += struct.pack("<4s6H3L5H2L", _CENTRAL, 20, 20, *told, 0, 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H3L2H", _LOCAL, 20, *told, 0) + name + data
    end = struct.pack("<4s4H2LH", _END, 0, 0, len(parts), len(parts), len(central), len(body), 0)
    return bytes(body + central + end)


def tampered(data: bytes, dice: random.Random) -> bytes:
    """An archive whose headers lie, or whose bytes were cut, doubled or flipped."""
    return dice.choice((_field, _field, _field, _field, _flipped, _cut, _doubled, _around))(data, dice)


def _field(data: bytes, dice: random.Random) -> bytes:
    kind = dice.choice((_LOCAL, _CENTRAL, _CENTRAL, _END))
    places, at = [], data.find(kind)
    while at >= 0:
        places.append(at)
        at = data.find(kind, at + 1)
    if not places:
        return data
    offset, width = dice.choice(_FIELDS[kind])
    at = dice.choice(places) + offset
    old = int.from_bytes(data[at : at + width], "little")
    new = dice.choice((*_NUMBERS, old + 1, old - 1, old ^ 1 << dice.randrange(8 * width), len(data)))
    return data[:at] + (new % (1 << 8 * width)).to_bytes(width, "little") + data[at + width :]


def _flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] if dice.random() < 0.5 else data[:at] + data[at + dice.randint(1, 64) :]


def _doubled(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at : at + dice.randint(1, 200)] + data[at:]


def _around(data: bytes, dice: random.Random) -> bytes:
    junk = dice.choice((b"\0", b"PK", _END + bytes(18), _LOCAL + bytes(26), b"MZ" + bytes(60), data[:100]))
    return junk + data if dice.random() < 0.5 else data + junk


def rearranged(parts: Package, dice: random.Random) -> Package:
    """A package with a member dropped, doubled, renamed, emptied, swapped, truncated, or put elsewhere."""
    place, other = dice.randrange(len(parts)), dice.randrange(len(parts))
    part, changed = parts[place], list(parts)
    action = dice.randrange(9)
    if action == 0:
        del changed[place]
    elif action == 1:
        changed.insert(other, part)
    elif action == 2:
        changed[place] = replace(part, name=_renamed(part.name, parts[other].name, dice))
    elif action == 3:
        changed[place] = replace(part, content=parts[other].content)
    elif action == 4:
        changed[place] = replace(part, content=part.content[: dice.randrange(len(part.content) + 1)])
    elif action == 5:
        changed[place] = replace(part, content=dice.randbytes(dice.randint(0, 400)))
    elif action == 6:
        changed[place] = replace(part, deflated=not part.deflated)
    elif action == 7:
        dice.shuffle(changed)
    else:
        changed.append(Part(_renamed(part.name, part.name, dice), parts[other].content))
    return tuple(changed)


def _renamed(name: str, other: str, dice: random.Random) -> str:
    folder, _, last = name.rpartition("/")
    return dice.choice(
        (name.upper(), name.replace("/", "\\"), "/" + name, f"{folder}/../{name}", f"./{name}", other, last,
         name + "/", name + "\u0301", "é" + name, name[:-1], "a" * 300, f"{folder}//{last}", name.replace(".", "%2E"))
    )  # fmt: skip
