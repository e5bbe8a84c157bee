"""The returns that are re-laid: every published case, every form of the five public documents, every edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.cases import hunan, national
from tests.checks.ratings import FULL, drawn
from tests.checks.rollups import rolled_draft
from xlperf.demo.loading import examples
from xlperf.forms import information
from xlperf.forms.draft import Draft
from xlperf.forms.national import parts

_EDITIONS = ("national_2021", "yunnan", "yinchuan", "transfer")
"""Editions of which no published table is at hand: filled in by us."""
_YINCHUAN = """
资金                      | 100        | 100 | 100
项目决策/项目立项         | 立项程序   |   | 规范 |      | 规范 | 5 | 5
项目决策/资金落实         | 资金到位率 | ≥ | 100 | %    | 100 | 5 | 5
项目管理/业务管理         | 管理制度   |   | 健全 |      | 健全 | 10 | 10
项目管理/财务管理         | 会计核算   |   | 规范 |      | 规范 | 15 | 15
产出指标/数量指标         | 修路       | ≥ | 50 | 公里 | 50 | 10 | 10
产出指标/质量指标         | 合格率     | ≥ | 95 | %    | 98 | 10 | 10
产出指标/成本指标         | 每公里造价 | ≤ | 2  | 万元 | 2  | 10 | 10
效益指标/社会效益指标     | 受益村     | ≥ | 12 | 个   | 12 | 25 | 25
效益指标/服务对象满意度指标 | 群众满意度 | ≥ | 90 | %  | 95 | 10 | 10
"""
"""Its own 一级指标: 决策 10, 管理 25, 产出 30, 效益 35."""
_BY_GROUP = {
    "national_2021": "成本指标/经济成本指标",
    "yunnan": "产出指标/成本指标",
    "transfer": "产出指标/成本指标",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One filled return in our own words: the kind of workbook and what stands in it."""

    name: str
    kind: str
    draft: Draft


@cache
def sources() -> tuple[Source, ...]:
    """All of them, in a fixed order."""
    return tuple(_all())


def _all() -> Iterator[Source]:
    for case in national.CASES:
        yield Source(case.name, case.kind, case.draft)
    for laid in hunan.LAID:
        yield Source(laid.name, laid.kind, laid.draft)
    for example in examples():
        yield Source(example.name.rpartition(".")[0], example.kind, example.draft)
    yield Source("jincheng_rollup_2024", "summary", rolled_draft())
    for kind in _EDITIONS:
        yield Source(f"full_{kind}", kind, _full(kind))


def _full(kind: str) -> Draft:
    """A return in which everything was done, in that edition."""
    cost = "成本             | 每公里造价"
    table = FULL.replace(cost, f"{_BY_GROUP[kind]} | 每公里造价") if kind in _BY_GROUP else _YINCHUAN
    draft = drawn(table, kind, department="某县交通运输局", goal_expected="修路50公里，12个村受益。")
    draft = draft.put(information.UNIT, "某县公路养护中心").put(information.PROJECT, "农村道路养护")
    return draft.put(parts.GOAL_ACTUAL, "已修路50公里，12个村受益。")
