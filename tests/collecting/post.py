"""Returns and mails as units send them: workbooks of the real templates, mails as bytes."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from dataclasses import replace
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

from tests.checks.ratings import drawn
from xlperf.forms import information, workbooks
from xlperf.forms.national import parts
from xlperf.forms.template import write_workbook

ROADS = """
资金           | {0} | {0} | {1}
数量           | 修路 | ≥ | 50 | 公里 | 50 | 20 | 20
质量           | 合格率 | ≥ | 95 | % | 98 | 20 | {2}
成本           | 每公里造价 | ≤ | 2 | 万元 | 2 | 10 | 10
社会效益       | 受益村 | ≥ | 12 | 个 | 12 | 30 | 30
服务对象满意度 | 群众满意度 | ≥ | 90 | % | 95 | 10 | 10
"""


def lay_return(
    path: Path,
    unit: str = "某县水利局",
    project: str = "农村道路养护",
    *,
    year: int | None = 2024,
    budget: str = "100",
    spent: str = "100",
    quality: str = "20",
    reviewed: tuple[str, ...] = (),
    opinion: str | None = None,
    table: str = ROADS,
    told: str | None = None,
    county: str | None = None,
) -> Path:
    """项目支出绩效自评表 of that unit; ``quality`` of 20 points claimed for 合格率 makes the score, ``reviewed`` are 复核分.

    Each of those rows has that ``opinion``; ``told`` is 实际完成情况 in words; without a ``county`` one warning is due.
    """
    draft = drawn(table.format(budget, spent, quality)).put(information.UNIT, unit)
    draft = draft.put(parts.GOAL_ACTUAL, told).put(information.COUNTY, county)
    draft = draft.put(information.PROJECT, project)
    draft = draft.put(information.YEAR, None if year is None else Decimal(year))
    if reviewed:
        rows = iter(reviewed)
        kept = draft.rows[parts.INDICATORS.key]
        given = (
            replace(row, values={**row.values, "reviewed": Decimal(next(rows)), "opinion": opinion})
            if row.values.get("self")
            else row
            for row in kept
        )
        draft = draft.fill(parts.INDICATORS, *given)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(workbooks.workbook("national"), path, draft)
    return path


def mail(
    *attachments: tuple[str, bytes],
    sender: str = "shuiliju@example.gov.cn",
    identity: str = "<1@example.gov.cn>",
    day: str = "Mon, 03 Mar 2025 09:00:00 +0800",
    text: str = "请查收",
) -> bytes:
    """A mail that any modern program would write."""
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = sender, day, "绩效自评"
    message["Message-ID"] = identity
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def bare_mail(heads: bytes, part_heads: bytes, data: bytes) -> bytes:
    """A mail written by hand: whatever stands in ``heads`` and ``part_heads`` stands in it."""
    return b"\r\n".join(
        (
            b"From: a@example.gov.cn",
            b"Message-ID: <hand@example.gov.cn>",
            heads,
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/mixed; boundary="=="',
            b"",
            b"--==",
            part_heads,
            b"Content-Transfer-Encoding: base64",
            b"",
            base64.encodebytes(data),
            b"--==--",
            b"",
        )
    )


def gbk_zip(*members: tuple[str, bytes]) -> bytes:
    """A .zip as WinRAR on Chinese Windows writes it: names in GBK, no UTF-8 flag."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in members:
            info = zipfile.ZipInfo("x" * len(name.encode("gbk")))
            package.writestr(info, data)
    packed = stream.getvalue()
    for name, _ in members:
        raw = name.encode("gbk")
        packed = packed.replace(b"x" * len(raw), raw)
    return packed


def winmail(name: str, data: bytes) -> bytes:
    """A winmail.dat with one attachment ([MS-OXTNEF] 2.1.3): its title in GBK, as Chinese Outlook writes it."""
    attributes = ((0x9002, 6, bytes(14)), (0x8010, 1, name.encode("gbk") + b"\0"), (0x800F, 6, data))
    body = b"".join(
        struct.pack("<BHHI", 2, number, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
        for number, kind, value in attributes
    )
    return struct.pack("<IH", 0x223E9F78, 1) + body
