"""What becomes of labels and the places beside them: both in one cell, numbers as text, other units, more around."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.foreign.paper import Chart, Mark, Page, Paper, Piece, Said, Strip, Words
from tests.foreign.wording import relabelled
from xlperf.forms.model import Kind

_INLINE = (Kind.TEXT, Kind.MONEY, Kind.COUNT, Kind.POINTS, Kind.PERIOD, Kind.CHOICE, Kind.DATE)
_LONGEST_INLINE = 40
_SPACED = re.compile(r"\d+\. ?\d+")
_TICKS = ("☑", "□", "■", "√□")


def in_one_cell(paper: Paper) -> Paper:
    """``项目名称：农村道路养护`` in one cell."""

    def piece(one: Piece) -> Piece:
        return Strip(tuple(_inline(one.marks))) if isinstance(one, Strip) else one

    return paper.each_piece(piece)


def _inline(marks: tuple[Mark, ...]) -> list[Mark]:
    made: list[Mark] = []
    for mark in marks:
        last = made[-1] if made else None
        if last and last.label and last.said.text and not mark.label and _fits(mark.said):
            label = str(last.said.text).replace("\n", "").rstrip("：:")
            said = replace(mark.said, text=f"{label}：{_shown(mark.said)}")
            made[-1] = Mark(said, last.span + mark.span, label=False)
        else:
            made.append(mark)
    return made


def in_one_line(paper: Paper) -> Paper:
    """``项目名称：某某　　主管部门：某局`` : a whole line of short entries in one cell."""

    def piece(one: Piece) -> Piece:
        if not isinstance(one, Strip):
            return one
        marks = _inline(one.marks)
        labels = [mark.said.text for mark in one.marks if mark.label]
        if len(marks) < 2 or any(mark.label for mark in marks) or len({*labels}) < len(labels):
            return Strip(tuple(marks))
        text = "\u3000\u3000".join(_shown(mark.said) for mark in marks)
        items = tuple(item for mark in marks for item in mark.said.items)
        return Strip((Mark(Said(text, items), sum(mark.span for mark in marks), label=False),))

    return paper.each_piece(piece)


def in_percent(paper: Paper) -> Paper:
    """Rates as 36.8 under a head that ends in （%）."""

    def chart(one: Chart) -> Chart:
        rates = {head.key for head in one.heads if head.kind is Kind.PERCENT}
        heads = tuple(
            replace(head, path=(*head.path[:-1], f"{head.path[-1]}（%）")) if head.key in rates else head
            for head in one.heads
        )
        return replace(one, heads=heads)

    def said(one: Said) -> Said:
        if not one.percent or not isinstance(one.text, Decimal):
            return one
        return replace(one, text=(one.text * 100).normalize(), percent=False)

    return paper.each_chart(chart).each_said(said)


def _fits(said: Said) -> bool:
    item = said.items[0]
    short = len(_shown(said)) <= _LONGEST_INLINE and "\n" not in _shown(said)
    return item.kind in _INLINE and short and said.text not in _TICKS


def _shown(said: Said) -> str:
    if isinstance(said.text, Decimal):
        return f"{said.text:f}"
    return str(said.text or "")


def as_text(paper: Paper) -> Paper:
    """Every number as text, large ones with thousands separators, percentages with their sign."""

    def said(one: Said) -> Said:
        if not isinstance(one.text, Decimal):
            return one
        if one.percent:
            return replace(one, text=f"{one.text * 100:.2f}%", percent=False)
        money = any(item.kind is Kind.MONEY for item in one.items)
        return replace(one, text=f"{one.text:,f}" if money else f"{one.text:f}")

    return paper.each_said(said)


def in_yuan(paper: Paper) -> Paper:
    """Amounts in 元 where the form asks for 万元; the page says so."""

    def said(one: Said) -> Said:
        money = one.items and all(item.unit == "万元" for item in one.items)
        if isinstance(one.text, str) and money and _SPACED.fullmatch(one.text):
            return replace(one, text=f"{Decimal(one.text.replace(' ', '')) * 10000:f}")
        return replace(one, text=one.text * 10000) if isinstance(one.text, Decimal) and money else one

    def label(text: str) -> str:
        return text.replace("万元", "元")

    def page(one: Page) -> Page:
        says = any(
            isinstance(piece, Words) and "单位：万元" in str(piece.said.text or "") for piece in one.pieces
        )
        if not says:
            return one
        alone = relabelled(Paper("", "", (one,)), label).each_said(said)
        return alone.pages[0]

    return paper.each_page(page)


def preceded(*texts: str) -> Callable[[Paper], Paper]:
    """Lines of text above each page that belong to no form."""
    more = tuple(Words(Said(text)) for text in texts)
    return lambda paper: paper.each_page(lambda page: replace(page, pieces=(*more, *page.pieces)))


def followed(*texts: str) -> Callable[[Paper], Paper]:
    """Notes under each page."""
    more = tuple(Words(Said(text)) for text in texts)
    return lambda paper: paper.each_page(lambda page: replace(page, pieces=(*page.pieces, *more)))


def renamed(*names: str) -> Callable[[Paper], Paper]:
    """Sheets called otherwise, in order; more than there are names get a number."""

    def change(paper: Paper) -> Paper:
        pages = tuple(
            replace(page, name=names[n] if n < len(names) else f"Sheet{n + 1}")
            for n, page in enumerate(paper.pages)
        )
        return replace(paper, pages=pages)

    return change


def split(paper: Paper) -> Paper:
    """Each page over two sheets: the head of the form on one, its last large table on the next."""
    pages: list[Page] = []
    for page in paper.pages:
        charts = [n for n, piece in enumerate(page.pieces) if isinstance(piece, Chart) and piece.lines]
        if len(charts) < 2 and not any(isinstance(piece, Strip) for piece in page.pieces[: charts[-1]]):
            pages.append(page)
            continue
        at = charts[-1]
        title = next((piece for piece in page.pieces if isinstance(piece, Words)), None)
        again = (title,) if title and not title.said.items else ()
        pages.append(replace(page, name=f"{page.name}1"[-31:], pieces=page.pieces[:at]))
        pages.append(replace(page, name=f"{page.name}2"[-31:], pieces=(*again, *page.pieces[at:])))
    return replace(paper, pages=tuple(pages))
