"""What units wrap their workbooks into: 7z, rar, Outlook's .msg. What comes out is what was put in, or it is said so."""

from __future__ import annotations

from pathlib import Path

import pytest
import rarfile

from tests.collecting.post import gbk_zip, mail
from tests.collecting.wrapped import msg, rar3, rar5, seven_zip
from xlperf.collecting import archives
from xlperf.collecting.mail import Letter, letter, letter_of_msg
from xlperf.collecting.parcels import parcels

NAME = "某县水利局自评表.xlsx"
DATA = bytes(range(256)) * 30


def codes(told: Letter) -> list[str]:
    return [each.code for each in told.troubles]


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("报送.7z", seven_zip((f"自评/{NAME}", DATA))),
        ("报送.rar", rar5((f"自评/{NAME}", DATA))),
        ("报送.rar", rar3(f"自评\\{NAME}".encode("gbk"), DATA)),
        ("报送.zip", gbk_zip(("内层.7z", seven_zip((NAME, DATA))))),
    ],
    ids=["7z", "rar 5", "rar 3 with a GBK name", "7z in a zip"],
)
def test_an_archive_gives_its_workbook_with_its_name_and_is_kept_itself(name: str, package: bytes) -> None:
    told = letter(mail((name, package)))
    assert told.items[0].data == package
    assert (told.items[-1].name, told.items[-1].data) == (NAME, DATA)
    assert codes(told) == []


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("报送.7z", seven_zip((NAME, DATA), locked="0000")),
        ("报送.7z", seven_zip((NAME, DATA))[:-20]),
        ("报送.7z", seven_zip(*((f"{number}.txt", b"x") for number in range(201)))),
        ("报送.rar", rar5((NAME, DATA))[:-2000]),
        ("报送.zip", gbk_zip(("2.zip", gbk_zip(("3.7z", seven_zip((NAME, DATA))))))),
    ],
    ids=["password", "cut off", "201 members", "rar cut off", "three deep"],
)
def test_an_archive_that_gives_nothing_is_kept_and_told(name: str, package: bytes) -> None:
    told = letter(mail((name, package)))
    assert told.items[0].data == package
    assert NAME not in [item.name for item in told.items]
    assert codes(told) == ["COL-04"]


def test_a_7z_that_unfolds_into_more_than_is_allowed_is_kept_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three million blanks pack into a few hundred bytes."""
    package = seven_zip((NAME, b" " * 3_000_000))
    assert len(package) < 3_000
    monkeypatch.setattr(archives, "_MOST_BYTES", 1_000_000)
    told = letter(mail(("报送.7z", package)))
    assert [item.data for item in told.items] == [package]
    assert codes(told) == ["COL-04"]


def test_a_packed_rar_without_a_program_for_it_is_kept_and_the_program_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for tool in ("UNRAR_TOOL", "UNAR_TOOL", "BSDTAR_TOOL", "SEVENZIP_TOOL", "SEVENZIP2_TOOL"):
        monkeypatch.setattr(rarfile, tool, "no-such-program")
    package = rar5((NAME, DATA), method=3)
    told = letter(mail(("报送.rar", package)))
    assert [item.data for item in told.items] == [package]
    assert codes(told) == ["COL-10"]
    assert "7-Zip 或 unar" in told.troubles[0].notice.hint


HEADS = "From: =?gb2312?B?y67A+77W?= <ShuiLiJu@example.gov.cn>\r\nMessage-ID: <9@example.gov.cn>\r\nDate: Mon, 03 Mar 2025 09:00:00 +0800\r\n"


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "GBK"])
def test_a_mail_that_outlook_saved_has_its_sender_its_day_and_its_files(
    tmp_path: Path, *, unicode: bool
) -> None:
    saved = msg((NAME, DATA), ("报送.zip", gbk_zip(("2.xlsx", b"2"))), heads=HEADS, unicode=unicode)
    (tmp_path / "来信.msg").write_bytes(saved)
    (parcel,) = parcels(tmp_path, tmp_path / "store", lambda _: None)
    assert (parcel.key, parcel.sender, parcel.subject) == (
        "<9@example.gov.cn>",
        "shuiliju@example.gov.cn",
        "绩效自评",
    )
    assert parcel.received.isoformat() == "2025-03-03T01:00:00+00:00"
    assert [item.name for item in parcel.items] == ["来信.msg", NAME, "报送.zip", "2.xlsx"]
    assert [item.data for item in parcel.items][:2] == [saved, DATA]
    assert parcel.troubles == ()


def test_a_mail_of_outlook_that_is_attached_to_a_mail_is_opened() -> None:
    told = letter(mail(("转发.msg", msg((NAME, DATA)))))
    assert [(item.place, item.name) for item in told.items] == [("1.2", "转发.msg"), ("1.2/1", NAME)]


def test_a_mail_of_outlook_with_only_a_link_is_told() -> None:
    told = letter_of_msg(msg(text="超大附件 https://mail.qq.com/cgi-bin/ftnExs_download?k=1"), "来信.msg")
    assert codes(told) == ["COL-03"]


@pytest.mark.parametrize("saved", [b"no msg", msg((NAME, DATA))[:1600]], ids=["something else", "cut off"])
def test_a_mail_of_outlook_that_cannot_be_opened_is_kept_and_told(saved: bytes) -> None:
    told = letter_of_msg(saved, "来信.msg")
    assert [item.data for item in told.items] == [saved]
    assert codes(told) == ["COL-05"]
