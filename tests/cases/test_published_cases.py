"""Fifteen published forms laid into our workbooks: their errors are told where they stand, their sound sums stay silent.

The tables below were drawn by hand from the publications. The files they were drawn from are compared where they
are at hand: no error recorded there is left out here.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.cases.hunan import DIKE, LAID
from tests.cases.national import CASES, NONGKEN, TANGXI
from tests.drawing import findings, opened, submission
from xlperf.findings import Finding
from xlperf.forms import workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.template import write_workbook
from xlperf.office import Office
from xlperf.scorecard import score_card
from xlperf.submission import Submission

RECORDS = (
    Path(os.environ.get("XLPERF_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")).parent / "cases"
)

# case | code | label of the cell that is told | what the message says
FAULTS = """
ah_chizhou_tangxi_weituo_2022       | SE-01   | 年初预算数           | 全年执行数填0万元、应为89.974万元
ah_chizhou_tangxi_weituo_2022       | SE-03   | 执行率·得分          | 填0，应得10分
ah_chizhou_tangxi_weituo_2022       | NAR-01  | 实际完成情况         | 89.99万元，正文写89.97万元
ah_chizhou_tangxi_weituo_2022       | SE-06   | 项目总成本           | 填90万元，全年执行数是89.974万元
ah_chizhou_tangxi_weituo_2022       | TGT-07  | 对控制基建项目成本   | 不是生态效益
ah_xuancheng_police_drug_2021       | SE-08   | 毛发检查试剂数量     | 133.33%
ah_xuancheng_police_drug_2021       | TGT-13  | 毛发检查试剂数量     | 不是产出
hb_guangshui_rural_road_2021        |         |                      |
hb_service_trade_2020               | SC-01   | 总分·自评得分        | 总分填的是100，各项自评得分之和为120
hb_service_trade_2020               | SC-02   | 总分·分值            | 应为120
hb_service_trade_2020               | TGT-14  | 预算资金执行率       | 重复计分
hb_service_trade_2020               | FMT-02  | 资金拨付及时性       | 按“≥98%”读取
hi_nongken_school_aid_2023          | TGT-02  | 资助困难教师及学生   | 目标值是“52”
hi_nongken_school_aid_2023          | SE-12   | 资助困难教师及学生   | 192.31%
hi_nongken_school_aid_2023          | TGT-07  | 困难教师             | 是数量，不是质量
hi_nongken_school_aid_2023          | SE-04   | 执行率               | 25.00%，低于60%
hn_nanxian_zhengxie_dept_2021       | H21-06  | 支出合计             | 多支出6.9万元
hn_ningxiang_batang_target_2021     | TGT-01  | 三级指标（88）       | 不是指标名称，共9行
hn_ningxiang_batang_target_2021     | TGT-10  | 本年度绩效目标       | 逐字相同
hn_ningxiang_batang_target_2021     | TGT-11  | 本年度绩效目标       | 2020年
hn_yueyang_cgzx_dept_2018           | FMT-10  | 年度主要工作内容     | “4.”用了两次
hn_yueyang_nanhu_youfu_2016         | H22-01  | 实际到位资金·合计    | 应为179.6万元，相差9.6万元；改正后另外1处合计随之相符
hn_yueyang_nanhu_youfu_2016         | H22-12  | 会计凭证号           | 1月41号
hn_yueyang_nanhu_youfu_2016         | REQ-01  | 主管部门             | 主管部门
hn_yueyang_nanjingang_dike_2016     | H22-03  | 实际支出·合计        | 超支55.78万元
hn_yueyang_nanjingang_dike_2016     | H22-02  | 结余·市财政          | -55.78
hn_yueyang_nanjingang_dike_2016     | H22-04  | 实际到位资金·合计    | 86.18%
hn_yueyang_nanjingang_dike_2016     | H22-12  | 会计凭证号           | 2015年2月2号
hn_yueyang_nanjingang_dike_2016     | FMT-04  | 项目实施过程评价     | “√□”
nx_yuanzhou_potato_2022             | DATE-02 | 2021年11月30日前     | 不在2022年度内
nx_yuanzhou_potato_2022             | SE-11   | 2021年11月30日前     | 86.48%
nx_yuanzhou_potato_2022             | NAR-02  | 预期目标             | 550万粒
nx_yuanzhou_potato_2022             | SC-02   | 总分·分值            | 108分
sc_daying_sifaju_anke_2023          | SE-13   | 成本控制数           | 占90分，没有其他指标
sc_daying_sifaju_anke_2023          | FMT-07  | 成本控制数           | 却填“完成”
sc_daying_sifaju_anke_2023          | SE-04   | 年初预算数           | 年中追加
sx_jishan_zhaidian_health_2021      | SE-07   | 0-36月龄中医药规范   | 应得1.25分，偏高0.55分
sx_jishan_zhaidian_health_2021      | SE-07   | 高血压规范管理数     | 应得1.69分
sx_jishan_zhaidian_health_2021      | SE-07   | 糖尿病规范管理数     | 应得1.61分
sx_jishan_zhaidian_health_2021      | SE-07   | 高血压随访控制数     | 应得1.69分
sx_jishan_zhaidian_health_2021      | SE-07   | 糖尿病随访控制数     | 应得1.58分
sx_jishan_zhaidian_health_2021      | SE-07   | 早孕建册数           | 应得1.15分
sx_jishan_zhaidian_health_2021      | SE-07   | 居民健康档案         | 应得2.92分
sx_jishan_zhaidian_health_2021      | SE-07   | 孕产妇7天访视数      | 应得1.90分
sx_jishan_zhaidian_health_2021      | SE-07   | 孕产妇42天访视数     | 应得1.90分
sx_jishan_zhaidian_health_2021      | SE-07   | 严重精神障碍患者     | 应得1.97分
sx_jishan_zhaidian_health_2021      | SE-07   | 家庭医生签约率       | 应得1.83分
sx_jishan_zhaidian_health_2021      | SE-08   | 健康教育宣传咨询     | 800.00%
sx_jishan_zhaidian_health_2021      | SE-10   | 老年人体检数         | 没有写偏差原因
sx_jishan_zhaidian_health_2021      | SE-04   | 年初预算数           | 年初预算0万元、全年预算207.4538万元
wh_qingshan_weak_school_target_2020 | TGT-12  | 义务教育优质均衡     | 稳步提高
yn_honghe_data_center_2024          | NAR-02  | 内容                 | 8＋8＝16个，正文写15个
yn_honghe_data_center_2024          | H22-04  | 实际到位资金·合计    | 38.85%
"""

# case | code | why there is no finding of that code
TOLD_OTHERWISE = """
hn_yueyang_nanhu_youfu_2016     | H22-03 | 结余 agrees once 到位合计 is mended: H22-01 says so, one cause is told once
hn_yueyang_nanjingang_dike_2016 | FMT-05 | a remark on the layout: the 明细 is in 万元, as the table above it, and nothing is wrong
hn_yueyang_nanjingang_dike_2016 | FMT-09 | the wrong heading is printed text: test_第三节标题误用部门表的标题
hb_guangshui_rural_road_2021    | SC-03  | a remark on the rule of the shares: test_广水数量指标平均分配分值
"""

# case | codes that stay silent: what the publication reckons is right
SOUND = """
ah_chizhou_tangxi_weituo_2022       | SC-01 SC-02 SC-05 SE-02 SE-05 SE-07 SE-13 SE-14
ah_xuancheng_police_drug_2021       | SC-01 SC-02 SC-05 SE-01 SE-02 SE-03 SE-04 SE-05 SE-07 SE-10 SE-13 SE-14
hb_guangshui_rural_road_2021        | SC-01 SC-02 SC-05 SE-01 SE-02 SE-04 SE-07 SE-10 SE-13 SE-14
hb_service_trade_2020               | SE-01 SE-02 SE-03 SE-04 SE-05 SE-07 SE-08 SE-13
hi_nongken_school_aid_2023          | SC-01 SC-02 SC-05 SE-01 SE-02 SE-03 SE-05 SE-07 SE-10 SE-13 SE-14
hn_nanxian_zhengxie_dept_2021       | H21-01 H21-02 H21-03 H21-07 NAR-01 NAR-02
hn_ningxiang_batang_target_2021     | XF-04 DATE-01 DATE-02
hn_yueyang_cgzx_dept_2018           | S31-01 DATE-01 DATE-04
hn_yueyang_nanhu_youfu_2016         | H22-05 H22-13 DATE-01 DATE-02 DATE-04
hn_yueyang_nanjingang_dike_2016     | H22-01 H22-05 H22-13 DATE-01 DATE-02 DATE-04
nx_yuanzhou_potato_2022             | SE-01 SE-02 SE-05 SE-07 SE-08 SE-10 SE-14
sc_daying_sifaju_anke_2023          | SC-01 SC-02 SC-05 SE-01 SE-02 SE-03 SE-05 SE-14
sx_jishan_zhaidian_health_2021      | SC-01 SC-02 SC-05 SE-01 SE-02 SE-03 SE-05 SE-13 SE-14
wh_qingshan_weak_school_target_2020 | TGT-01 TGT-02 TGT-03 TGT-07 DATE-01 DATE-02
yn_honghe_data_center_2024          | H22-01 H22-02 NAR-01
"""


def table(text: str) -> list[list[str]]:
    """The cells of each line."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@cache
def workbook(name: str) -> Submission:
    """One case as a workbook, written and read back."""
    drafts: dict[str, tuple[str, Draft]] = {each.name: (each.kind, each.draft) for each in (*CASES, *LAID)}
    kind, draft = drafts[name]
    return submission(kind, draft)


@cache
def said(name: str) -> tuple[Finding, ...]:
    """Everything that is told of it."""
    return tuple(findings(workbook(name)))


@pytest.mark.parametrize(("name", "code", "label", "words"), [line for line in table(FAULTS) if line[1]])
def test_公开表里的错误都报在原处(name: str, code: str, label: str, words: str) -> None:
    told = [each for each in said(name) if each.code == code]
    assert [each for each in told if label in each.label and words in each.message], [
        (each.label, each.message) for each in told
    ]


@pytest.mark.parametrize(("name", "codes"), table(SOUND))
def test_公开表里算对的数不报(name: str, codes: str) -> None:
    silent = codes.split()
    assert [f"{each.code} {each.label} {each.message}" for each in said(name) if each.code in silent] == []


def test_翟店卫生院二十一项中只有十一项得分不符_四舍五入的三项不报() -> None:
    told = [each for each in said("sx_jishan_zhaidian_health_2021") if each.code == "SE-07"]
    assert len(told) == 11
    assert sum(each.severity == "error" for each in told) == 3


def test_农垦中学按办法复算正好是填报的总分() -> None:
    scores, total = score_card(workbook(NONGKEN.name), Office())
    assert [each.computed for each in scores] == [Decimal(each) for each in ("2.5", "3.85", "0", "30", "10")]
    assert total is not None
    assert (total.self_score, total.computed, total.at_most) == (Decimal("46.35"),) * 3


def test_棠溪镇的执行率得分按来源复核() -> None:
    _, total = score_card(workbook(TANGXI.name), Office())
    assert total is not None
    assert (total.self_score, total.computed) == (90, 100)


def test_第三节标题误用部门表的标题(tmp_path: Path) -> None:
    path = tmp_path / "护坡工程.xlsx"
    write_workbook(workbooks.project(), path, DIKE.draft)
    book = openpyxl.load_workbook(path)
    (heading,) = [
        cell
        for row in book["项目自评报告"].iter_rows()
        for cell in row
        if cell.value == "三、项目绩效自评情况"
    ]
    heading.value = "三、部门（单位）整体支出绩效自评情况"
    book.save(path)
    (found,) = findings(opened(path), "FMT-09")
    assert found.at is not None
    assert found.at.a1 == heading.coordinate


@pytest.mark.skipif(not RECORDS.is_dir(), reason="没有公开案例的原始记录（XLPERF_CORPUS 旁的 cases）")
def test_每个案例都在_记录的错误没有漏列的() -> None:
    kept = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in RECORDS.glob("*.json")}
    listed: dict[str, set[str]] = {}
    for name, code, *_ in (*table(FAULTS), *table(TOLD_OTHERWISE)):
        listed.setdefault(name, set()).add(code)
    assert set(listed) == set(kept)
    recorded = {name: {each["code"] for each in record["findings"]} for name, record in kept.items()}
    assert {name: codes - listed[name] for name, codes in recorded.items() if codes - listed[name]} == {}
    for name, code, _ in table(TOLD_OTHERWISE):
        assert code in recorded[name]
