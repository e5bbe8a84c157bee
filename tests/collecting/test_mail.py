"""Chinese mail as it really comes: names, subjects and bytes are what the sender meant."""

from __future__ import annotations

import base64
import email
from email import policy
from email.message import EmailMessage

import pytest

from tests.collecting.post import bare_mail, gbk_zip, mail, winmail
from xlperf.collecting.mail import letter
from xlperf.collecting.mail_words import words

NAME = "某县水利局自评表.xlsx"
DATA = bytes(range(256)) * 3


def b64(text: str, codec: str) -> bytes:
    return base64.b64encode(text.encode(codec))


@pytest.mark.parametrize(
    ("heads", "subject"),
    [
        ("Subject: 关于报送绩效自评的函".encode("gbk"), "关于报送绩效自评的函"),
        ("Subject: 关于报送绩效自评的函".encode(), "关于报送绩效自评的函"),
        (b"Subject: =?gb2312?B?" + b64("朱镕喆报送", "gbk") + b"?=", "朱镕喆报送"),
        (b"Subject: =?x-gbk?B?" + b64("绩效", "gbk") + b"?=", "绩效"),
        (b"Subject: =?gb2312?B?" + b64("绩效自评", "utf-8") + b"?=", "绩效自评"),
        (b"Subject: =?no-such-code?B?" + b64("绩效自评", "utf-8") + b"?=", "绩效自评"),
        (b"Subject: =?utf-8?B?57up5pWI6A==?=\r\n =?utf-8?B?h6ror4Q=?=", "绩效自评"),
        (b"Subject: Re: =?utf-8?Q?=E7=BB=A9=E6=95=88?= (2024)", "Re: 绩效 (2024)"),
        (b"Subject: =?utf-8?B?" + b64("绩效\r\nBcc: x@y", "utf-8") + b"?=", "绩效Bcc: x@y"),
    ],
    ids=["raw GBK", "raw UTF-8", "rare signs", "x-gbk", "mislabelled", "unknown", "split", "Q", "line break"],
)
def test_the_subject_is_what_the_sender_wrote(heads: bytes, subject: str) -> None:
    assert letter(bare_mail(heads, b"Content-Type: text/plain", b"")).subject == subject


@pytest.mark.parametrize(
    "heads",
    [
        b'Content-Disposition: attachment; filename="' + NAME.encode("gbk") + b'"',
        b'Content-Disposition: attachment; filename="' + NAME.encode() + b'"',
        b'Content-Disposition: attachment; filename="=?gb18030?B?' + b64(NAME, "gb18030") + b'?="',
        (
            b"Content-Disposition: attachment; filename*=utf-8''%E6%9F%90%E5%8E%BF%E6%B0%B4%E5%88%A9%E5%B1%80"
            b"%E8%87%AA%E8%AF%84%E8%A1%A8.xlsx; filename=x.xlsx"
        ),
        (
            b"Content-Disposition: attachment;\r\n filename*0*=gbk''%C4%B3%CF%D8%CB%AE;\r\n"
            b' filename*1*=%C0%FB%BE%D6%D7%D4%C6%C0%B1%ED;\r\n filename*2=".xlsx"'
        ),
        b'Content-Type: application/octet-stream; name="=?GB2312?B?' + b64(NAME, "gbk") + b'?="',
    ],
    ids=["raw GBK", "raw UTF-8", "encoded word", "RFC 2231", "RFC 2231 in parts", "name only"],
)
def test_an_attachment_has_the_name_that_the_sender_gave_it(heads: bytes) -> None:
    found = letter(bare_mail(b"Subject: x", heads, DATA)).items
    assert [(item.name, item.data) for item in found] == [(NAME, DATA)]


def test_a_name_cannot_lead_out_of_its_folder() -> None:
    told = letter(mail(("..\\..\\windows\\自评\u202exslx.xlsx", DATA)))
    assert [item.name for item in told.items] == ["自评xslx.xlsx"]


def test_two_attachments_of_one_name_stay_two() -> None:
    told = letter(mail((NAME, b"1"), (NAME, b"2")))
    assert [(item.place, item.data) for item in told.items] == [("1.2", b"1"), ("1.3", b"2")]


def test_forwarded_mail_is_opened_whichever_way_it_was_forwarded() -> None:
    inner = mail((NAME, DATA))
    outer = EmailMessage()
    outer["From"] = "a@example.gov.cn"
    outer.set_content("转发")
    outer.add_attachment(email.message_from_bytes(inner, policy=policy.default))
    outer.add_attachment(inner, maintype="application", subtype="octet-stream", filename="转发.eml")
    told = letter(outer.as_bytes())
    assert [(item.place, item.name, item.data) for item in told.items] == [
        ("1.2/1.2", NAME, DATA),
        ("1.3/1.2", NAME, DATA),
    ]


def test_what_was_forwarded_too_often_is_told() -> None:
    raw = mail((NAME, DATA))
    for _ in range(6):
        outer = EmailMessage()
        outer.set_content("转发")
        outer.add_attachment(email.message_from_bytes(raw, policy=policy.default))
        raw = outer.as_bytes()
    told = letter(raw)
    assert [(each.name, each.data) for each in told.items] == [("来信.eml", raw)]
    assert [(each.code, each.place) for each in told.troubles] == [("COL-05", "转发了 5 次以上的邮件")]


def test_members_of_a_zip_from_chinese_windows_have_their_names() -> None:
    package = gbk_zip((NAME, DATA), ("道路/养护.xlsx", b"2"))
    told = letter(mail(("报送.zip", package)))
    assert [item.name for item in told.items] == ["报送.zip", NAME, "养护.xlsx"]
    assert told.items[0].data == package
    assert not told.troubles


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报送.rar", b"Rar!\x1a\x07\x01\x00rest"),
        ("报送.zip", b"PK\x03\x04 broken"),
        (
            "报送.zip",
            gbk_zip((NAME, DATA)).replace(b"\x00\x00\x00\x00\x00\x00!", b"\x01\x00\x00\x00\x00\x00!"),
        ),
    ],
    ids=["rar", "broken", "encrypted"],
)
def test_an_archive_that_cannot_be_opened_is_kept_and_told(name: str, data: bytes) -> None:
    told = letter(mail((name, data)))
    assert [item.data for item in told.items] == [data]
    assert [trouble.code for trouble in told.troubles] == ["COL-04"]


def test_a_large_attachment_that_is_only_a_link_is_told_and_never_fetched() -> None:
    told = letter(mail(text="从QQ邮箱发来的超大附件 https://mail.qq.com/cgi-bin/ftnExs_download?k=1"))
    assert told.items == ()
    assert [trouble.code for trouble in told.troubles] == ["COL-03"]


def test_half_an_attachment_is_kept_and_told() -> None:
    whole = mail((NAME, DATA))
    told = letter(whole[: whole.rindex(b"\n--")])
    assert [item.data for item in told.items] == [DATA]
    assert [trouble.code for trouble in told.troubles] == ["COL-05"]


def test_what_outlook_wraps_into_winmail_dat_is_taken_out() -> None:
    told = letter(mail(("winmail.dat", winmail(NAME, DATA))))
    assert [(item.name, item.data) for item in told.items][1:] == [(NAME, DATA)]
    assert not told.troubles


def test_a_broken_winmail_dat_is_kept_and_told() -> None:
    told = letter(mail(("winmail.dat", b"no tnef at all")))
    assert [item.data for item in told.items] == [b"no tnef at all"]
    assert [trouble.code for trouble in told.troubles] == ["COL-05"]


def test_pictures_in_a_signature_are_no_attachments() -> None:
    message = EmailMessage()
    message.set_content('<img src="cid:logo">', subtype="html")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="image001.png")
    assert letter(message.as_bytes()).items == ()


def test_a_mail_without_a_number_goes_by_its_content() -> None:
    raw = b"From: a@b.cn\n\nhello"
    assert letter(raw).key == letter(raw).key != letter(raw + b"!").key


@pytest.mark.parametrize(
    "raw",
    [
        b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3000,
        b"Content-Type: text/plain; name*=utf-8''a; name*0=b; name*1=c\n\nx",
    ],
    ids=["three thousand deep", "name in parts and whole"],
)
def test_a_mail_that_cannot_be_taken_apart_is_kept_whole_and_told(raw: bytes) -> None:
    told = letter(raw)
    assert [item.data for item in told.items] == [raw]
    assert [trouble.code for trouble in told.troubles] == ["COL-05"]


def test_an_impossible_date_or_charset_is_passed_over() -> None:
    assert letter(b"Date: Mon, 01 Jan 2024 00:00:00 +99999999999999\n\nx").received is None
    assert letter(b'Content-Type: text/plain; charset="\xff\x00"\n\nhi').troubles == ()


def test_words_never_fail() -> None:
    assert words("=?utf-8?B?!!!?= \udcff") != ""
    assert letter(b"").items == ()
    assert [each.name for each in letter(b"\xff\xfe\x00" * 40).items] == ["来信.eml"]
