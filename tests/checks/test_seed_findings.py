"""What must be seen: every fault of the five public documents, each told where it stands; what is right stays silent.

The table is the one list of these faults. A fault that is not told yet is marked 未报; once it is told the mark must
be taken off. The file of findings that the table was drawn from is compared with it where it is at hand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from tests.checks.rollups import rolled
from tests.drawing import findings, submission
from xlperf import schemes
from xlperf.demo import examples
from xlperf.demo.loading import parse
from xlperf.findings import Finding
from xlperf.forms.draft import Draft, DraftRow
from xlperf.submission import Submission, shown

JINCHENG = Path(__file__).with_name("jincheng_2024.toml")
SOURCE = (
    Path(os.environ.get("XLPERF_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")).parent
    / "seed_findings.json"
)

# number | code | workbook | what stands at the place that is told (label or content) | what the message says | 未报 so far
FAULTS = """
S000-1  | DATE-01 | 赫山三微     | 实施期                 | 2022年3月至1月
S000-2  | TGT-01  | 赫山三微     | 工程建设总面积         | 20000㎡
S000-3  | XF-06   | 赫山三微     | 60个                   | 60个
S000-4  | NAR-01  | 赫山三微     | 50%的工程款            | 550
S000-5  | TGT-08  | 赫山三微     | 预算执行完成率         | 57.27%
S000-6  | TGT-12  | 赫山三微     | 优良                   | 优良
S000-7  | REQ-03  | 赫山三微     | 三级指标（/）          | 成本
S000-8  | TGT-10  | 赫山三微     | 本年度绩效目标         | 实施期
S000-9  | NAR-03  | 赫山三微     | 绩效自评100分          | 100
S000-10 | TGT-16  | 赫山三微     | 项目满意度             | 100%
S000-11 | TGT-13  | 赫山三微     | 工程建设材料           | 材料
S001-01 | S31-01  | 华容住建局   | 财政供养人员控制率     | 113.29%
S001-02 | XF-01   | 华容住建局   | 到位资金5075万元       | 5075
S001-03 | XF-02   | 华容住建局   | 累计结余               | 3496.13
S001-04 | XF-05   | 华容住建局   | 未及时足额拨付到位     | 支付进度
S001-05 | XF-05   | 华容住建局   | 有所追加               | 预算调整率
S001-06 | SC-04   | 华容住建局   | 经济效益               | 少2分
S001-07 | S31-22  | 华容住建局   | 满意度                 | 没有“满意度”
S001-08 | XF-07   | 华容住建局   | 八个二级事业单位       | 市政公用设施建设中心
S001-09 | TGT-07  | 华容住建局   | 完成危改1350户         | 成本
S001-10 | REQ-05  | 华容住建局   | “三公经费”变动率       | 上年三公经费
S001-11 | REQ-01  | 华容住建局   | 报告日期               | 报告日期
S001-12 | FMT-10  | 华容住建局   | 招商引资               | 政务公开
S001-13 | TPL-01  | 华容住建局   | 汇集信息               | 会计信息
S001-21 | S32-06  | 华容老旧小区 | 到位率                 | 36.80%
S001-22 | NAR-01  | 华容老旧小区 | 已全部到位             | 8685
S001-23 | XF-03   | 华容老旧小区 | 管线单位               | 8685
S001-24 | NAR-01  | 华容老旧小区 | 13742余万元            | 1560.87
S001-25 | XF-05   | 华容老旧小区 | 到位时效               | 12月
S001-26 | H22-13  | 华容老旧小区 | 会计凭证号             | 775.54
S001-27 | REQ-04  | 华容老旧小区 | 目标值                 | 没有填指标（目标）值
S001-28 | S32-22  | 华容老旧小区 | 服务对象满意度         | 被调查人数
S001-29 | SC-04   | 华容老旧小区 | 可持续影响             | 少1分
S001-30 | REQ-02  | 华容老旧小区 | 项目实施过程评价       | 一项也没有勾
S001-31 | TPL-02  | 华容老旧小区 | 生态效益               | 环境效益
S001-32 | FMT-05  | 华容老旧小区 | 支出合计               | 1560.8694
S001-33 | NAR-03  | 华容老旧小区 | 知晓率                 | 满意度
S002-1  | MON-01  | 南阳枣林     | 蓝黄红灯               | 17.13%
S002-2  | NAR-05  | 南阳枣林     | 群众满意度≥90%         | ≥90%
S002-3  | DATE-03 | 南阳枣林     | 2021年枣林街道办事处   | 2021年
S002-4  | NAR-06  | 南阳枣林     | 申请发改资金1786万元   | 1786
S002-5  | NAR-03  | 南阳双铺     | 基本完成               | 100%
S002-6  | FMT-10  | 南阳枣林     | 项目概况               | 编号
S003-1  | NAR-04  | 晋城汇总     | 平均总体支付率为75%    | 67.93%
S003-2  | NAR-01  | 晋城汇总     | 92. 40%                | 92.42%
S003-3  | NAR-01  | 晋城汇总     | 191.02万元             | 200.88
S003-4  | NAR-02  | 晋城汇总     | 完成了73个村卫生室     | 83
S003-5  | NAR-02  | 晋城汇总     | 44个项目               | 53
S003-6  | NAR-02  | 晋城汇总     | 14个村(社区)           | 15
S003-7  | XF-07   | 晋城汇总     | 廉租房租赁补贴         | 租金补贴
S003-8  | NAR-06  | 晋城汇总     | 完成投资1281万元       | 1281
S003-9  | S31-04  | 晋城汇总     | 年初预算为2737. 45万元 | 42.04%
S003-10 | NAR-07  | 晋城汇总     | 执行率偏低             | 82.01%
S003-11 | NAR-03  | 晋城汇总     | 未完成初步验收         | 初步验收
S003-12 | SB-04   | 晋城明细表   | 总投资                 | 口径
S003-13 | FMT-01  | 晋城明细表   | 6223. 15               | 6223.15
S003-14 | FMT-06  | 晋城汇总     | 文化薪火化润民心       | 数区文旅局
S004-1  | NAR-03  | 呈贡三期     | 影响预算执行进度       | 100
S004-2  | REQ-06  | 呈贡三期     | 评分表附后             | 评分表
S004-3  | H22-14  | 呈贡三期     | 实际支付               | 242万元
S004-4  | H22-13  | 呈贡三期     | 拨付日期               | 晚43天
S004-5  | XF-03   | 呈贡三期     | 中央基建投资预算       | 51万元
S004-6  | REQ-05  | 呈贡三期     | 绩效自评综合得分       | 满意度
S004-7  | FMT-10  | 呈贡三期     | 城障性                 | 城障性
"""

# workbook | codes that stay silent | figures that no error and no warning takes up
RIGHT = """
华容住建局   | H21-01 H21-02 H21-03 H21-04 H21-05 H21-06 H21-07       | 20353.71 8847.29 69.7% 30.3% 4.25% 1.8% 93.95% 6.05%
华容住建局   | SC-01 SC-02 SC-05 SC-06 SC-07 H21-20                     | 十二个股室
华容老旧小区 | H22-01 H22-02 H22-03 H22-05                              | 15608694 1649 1983 1425
华容老旧小区 | SC-01 SC-02 SC-05 SC-06 SC-07 DATE-01 DATE-02            | 2020年1月
南阳双铺     | H22-01 H22-03 H21-07                                     | 112,774.31 76,313.93 408,923 307,200
南阳枣林     | H21-20                                                   | 16个
晋城明细表   | SB-01 SB-02 SB-03 SB-05                                  | 51078.42 16800
晋城汇总     | H21-07 SC-07                                             | 57.81% 66.39% 83.61% 64.15% 97.05% 65.72% 93.6% 27756 31627 1608
呈贡三期     | H22-01 H22-03 DATE-01 DATE-02                            | 191万元 5.09 451户 28栋
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of FAULTS."""

    number: str
    code: str
    workbook: str
    place: str
    words: str
    mark: str = ""


def table(text: str) -> list[list[str]]:
    """The cells of each line."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


EVERY = [Fault(*line) for line in table(FAULTS)]


def jincheng() -> Draft:
    """The report of the bureau, with its amounts as printed: seven of the nine hold a blank."""
    draft = parse(JINCHENG.read_text(encoding="utf-8"), JINCHENG.name).draft
    key = "special_projects.projects"
    printed = ("6223. 15", "2552. 62", None, "15704. 47", "296. 29", None, "3378. 22", "485. 39", "3888. 28")
    rows = tuple(
        DraftRow({**row.values, "planned": text} if text else row.values, row.id)
        for row, text in zip(draft.rows[key], printed, strict=True)
    )
    return Draft(draft.fields, {**draft.rows, key: rows})


def huarong(draft: Draft) -> Draft:
    """附件3-1 as the county printed it; our template has these misprints mended."""
    texts = {each.id: each.text for each in schemes.load("department_3_1").indicators}
    misprinted = {
        "S31-02": texts["S31-02"].replace("“三公经费”变动率＞0", "“三公经费”＞0"),
        "S31-10": texts["S31-10"].replace("会计信息", "汇集信息"),
    }
    key = "score_sheet.scores"
    rows = (
        DraftRow({**row.values, "text": misprinted.get(row.id, texts[row.id])}, row.id)
        for row in draft.rows[key]
    )
    return Draft(draft.fields, {**draft.rows, key: tuple(rows)})


@cache
def workbook(name: str) -> Submission:
    """One of the documents as a workbook, written and read back."""
    if name == "晋城明细表":
        return rolled()
    if name == "晋城汇总":
        return submission("department", jincheng())
    if name == "华容住建局":
        return submission("department", huarong(examples()[0].draft))
    names = ("华容住建局", "华容老旧小区", "赫山三微", "南阳枣林", "南阳双铺", "呈贡三期")
    example = dict(zip(names, examples(), strict=True))[name]
    return submission(example.kind, example.draft)


@cache
def told_of(name: str) -> tuple[Finding, ...]:
    """Everything that is told of the workbook."""
    return tuple(findings(workbook(name)))


def content(name: str, finding: Finding) -> str:
    """Labels and contents of the cells that a finding points at, and the passage it quotes."""
    places = {finding.at, *finding.related}
    cells = [cell for cell in workbook(name).cells() if cell.at in places]
    return "\n".join(f"{cell.label}\n{shown(cell.value)}\n{cell.raw}" for cell in cells) + finding.label


def is_told(fault: Fault, told: Iterable[Finding]) -> bool:
    """Whether the code is reported at that place, with those words."""
    return any(
        found.code == fault.code
        and fault.place in content(fault.workbook, found)
        and fault.words in f"{found.message} {found.seen} {found.expected} {found.slip}"
        for found in told
    )


def marked(fault: Fault) -> ParameterSet:
    """The line, marked with the check that it proves."""
    marks = () if fault.mark else (pytest.mark.rejects(fault.code),)
    return pytest.param(fault, marks=marks, id=f"{fault.number} {fault.code}")


@pytest.mark.parametrize("fault", [marked(each) for each in EVERY])
def test_公开文件里的每一处差错都报在原处(fault: Fault) -> None:
    if fault.mark:
        assert not is_told(fault, told_of(fault.workbook)), (
            f"{fault.number} is told now: take the mark 未报 off its line"
        )
    else:
        told = findings(workbook(fault.workbook), fault.code)
        assert is_told(fault, told), "\n".join(f"{each.at} {each.message}" for each in told)


@pytest.mark.parametrize("line", table(RIGHT), ids=lambda line: f"{line[0]} {line[1].split()[0]}")
def test_文件里对的地方一律不报(line: list[str]) -> None:
    name, codes, figures = line
    found = told_of(name)
    assert [f"{each.code} {each.message}" for each in found if each.code in codes.split()] == []
    grave = [each for each in found if each.severity != "info"]
    assert [
        f"{each.code} {each.message}" for each in grave if (each.seen or "").strip() in figures.split()
    ] == []


def test_六十四处都在表里_没报的写明是哪些() -> None:
    numbers = [fault.number for fault in EVERY]
    assert len(numbers) == len(set(numbers)) == 64
    assert {fault.mark for fault in EVERY} <= {"", "未报"}


def test_表与差错清单一致() -> None:
    if not SOURCE.exists():
        pytest.skip("the list of findings (seed_findings.json) is not beside the checkout")
    listed = json.loads(SOURCE.read_text(encoding="utf-8"))["findings"]
    assert [(each["id"], each["rule"]) for each in listed] == [(each.number, each.code) for each in EVERY]
