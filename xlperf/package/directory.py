"""The directory of a zip archive: which members there are, and where exactly each one lies.

Parsed here, not by ``zipfile``: members are later copied byte for byte, and an archive that two
programs could read differently (PKWARE APPNOTE 4.3, 4.4) is refused with OPEN-15, 16 or 18.
"""

from __future__ import annotations

import struct

from xlperf.package import gate
from xlperf.package.foreign import ZIP_START
from xlperf.package.refusal import refused
from xlperf.record import dataclass

STORED, DEFLATED = 0, 8

_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_DESCRIPTOR_FOLLOWS = 0x0008
_UTF8_NAME = 0x0800
_FULL32 = 0xFFFFFFFF
_FULL16 = 0xFFFF

_CENTRAL = struct.Struct("<4s2B5H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the central directory tells it: all that is needed to copy it raw.

    ``offset`` and ``end`` bound its local header, data and data descriptor in ``Archive.data``;
    ``extra`` is the central extra field without zip64 sizes, which are never needed below 64 MiB.
    """

    name: str
    raw_name: bytes
    method: int
    crc: int
    compressed_size: int
    size: int
    offset: int
    data_offset: int
    end: int
    flags: int
    date_time: int
    extra: bytes
    comment: bytes
    created_by: int
    needs_version: int
    internal_attributes: int
    external_attributes: int


def folded(name: str) -> str:
    """How part names are compared: no leading slash, forward slashes, no case (OPC, §6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").casefold()


def read_directory(data: bytes) -> tuple[tuple[Member, ...], bytes]:
    """The members in file order and the archive comment; names and extents are apart from each other."""
    start, stop, count, comment = _central_extent(data)
    members = _members(data, start, stop, count)
    _hold_names_apart(members)
    _hold_extents_apart(data, members, start)
    return tuple(members), comment


def _central_extent(data: bytes) -> tuple[int, int, int, bytes]:
    """Start and stop of the central directory, its number of entries, and the archive comment."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _FULL16))
    if at < 0 or at + _END.size > len(data):
        raise refused("OPEN-15", why="压缩包末尾缺失")
    _, disk, first_disk, on_disk, count, size, start, comment_size = _END.unpack_from(data, at)
    comment = data[at + _END.size :]
    if len(comment) != comment_size:
        raise refused("OPEN-16", why="末尾有多余或缺失的数据")
    stop = at
    locator = at - _END64_LOCATOR.size
    if locator >= 0 and data.startswith(b"PK\x06\x07", locator):
        _, _, stop, _ = _END64_LOCATOR.unpack_from(data, locator)
        if stop + _END64.size > locator or not data.startswith(b"PK\x06\x06", stop):
            raise refused("OPEN-16", why="ZIP64 目录有误")
        *_, disk, first_disk, on_disk, count, size, start = _END64.unpack_from(data, stop)
    if disk or first_disk or on_disk != count:
        raise refused("OPEN-16", why="是分卷压缩包")
    if start + size != stop:
        raise refused("OPEN-16", why="目录的位置与长度不符，前部或中间有多余数据")
    if count > gate.MAX_MEMBERS:
        raise refused("OPEN-16", why=f"部件超过 {gate.MAX_MEMBERS:,} 个")
    return start, stop, count, comment


def _members(data: bytes, start: int, stop: int, count: int) -> list[Member]:
    members: list[Member] = []
    at = start
    while at < stop:
        if at + _CENTRAL.size > stop or not data.startswith(b"PK\x01\x02", at):
            raise refused("OPEN-16", why="目录有误")
        member, at = _member(data, at, stop)
        members.append(member)
        if len(members) > count:
            break
    if len(members) != count:
        raise refused("OPEN-16", why="目录的条数不符")
    return members


def _member(data: bytes, at: int, stop: int) -> tuple[Member, int]:
    """The member whose central record stands at ``at``, and where the next record begins."""
    (_, made, system, needs, flags, method, time, date, crc, packed, size, name_size, extra_size,
     comment_size, disk, internal, external, offset) = _CENTRAL.unpack_from(data, at)  # fmt: skip
    name_at = at + _CENTRAL.size
    extra_at = name_at + name_size
    comment_at = extra_at + extra_size
    end = comment_at + comment_size
    if end > stop or disk not in (0, _FULL16):
        raise refused("OPEN-16", why="目录有误")
    raw_name = data[name_at:extra_at]
    name = _decoded(raw_name, flags)
    extra, (size, packed, offset) = _without_zip64(data[extra_at:comment_at], (size, packed, offset))
    if flags & _ENCRYPTED:
        raise refused("OPEN-18", part=name, why="已被压缩软件加密")
    if method not in (STORED, DEFLATED):
        raise refused("OPEN-18", part=name, why=f"的压缩方式（{method}）不支持")
    if method == STORED and packed != size:
        raise refused("OPEN-16", why=f"部件 {name} 的长度不一致")
    data_at = _data_offset(data, offset, raw_name, (flags, method, crc, packed, size), name)
    member = Member(
        name=name, raw_name=raw_name, method=method, crc=crc, compressed_size=packed, size=size,
        offset=offset, data_offset=data_at,
        end=_end(data, data_at + packed, (flags, crc, packed, size), name),
        flags=flags, date_time=date << 16 | time, extra=extra, comment=data[comment_at:end],
        created_by=system << 8 | made, needs_version=needs, internal_attributes=internal,
        external_attributes=external,
    )  # fmt: skip
    return member, end


def _decoded(raw_name: bytes, flags: int) -> str:
    if not raw_name or b"\0" in raw_name:
        raise refused("OPEN-16", why="部件名称无效")
    try:
        return raw_name.decode("utf-8" if flags & _UTF8_NAME else "cp437")
    except UnicodeDecodeError as error:
        raise refused("OPEN-16", why="部件名称无效") from error


def _without_zip64(extra: bytes, sizes: tuple[int, int, int]) -> tuple[bytes, tuple[int, int, int]]:
    """The extra field without its zip64 block, and (size, compressed, offset) taken from there."""
    kept, at, values = [], 0, list(sizes)
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        block = extra[at : at + 4 + length]
        at += 4 + length
        if kind != 1:
            kept.append(block)
            continue
        wide = iter(struct.unpack(f"<{(len(block) - 4) // 8}Q", block[4 : 4 + (len(block) - 4) // 8 * 8]))
        values = [next(wide, value) if value == _FULL32 else value for value in values]
    return b"".join(kept) + extra[at:], (values[0], values[1], values[2])


def _data_offset(
    data: bytes, offset: int, raw_name: bytes, told: tuple[int, int, int, int, int], name: str
) -> int:
    """Where the member's data begins; its local header must agree with what the directory told."""
    if offset + _LOCAL.size > len(data) or not data.startswith(ZIP_START, offset):
        raise refused("OPEN-16", why=f"部件 {name} 不在目录所记的位置")
    _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack_from(data, offset)
    name_at = offset + _LOCAL.size
    if data[name_at : name_at + name_size] != raw_name:
        raise refused("OPEN-16", why=f"部件 {name} 的名称前后不一致")
    told_flags, told_method, *told_sizes = told
    if flags & _ENCRYPTED:
        raise refused("OPEN-18", part=name, why="已被压缩软件加密")
    agrees = method == told_method and (flags ^ told_flags) & _DESCRIPTOR_FOLLOWS == 0
    local = (crc, packed, size)
    unknown = (0, _FULL32) if flags & _DESCRIPTOR_FOLLOWS else (_FULL32,)
    if not agrees or any(a not in (b, *unknown) for a, b in zip(local, told_sizes, strict=True)):
        raise refused("OPEN-16", why=f"部件 {name} 的两处记录不一致")
    data_at: int = name_at + name_size + extra_size
    if data_at + told_sizes[1] > len(data):
        raise refused("OPEN-15", why=f"部件 {name} 的数据缺失")
    return data_at


def _end(data: bytes, at: int, told: tuple[int, int, int, int], name: str) -> int:
    """Where the member ends, its data descriptor included (with or without signature, 4 or 8 bytes)."""
    flags, crc, packed, size = told
    if not flags & _DESCRIPTOR_FOLLOWS:
        return at
    for sizes in (struct.pack("<3L", crc, packed, size), struct.pack("<L2Q", crc, packed, size)):
        for descriptor in (b"PK\x07\x08" + sizes, sizes):
            if data.startswith(descriptor, at):
                return at + len(descriptor)
    raise refused("OPEN-16", why=f"部件 {name} 的两处记录不一致")


def _hold_names_apart(members: list[Member]) -> None:
    seen: set[str] = set()
    for member in members:
        key = folded(member.name)
        if key in seen:
            raise refused("OPEN-16", why=f"部件 {member.name} 重名")
        seen.add(key)


def _hold_extents_apart(data: bytes, members: list[Member], central: int) -> None:
    """Members lie one behind the other; what lies between them is not another member."""
    reached = 0
    for member in sorted(members, key=lambda m: m.offset):
        if member.offset < reached:
            raise refused("OPEN-16", why=f"部件 {member.name} 与其他部件重叠")
        if data.startswith(ZIP_START, reached) and member.offset > reached:
            raise refused("OPEN-16", why="藏有目录之外的部件")
        reached = member.end
    if reached > central or (data.startswith(ZIP_START, reached) and reached < central):
        raise refused("OPEN-16", why="部件与目录重叠，或藏有目录之外的部件")
