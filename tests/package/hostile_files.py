"""The hostile files: what each one is, in the words of the office, how it is built, how opening it must end."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.package.hostile import (
    MAIN,
    Entry,
    entries,
    listing,
    parts,
    rels,
    sheet,
    strings,
    written,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 1024 * 1024
NOISE = random.Random(5).randbytes(MIB)  # noqa: S311 - the same noise every time
CELL = '<row r="1"><c r="A1"><v>95</v></c></row>'


def tampered(name: str, **lies: object) -> bytes:
    """A good workbook in which one member tells lies."""
    members = entries(parts())
    for number, member in enumerate(members):
        if member.name.decode() == name:
            truth = {"name": member.name, "content": member.content}
            members[number] = Entry(**{**truth, **lies})  # type: ignore[arg-type]
    return written(members)


def with_entries(*more: Entry, base: dict[str, bytes] | None = None) -> bytes:
    """A good workbook with further members."""
    return written([*entries(parts() if base is None else base), *more])


def rows(xml: str, **around: str) -> bytes:
    """A workbook whose sheet holds these rows."""
    return zipped(parts(sheet(xml, **around)))


def raw(xml: str, encoding: str = "utf-8") -> bytes:
    """A workbook whose sheet part is exactly this text."""
    return zipped(parts(xml.encode(encoding)))


def overlapping() -> bytes:
    """The second member's header lies inside the first one's stored data (the quoting of zip bombs)."""
    inner = written([Entry(b"xl/b.xml", b"x" * 50, method=0)])[:88]
    outer = Entry(b"xl/a.xml", inner, method=0)
    return written([outer, Entry(b"xl/b.xml", b"x" * 50, method=0, offset=38)])


def formatted_rows() -> bytes:
    """1,048,576 rows that carry a format and nothing else, as "select all, set height" leaves them."""
    return rows("".join(f'<row r="{r}" s="3" customFormat="1" ht="20"/>' for r in range(1, 1_048_577)))


def formatted_cells() -> bytes:
    """A million cells that carry a style and nothing else."""
    return rows(
        "".join(f'<row r="{r}"><c r="A{r}" s="1"/><c r="B{r}" s="1"/></row>' for r in range(1, 500_001))
    )


SHARED = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
DTD = "<!DOCTYPE x [{}]>"
LAUGHS = DTD.format(
    '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "' + f"&a{i - 1};" * 10 + '">' for i in range(1, 9))
)
WORKSHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{CELL}</sheetData></worksheet>'


def _garbled() -> bytes:
    data = bytearray(zipped(parts()))
    at = data.find(b"xl/workbook.xml") + len("xl/workbook.xml")
    data[at : at + 40] = b"\xff" * 40
    return bytes(data)


def _hidden_member() -> bytes:
    """Between two listed members lies a complete one that only a streaming reader would see."""
    hidden = Entry(b"xl/worksheets/sheet1.xml", sheet(CELL.replace("95", "66")))
    members = [hidden, *entries(parts())]
    data = written(members)
    start, central = data.find(b"PK\x03\x04", 4), data.find(b"PK\x01\x02")
    record = data.find(b"PK\x01\x02", central + 4) - central
    size = int.from_bytes(data[-10:-6], "little") - record
    count = (len(members) - 1).to_bytes(2, "little")
    assert start > 0
    return data[:central] + data[central + record : -14] + count * 2 + size.to_bytes(4, "little") + data[-6:]


def _long_attribute() -> bytes:
    return sheet(f'<row r="1"><c r="A1" x="{NOISE.hex() * 5}"><v>1</v></c></row>')


def _long_comment() -> bytes:
    return sheet(f"{CELL}<!--{'<!> ' * (9 * MIB // 4)}-->")


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    # zip bombs and lies about sizes
    "压缩炸弹：40 MiB 空白": (lambda: rows(" " * 40 * MIB), "OPEN-19"),
    "目录自称 1 GiB": (lambda: tampered("xl/worksheets/sheet1.xml", size=1 << 30), "OPEN-19"),
    "三个部件各 150 MiB": (
        lambda: with_entries(*(Entry(f"xl/{i}.bin".encode(), NOISE, size=150 * MIB) for i in range(3))),
        "OPEN-19",
    ),
    "自称很小而解压出 40 MiB": (
        lambda: tampered("xl/worksheets/sheet1.xml", content=b" " * 40 * MIB, size=1000),
        "OPEN-17",
    ),
    "自称的长度偏大": (lambda: tampered("xl/workbook.xml", size=5000), "OPEN-17"),
    "校验值错误": (lambda: tampered("xl/worksheets/sheet1.xml", crc=1), "OPEN-17"),
    "压缩数据是乱码": (_garbled, "OPEN-17"),
    "一万零一个部件": (lambda: written([Entry(b"%d" % i, b"") for i in range(10_001)]), "OPEN-16"),
    # two programs would read two things
    "部件重叠": (overlapping, "OPEN-16"),
    "部件重名": (lambda: with_entries(Entry(b"xl/worksheets/sheet1.xml", sheet(""))), "OPEN-16"),
    "部件仅大小写不同": (lambda: with_entries(Entry(b"XL/worksheets/Sheet1.xml", sheet(""))), "OPEN-16"),
    "部件仅斜线不同": (lambda: with_entries(Entry(b"xl\\worksheets\\sheet1.xml", sheet(""))), "OPEN-16"),
    "名称前后不一致": (
        lambda: tampered("xl/worksheets/sheet1.xml", local_name=b"xl/worksheets/sheet9.xml"),
        "OPEN-16",
    ),
    "长度前后不一致": (lambda: tampered("xl/worksheets/sheet1.xml", local_size=7), "OPEN-16"),
    "名称含零字节": (lambda: with_entries(Entry(b"xl/a\0.xml", b"")), "OPEN-16"),
    "目录条数不符": (lambda: written(entries(parts()), count=3), "OPEN-16"),
    "藏在间隙里的部件": (_hidden_member, "OPEN-16"),
    "末尾有多余数据": (lambda: zipped(parts()) + b"extra", "OPEN-16"),
    "前部有多余数据": (lambda: b"PK\x03\x04junk" + zipped(parts()), "OPEN-16"),
    "前部是程序": (lambda: b"MZ" + bytes(500) + zipped(parts()), "OPEN-12"),
    "部件加密": (lambda: tampered("xl/worksheets/sheet1.xml", flags=1), "OPEN-18"),
    "压缩方式 99": (lambda: tampered("xl/worksheets/sheet1.xml", method=99), "OPEN-18"),
    "截断一半": (lambda: zipped(parts())[:600], "OPEN-15"),
    "截断最后一字节": (lambda: zipped(parts())[:-1], "OPEN-15"),
    # XML against the parser
    "实体炸弹": (lambda: raw(LAUGHS + WORKSHEET), "OPEN-20"),
    "读取本机文件的实体": (
        lambda: raw(DTD.format('<!ENTITY e SYSTEM "file:///etc/passwd">') + WORKSHEET),
        "OPEN-20",
    ),
    "访问网络的实体": (
        lambda: raw(DTD.format('<!ENTITY % e SYSTEM "http://127.0.0.1:9/x.dtd">%e;') + WORKSHEET),
        "OPEN-20",
    ),
    "外部 DTD": (
        lambda: raw('<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">' + WORKSHEET),
        "OPEN-20",
    ),
    "UTF-16 里的 DOCTYPE": (lambda: raw("<!DOCTYPE worksheet>" + WORKSHEET, "utf-16"), "OPEN-20"),
    "关系部件里的 DOCTYPE": (lambda: zipped(parts(root=b"<!DOCTYPE x><x/>")), "OPEN-20"),
    "共享文字里的 DOCTYPE": (
        lambda: zipped(
            parts(
                sheet(SHARED),
                sst=LAUGHS.encode() + strings("<t>a</t>")[56:],
            )
        ),
        "OPEN-20",
    ),
    "未知的文字编码": (lambda: raw('<?xml version="1.0" encoding="x-none"?>' + WORKSHEET), "OPEN-21"),
    "多字节编码 GBK": (lambda: raw('<?xml version="1.0" encoding="GBK"?>' + WORKSHEET), "OPEN-21"),
    "9 MiB 的属性": (lambda: zipped(parts(_long_attribute()), 0), "OPEN-21"),
    "9 MiB 的注释": (lambda: zipped(parts(_long_comment()), 0), "OPEN-21"),
    "十万条注释": (lambda: zipped(parts(sheet(CELL, after="<!---->" * 100_001)), 0), "OPEN-21"),
    "嵌套二百层": (lambda: rows(CELL, after="<a>" * 200 + "</a>" * 200), "OPEN-21"),
    "不合格的 XML": (lambda: rows('<row r="1"><c r="A1"><v>1</c></row>'), "OPEN-21"),
    "没有结束的二十万个单元格": (lambda: rows('<row r="1">' + '<c r="A1" z="">' * 200_000), "OPEN-21"),
    "未定义的实体": (lambda: rows('<row r="1"><c r="A1" t="str"><v>&unknown;</v></c></row>'), "OPEN-21"),
    "控制字符": (lambda: rows('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>'), "OPEN-21"),
    "未知的单元格类型": (lambda: rows('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>'), "OPEN-21"),
    # places and counts
    "行号 4294967295": (lambda: rows('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'), "OPEN-24"),
    "行号 1 后 20 个零": (lambda: rows(f'<row r="1{"0" * 20}"><c><v>1</v></c></row>'), "OPEN-24"),
    "行号 1048577": (lambda: rows('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "OPEN-24"),
    "行号为零": (lambda: rows('<row r="0"><c r="A0"><v>1</v></c></row>'), "OPEN-24"),
    "列 XFE": (lambda: rows('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "OPEN-24"),
    "列 ZZZZZZZZZZ": (lambda: rows('<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>'), "OPEN-24"),
    "没有地址而超出最后一列": (lambda: rows("<row>" + "<c/>" * 16_384 + "<c><v>1</v></c></row>"), "OPEN-24"),
    "合并区域越界": (
        lambda: rows(CELL, after='<mergeCells><mergeCell ref="A1:A1048577"/></mergeCells>'),
        "OPEN-24",
    ),
    "同一单元格写了两次": (
        lambda: rows('<row r="1"><c r="A1"><v>66</v></c><c r="A1"><v>95</v></c></row>'),
        "OPEN-25",
    ),
    "同一行写了两次": (lambda: rows(CELL + CELL), "OPEN-25"),
    "共享文字不存在": (lambda: rows('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "OPEN-25"),
    "共享文字的序号是负数": (lambda: rows('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "OPEN-25"),
    "一段 10 MiB 的共享文字": (
        lambda: zipped(
            parts(
                sheet(SHARED),
                sst=strings(f"<t>{'甲' * 4 * MIB}</t>"),
            ),
            0,
        ),
        "OPEN-26",
    ),
    "两百万零一条共享文字": (
        lambda: zipped(parts(sheet(SHARED), sst=strings(*[""] * 2_000_001)), 0),
        "OPEN-23",
    ),
    "1025 张工作表": (
        lambda: zipped(
            parts(workbook=listing("".join(f'<sheet name="{i}" r:id="rId1"/>' for i in range(1025))))
        ),
        "OPEN-23",
    ),
    "十万个名称": (
        lambda: zipped(
            parts(
                workbook=listing(
                    more="<definedNames>"
                    + "<definedName name='a'>1</definedName>" * 100_000
                    + "</definedNames>"
                )
            ),
            0,
        ),
        "OPEN-23",
    ),
    "十万零一个合并区域": (
        lambda: rows(
            CELL,
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 100_002))
            + "</mergeCells>",
        ),
        "OPEN-23",
    ),
    "八百万个不规整的空单元格": (
        lambda: zipped(parts(sheet("<row>" + "<c/>" * 8_000_000 + "</row>")), 0),
        "OPEN-23",
    ),
    "二百万种格式": (
        lambda: zipped(
            parts(
                styles=f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 2_000_000}</cellXfs></styleSheet>'.encode()
            ),
            0,
        ),
        "OPEN-23",
    ),
    # broken structure
    "没有工作表": (lambda: zipped(parts(workbook=listing(""))), "OPEN-22"),
    "缺少工作表部件": (
        lambda: zipped(parts(rels=rels(("rId1", "worksheet", "worksheets/none.xml")))),
        "OPEN-22",
    ),
    "缺少工作簿部件": (lambda: zipped(parts(workbook=None)), "OPEN-22"),
    "工作表重名": (
        lambda: zipped(parts(workbook=listing('<sheet name="表" sheetId="1" r:id="rId1"/>' * 2))),
        "OPEN-22",
    ),
    "工作表指向网络": (
        lambda: zipped(
            parts(rels=rels(("rId1", "worksheet", 'http://127.0.0.1:9/s.xml" TargetMode="External')))
        ),
        "OPEN-22",
    ),
    # hostile to others, harmless here
    "XFD1048576 里的一个空格": (
        lambda: rows('<row r="1048576"><c r="XFD1048576" t="str"><v xml:space="preserve"> </v></c></row>'),
        "opened 1 cells",
    ),
    "合并整张表": (
        lambda: rows(CELL, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "opened 1 cells",
    ),
    "声明的范围是整张表": (
        lambda: rows(CELL, before='<dimension ref="A1:XFD1048576"/>'),
        "opened 1 cells",
    ),
    "整列着色": (
        lambda: rows(CELL, before='<cols><col min="1" max="16384" width="9" style="3"/></cols>'),
        "opened 1 cells",
    ),
    "整列合并": (
        lambda: rows(CELL, after='<mergeCells><mergeCell ref="B1:B1048576"/></mergeCells>'),
        "opened 1 cells",
    ),
    "一百万条共享文字": (
        lambda: zipped(parts(sheet(SHARED), sst=strings(*(f"<t>{n}</t>" for n in range(1_000_000)))), 0),
        "opened 1 cells",
    ),
    "工作表部件是二进制": (lambda: zipped(parts(b"\x83\x01\x00\x81\x01" + NOISE[:5000])), "OPEN-21"),
    "工作簿部件是二进制": (lambda: zipped(parts(workbook=b"\x83\x01\x00" + NOISE[:5000])), "OPEN-21"),
    "一张部件当作两张工作表": (
        lambda: zipped(
            parts(
                workbook=listing(
                    '<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="乙" sheetId="2" r:id="rId1"/>'
                )
            )
        ),
        "OPEN-22",
    ),
    "NaN、Infinity、1e999": (
        lambda: rows(
            '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>Infinity</v></c><c r="C1"><v>1e999</v></c></row>'
        ),
        "opened 3 cells",
    ),
    "DDE 公式": (
        lambda: rows('<row r="1"><c r="A1"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row>'),
        "opened 1 cells",
    ),
    "路径穿越的部件": (
        lambda: with_entries(Entry(b"../../../../tmp/evil.txt", b"x"), Entry(b"/etc/passwd", b"x")),
        "opened 1 cells",
    ),
    "一百万个只有格式的行": (formatted_rows, "opened 0 cells"),
    "一百万个只有格式的单元格": (formatted_cells, "opened 0 cells"),
    "套娃压缩包": (lambda: with_entries(Entry(b"xl/embeddings/a.zip", zipped(parts()))), "opened 1 cells"),
}
