"""Workbooks that are none of our forms: those of other projects, and near misses that a bureau has in every folder."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from xlperf.assess import assess_and_read
from xlperf.findings import Report
from xlperf.office import Office
from xlperf.package.refusal import Refused
from xlperf.package.workbook import open_workbook

KINDS = (".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".xlsb", ".ods")
Cells = Sequence[Sequence[object]]


@dataclass(slots=True)
class Unrelated:
    """What became of workbooks that are none of ours."""

    outcome: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)  # taken for a form of ours
    crashed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    reading: float = 0.0  # of which reading every sheet alone would take


def corpus(folder: Path) -> Iterator[Path]:
    """Every workbook of other projects, of whatever format."""
    yield from sorted(path for path in folder.rglob("*") if path.suffix in KINDS)


def told_of(paths: Sequence[Path]) -> Unrelated:
    """Every workbook checked; what it was taken for, whether a byte changed, and the time."""
    told = Unrelated()
    for path in paths:
        before = hashlib.sha256(path.read_bytes()).digest()
        began = time.process_time()
        _read(path)
        read = time.process_time()
        told.reading += read - began
        try:
            report, submission = assess_and_read(path, Office())
        except Exception as error:  # noqa: BLE001  what is counted here
            told.crashed.append(f"{path.name}: {error!r}")
            continue
        finally:
            told.seconds += time.process_time() - read
        told.outcome[_outcome(report)] += 1
        if submission is not None:
            told.taken.append(f"{path.name}: {submission.form.key}")
        if hashlib.sha256(path.read_bytes()).digest() != before:
            told.changed.append(path.name)
    return told


def _read(path: Path) -> None:
    try:
        for sheet in open_workbook(path).sheets:
            for _ in sheet.grid.cells.values():
                pass
    except Refused:
        pass


def _outcome(report: Report) -> str:
    if report.form is not None:
        return "认作某张表"
    return "没有认出任何表" if report.readable else "按代码拒绝"


def payroll() -> Cells:
    """工资表: 姓名, 单位, 合计, 实发 – the words of our forms, and none of their matter."""
    rows = [[n, f"职工{n}", "某局", 3200 + n, 1500, 4700 + n, "已签"] for n in range(1, 12)]
    return [
        ["某局2023年12月工资发放表"],
        ["单位：元"],
        ["序号", "姓名", "单位", "基本工资", "津贴补贴", "实发合计", "签字"],
        *rows,
        ["合计", "", "", 35266, 16500, 51766, ""],
    ]


def budget_table() -> Cells:
    """部门预算支出表: 项目名称 and amounts in 万元 by 功能科目."""
    return [
        ["2023年部门预算支出总表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "合计", "基本支出", "", "项目支出", "备注"],
        ["", "", "", "人员经费", "公用经费", "", ""],
        ["2120101", "行政运行", 1767.43, 1242.09, 525.34, 0, ""],
        ["2120303", "小城镇基础设施建设", 5057, 0, 0, 5057, "中央资金"],
        ["2120801", "征地和拆迁补偿支出", 8847.29, 0, 0, 8847.29, ""],
        ["合计", "", 15671.72, 1242.09, 525.34, 13904.29, ""],
    ]


def teaching_rating() -> Cells:
    """教师年度考核: an evaluation with 一级指标, 分值, 自评得分 – of persons, not of money."""
    items = [("师德师风", "爱岗敬业", 10, 10), ("教育教学", "备课", 20, 19), ("教育教学", "课堂效果", 30, 28)]
    return [
        ["某小学教师年度考核评分表"],
        ["姓名", "某某", "任教学科", "语文"],
        ["一级指标", "考核内容", "分值", "自评得分", "考核小组评分", "备注"],
        *[[*item, item[3] - 1, ""] for item in items],
        ["总分", "", 60, 57, 54, ""],
    ]


def safety_inspection() -> Cells:
    """安全生产检查表: 单位, 项目名称, 整改时限, 得分."""
    return [
        ["安全生产标准化自评表"],
        ["项目名称", "某小区二期", "施工单位", "某建筑公司"],
        ["序号", "检查项目", "检查标准", "标准分值", "实得分", "扣分原因"],
        [1, "安全管理", "制度健全", 20, 18, "台账不全"],
        [2, "文明施工", "围挡完整", 20, 20, ""],
        [3, "脚手架", "验收合格", 60, 55, "连墙件缺失"],
        ["总分", "", "", 100, 93, ""],
    ]


def ledger_of_contracts() -> Cells:
    """合同台账: 项目名称, 实施单位, 金额, 执行率."""
    rows = [
        [n, f"某道路工程{n}标段", "某建设公司", Decimal(100 * n), Decimal(60 * n), "60%"] for n in range(1, 9)
    ]
    return [
        ["2023年政府投资项目合同台账"],
        ["序号", "项目名称", "实施单位", "合同金额（万元）", "已支付（万元）", "执行率"],
        *rows,
    ]


NEAR_MISSES: tuple[Callable[[], Cells], ...] = (
    payroll,
    budget_table,
    teaching_rating,
    safety_inspection,
    ledger_of_contracts,
)


def write_cells(cells: Cells, path: Path) -> Path:
    """The rows as a workbook."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(cells):
            for column, value in enumerate(line):
                if value != "":
                    sheet.write(row, column, float(value) if isinstance(value, Decimal) else value)
    return path
