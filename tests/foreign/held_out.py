"""Layouts that at first only measured, so that the figures say what a new workbook may expect; some gaps were mended since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.foreign import around, columns, strips, wording
from tests.foreign.drawing import Box, Drawn, Pen, Placed, moved, stacked, stretched
from tests.foreign.files import Merging
from tests.foreign.layouts import Change, Layout
from tests.foreign.paper import Line, Said

_OTHER_WORDS = {
    "实际完成值": "全年完成值",
    "年度指标值": "年初目标值",
    "偏差原因分析及改进措施": "未完成原因及整改措施",
    "主管部门": "主管部门及代码",
    "实施单位": "项目实施单位",
    "自评得分": "自评分数",
    "扣分原因和其他说明": "扣分原因及说明",
    "支出内容": "支出事项",
    "实际支出数": "实际支出金额",
    "会计凭证号": "凭证号",
    "年度资金总额": "资金总额",
    "预期目标": "年初设定目标",
    "实际完成情况": "目标完成情况",
    "绩效自评综合得分": "自评综合得分",
    "预算单位": "申报单位",
    "年度预算总金额": "年度预算金额",
    "绩效标准": "评价标准",
    "序号": "编号",
}
_OFTEN, _HALF, _SELDOM = 0.8, 0.5, 0.3
COMPOSED = (*range(12), *range(100, 108))
"""The random compositions that are measured: the first twelve, which gaps were mended by, and eight that nobody looked into."""


def _in_other_words(text: str) -> str:
    bare = text.replace("\n", "")
    return _OTHER_WORDS.get(bare, text)


def paragraphs(sheet: Drawn) -> Drawn:
    """As Excel takes a Word table: each paragraph of a cell in a row of its own, the other cells merged over them."""
    high: dict[int, int] = {}
    for box in sheet.boxes:
        if box.top == box.bottom and isinstance(box.said.text, str):
            high[box.top] = max(high.get(box.top, 1), box.said.text.count("\n") + 1)
    first: dict[int, int] = {}
    row = 1
    for old in range(1, sheet.last_row + 1):
        first[old] = row
        row += high.get(old, 1)
    first[sheet.last_row + 1] = row
    boxes: list[Box] = []
    for box in sheet.boxes:
        top, bottom = first[box.top], first[box.bottom + 1] - 1
        items = tuple(Placed(each.item, first[each.top], first[each.bottom + 1] - 1) for each in box.items)
        lines = box.said.text.split("\n") if isinstance(box.said.text, str) else []
        if len(lines) < 2 or box.top != box.bottom:
            boxes.append(replace(box, top=top, bottom=bottom, items=items))
            continue
        boxes.append(Box(top, box.left, top, box.right, replace(box.said, text=lines[0]), items))
        for number, line in enumerate(lines[1:], 1):
            last = bottom if number == len(lines) - 1 else top + number
            boxes.append(Box(top + number, box.left, last, box.right, Said(line)))
    return Drawn(sheet.name, tuple(boxes))


def _index(number: int, _: Line) -> Said:
    return Said(Decimal(number))


def _last_year(number: int, line: Line) -> Said:
    said = line.cells.get("actual")
    return Said(said.text + number if said and isinstance(said.text, Decimal) else None)


HELD_OUT: tuple[Layout, ...] = (
    Layout("header_three_rows", "表头分三行", lambda _: (columns.joined, columns.grouped_twice)),
    Layout(
        "header_three_lost",
        "表头分三行，合并单元格丢失",
        lambda _: (columns.joined, columns.grouped_twice),
        merging=Merging.LOST,
    ),
    Layout(
        "header_three_filled",
        "表头分三行，合并格逐格填满",
        lambda _: (columns.joined, columns.grouped_twice),
        merging=Merging.FILLED,
    ),
    Layout("groups_apart", "每个一级指标一张工作表", lambda _: (columns.joined, around.groups_apart)),
    Layout(
        "exported",
        "别的系统导出：合并格逐格填满，多一列序号、一列上年完成值",
        lambda _: (
            columns.joined,
            columns.with_column("上年完成值", "actual", _last_year),
            columns.with_column("序号", "third", _index, before=True),
            strips.renamed("导出数据"),
        ),
        pen=Pen(wide=False),
        merging=Merging.FILLED,
    ),
    Layout(
        "other_words",
        "标签换了说法：年初目标值、全年完成值、未完成原因",
        lambda _: (columns.joined, lambda paper: wording.relabelled(paper, _in_other_words)),
    ),
    Layout(
        "paragraphs",
        "从 Word 复制：一格里的几段各占一行",
        lambda _: (columns.joined,),
        grid=lambda sheets: [paragraphs(sheet) for sheet in sheets],
    ),
    Layout(
        "spread_out",
        "列与列之间隔着空列，标签有全角括号和空格",
        lambda _: (
            columns.joined,
            strips.as_text,
            lambda paper: wording.relabelled(paper, lambda text: wording.spaced(wording.full_width(text))),
        ),
        pen=Pen(wide=False),
        grid=lambda sheets: [moved(stretched(sheet, 1, 2), 1, 1) for sheet in sheets],
        merging=Merging.LOST,
    ),
)


def _perhaps(random: Random, share: float, *changes: Change) -> tuple[Change, ...]:
    return changes if random.random() < share else ()


def _composed(random: Random) -> tuple[Change, ...]:
    rewrites: tuple[Callable[[str], str], ...] = (
        wording.spaced,
        wording.broken,
        wording.half_width,
        wording.traditional,
        wording.misprinted(random, 0.2),
    )
    rewrite = random.choice(rewrites)
    return (
        *_perhaps(random, _SELDOM, columns.with_units),
        *_perhaps(random, _OFTEN, columns.joined),
        *_perhaps(random, _HALF, columns.reordered(random)),
        *_perhaps(random, _SELDOM, columns.with_column("备注", "self", lambda *_: Said(None))),
        *_perhaps(random, _SELDOM, columns.grouped_scores),
        *_perhaps(random, _SELDOM, columns.shuffled_rows),
        *_perhaps(random, _SELDOM, columns.repeated(random.randint(4, 9))),
        *_perhaps(random, _SELDOM, strips.in_one_cell),
        *_perhaps(random, _SELDOM, strips.as_text),
        *_perhaps(random, _HALF, strips.preceded("附件", "填报单位（盖章）")),
        *_perhaps(random, _SELDOM, strips.split),
        *_perhaps(random, _HALF, lambda paper: wording.relabelled(paper, rewrite)),
    )


def composed(number: int) -> Layout:
    """A layout put together by chance, the same for the same number."""
    random = Random(f"composed {number}")  # noqa: S311  a layout, no secret
    down, right = random.randint(0, 3), random.randint(0, 2)
    together = random.random() < _SELDOM

    def grid(sheets: list[Drawn]) -> list[Drawn]:
        laid = [moved(sheet, down, right) for sheet in sheets]
        return [stacked(laid, "汇总")] if together else laid

    return Layout(
        f"composed_{number}",
        f"随意组合 {number}",
        _composed,
        Pen(wide=random.random() < _HALF, below=random.random() < _SELDOM),
        grid,
        random.choice(tuple(Merging)),
    )
