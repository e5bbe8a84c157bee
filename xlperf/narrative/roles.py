"""What the words around a figure make of it: 计划, 到位, 支出, 结余, 执行率, 占比 … Pure.

The last word before the figure decides (“预算资金支出100万元” is 支出); where there is none, the first one after it.
"""

from __future__ import annotations

import enum
import re
from typing import Final

from xlperf.lazy_regex import lazy
from xlperf.narrative.figures import Figure, Kind
from xlperf.narrative.sentences import Sentence

_QUOTED: Final = lazy("[《“]")
_NEAR: Final = 16
"""A word farther behind a figure speaks of something else."""


class Role(enum.Enum):
    """The part a figure plays."""

    PLANNED = "计划"
    ARRIVED = "到位"
    PASSED_ON = "拨付"  # to others; neither arrived nor spent
    INVESTED = "完成投资"
    SPENT = "支出"
    DONE = "完成"
    LEFT = "结余"
    CHANGE = "增减"
    TOTAL = "合计"
    EXECUTION = "执行率"
    ARRIVAL = "到位率"
    COMPLETION = "完成率"
    SHARE = "占比"
    SATISFACTION = "满意度"
    GROWTH = "增长率"


_MONEY: Final = (
    (
        Role.CHANGE,
        r"增加|减少|增长|下降|节约|追加|追减|调增|调减|核减|上升|压减|多于|少于|超出|超支|差额|相差",
    ),
    (Role.LEFT, r"结余|剩余|节余|结转|未支付|未支出|未使用|未执行|收回|尚余|欠"),
    (Role.INVESTED, r"完成投资|完成总投资|投资完成|完成产值"),
    (
        Role.SPENT,
        r"支出|支付|使用|执行数|已执行|执行|发放|开支|花费|用于|列支|付款|兑付|报销",
    ),
    (Role.ARRIVED, r"到位|到账|收到"),
    (Role.PASSED_ON, r"拨付|拨给|下拨|转拨|划拨"),
    (
        Role.PLANNED,
        r"支出预算|收入预算|(?<!公共)(?<!基金)(?<!部门)预算(?!内|单位|绩效|管理)|计划|安排|总投资|批复|可用资金|概算|申请|下达|争取|目标|核定|指标|合同价|中标价",
    ),
)
_RATES: Final = (
    (Role.GROWTH, r"增长|下降|增幅|降幅|提高|降低|增加|减少|同比|上升|提升|压减|变动率"),
    (Role.SHARE, r"占|占比|比重|比例"),
    (Role.ARRIVAL, r"到位率"),
    (
        Role.EXECUTION,
        r"执行率|支出率|支付率|使用率|支出进度|执行进度|支付进度|支出比例|预算完成率|资金完成率|执行|拨付率|兑付率",
    ),
    (Role.SATISFACTION, r"满意"),
    (Role.COMPLETION, r"完成率|完工率|开工率|竣工率|完成[^,，]{0,4}|达成率|完成比例|办结率|覆盖率"),
)
_COUNTS: Final = (
    (Role.CHANGE, r"增加|减少|增长|下降|新增|调增|调减|核减|多出|少于|追加|比上年|较上年|超额(?:完成)?|超出"),
    (Role.LEFT, r"未完成|尚未|未|剩余|正在|在建|还有|待|延期|延迟|滞后|停用|中止|取消"),
    (Role.DONE, r"完成|已|实际|建成|新建成|竣工|完工|投入使用|验收|办结|通过"),
    (Role.PLANNED, r"计划|目标|任务|拟|应|下达|预期|预计|年初|申报|批复|受理|收到|接到|交办"),
    (Role.TOTAL, r"合计|共计|总计|累计|总数|总户数|总量|总|共|设置|设定"),
)
_WORDS: Final = {
    kind: tuple((role, lazy(words)) for role, words in table)
    for kind, table in (
        (Kind.MONEY, _MONEY),
        (Kind.RATE, _RATES),
        (Kind.COUNT, _COUNTS),
        (Kind.POINTS, _RATES),
    )
}


def role(sentence: Sentence, figure: Figure) -> Role | None:
    """The part that the words of its clause give a figure; None when they do not say."""
    return role_of(figure.kind, *("".join(words.split()) for words in sentence.around(figure)))


def role_of(kind: Kind, before: str, after: str) -> Role | None:
    """The same from the words around a figure, without blanks."""
    words = _WORDS[kind]
    return _last(words, before) or _first(words, _QUOTED.split(after, 1)[0][:_NEAR])


def _last(table: tuple[tuple[Role, re.Pattern[str]], ...], words: str) -> Role | None:
    """The role whose word ends last; of two that end together the longer word."""
    best: tuple[int, int, Role] | None = None
    for each, pattern in table:
        for hit in pattern.finditer(words):
            key = (hit.end(), hit.end() - hit.start())
            if best is None or key > best[:2]:
                best = (*key, each)
    return best[2] if best else None


def _first(table: tuple[tuple[Role, re.Pattern[str]], ...], words: str) -> Role | None:
    best: tuple[int, Role] | None = None
    for each, pattern in table:
        hit = pattern.search(words)
        if hit and (best is None or hit.start() < best[0]):
            best = (hit.start(), each)
    return best[1] if best else None
