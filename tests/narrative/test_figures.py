"""正文里的数怎样读：数值、单位、位置和前后的话。"""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.narrative import Kind, Role, figures, quoted, role, sentences


def read(text: str) -> list[str]:
    """``["13742万元"]``: value and unit of every figure."""
    return [f"{each.value.normalize():f}{each.unit}" for each in figures(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("计划投资13742万元，现已到位资金5075万元", ["13742万元", "5075万元"]),
        ("工程费用 76,313.93 万元", ["76313.93万元"]),
        ("付款15608694元", ["1560.8694万元"]),
        ("开发投资14.8亿元", ["148000万元"]),
        ("全年6223. 15万元", ["6223.15万元"]),
        ("完成投资１５７０余万元", ["1570万元"]),
        ("补助资金1983万和《关于下达的通知》1425万元", ["1983万元", "1425万元"]),
        ("1983万和乡的项目", []),  # a place may be called 万和
        (
            "面积34.87万平方米，3458户，从业人员1.4万人，占69.7%",
            ["348700平方米", "3458户", "14000人", "69.7%"],
        ),
        ("更换水窗120多套，灌注沥青2万多米", ["120套", "20000米"]),
        ("2023年12月31日,44个项目已完工", ["44个"]),
        ("八个二级事业单位、十二个股室", ["8个", "12个"]),
        ("每一个项目、第三批资金、四个意识", []),
        ("湘财预〔2020〕152号，2021-2035年规划", []),
        ("自评得分98分，用时30分钟", ["98分"]),
        ("提高3.5个百分点", ["3.5个百分点"]),
    ],
)
def test_数值和单位(text: str, values: list[str]) -> None:
    assert read(text) == values


def test_区间约数和单价() -> None:
    (dried,) = figures("可烘干粮食500-600吨")
    assert (dried.value, dried.high, dried.exact) == (Decimal(500), Decimal(600), False)
    vague = ("约1100万元", "满意度≥90%", "达到90%以上", "不超过10000元", "1570余万元")
    assert [figures(text)[0].exact for text in vague] == [False] * 5
    (price,) = figures("农村低保560元/月/人")
    assert (price.kind, price.per, price.exact) == (Kind.MONEY, "/月/人", False)


def test_位置就是原文的位置() -> None:
    text = "一、概况\n本年实际支出1,560.87 万元（其中中央５０５７万元）。"
    assert [text[each.start : each.end] for each in figures(text)] == ["1,560.87 万元", "５０５７万元"]


@pytest.mark.parametrize(
    ("text", "exact", "agrees"),
    [
        ("1560.87万元", "1560.8694", True),  # rounded
        ("1560.86万元", "1560.8694", True),  # cut off
        ("1560.85万元", "1560.8694", False),
        ("5075万元", "5057", False),
        ("13742余万元", "13742.6", True),
        ("13742余万元", "13741.9", False),
        ("13742余万元", "13744", False),
        ("约1100万元左右", "1135", True),
        ("500-600吨", "550", True),
        ("500-600吨", "104", False),
    ],
)
def test_写出的数代表四舍五入到它的数(text: str, exact: str, *, agrees: bool) -> None:
    assert figures(text)[0].agrees_with(Decimal(exact)) is agrees


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("项目预算资金6223.15万元，实际支出3597.53万元，执行率为57.81%。", ["计划", "支出", "执行率"]),
        ("现已到位资金5075万元，结余12万元", ["到位", "结余"]),
        ("1425万元已于2020年12月完成拨付", ["拨付"]),
        ("完成投资13742余万元", ["完成投资"]),
        ("一般公共预算财政拨款收入20353.71万元，占本年收入合计的69.7%", [None, "占比"]),
        ("44个项目已完工验收；5个项目尚未验收", ["完成", "结余"]),
        ("收入比上年增加189.25万元，增长31.39%", ["增减", "增长率"]),
        ("资金支 出率66.39%", ["执行率"]),
    ],
)
def test_前后的话说明它是什么(text: str, roles: list[str | None]) -> None:
    (sentence,) = sentences(text)
    found = [role(sentence, figure) for figure in sentence.figures]
    assert [each.value if each else None for each in found] == roles
    assert all(each is None or isinstance(each, Role) for each in found)


def test_句子和分句() -> None:
    first, second = sentences("到位408,923平方米，其中新建2,560套。第二句100元")
    assert first.text == "到位408,923平方米,其中新建2,560套。"
    assert [first.before(each) for each in first.figures] == ["到位", "其中新建"]
    assert (second.start, second.figures[0].words) == (24, "100元")
    assert quoted("　到位5057万元，", 0, 10) == "到位5057万元"


def test_长的引文从中间省略() -> None:
    words = quoted("甲" * 100 + "乙", 0, 101)
    assert (len(words), words[30:32], words[-1]) == (62, "……", "乙")
