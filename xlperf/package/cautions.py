"""What a workbook holds that is never run, fetched or shown, and that its reader should know of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from xlperf.findings import Finding, Severity
from xlperf.lazy_regex import lazy
from xlperf.package.plain import holds
from xlperf.package.reason import Refusal
from xlperf.package.refusal import Refused

if TYPE_CHECKING:
    from xlperf.package.workbook import Workbook

DDE = Refusal(
    "OPEN-81",
    "含有调用其他程序的公式",
    "工作簿含有调用其他程序的公式（DDE）：{where}；本程序没有运行它",
    "自评表里不该有这样的公式：请不要在 Excel 里点“启用”或“更新”，与发件人核实来源，删去后另存",
    "形如 =程序|主题!项目 的公式会让 Excel 启动别的程序，常被用来传播病毒。本程序从不运行公式，只读保存时的结果。\n\n"
    "例：单元格里写着 =cmd|'/c calc'!A0，报 OPEN-81。",
    Severity.WARNING,
)
LINKS = Refusal(
    "OPEN-82",
    "含有指向其他文件的链接",
    "工作簿有 {count} 个指向其他文件的链接；本程序没有访问它们，用的是上次保存的数",
    "请在“数据→编辑链接（查询和连接）”里核对；报送前把引用别的文件的单元格改成数值，以免收件人看到旧数",
    "公式引用别的工作簿时，收件人的电脑上没有那个文件，数不会更新。\n\n例：资金明细引用本单位的“台账.xlsx”，报 OPEN-82。",
    Severity.INFO,
)
HIDDEN = Refusal(
    "OPEN-83",
    "含有深度隐藏的工作表",
    "工作表{names}被深度隐藏，在 Excel 的“取消隐藏”里看不到",
    "请确认报送的内容里没有多余的数据；不需要的，用原来的工具删去后另存",
    "深度隐藏（veryHidden）的工作表只有用宏才能显示，常带着不想报送的数据。\n\n例：从旧表复制时带来一张深度隐藏的“底稿”，报 OPEN-83。",
    Severity.INFO,
)
CAUTIONS = (DDE, LINKS, HIDDEN)

_FORMULA = lazy(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*(?:\||&#)[^<]*)<")
_TEXT = lazy(r'"(?:[^"]|"")*"')
_CALL = lazy(r"[\w.]\s*\|\s*(?:'|[^\s!]+!)")
_MOST_NAMED = 5


def cautions(workbook: Workbook, own: Collection[str]) -> Iterator[Finding]:
    """A finding for each thing to know of; ``own`` are the sheets that our templates hide themselves."""
    links = [each for each in workbook.relationships if each.kind == "externalLink"]
    calling = [each for each in links if _calls(workbook, each.part)]
    where = [f"“{sheet.name}”" for sheet in workbook.sheets if _holds_call(workbook, sheet.part)]
    where += [f"名称 {name.name}" for name in workbook.names if _is_call(name.refers_to)]
    if calling or where:
        yield _found(DDE, where="、".join(where[:_MOST_NAMED]) or "外部链接")
    if len(links) > len(calling):
        yield _found(LINKS, count=len(links) - len(calling))
    hidden = [
        f"“{sheet.name}”"
        for sheet in workbook.sheets
        if sheet.state == "veryHidden" and sheet.name not in own
    ]
    if hidden:
        more = f"等 {len(hidden)} 张" if len(hidden) > _MOST_NAMED else ""
        yield _found(HIDDEN, names="、".join(hidden[:_MOST_NAMED]) + more)


def _found(caution: Refusal, **facts: object) -> Finding:
    return Finding(caution.code, caution.severity, caution.message.format(**facts), caution.hint)


def _calls(workbook: Workbook, part: str) -> bool:
    """Whether an external link leads to a program and not to a workbook."""
    with suppress(Refused):
        content = workbook.archive.read(part)
        return b"ddeLink" in content or b"oleLink" in content
    return False


def _holds_call(workbook: Workbook, part: str) -> bool:
    with suppress(Refused):
        content = workbook.archive.read(part)
        if b"|" in content or holds(content, b"&#124;"):
            from html import unescape  # noqa: PLC0415  few workbooks have such a formula

            return any(
                _is_call(unescape(found.decode("utf-8", "replace"))) for found in _FORMULA.findall(content)
            )
    return False


def _is_call(formula: str) -> bool:
    """``program|topic!item`` outside of any text in quotation marks."""
    return "|" in formula and _CALL.search(_TEXT.sub("", formula)) is not None
