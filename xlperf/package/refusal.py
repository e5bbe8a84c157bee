"""Why a file is not read or not written: ``Refused`` is a clean, expected outcome.

``xlperf explain OPEN-05`` and the manual print ``REFUSALS``.
"""

from __future__ import annotations

from xlperf.package.reason import Refusal
from xlperf.package.unreadable import UNREADABLE
from xlperf.package.unwritable import UNWRITABLE

__all__ = ["REFUSALS", "Refusal", "Refused", "refused"]

REFUSALS: dict[str, Refusal] = {refusal.code: refusal for refusal in (*UNREADABLE, *UNWRITABLE)}


_CLAUSES = {
    "通则：只读一个存在且有权读取的文件": ("OPEN-01", "OPEN-02", "OPEN-03", "OPEN-04", "OPEN-27"),
    "通则：安全上限": ("OPEN-05", "OPEN-19", "OPEN-23", "OPEN-30", "OPEN-91", "OPEN-92", "OPEN-93"),
    "[MS-OFFCRYPTO] 文件加密": ("OPEN-06", "OPEN-28", "WRITE-05"),
    "接受的格式：.xlsx、.xlsm（ECMA-376 第1部分）": (
        *(f"OPEN-{number:02}" for number in range(7, 14)),
        "OPEN-29",
    ),
    "ECMA-376 第2部分 开放打包约定；PKWARE APPNOTE 4.3、4.4": tuple(
        f"OPEN-{number}" for number in range(14, 19)
    ),
    "XML 1.0；ECMA-376 第1部分 17 SpreadsheetML": ("OPEN-20", "OPEN-21", "OPEN-22", "OPEN-25", "WRITE-01"),
    "Excel 规范与限制：1,048,576 行、16,384 列，单元格 32,767 字符": (
        "OPEN-24",
        "OPEN-26",
        "WRITE-02",
        "WRITE-04",
    ),
    "通则：写不成就保持原文件不变": ("WRITE-03", "WRITE-06"),
    "通则：来自别人的文件不运行、不访问，并说明": ("OPEN-81", "OPEN-82", "OPEN-83"),
}
"""What each refusal rests on."""


def clause_of(code: str) -> str:
    """The specification or principle behind a refusal; "" for a code that nobody placed."""
    return {each: clause for clause, codes in _CLAUSES.items() for each in codes}.get(code, "")


class Refused(Exception):
    """The file is not read or not written, for a reason that can be told: code, what is, what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(f"{code} {message} {hint}")
        self.code = code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str, str]]:
        """A refusal travels whole from a child process to its parent."""
        return Refused, (self.code, self.message, self.hint)


def refused(code: str, **facts: object) -> Refused:
    """The exception for one code, its message filled with the facts of this file."""
    refusal = REFUSALS[code]
    return Refused(code, refusal.message.format(**facts), refusal.hint)
