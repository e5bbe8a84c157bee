"""How labels come to differ from the printed form: blanks, line breaks, brackets, slips, traditional characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.foreign.paper import Chart, Mark, Paper, Piece, Said, Strip, Words

Rewrite = Callable[[str], str]

_TRADITIONAL = str.maketrans(
    "项资预执数标单绩际总额实级产质时济会态响务满对称门况评价费计结余补财拨转当达进复报划员续县农经综论数录单联络编职职办责责规划协议类",
    "項資預執數標單績際總額實級產質時濟會態響務滿對稱門況評價費計結餘補財撥轉當達進復報劃員續縣農經綜論數錄單聯絡編職職辦責責規劃協議類",
)
_SLIPS = (
    ("完成", "完城"),
    ("执行", "执形"),
    ("名称", "名秤"),
    ("目标", "目际"),
    ("资金", "资今"),
    ("预算", "予算"),
    ("实际", "实继"),
    ("指标", "指示"),
    ("效益", "效溢"),
    ("单位", "单立"),
    ("支出", "支岀"),
    ("改进", "改近"),
    ("原因", "原囚"),
)
_SHORTEST_TO_MISPRINT = 4
_HALVES = str.maketrans("（）：％、", "():%、")
_FULLS = str.maketrans("():", "（）：")


def relabelled(paper: Paper, rewrite: Rewrite) -> Paper:
    """The same with every printed label, head and title written otherwise; what the unit wrote stays."""

    def said(one: Said) -> Said:
        return replace(one, text=rewrite(one.text)) if isinstance(one.text, str) else one

    def mark(one: Mark) -> Mark:
        return replace(one, said=said(one.said)) if one.label else one

    def piece(one: Piece) -> Piece:
        if isinstance(one, Words):
            return one if one.said.items else Words(said(one.said))
        if isinstance(one, Strip):
            return Strip(tuple(map(mark, one.marks)))
        heads = tuple(replace(head, path=tuple(map(rewrite, head.path))) for head in one.heads)
        return replace(one, heads=heads, side=rewrite(one.side), total_label=rewrite(one.total_label))

    return _row_labels(paper.each_piece(piece), rewrite)


def _row_labels(paper: Paper, rewrite: Rewrite) -> Paper:
    """资金来源 and the like: row labels that the form prints and nobody counts."""

    def chart(one: Chart) -> Chart:
        lines = []
        for line in one.lines:
            cells = dict(line.cells)
            said = cells.get("name")
            if said and isinstance(said.text, str) and not any(item.counted for item in said.items):
                cells["name"] = replace(said, text=rewrite(said.text))
            lines.append(replace(line, cells=cells))
        return replace(one, lines=tuple(lines))

    return paper.each_chart(chart)


def spaced(text: str) -> str:
    """``项 目 名 称``: short labels are spread out with blanks, longer ones get an ideographic blank."""
    bare = text.replace("\n", "")
    if len(bare) <= 5:
        return " ".join(bare)
    middle = len(bare) // 2
    return f"{bare[:middle]}\u3000{bare[middle:]}"


def broken(text: str) -> str:
    """项目 over 决策: a line break in the middle, as narrow columns bring about."""
    bare = text.replace("\n", "")
    if len(bare) < 4:
        return bare
    middle = len(bare) // 2
    return f"{bare[:middle]}\n{bare[middle:]}"


def half_width(text: str) -> str:
    """Half-width brackets and colons."""
    return text.translate(_HALVES).replace("\n", "")


def full_width(text: str) -> str:
    """Full-width brackets and colons, no line breaks."""
    return text.translate(_FULLS).replace("\n", "")


def traditional(text: str) -> str:
    """Traditional characters."""
    return text.translate(_TRADITIONAL)


def misprinted(random: Random, share: float = 0.35) -> Rewrite:
    """A slip of one character in a share of the labels of four characters or more."""

    def rewrite(text: str) -> str:
        bare = text.replace("\n", "")
        slips = [(right, wrong) for right, wrong in _SLIPS if right in bare]
        if len(bare) < _SHORTEST_TO_MISPRINT or not slips or random.random() >= share:
            return text
        right, wrong = random.choice(slips)
        return bare.replace(right, wrong, 1)

    return rewrite
