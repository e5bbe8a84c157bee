"""Archives and Outlook files as senders' programs write them, byte by byte where no library writes them."""

from __future__ import annotations

import io
import struct
import zlib

from py7zr import SevenZipFile
from pyopenvba.cfb import CFB


def seven_zip(*members: tuple[str, bytes], locked: str | None = None) -> bytes:
    """A .7z of these files."""
    stream = io.BytesIO()
    with SevenZipFile(stream, "w", password=locked) as archive:
        for name, data in members:
            archive.writestr(data, name)
    return stream.getvalue()


def _vint(number: int) -> bytes:
    told = b""
    while number > 0x7F:
        told += bytes([number & 0x7F | 0x80])
        number >>= 7
    return told + bytes([number])


def _rar5_block(body: bytes, data: bytes = b"") -> bytes:
    sized = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized + data


def rar5(*members: tuple[str, bytes], method: int = 0) -> bytes:
    """A RAR 5 archive (RAR 5.0 archive format, “General archive block format”); ``method`` 0 stores, 3 says 'packed'."""
    found = b"Rar!\x1a\x07\x01\x00" + _rar5_block(_vint(1) + _vint(0) + _vint(0))
    for name, data in members:
        raw = name.encode()
        body = _vint(2) + _vint(2) + _vint(len(data))  # a file, with data
        body += _vint(4) + _vint(len(data)) + _vint(0x20) + struct.pack("<I", zlib.crc32(data))
        body += _vint(method << 7) + _vint(0) + _vint(len(raw)) + raw
        found += _rar5_block(body, data)
    return found + _rar5_block(_vint(5) + _vint(0) + _vint(0))


def rar3(name: bytes, data: bytes) -> bytes:
    """A RAR 3 archive with one stored file whose name is bytes of the sender's code page."""
    head = struct.pack("<BHH", 0x73, 0, 13) + bytes(6)
    found = b"Rar!\x1a\x07\x00" + struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head
    size = 32 + len(name)
    body = struct.pack(
        "<BHHIIBIIBBHI",
        0x74,
        0x8000,
        size,
        len(data),
        len(data),
        2,
        zlib.crc32(data),
        0,
        29,
        0x30,
        len(name),
        32,
    )
    body += name
    found += struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body + data
    end = struct.pack("<BHH", 0x7B, 0x4000, 7)
    return found + struct.pack("<H", zlib.crc32(end) & 0xFFFF) + end


def _empty_ole() -> bytes:
    """[MS-CFB]: a header, one FAT sector, one directory sector with the root."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack(
        "<109I", 0, *[free] * 108
    )
    table = struct.pack("<128I", fat, end, *[free] * 126)
    name = "Root Entry\0".encode("utf-16-le")
    root = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name), 5, 1, free, free, free) + bytes(36)
    root += struct.pack("<IQ", end, 0)
    unused = bytes(68) + struct.pack("<III", free, free, free) + bytes(48)
    return header + table + root + unused * 3


def msg(
    *attachments: tuple[str, bytes], heads: str = "", text: str = "请查收", unicode: bool = True
) -> bytes:
    """An Outlook .msg ([MS-OXMSG]); not ``unicode``: texts in GBK, as Outlook 2003 saved them."""
    ole = CFB.from_bytes(_empty_ole())

    def put(place: tuple[str, ...], key: str, value: str) -> None:
        kind, data = ("001F", value.encode("utf-16-le")) if unicode else ("001E", value.encode("gbk"))
        ole.add_stream_at(place, f"__substg1.0_{key}{kind}", data)

    ole.add_stream_at((), "__properties_version1.0", bytes(32))
    put((), "0037", "绩效自评")
    put((), "1000", text)
    if heads:
        put((), "007D", heads)
    for number, (name, data) in enumerate(attachments):
        place = (f"__attach_version1.0_#{number:08X}",)
        ole.add_substorage_at((), place[0])
        ole.add_stream_at(place, "__properties_version1.0", bytes(8))
        put(place, "3707", name)
        ole.add_stream_at(place, "__substg1.0_37010102", data)
    return ole.to_bytes()
