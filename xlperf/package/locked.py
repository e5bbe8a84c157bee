"""Workbooks that ask for a password ([MS-OFFCRYPTO] 2.3.4: an OLE container around the encrypted package).

``unlocked`` takes the container and gives the package within; ``locked`` goes the other way, always with
AES-256 and SHA-512 (2.3.4.10, Agile), whatever the old container had. A password is held in memory only.
"""

from __future__ import annotations

import io

from xlperf.package.refusal import Refused, refused

_PACKAGE, _INFO = "EncryptedPackage", "EncryptionInfo"
_USUAL = {_PACKAGE, _INFO, "\x06DataSpaces"}
_PUBLIC = "VelvetSweatshop"
"""With it Excel encrypts what is protected but opens without asking ([MS-OFFCRYPTO] 2.4.2.3)."""

_MOST_ROUNDS = 1_000_000  # Excel and WPS take 100,000; more would only cost the reader time
_AGILE = b"\x04\x00\x04\x00"
_LARGEST_INFO = 64 * 1024


def _hush() -> None:
    """On DEBUG msoffcrypto tells keys."""
    import logging  # noqa: PLC0415  only for a locked workbook

    logging.getLogger("msoffcrypto").setLevel(logging.WARNING)


def is_locked(data: bytes) -> bool:
    """Whether an OLE container holds an encrypted package: its streams are named in UTF-16."""
    return all((name.encode("utf-16-le") + b"\0\0") in data for name in (_PACKAGE, _INFO))


def unlocked(data: bytes, password: str) -> tuple[bytes, str]:
    """The package in the container, and the password that opened it: the one given, or Excel's public one.

    OPEN-06 when none was given and one is needed, OPEN-28 when it does not fit; a broken container is OPEN-17.
    """
    for each in (password, _PUBLIC):
        if each:
            content = _tried(data, each)
            if content is not None:
                return content, each
    raise refused("OPEN-28" if password else "OPEN-06")


def locked(package: bytes, password: str) -> bytes:
    """The package in a container of its own, read back before it is handed on; WRITE-05 when that fails."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile  # noqa: PLC0415  only for a locked workbook

    _hush()
    try:
        container: bytes = ECMA376Agile.encrypt(password, io.BytesIO(package))
        if _tried(container, password) == package:
            return container
    except Refused:
        pass
    except Exception as error:
        raise refused("WRITE-05") from error
    raise refused("WRITE-05")


def is_simple(data: bytes) -> bool:
    """Whether the container holds nothing but one package under one password: then ``locked`` loses nothing."""
    import olefile  # noqa: PLC0415  only for a locked workbook

    with olefile.OleFileIO(io.BytesIO(data)) as container, container.openstream(_INFO) as stream:
        info = stream.read()
        streams = {path[0] for path in container.listdir()}
    return streams <= _USUAL and info.count(b"<keyEncryptor ") < 2  # noqa: PLR2004  password, certificate


def _tried(data: bytes, password: str) -> bytes | None:
    """The package when the password fits, None when it does not."""
    from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415  only for a locked workbook
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415

    _hush()
    try:
        _hold_harmless(data)
        container = OOXMLFile(io.BytesIO(data))
        if container.type == "agile" and container.info["spinValue"] > _MOST_ROUNDS:
            raise refused("OPEN-21", part=_INFO, why=f"密码迭代次数超过 {_MOST_ROUNDS:,}")  # noqa: TRY301
        try:
            container.load_key(password=password, verify_password=True)
        except InvalidKeyError:
            return None
        package = io.BytesIO()
        container.decrypt(package)
    except Refused:
        raise
    except Exception as error:
        raise refused("OPEN-17", part=_PACKAGE, why="的加密方式不支持，或结构有误") from error
    return package.getvalue()


def _hold_harmless(data: bytes) -> None:
    """The description of the encryption asks for no entities and no endless work."""
    import olefile  # noqa: PLC0415  only for a locked workbook

    with olefile.OleFileIO(io.BytesIO(data)) as container, container.openstream(_INFO) as stream:
        info = stream.read(_LARGEST_INFO + 1)
    if not info.startswith(_AGILE):
        return
    if len(info) > _LARGEST_INFO:
        raise refused("OPEN-21", part=_INFO, why="内容过长")
    if b"<!" in info or b"\0" in info[8:]:
        raise refused("OPEN-20", part=_INFO)
