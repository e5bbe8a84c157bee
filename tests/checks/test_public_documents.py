"""What FMT, TPL, REQ, DATE, TGT and XF say of the six workbooks made from public documents."""

from __future__ import annotations

import pytest

from tests.drawing import submission, told
from xlperf import demo
from xlperf.checks import catalogue

FAMILIES = ("FMT", "TPL", "TAM", "REQ", "DATE", "TGT", "XF")
SCORES_WITHOUT_DATA = ("REQ-05 评分表",)


def lines(example: demo.Example) -> list[str]:
    """Findings of these families; self-scores without 计分数据 are counted, not listed."""
    codes = [code for code in catalogue.load() if code.split("-")[0] in FAMILIES]
    given = told(submission(example.kind, example.draft), *codes)
    listed = [line for line in given if not line.startswith(SCORES_WITHOUT_DATA)]
    return [*listed, f"REQ-05 评分表 {len(given) - len(listed)}处"]


EXPECTED = {
    "华容县住建局_部门整体自评_2020.xlsx": [
        "REQ-01 部门自评报告!H10",
        "TGT-07 部门自评报告!M70",
        "XF-01 评价报告综述!B9",
        "XF-02 部门自评报告!Q34",
        "FMT-10 部门自评报告!M75",
        "XF-05 评分表!F5",
        "XF-05 评分表!F7",
        "XF-05 评分表!F8",
        "XF-07 部门自评报告!A25",
        "REQ-05 评分表 7处",
    ],
    "华容县老旧小区改造_项目自评_2020.xlsx": [
        "FMT-05 项目自评报告!F45",
        "TPL-02 项目自评报告!G56",
        "REQ-01 项目自评报告!G12",
        "REQ-02 项目自评报告!J5",
        *(f"REQ-04 项目自评报告!K{row}" for row in range(50, 58)),
        "XF-03 项目自评报告!C23",
        "XF-05 评分表!I10",
        "REQ-05 评分表 4处",
    ],
    "赫山区三微工程_目标表与自评_2022.xlsx": [
        "REQ-01 项目自评报告!G8",
        "REQ-02 项目自评报告!J5",
        "REQ-03 项目支出绩效目标表!D18",
        "REQ-05 项目自评报告!F59",
        "TGT-01 项目支出绩效目标表!F11",
        "TGT-08 项目支出绩效目标表!F17",
        "TGT-10 项目支出绩效目标表!B8",
        "TGT-12 项目支出绩效目标表!G14",
        "TGT-13 项目支出绩效目标表!D12",
        "TGT-16 项目支出绩效目标表!F23",
        "DATE-01 项目支出绩效目标表!C6",
        "FMT-10 评价报告综述!B9",
        "XF-06 评价报告综述!B4",
        "REQ-05 评分表 0处",
    ],
    "南阳示范区枣林街道老旧小区_项目自评_2022.xlsx": [
        "REQ-01 项目自评报告!G8",
        "REQ-02 项目自评报告!J5",
        "REQ-08 评分表!I26",
        "DATE-03 评价报告综述!B3",
        "FMT-10 评价报告综述!B5",
        "REQ-05 评分表 0处",
    ],
    "南阳示范区双铺棚户区_项目自评_2022.xlsx": [
        "FMT-10 评价报告综述!B8",
        "REQ-08 评分表!I26",
        "REQ-01 项目自评报告!G8",
        "REQ-02 项目自评报告!J5",
        "REQ-05 评分表 0处",
    ],
    "呈贡区老旧小区三期_项目自评_2022.xlsx": [
        "REQ-01 项目自评报告!G12",
        "REQ-02 项目自评报告!J5",
        "REQ-05 项目自评报告!F59",
        "REQ-06 评价报告综述!B33",
        "FMT-10 评价报告综述!B6",
        "XF-03 评价报告综述!B17",
        "REQ-05 评分表 0处",
    ],
}


@pytest.mark.parametrize("example", demo.examples(), ids=lambda example: str(example.name))
def test_the_faults_of_the_document_and_no_others_are_told(example: demo.Example) -> None:
    assert sorted(lines(example)) == sorted(EXPECTED[example.name])
