"""Mutations that know what XML is: tags, attributes, references, numbers, text, namespaces, encodings."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable

_TAG = re.compile(rb"<(/?)([A-Za-z_][^\s/>]*)([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_TEXT = re.compile(rb">([^<>]+)<")

NUMBERS = (
    "", "0", "-0", "1", "-1", "00", "2", "9", "255", "256", "16384", "16385", "1048576", "1048577", "65535",
    "2147483648", "4294967296", "-9223372036854775809", "99999999999999999999", "1e5", "1e15", "1e308", "1e999",
    "-1e-400", "1e-9", "1E+400000", "NaN", "INF", "-Infinity", "Infinity", "0.1", "100", "100.005", "1,000", "1.2.3",
    "44927", "60", "2958465", "2958466", "-44927", "45000.99999", "true", "abc", "²", "٣", "１２", " 1 ", "+1", "0x10",
    "1_000", "9" * 20, "9" * 5000, "1" + "0" * 400, "0." + "3" * 400,
)  # fmt: skip
REFERENCES = (
    "A1", "B2", "a1", "A0", "A", "1", "$B$3", "XFD1048576", "XFE1", "A1048577", "AAAA1", "A1:B2", "B2:A1", "A:A", "1:1",
    "A1:XFD1048576", "A1:A1048576", "A1 C3", "A1:", ":", "R1C1", "评分表!$A$1", "'评分表'!$B$2:$C$9", "#REF!", "A1:B2:C3",
    "'评分表'!$A$1,'评分表'!$C$3", "'a''b'!A1", "[1]Sheet1!A1", "OFFSET(A1,1,1)", "'检查结果'!$A$1", "\u00c11", "A٣",
)  # fmt: skip
WORDS = (
    "s", "str", "inlineStr", "b", "e", "d", "n", "rId1", "rId2", "rId999", "worksheet", "styles", "sharedStrings",
    "comments", "External", "Internal", "/xl/workbook.xml", "../../x", "worksheets/sheet1.xml", "http://127.0.0.1:9/x",
    "file:///etc/hostname", "array", "shared", "dataTable", "hidden", "veryHidden", "xlperf", "xlperf_results",
    "xlperf_reserved_1", "LEN(&quot;xlperf:X&quot;)&gt;0", "〔xlperf 00000000〕", "检查结果", "评分表", "xp_meta_form", "project",
    "department", "General", "yyyy-mm-dd", "0.00%", "x" * 40, "x" * 40_000, "a>b", "a&amp;b", "&lt;x/&gt;",
)  # fmt: skip
TEXTS = (
    "是", "否", "无", "/", "—", "12万元", "壹佰万元", "１２．５", "100%", "85％", "-", "－5", "(5)", "5元", "5 000", "1,234.5",
    "2023年", "2023年13月45日", "2023-02-30", "2023.1.1", "1900-01-00", "9999-12-31", "10000年1月1日", "二〇二三年", "☑", "□",
    "=1+1", "#DIV/0!", "#N/A", "优秀", "不合格", "见附件", "\t", "\r\n", "_x0000_", "_xD800_", "_x000D_", "\u202e反", "😀",
    "完成率120%", "扣5分", "%s{0}{x}%(y)d", "{", "}", "合计", "小计", "1" * 300, "万" * 300,
)  # fmt: skip
HOSTILE = (
    "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;", "&unknown;", "&", "<", "]]>", "<!---->", "<!-- <row> -->",
    "<![CDATA[5]]>", "<?pi x?>", "<x/>", "\x00", "\x01", "\x0b", "\ufffe", "&#xFFFE;",
)  # fmt: skip
NAMES = (
    "row", "c", "v", "f", "is", "t", "si", "r", "sheetData", "worksheet", "sheet", "sheets", "definedName", "mergeCell",
    "mergeCells", "cols", "col", "dimension", "conditionalFormatting", "cfRule", "formula", "dataValidations", "hyperlinks",
    "hyperlink", "legacyDrawing", "extLst", "ext", "comment", "comments", "authors", "author", "commentList", "text",
    "Override", "Default", "Relationship", "xf", "cellXfs", "dxfs", "dxf", "numFmt", "numFmts", "fonts", "bookViews",
    "workbookView", "x:row", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "vt:vector", "vt:i4", "v:shape", "xml",
)  # fmt: skip
SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "urn:x", "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
)  # fmt: skip
_ALTERNATIVE = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice Requires="x14">%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent>'
)

Mutation = Callable[[bytes, random.Random], bytes]


@functools.lru_cache(maxsize=64)
def _tags(data: bytes) -> dict[bytes, list[tuple[int, int]]]:
    """Where the opening tags are, by name: rare elements are found as easily as cells."""
    found: dict[bytes, list[tuple[int, int]]] = {}
    for tag in _TAG.finditer(data):
        if not tag[1]:
            found.setdefault(tag[2], []).append(tag.span())
    return found


def _tag(data: bytes, dice: random.Random) -> tuple[int, int]:
    """The extent of some opening tag: any kind of element is as likely as any other."""
    tags = _tags(data)
    return dice.choice(tags[dice.choice(sorted(tags))]) if tags else (0, 0)


def _element(data: bytes, dice: random.Random) -> tuple[int, int]:
    """The extent of some element that is not too long to be worth moving."""
    start, end = _tag(data, dice)
    if data[end - 2 : end] == b"/>" or end == 0:
        return start, end
    name = re.match(rb"<([^\s/>]+)", data[start:end])
    closing = b"</" + name[1] + b">" if name else b""
    close = data.find(closing, end) if closing else -1
    return start, end if close < 0 else close + len(closing)


def _interesting(old: bytes, dice: random.Random) -> bytes:
    """A value of the same kind as the old one, or of another, or one that tries to be more than a value."""
    text = old.decode("utf-8", "replace")
    if re.fullmatch(r"[-+0-9.eE]+", text) and dice.random() < 0.7:
        pool: tuple[str, ...] = NUMBERS
    elif re.search(r"[A-Z]+\$?[0-9]+|[A-Z]:|!", text) and dice.random() < 0.7:
        pool = REFERENCES
    else:
        pool = dice.choice((NUMBERS, REFERENCES, WORDS, TEXTS, TEXTS, HOSTILE))
    return dice.choice(pool).encode("utf-8", "surrogatepass")


def _attribute(data: bytes, dice: random.Random) -> bytes:
    start, end = _tag(data, dice)
    found = list(_ATTRIBUTE.finditer(data, start, end))
    if not found:
        return data
    one = dice.choice(found)
    action = dice.randrange(10)
    if action == 0:
        return data[: one.start()] + data[one.end() :]
    if action == 1:
        return data[: one.end()] + one[0] + data[one.end() :]
    if action == 2:
        other = dice.choice(found)
        return data[: one.start(2)] + other[2] + data[one.end(2) :]
    if action == 3:
        name = dice.choice(
            (b"r", b"s", b"t", b"ref", b"hidden", b"xmlns", b"r:id", b"Id", b"x:y", b"ht", b"min", b"max")
        )
        return data[: one.start(1)] + name + data[one.end(1) :]
    value = _interesting(one[2][1:-1], dice).replace(b'"', b"&quot;")
    return data[: one.start(2)] + b'"' + value + b'"' + data[one.end(2) :]


def _text(data: bytes, dice: random.Random) -> bytes:
    found = _TEXT.search(data, dice.randrange(len(data) or 1)) or _TEXT.search(data)
    if not found:
        return data
    return data[: found.start(1)] + _interesting(found[1], dice) + data[found.end(1) :]


def _elements(data: bytes, dice: random.Random) -> bytes:  # noqa: PLR0911  one return an action
    """An element dropped, doubled, moved, put inside another, emptied, or wrapped in an alternative."""
    start, end = _element(data, dice)
    piece, rest = data[start:end], data[:start] + data[end:]
    action = dice.randrange(7)
    if action == 0:
        return rest
    if action == 1:
        return data[:end] + piece * dice.choice((1, 1, 1, 2, 50)) + data[end:] if len(piece) < 5000 else rest
    if action == 2:
        at = _tag(rest, dice)[dice.randrange(2)]
        return rest[:at] + piece + rest[at:]
    if action == 3:
        at = _tag(data, dice)[1]
        return data[:at] + piece[:5000] + data[at:]
    if action == 4:
        tag = _TAG.match(piece)
        return data[:start] + b"<" + tag[2] + tag[3].rstrip(b"/") + b"/>" + data[end:] if tag else rest
    if action == 5:
        return data[:start] + _ALTERNATIVE % (piece, piece if dice.random() < 0.5 else b"") + data[end:]
    return (
        data[:start]
        + dice.choice((b"<!-- %s -->", b"<![CDATA[%s]]>", b"<?pi %s?>", b"<x>%s</x>")) % piece
        + data[end:]
    )


def _name(data: bytes, dice: random.Random) -> bytes:
    """An element of another name: closed by it, or not."""
    start, end = _element(data, dice)
    tag = _TAG.match(data, start)
    if not tag:
        return data
    new = dice.choice(NAMES).encode()
    piece = data[start:end].replace(b"<" + tag[2], b"<" + new, 1)
    if dice.random() < 0.8:
        piece = piece.replace(b"</" + tag[2] + b">", b"</" + new + b">")
    return data[:start] + piece + data[end:]


def _namespace(data: bytes, dice: random.Random) -> bytes:
    found = list(re.finditer(rb'xmlns(:\w+)?="([^"]*)"', data[:4000]))
    if not found:
        return data
    one = dice.choice(found)
    if dice.random() < 0.3:
        return data[: one.start()] + data[one.end() :]
    return data[: one.start(2)] + dice.choice(SPACES).encode() + data[one.end(2) :]


def _encoding(data: bytes, dice: random.Random) -> bytes:
    """Other encodings, declared or not, and what may stand before the root."""
    action = dice.randrange(6)
    text = data.decode("utf-8", "replace")
    if action == 0:
        return dice.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b" ", b"\n\n")) + data
    if action == 1:
        return text.replace("UTF-8", "UTF-16", 1).encode(dice.choice(("utf-16", "utf-16-be", "utf-16-le")))
    name = dice.choice(
        (
            "utf-16",
            "gbk",
            "latin-1",
            "utf-7",
            "utf-32",
            "cp1252",
            "big5",
            "punycode",
            "base64",
            "idna",
            "none",
            "US-ASCII",
        )
    )
    if action == 2:
        return re.sub(rb'encoding="[^"]*"', b'encoding="%s"' % name.encode(), data, count=1)
    if action == 3:
        return f'<?xml version="1.{dice.randrange(3)}" encoding="{name}"?>'.encode() + data
    if action == 4:
        return b"<!DOCTYPE x [<!ENTITY a '1'>]>" + data
    return data.replace(b"<", b"<!--%s--><" % (b"x" * dice.choice((0, 5, 3000))), dice.randint(1, 3))


def _bytes(data: bytes, dice: random.Random) -> bytes:
    if not data:
        return data
    at, length = dice.randrange(len(data)), dice.randint(1, 12)
    action = dice.randrange(4)
    if action == 0:
        return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
    if action == 1:
        return data[:at] + data[at + length :]
    if action == 2:
        return data[:at] + dice.choice(HOSTILE + NUMBERS).encode("utf-8", "surrogatepass") + data[at:]
    return data[:at] + data[at : at + length * 20] + data[at:]


MUTATIONS: tuple[Mutation, ...] = (
    *(_attribute,) * 6, *(_text,) * 5, *(_elements,) * 4, _name, _name, _namespace, _encoding, _bytes,
)  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """One change to one XML part; a mutation that finds nothing to change gives the part as it was."""
    return dice.choice(MUTATIONS)(data, dice)
