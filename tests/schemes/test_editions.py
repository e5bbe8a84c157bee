"""An edition says what it changes; whole or folded, it is the same scheme."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from xlperf import schemes
from xlperf.schemes import loading
from xlperf.schemes.editions import folded
from xlperf.schemes.kinds import KINDS
from xlperf.schemes.model import Manual, PerCase, Scheme
from xlperf.schemes.writing import mapping_of, toml_text

SHIPPED = schemes.load("department_3_1")
NEXT = """
extends = "department-3-1-2020"
id = "yy_department"
edition = "2026"
source = "某县财政局 某财绩〔2026〕3号"
removed = ["S31-05"]

[[changed]]
id = "S31-06"
max = 6

[[changed]]
id = "S31-09"
rule = { kind = "per_case", deduct = 0.5 }
"""


def told(text: str) -> tuple[str, ...]:
    with pytest.raises(schemes.SchemeError) as refused:
        schemes.parse(text, "新.toml")
    return refused.value.problems


def test_每种计分方式都登记了名称() -> None:
    assert set(KINDS) == set(loading._RULES)
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


def test_新版只写改动_没有写的照旧() -> None:
    # 支付进度3分取消，资金结余由3分增为6分：预算执行仍为15分；但无结余得3分的写法没有跟着改，最多只能得3分
    assert told(NEXT) == ("指标 S31-06（资金结余）最多能得 3 分，分值却是 6 分；请核对 points 与 max",)
    sound = NEXT + (
        '[[changed]]\nid = "S31-07"\nmax = 6\n'
        '[[indicator]]\nid = "YY-05"\nsection = "过程"\nsubsection = "预算执行"\nname = "资金拨付"\nmax = 3\n'
        'text = "对照年度计划评价。"\nrule = { kind = "manual" }\n'
    )
    new = schemes.parse(
        sound.replace("max = 6\n", "", 1).replace('[[changed]]\nid = "S31-06"\n', "", 1), "新.toml"
    )
    assert new.name == "yy-department-2026"
    assert [each.id for each in new.indicators] == [
        *(each.id for each in SHIPPED.indicators if each.id != "S31-05"),
        "YY-05",
    ]
    assert new.indicator("S31-09").rule == PerCase(Decimal("0.5"))
    assert new.indicator("S31-09").text == SHIPPED.indicator("S31-09").text
    assert new.indicator("YY-05").clause == "附件3-1“过程—预算执行—资金拨付”"
    assert (new.title, new.applies) == (SHIPPED.title, "department")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "department-3-1-2020",
            "department-2019",
            "extends：没有指标体系“department-2019”；可以写的有 department-3-1-2020",
        ),
        (
            'removed = ["S31-05"]',
            'removed = ["S31-55"]',
            "removed：department-3-1-2020 没有指标 S31-55；请改正编号",
        ),
        ('removed = ["S31-05"]', 'removed = "S31-05"', "removed：应是用方括号括起的一组"),
        (
            'id = "S31-09"',
            'id = "S31-05"',
            "changed：department-3-1-2020 没有指标 S31-05，或已列入 removed；请改正编号",
        ),
        ('edition = "2026"\n', "", "edition：缺少这一项，请补上"),
        ("removed = ", "deleted = ", "deleted：不认识这个键，请删去或改正拼写"),
        (
            "removed = ",
            'order = ["S31-01"]\nremoved = ',
            "order：应列出全部指标编号，每个一次；请补齐或删去 order",
        ),
    ],
)
def test_新版写错一处就不能用(old: str, new: str, problem: str) -> None:
    problems = told(NEXT.replace(old, new, 1))
    assert any(each.startswith(problem) for each in problems), problems


@pytest.mark.parametrize("name", schemes.available())
def test_写成文件再读_一字不差(name: str) -> None:
    scheme = schemes.load(name)
    assert schemes.parse(toml_text(mapping_of(scheme)), "写.toml") == scheme


def later(scheme: Scheme) -> Scheme:
    """Two indicators change places, one loses its formula and its inputs, the head is another."""
    first, second, *rest = scheme.indicators
    bare = replace(rest[0], rule=Manual(), inputs=(), part=False, optional=False)
    return replace(
        scheme, id="yy", edition="2027", source="某文", indicators=(second, first, bare, *rest[1:])
    )


@pytest.mark.parametrize("name", schemes.available())
def test_只写改动的文件读出来就是新版(name: str) -> None:
    new = later(schemes.load(name))
    text = toml_text(folded(new, schemes.load(name)))
    assert schemes.parse(text, "新.toml") == new
    assert "changed = [\n  { id = " in text
