"""The foreign layouts by name: what other programs, other offices and tired people make of a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.foreign import around, columns, strips, wording
from tests.foreign.drawing import Drawn, Pen, drawn, moved, stacked, stretched
from tests.foreign.files import Merging, as_word
from tests.foreign.paper import Line, Paper, Said

Change = Callable[[Paper], Paper]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay out a form. ``changes`` get the random numbers of this layout and return, always the same."""

    name: str
    says: str
    changes: Callable[[Random], tuple[Change, ...]] = lambda _: ()
    pen: Pen = field(default_factory=Pen)
    grid: Callable[[list[Drawn]], list[Drawn]] = lambda sheets: sheets
    merging: Merging = Merging.KEPT
    suffix: str = "xlsx"

    def sheets(self, paper: Paper) -> list[Drawn]:
        """The sheets of a return in this layout."""
        random = Random(f"{self.name}/{paper.name}")  # noqa: S311  a layout, no secret
        for change in self.changes(random):
            paper = change(paper)
        return self.grid(drawn(paper, self.pen))


def _pages(*names: str) -> Change:
    return strips.renamed(*names)


def _review(_: int, line: Line) -> Said:
    said = line.cells.get("self")
    return Said(said.text if said and isinstance(said.text, Decimal) else None)


def _number(number: int, _: Line) -> Said:
    return Said(Decimal(number))


def _remark(number: int, _: Line) -> Said:
    return Said("见附件佐证材料" if number % 3 == 1 else None)


def _code(number: int, _: Line) -> Said:
    return Said(f"CC{number:03d}")


def _before(key: str) -> Callable[[int, Line], Said]:
    """What a column says of the year before: another figure."""

    def said(number: int, line: Line) -> Said:
        one = line.cells.get(key)
        return Said(one.text + number if one and isinstance(one.text, Decimal) else None)

    return said


def _each(change: Callable[[Drawn], Drawn]) -> Callable[[list[Drawn]], list[Drawn]]:
    return lambda sheets: [change(sheet) for sheet in sheets]


def _one_sheet(sheets: list[Drawn]) -> list[Drawn]:
    return [stacked(sheets, "Sheet1")]


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "word_excel",
        "从 Word 复制到 Excel：合并单元格，标签里有换行",
        lambda _: (columns.joined, lambda paper: wording.relabelled(paper, wording.broken), _pages()),
    ),
    Layout(
        "word_wps",
        "从 Word 复制到 WPS：数字成了文本，标签里有空格",
        lambda _: (
            columns.joined,
            strips.as_text,
            lambda paper: wording.relabelled(paper, wording.spaced),
            _pages("Sheet1"),
        ),
    ),
    Layout(
        "merges_lost",
        "合并单元格全部丢失",
        lambda _: (columns.joined, _pages("自评表")),
        merging=Merging.LOST,
    ),
    Layout(
        "merges_everywhere",
        "到处是合并单元格：每格占两行两列",
        lambda _: (columns.joined,),
        grid=_each(lambda sheet: stretched(sheet, 2, 2)),
    ),
    Layout(
        "columns_moved",
        "列的顺序不同",
        lambda random: (columns.joined, columns.reordered(random)),
    ),
    Layout(
        "columns_added",
        "多出序号、复核分、备注等列",
        lambda _: (
            columns.joined,
            columns.with_column("复核分", "self", _review),
            columns.with_column("序号", "third", _number, before=True),
            columns.with_column("备注", "deviation", _remark),
            columns.with_column("备注", "standard", _remark),
        ),
        pen=Pen(wide=False),
    ),
    Layout(
        "header_two_rows",
        "表头分两行",
        lambda _: (columns.grouped_scores,),
    ),
    Layout(
        "one_sheet",
        "几张表放在一个工作表里",
        lambda _: (columns.joined,),
        grid=_one_sheet,
    ),
    Layout("several_sheets", "一张表拆在几个工作表里", lambda _: (columns.joined, strips.split)),
    Layout(
        "header_again",
        "每页重复表头",
        lambda _: (columns.joined, columns.repeated(5)),
    ),
    Layout(
        "units_inside",
        "数字和单位写在一格：630万元、≥95%、50公里",
        lambda _: (columns.with_units, columns.joined),
    ),
    Layout(
        "label_and_value",
        "标签和内容写在一格：项目名称：某某",
        lambda _: (columns.joined, strips.in_one_cell),
    ),
    Layout(
        "one_line",
        "几个标签和内容写在一格：项目名称：某某　主管部门：某局",
        lambda _: (columns.joined, strips.in_one_line),
    ),
    Layout(
        "points_and_percents",
        "一级指标带分值，比率按百分数填",
        lambda _: (columns.joined, columns.with_points, strips.in_percent),
    ),
    Layout(
        "preceded",
        "表前有文件名、空行和空列，表后有说明",
        lambda _: (
            columns.joined,
            strips.preceded(
                "附件3", "某县财政局关于开展预算绩效自评工作的通知", "（本表由预算单位填报，盖章后报送）"
            ),
            strips.followed(
                "填表说明：1.得分一档最高不能超过该指标分值上限。", "2.执行率低于90%的须说明原因。"
            ),
        ),
        grid=_each(lambda sheet: moved(sheet, 2, 1)),
    ),
    Layout(
        "half_width",
        "半角括号，没有换行",
        lambda _: (columns.joined, lambda paper: wording.relabelled(paper, wording.half_width)),
        pen=Pen(wide=False),
    ),
    Layout(
        "misprinted",
        "标签有错别字",
        lambda random: (
            columns.joined,
            lambda paper: wording.relabelled(paper, wording.misprinted(random)),
        ),
    ),
    Layout(
        "traditional",
        "标签是繁体字",
        lambda _: (columns.joined, lambda paper: wording.relabelled(paper, wording.traditional)),
        merging=Merging.LOST,
    ),
    Layout("values_below", "内容写在标签下面", lambda _: (columns.joined,), pen=Pen(below=True)),
    Layout(
        "own_stripped",
        "本软件去年的模板：名称没有了，工作表改了名",
        lambda _: (_pages("附件1", "附件2", "附件3", "附件4", "附件5", "附件6"),),
    ),
    Layout("in_yuan", "金额以元为单位", lambda _: (columns.joined, strips.in_yuan)),
    Layout(
        "coded",
        "指标编码、序号列，表间有签字行和页脚，表后有注",
        lambda _: (
            columns.joined,
            columns.with_column("指标编码", "third", _code, before=True),
            columns.with_column("序号", "first", _number, before=True),
            around.signed("填表人", "审核人", "联系电话"),
            strips.followed("注：1.本表一式三份。", "2.定性指标填写文字说明。"),
        ),
        grid=_each(around.with_footer("第 1 页，共 2 页")),
    ),
    Layout(
        "two_years",
        "上年、本年并列：上年预算数、上年执行数、上年指标值、上年完成值",
        lambda _: (
            columns.joined,
            columns.with_column("上年预算数", "budget", _before("budget"), before=True),
            columns.with_column("上年执行数", "spent", _before("spent"), before=True),
            columns.with_column("上年指标值", "target", _before("target"), before=True),
            columns.with_column("上年完成值", "actual", _before("actual"), before=True),
        ),
    ),
    Layout(
        "in_words",
        "金额写成1,200万元、1.2亿元，数字是全角，日期是文本",
        lambda _: (columns.joined, around.in_words, around.dates_in_words),
    ),
    Layout(
        "twin_beside",
        "两个项目左右并排",
        lambda _: (columns.joined,),
        grid=_each(around.twin_beside),
    ),
    Layout("twin_below", "两个项目上下相接", lambda _: (columns.joined,), grid=_each(around.twin_below)),
    Layout("xls", "LibreOffice 另存的 .xls", lambda _: (columns.joined,), suffix="xls"),
    Layout("docx", "Word 文件里的表", lambda _: (columns.joined,), grid=as_word, suffix="docx"),
)
"""The layouts that the engine was made better by."""
