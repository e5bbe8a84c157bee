"""一段话自己说的和、差、比率，逐条重算；再长再乱的文字也读得完。"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlperf.narrative.arithmetic import claims
from xlperf.narrative.claims import Rule
from xlperf.narrative.named_lists import bracketed_lists, counted_lists
from xlperf.narrative.shares import shares


def reckoned(text: str) -> list[tuple[Rule, str, bool]]:
    """Rule, stated figure and verdict of every claim."""
    return [(claim.rule, claim.stated.words, claim.holds) for claim in claims(text)]


def test_一句话里的每个关系() -> None:
    text = "项目预算500万元，其中：中央资金300万元，县级资金200万元；实际支出480万元，结余20万元，执行率95%。"
    assert reckoned(text) == [
        (Rule.SUM, "500万元", True),
        (Rule.BALANCE, "20万元", True),
        (Rule.RATE, "95%", False),
    ]


def test_句号后面的其中仍属前句() -> None:
    assert reckoned("支出799.12万元。其中：人员经费434.89万元，公用经费77.4万元，项目支出286.83万元。") == [
        (Rule.SUM, "799.12万元", True)
    ]


@pytest.mark.parametrize(
    "parts",
    [
        "其中上年结转20万元、公共财政拨款2500.5万元、其他收入12.3万元",
        "其中：公共财政拨款2500.5万元，上年结转20万元，其他收入12.3万元",
        "其中：公共财政拨款2500.5万元，其他收入12.3万元，上年结转和结余20万元",
        "包括年初结转和结余20万元，财政拨款2500.5万元，其他收入12.3万元",
    ],
)
def test_上年结转是收入的一部分(parts: str) -> None:
    assert reckoned(f"2024年收入合计2532.8万元，{parts}。") == [(Rule.SUM, "2532.8万元", True)]
    assert reckoned(f"2024年收入合计2523.8万元，{parts}。") == [(Rule.SUM, "2523.8万元", False)]


def test_上年结转写在括号里_也是合计的一部分() -> None:
    text = "收入合计{}万元（含上年结转20万元），其中公共预算拨款2500.5万元、其他收入12.3万元。"
    assert not [each for each in claims(text.format("2532.8")) if not each.holds]
    assert [each.holds for each in claims(text.format("2592.8"))] == [False]


def test_高标准农田不是单价() -> None:
    parts = "高标准农田建设520万元、农产品监管120万元、标准化厂房300万元"
    assert reckoned(f"{parts}，合计940万元。") == [(Rule.SUM, "940万元", True)]
    assert reckoned(
        f"全年支出940万元，其中农产品监管120万元、{parts.replace('、农产品监管120万元', '')}。"
    ) == [(Rule.SUM, "940万元", True)]
    assert reckoned("补贴标准300万元、奖励120万元、发放200万元，合计320万元。") == [
        (Rule.SUM, "320万元", True)
    ]


def test_截尾和四舍五入都算对() -> None:
    for rate in ("33.33%", "33.3%", "33%"):
        assert reckoned(f"预算300万元，支出100万元，执行率{rate}。") == [(Rule.RATE, rate, True)]
    assert reckoned("预算300万元，支出200万元，执行率66.66%。") == [(Rule.RATE, "66.66%", True)]  # cut off


WORDS = st.sampled_from(
    [
        "预算",
        "支出",
        "计划",
        "结余",
        "执行率",
        "其中",
        "：",
        "，",
        "。",
        "；",
        "（",
        "）",
        "、",
        "0",
        "1",
        "12",
        "500",
        "0.00",
        "万元",
        "元",
        "亿元",
        "%",
        "个",
        "户",
        "项目",
        "完成",
        "未完成",
        "合计",
        "占",
        "总投资",
        "的",
        "比上年增加",
        "增长",
        "每户",
        "平均",
        "50%的工程款",
        "拨付",
        "第",
        "年",
        "2023",
        "-",
        "余",
        "约",
        "涉及",
        "剩余",
        "二",
        "十",
    ]
)


@given(st.lists(WORDS, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_什么文字都读得完(text: str) -> None:
    for claim in claims(text):
        assert text[claim.stated.start : claim.stated.end] != ""
        assert 0 <= claim.start < claim.end <= len(text)
    list(shares(text))
    counted_lists(text)


@pytest.mark.parametrize(
    "text",
    [
        "预算" * 16_000,
        "1" * 32_000,
        "其中" * 8_000 + "1元",
        "1元" * 10_000,
        "、一" * 10_000 + "个单位",
        "(" * 32_000,
    ],
    ids=lambda text: text[:4],
)
def test_一格写满也不慢(text: str) -> None:
    """32,767 characters are the most a cell holds; a slow reading takes minutes, not seconds."""
    started = time.process_time()
    claims(text)
    counted_lists(text)
    bracketed_lists(text)
    assert time.process_time() - started < 10
