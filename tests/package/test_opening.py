"""A file is opened for what it is, not for what it is called; otherwise it is refused by name."""

from __future__ import annotations

import pickle
import zipfile

import pytest

from tests.package.hostile import (
    MAIN,
    RELATIONS,
    STRICT,
    STRICT_RELATIONS,
    entries,
    listing,
    parts,
    rels,
    sheet,
    strings,
    written,
    zipped,
)
from xlperf.package.archive import parse_archive, read_archive
from xlperf.package.owners import owner_of
from xlperf.package.refusal import REFUSALS, Refused
from xlperf.package.workbook import DefinedName, open_workbook, workbook_in


def opened(content):
    return workbook_in(parse_archive(zipped(content)))


def refusal(path):
    with pytest.raises(Refused) as caught:
        open_workbook(path)
    return caught.value


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FOREIGN = {
    "空文件": (b"", "OPEN-04", "0 字节"),
    "网页": (
        "<html><body><table><tr><td>自评</td></tr></table></body></html>".encode("gb18030"),
        "OPEN-10",
        "网页",
    ),
    "MHT": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "OPEN-10", "MHT"),
    "XML 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "OPEN-10",
        "2003",
    ),
    "CSV（GBK）": ("凭证号,金额\n记-001,1250.00\n".encode("gb18030"), "OPEN-11", "CSV"),
    "CSV（UTF-8 BOM）": ("\ufeff凭证号,金额\n".encode(), "OPEN-11", "CSV"),
    "Unicode 文本": ("凭证号\t金额\n".encode("utf-16"), "OPEN-11", "文本"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "OPEN-12", "PDF"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(20), "OPEN-12", "PNG"),
    "JPG": (b"\xff\xd8\xff\xe0" + bytes(20), "OPEN-12", "JPG"),
    "RAR": (b"Rar!\x1a\x07\x01\x00", "OPEN-12", "RAR"),
    "doc": (OLE2 + "WordDocument\0".encode("utf-16-le"), "OPEN-12", "Word"),
    "加密的 xlsx": (OLE2 + "EncryptedPackage\0".encode("utf-16-le"), "OPEN-06", "需要密码"),
    "加密软件的密文": (bytes(range(256)) * 8, "OPEN-13", "无法识别"),
    "空压缩包": (zipped({}), "OPEN-14", "压缩包"),
    "压缩包里的工作簿": (zipped({"自评表.xlsx": zipped(parts())}), "OPEN-14", "压缩包"),
    "pptx": (zipped({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "OPEN-12", "pptx"),
}


READABLE = {
    "xls": (OLE2 + "Workbook\0".encode("utf-16-le"), "OPEN-29", "OPEN-07"),
    "et": (OLE2 + "Workbook\0ETExtData\0".encode("utf-16-le"), "OPEN-29", "OPEN-07"),
    "docx": (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>"}), "OPEN-21", "OPEN-12"),
    "ods": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}),
        "OPEN-21",
        "OPEN-09",
    ),
    "xlsb": (
        zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\x83\x01\x00"}),
        "OPEN-22",
        "OPEN-08",
    ),
}
"""Files that call themselves what they are not, and are broken: how reading them ends, and writing into them."""


@pytest.mark.parametrize("kind", READABLE)
def test_a_broken_file_of_another_format_is_refused_and_never_written_into(kind, tmp_path):
    content, unreadable, unwritable = READABLE[kind]
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == unreadable
    assert "  " not in refusal(path).message
    with pytest.raises(Refused) as caught:
        workbook_in(read_archive(path))
    assert caught.value.code == unwritable
    assert kind in caught.value.message
    assert "  " not in caught.value.message


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_workbook_is_named_by_its_content(kind, tmp_path):
    content, code, word = FOREIGN[kind]
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(content)
    told = refusal(path)
    assert told.code == code
    assert word in told.message
    assert told.hint


def test_加密软件的密文_提示先解密(tmp_path):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(bytes(range(256)) * 8)
    assert "亿赛通" in refusal(path).hint


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    assert refusal(tmp_path / "没有.xlsx").code == "OPEN-01"
    folder = tmp_path / "文件夹.xlsx"
    folder.mkdir()
    assert refusal(folder).code == "OPEN-02"
    assert refusal(tmp_path / ("长" * 300 + ".xlsx")).code == "OPEN-27"
    assert refusal(tmp_path / "零\0字节.xlsx").code in {"OPEN-01", "OPEN-27"}


def test_a_file_beyond_64_mib_is_refused_unread(tmp_path):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    assert refusal(path).message == "文件大小 65 MiB，超过上限 64 MiB"


def test_the_owner_file_tells_who_has_it_open(tmp_path):
    book = tmp_path / "自评表.xlsx"
    assert owner_of(book) is None
    name = "张三"
    narrow = (bytes([4]) + name.encode("gb18030")).ljust(55, b" ")
    wide = (bytes([2, 0]) + name.encode("utf-16-le")).ljust(110, b"\0")
    (tmp_path / "~$自评表.xlsx").write_bytes(narrow + wide)
    assert owner_of(book) == "张三"
    (tmp_path / "~$自评表.xlsx").unlink()
    (tmp_path / ".~lock.自评表.xlsx#").write_text(",李四,HOST,21.11.2024 09:00,file:///x;", encoding="utf-8")
    assert owner_of(book) == "李四"


def test_every_refusal_has_its_words():
    assert list(REFUSALS) == sorted(REFUSALS)
    for code, told in REFUSALS.items():
        assert told.code == code
        assert "例：" in told.explanation
        assert code in told.explanation
        assert told.title
        assert told.hint


def test_a_refusal_travels_between_processes():
    told = Refused("OPEN-04", "空", "重新下载")
    again = pickle.loads(pickle.dumps(told))  # noqa: S301 - our own
    assert (again.code, again.message, again.hint) == ("OPEN-04", "空", "重新下载")


def test_sheets_stand_in_tab_order_with_their_states():
    listed = (
        '<sheet name="评分表" r:id="rId2"/><sheet name="目标表" state="hidden" r:id="rId1"/>'
        '<sheet name="图" state="veryHidden" r:id="rId3"/>'
    )
    related = rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "/xl/WORKSHEETS/Sheet2.XML"),
        ("rId3", "chartsheet", "chartsheets/sheet%201.xml"),
    )
    content = parts(workbook=listing(listed), rels=related)
    content["xl/worksheets/sheet2.xml"] = sheet('<row r="3"><c r="B3"><v>7.5</v></c></row>')
    content["xl/chartsheets/sheet 1.xml"] = b"<chartsheet/>"
    book = opened(content)
    assert [(tab.name, tab.state, tab.kind, tab.part) for tab in book.sheets] == [
        ("评分表", "visible", "worksheet", "xl/worksheets/sheet2.xml"),
        ("目标表", "hidden", "worksheet", "xl/worksheets/sheet1.xml"),
        ("图", "veryHidden", "chartsheet", "xl/chartsheets/sheet 1.xml"),
    ]
    assert book.sheets[0].grid.cells[3, 2].text == "7.5"
    assert dict(book.sheets[2].grid.cells) == {}
    assert book.sheet("评分表") is book.sheets[0]
    assert book.sheet("没有") is None


def test_defined_names_keep_their_scope():
    named = (
        '<definedNames><definedName name="xp_总分">评分表!$F$12</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0" hidden="1">评分表!$A$1:$F$30</definedName>'
        '<definedName name="stale" localSheetId="9">#REF!</definedName></definedNames><workbookPr date1904="1"/>'
    )
    book = opened(parts(workbook=listing(more=named)))
    assert book.names == (
        DefinedName("xp_总分", "评分表!$F$12"),
        DefinedName("_xlnm.Print_Area", "评分表!$A$1:$F$30", "评分表", hidden=True),
    )
    assert book.date_1904


def test_a_workbook_may_stand_in_any_folder():
    content = parts(root=rels(("rId1", "officeDocument", "/wtf/book.xml")), workbook=None, rels=None)
    content["wtf/book.xml"] = listing()
    content["wtf/_rels/book.xml.rels"] = rels(("rId1", "worksheet", "../xl/worksheets/sheet1.xml"))
    book = opened(content)
    assert book.workbook_part == "wtf/book.xml"
    assert book.sheets[0].grid.cells[1, 1].text == "95"


def test_backslashes_in_member_names_are_slashes():
    content = {name.replace("/", "\\"): data for name, data in parts().items()}
    assert opened(content).sheets[0].grid.cells[1, 1].text == "95"


def test_strict_workbooks_read_like_transitional_ones():
    content = parts(
        sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', space=STRICT),
        root=rels(("rId1", "officeDocument", "xl/workbook.xml"), space=STRICT_RELATIONS),
        workbook=listing(space=STRICT),
        rels=rels(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            space=STRICT_RELATIONS,
        ),
        sst=strings("<t>严格</t>").replace(MAIN.encode(), STRICT.encode()),
    )
    book = opened(content)
    assert book.strict
    assert book.sheets[0].grid.cells[1, 1].text == "严格"
    assert not opened(parts()).strict


def test_prefixed_elements_read_like_plain_ones():
    prefixed = f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{RELATIONS}"><x:sheets><x:sheet name="表" q:id="rId1"/></x:sheets></x:workbook>'
    assert [tab.name for tab in opened(parts(workbook=prefixed.encode())).sheets] == ["表"]


def test_shared_strings_named_but_absent_are_none():
    related = rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")
    )
    assert opened(parts(rels=related)).shared_strings == ()


def test_macros_and_signatures_are_seen_and_left_alone():
    plain = opened(parts())
    assert (plain.has_macros, plain.is_signed) == (False, False)
    content = {**parts(), "xl/vbaProject.bin": b"\xd0\xcf", "_xmlsignatures/sig1.xml": b"<a/>"}
    book = opened(content)
    assert (book.has_macros, book.is_signed) == (True, True)
    assert opened(parts(rels=rels(("rId1", "xlMacrosheet", "worksheets/sheet1.xml")))).has_macros


def test_raw_members_join_to_the_file_again(tmp_path):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(zipped(parts()))
    archive = read_archive(path)
    body = b"".join(archive.raw(member) for member in archive.members)
    assert archive.data.startswith(body)
    assert archive.data[len(body) :].startswith(b"PK\x01\x02")
    assert archive.names() == tuple(parts())


def test_members_written_as_a_stream_carry_their_data_descriptor(tmp_path):
    path = tmp_path / "自评表.xlsx"
    with path.open("wb") as file, zipfile.ZipFile(_Unseekable(file), "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts().items():
            target.writestr(name, data)
    archive = read_archive(path)
    assert all(member.flags & 8 for member in archive.members)
    assert all(archive.raw(member)[-16:-12] == b"PK\x07\x08" for member in archive.members)
    assert workbook_in(archive).sheets[0].grid.cells[1, 1].text == "95"


class _Unseekable:
    """A file that can only be written forwards, as an export to a browser is."""

    def __init__(self, file):
        self.write, self.flush = file.write, file.flush


def test_zip64_sizes_are_understood(tmp_path):
    path = tmp_path / "自评表.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts().items():
            with target.open(name, "w", force_zip64=True) as member:
                member.write(data)
    assert open_workbook(path).sheets[0].grid.cells[1, 1].text == "95"


def test_a_damaged_picture_does_not_keep_the_numbers_from_being_read():
    members = entries({**parts(), "xl/media/image1.png": b"\x89PNG"})
    members[-1].crc = 1
    archive = parse_archive(written(members))
    assert workbook_in(archive).sheets[0].grid.cells[1, 1].text == "95"
    with pytest.raises(Refused, match="OPEN-17"):
        archive.read("xl/media/image1.png")
