"""Naming what is not an OOXML workbook by its content: nobody is told merely 'cannot open'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlperf.package.refusal import Refused, refused

if TYPE_CHECKING:
    from collections.abc import Collection

ZIP_START = b"PK\x03\x04"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", " PDF 文件"),
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPG）"),
    (b"GIF8", "图片（GIF）"),
    (b"BM", "图片（BMP）"),
    (b"II*\0", "图片（TIFF）"),
    (b"MM\0*", "图片（TIFF）"),
    (b"Rar!", "压缩包（RAR）"),
    (b"7z\xbc\xaf", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gzip）"),
    (b"{\\rtf", " RTF 文档"),
    (b"MZ", "程序（exe）"),
)
_MARKUP_SIGNS = (
    ("urn:schemas-microsoft-com:office:spreadsheet", " XML 2003 表格"),
    ("mime-version:", "单个文件网页（MHT）"),
    ("<html", "网页（HTML）"),
    ("<table", "网页（HTML）"),
    ("<!doctype html", "网页（HTML）"),
)
_OLE2_SIGNS = (
    ("EncryptedPackage", "OPEN-06", ""),
    ("EncryptionInfo", "OPEN-06", ""),
    ("WordDocument", "OPEN-12", " Word 97-2003 文档"),
    ("PowerPoint Document", "OPEN-12", "演示文稿（.ppt）"),
    ("ETExtData", "OPEN-07", " WPS 表格（.et）"),
)
_PACKAGE_SIGNS = (
    ("index.zip", "OPEN-09", " Numbers 表格"),
    ("index/document.iwa", "OPEN-09", " Numbers 表格"),
    ("xl/workbook.bin", "OPEN-08", ""),
    ("word/document.xml", "OPEN-12", " Word 文档（.docx）"),
    ("ppt/presentation.xml", "OPEN-12", "演示文稿（.pptx）"),
)
_READABLE_PACKAGES = (("xl/workbook.bin", ".xlsb"), ("word/document.xml", ".docx"))
_BIFF_STARTS = (b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})
_LOOK = 4096


def readable_kind(data: bytes) -> str:
    """What is no zip archive and read all the same: ``.xls``, ``.et``, ``.csv``; "" for anything else."""
    if data.startswith(_BIFF_STARTS):
        return ".xls"
    told = name_foreign(data)
    if told.code == "OPEN-07":
        return ".et" if ".et" in told.message else ".xls"
    return ".csv" if told.code == "OPEN-11" else ""


def readable_package(names: Collection[str], mimetype: bytes) -> str:
    """What is a zip archive, no .xlsx, and read all the same: ``.xlsb``, ``.ods``, ``.docx``; "" for anything else."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return ".ods"
    return next((kind for name, kind in _READABLE_PACKAGES if name in names), "")


def name_foreign(data: bytes) -> Refused:
    """The refusal that says what these bytes are, when they are not a zip archive."""
    if data.startswith(_OLE2):
        return _name_ole2(data)
    if data.startswith(_BIFF_STARTS):
        return refused("OPEN-07", kind=" .xls ")
    for start, kind in _KNOWN_STARTS:
        if data.startswith(start):
            return refused("OPEN-12", kind=kind)
    return _name_text(data)


def _name_text(data: bytes) -> Refused:
    text = _as_text(data)
    if text is None:
        return refused("OPEN-13")
    head = text.lstrip("\ufeff \t\r\n").lower()
    for sign, kind in _MARKUP_SIGNS:
        if sign in head:
            return refused("OPEN-10", kind=kind)
    return refused("OPEN-11")


def _name_ole2(data: bytes) -> Refused:
    """Told by the names of the streams, which stand in UTF-16 in the directory of the container."""
    for stream, code, kind in _OLE2_SIGNS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return refused(code, kind=kind)
    return refused("OPEN-07", kind=" Excel 97-2003（.xls）")


def _as_text(data: bytes) -> str | None:
    """The first characters when this is plain text in an encoding met in offices, else None."""
    head = data[:_LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if head.translate(None, _CONTROLS) != head:
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the look may end within a character
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def name_foreign_package(names: Collection[str], mimetype: bytes) -> Refused | None:
    """The refusal for a zip archive that is something else than an OOXML workbook; None if unknown.

    ``names`` are the member names in lower case, ``mimetype`` the content of that member or b"".
    """
    if b"opendocument.spreadsheet" in mimetype:
        return refused("OPEN-09", kind=" OpenDocument 表格（.ods）")
    if b"opendocument" in mimetype:
        return refused("OPEN-12", kind=" OpenDocument 文档")
    for name, code, kind in _PACKAGE_SIGNS:
        if name in names:
            return refused(code, kind=kind)
    if not any(
        name.startswith(("[content_types].xml", "_rels/", "_rels\\", "xl/", "xl\\")) for name in names
    ):
        return refused("OPEN-14")
    return None
