"""Reports as ``assess`` would give them, small enough to reckon by hand."""

from __future__ import annotations

from decimal import Decimal

from xlperf.findings import (
    Address,
    Finding,
    NotChecked,
    Report,
    Reserved,
    Score,
    Seal,
    Severity,
    Total,
    Verdict,
)

SCORES = "评分表"
FORM = "项目自评报告"


def at(sheet: str, row: int, column: int) -> Address:
    return Address(sheet, row, column)


ARRIVAL = Finding(
    "S32-06",
    Severity.ERROR,
    "到位率 36.80%，按比例应得 1.1 分，自评 3 分",
    "按实际到位资金重新计分",
    at=at(SCORES, 9, 9),
    label="自评得分（到位率）",
    seen="3",
    expected="1.1",
    related=(at(FORM, 19, 5), at(FORM, 19, 8), at(SCORES, 9, 10)),
    clause="附件3-2 资金到位—到位率",
)
SUM = Finding(
    "H22-05",
    Severity.ERROR,
    "明细之和 1566.87 与实际支出 1560.87 不符，相差 6",
    "逐行核对支出明细",
    at=at(FORM, 19, 11),
    label="实际支出合计",
    seen="1560.87",
    expected="1566.87",
    slip="个位 0 与 6 写混",
)
NO_REASON = Finding(
    "SC-04",
    Severity.WARNING,
    "得分 7 小于分值 8，没有写扣分原因",
    "请写明扣分原因",
    at=at(SCORES, 9, 9),
    label="自评得分（到位率）",
    seen="3",
)
NO_BOX = Finding("REQ-02", Severity.INFO, "两个□都没有勾", "选一个打☑")


def score(
    number: str,
    verdict: Verdict,
    claimed: str | None,
    computed: str | None,
    row: int,
    bounds: tuple[str, str] | None,
) -> Score:
    lo, hi = bounds or (None, None)
    return Score(
        number,
        {"S32-06": "到位率", "S32-07": "到位时效", "S32-20": "环境效益"}.get(number, number),
        Decimal(3),
        None if claimed is None else Decimal(claimed),
        None if computed is None else Decimal(computed),
        None if lo is None else Decimal(lo),
        None if hi is None else Decimal(hi),
        verdict,
        "5057÷13742×3 = 1.10" if number == "S32-06" else "",
        at(SCORES, row, 9),
        reserved=Reserved(at(SCORES, row, 12), at(SCORES, row, 13), at(SCORES, row, 14)),
    )


REPORT = Report(
    "报送/自评表.xlsx",
    "project",
    "2020",
    findings=(NO_BOX, NO_REASON, ARRIVAL, SUM),
    not_checked=(
        NotChecked("H21-01", "部门自评报告没有填写"),
        NotChecked("H21-02", "部门自评报告没有填写"),
        NotChecked("H21-03", "部门自评报告没有填写"),
        NotChecked("H21-07", "综述没有填写"),
    ),
    scores=(
        score("S32-06", Verdict.HIGH, "3", "1.10", 9, ("1.10", "1.10")),
        score("S32-07", Verdict.OK, "2", "2", 10, ("2", "2")),
        score("S32-20", Verdict.UNVERIFIABLE, "3", None, 11, None),
    ),
    total=Total(
        Decimal(99),
        None,
        Decimal("97.10"),
        "优秀",
        "优秀",
        Decimal(8),
        Reserved(at(SCORES, 30, 12), None, at(SCORES, 30, 14)),
    ),
    seal=Seal("7KQ4-M2XD-9RWA", (SCORES,)),
    title="项目支出绩效自评工作簿",
)
"""Two errors, a warning at the same cell as one of them, an information about the whole file."""

CLEAN = Report("好.xlsx", "department", "2020", title="部门整体支出绩效自评工作簿")
BROKEN = Report(
    "坏.xlsx",
    None,
    None,
    (Finding("OPEN-04", Severity.ERROR, "“坏.xlsx”是 0 字节的空文件", "请重新下载"),),
    readable=False,
)
