"""Rows that stand in or below a table and are none of it: notes, signatures, feet of pages, remarks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlperf.lazy_regex import lazy
from xlperf.recognition.pages import Page, Spot
from xlperf.recognition.paragraphs import is_words

_NOTE = lazy(r"^(注|备注|说明|填表说明|填报说明)\d*[:、.]")
_SIGNED = lazy(
    r"^(填报人|填表人|填报单位|填报日期|单位负责人|部门负责人|财务负责人|负责人|审核人|制表人|经办人|联系电话|联系人|复核人|评价组组长)(\(.{1,8}\))?:"
)
_FOOTER = lazy(r"-?第?\d+(页|/\d+页?)([,，、/]?共\d+页)?-?")
_SAID = lazy(r"[\u4e00-\u9fff)）][：:]\s*(-?\d[\d,.]*\s*(万元|元)?\s*)?$")
_REMARK = lazy(r"说明|备注|其[他它]需?要?说明的?(事项|问题|情况)?")

_FEW = 2


def is_closing(page: Page, at: Spot) -> bool:
    """Whether a note or a signature begins in a cell, with which a table is over."""
    words = (page.cells[at].text or "").replace("：", ":").replace("（", "(").replace("）", ")")
    plain = "".join(words.split())
    return bool(_NOTE.match(plain) or _SIGNED.match(plain))


def is_foot_of_page(page: Page, cells: Sequence[Spot]) -> bool:
    """第 1 页，共 2 页 alone in a row."""
    return len(cells) == 1 and _FOOTER.fullmatch(page.text(cells[0])) is not None


def is_beside_the_rows(page: Page, cells: Sequence[Spot], inside: Collection[int]) -> bool:
    """Whether a row is no row of the table though the table may go on: the foot of a page, 其他需要说明的事项, merged words.

    ``inside`` are the columns of the table.
    """
    text = page.text(cells[0])
    remark = (
        is_foot_of_page(page, cells) or _REMARK.fullmatch(text) or _copied_over_several(page, cells, inside)
    )
    said = len(cells) > 1 and all(_is_said(page, at) for at in cells)
    return bool(remark) or said or all(_over_several(page, at, inside) for at in cells)


def _is_said(page: Page, at: Spot) -> bool:
    """Whether a cell says itself what it holds: 其中：基本支出：5400, 按支出性质分：."""
    return page.cells[at].kind == "s" and bool(_SAID.search(page.cells[at].text or ""))


def _over_several(page: Page, at: Spot, inside: Collection[int]) -> bool:
    return sum(at[1] <= column <= page.end(at)[1] for column in inside) > 1


def _copied_over_several(page: Page, cells: Sequence[Spot], inside: Collection[int]) -> bool:
    """The same where merged cells were filled one by one: one text, or a label and one, over most columns."""
    own = [at for at in cells if not page.is_copy(at)]
    columns = sum(own[-1][1] <= column <= cells[-1][1] for column in inside)
    return columns > _FEW and len(own) <= _FEW and is_words(page.cells[own[-1]])
