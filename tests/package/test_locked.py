"""Workbooks with a password to open: read with it, refused without, never made to work endlessly."""

from __future__ import annotations

import io
import os
import zipfile

import olefile
import pytest
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted

from tests.package.hostile import parts, zipped
from tests.package.hostile_files import NOISE
from tests.writeback.books import CORPUS, needs_corpus
from xlperf.package import gate
from xlperf.package.archive import read_archive
from xlperf.package.locked import is_locked, is_simple, locked, unlocked
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook

BOOK = zipped({**parts(), "xl/media/stamp.png": NOISE[:8000]})
"""Below 4 KiB, which no workbook of ours is, the library lays out a container that cannot be read back."""


def refusal(path, password=""):
    with pytest.raises(Refused) as caught:
        open_workbook(path, password)
    return caught.value


@pytest.mark.parametrize("password", ["密码 𠮷", "长" * 255])
def test_what_is_locked_opens_with_its_password_only(tmp_path, password):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(locked(BOOK, password))
    assert is_locked(path.read_bytes())
    archive = read_archive(path, password)
    assert (archive.data, archive.stored, archive.password) == (BOOK, path.read_bytes(), password)
    assert refusal(path, password + "x").code == "OPEN-28"
    assert refusal(path).code == "OPEN-06"
    assert "--password-stdin" in refusal(path).hint
    assert "XLPERF_PASSWORD" in refusal(path).hint


def test_what_cannot_be_read_back_is_not_handed_on():
    with pytest.raises(Refused) as caught:
        locked(zipped(parts()), "Cw2024")
    assert caught.value.code == "WRITE-05"


def test_an_ordinary_workbook_does_not_mind_a_password(tmp_path):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(BOOK)
    assert read_archive(path, "Cw2024").password == ""
    assert open_workbook(path, "Cw2024").sheets[0].grid.cells


@pytest.mark.parametrize("password", ["", "别的密码"])
def test_what_excel_locked_with_its_public_password_opens_without_asking(tmp_path, password):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(locked(BOOK, "VelvetSweatshop"))
    assert read_archive(path, password).data == BOOK


def test_a_workbook_of_many_mebibytes_comes_back_whole():
    """Beyond 6.8 MiB the container needs a table of tables (DIFAT)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("照片.jpg", os.urandom(9 * gate.MIB))
    container = locked(content.getvalue(), "Cw2024")
    assert is_simple(container)
    assert unlocked(container, "Cw2024") == (content.getvalue(), "Cw2024")


@needs_corpus
def test_a_workbook_that_excel_locked():
    path = CORPUS / "msoffcrypto" / "example_password.xlsx"
    assert is_simple(path.read_bytes())
    assert [sheet.name for sheet in open_workbook(path, "Password1234_").sheets] != []
    assert refusal(path, "password1234_").code == "OPEN-28"


def tampered(change):
    """A locked workbook whose description of the encryption was changed."""
    container = locked(BOOK, "Cw2024")
    with olefile.OleFileIO(io.BytesIO(container)) as ole:
        package = ole.openstream("EncryptedPackage").read()
        info = change(ole.openstream("EncryptionInfo").read())
    made = io.BytesIO()
    ECMA376Encrypted(package, info).write_to(made)
    return made.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda info: info.replace(b'spinCount="100000"', b'spinCount="9999999"'), "OPEN-21"),
        (lambda info: info.replace(b'spinCount="100000"', b'spinCount="&#57;999999"'), "OPEN-21"),
        (lambda info: info.replace(b"<encryption ", ENTITIES + b"<encryption "), "OPEN-20"),
        (lambda info: info[:8] + info[8:].decode().replace("UTF-8", "UTF-16").encode("utf-16"), "OPEN-20"),
        (lambda info: info[:40], "OPEN-17"),
        (lambda info: b"\x09\x00\x09\x00" + info[4:], "OPEN-17"),
    ],
)
def test_a_made_up_description_is_refused_at_once(tmp_path, change, code):
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(tampered(change))
    assert refusal(path, "Cw2024").code == code


def test_a_container_cut_short_is_damaged(tmp_path):
    path = tmp_path / "自评表.xlsx"
    content = locked(BOOK, "Cw2024")
    for length in (len(content) // 2, len(content) - 600):
        path.write_bytes(content[:length])
        assert refusal(path, "Cw2024").code == "OPEN-17"


def test_what_lies_in_the_container_passes_the_same_gate(tmp_path):
    path = tmp_path / "自评表.xlsx"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", b" " * 40 * gate.MIB)
    path.write_bytes(locked(bomb.getvalue(), "Cw2024"))
    assert refusal(path, "Cw2024").code == "OPEN-19"


def test_a_container_with_a_second_key_is_not_simple():
    two = b"<keyEncryptor a=''></keyEncryptor></keyEncryptors>"
    assert not is_simple(tampered(lambda info: info.replace(b"</keyEncryptors>", two)))
