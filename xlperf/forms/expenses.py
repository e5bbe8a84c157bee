"""支出明细 of 附件2-2: what the money of a project went into, with the voucher of each payment."""

from __future__ import annotations

from xlperf.forms.model import Column, Field, Kind, Table

FORM = "project_report"
"""The form that it is part of."""

CONTENT = Column(
    key="content",
    label="支出内容",
    span=5,
    synonyms=("支出事项", "支出项目", "支出用途", "支出明细", "资金用途"),
)
AMOUNT = Column(
    key="amount",
    label="实际支出数",
    span=4,
    kind=Kind.MONEY,
    unit="元",
    synonyms=("实际支出金额", "支出金额", "支出数", "金额"),
    total=Field(key=f"{FORM}.vouchers_total", label="支出合计", kind=Kind.MONEY, unit="元"),
    prompt="全表统一用元（或统一用万元），只填数字",
)
VOUCHER = Column(
    key="voucher",
    label="会计凭证号",
    span=4,
    synonyms=("凭证号", "凭证编号", "记账凭证号", "凭证字号", "会计凭证编号"),
    prompt="如：2020年10月75号",
)
REMARK = Column(key="remark", label="备注", span=3)
VOUCHERS = Table(
    key=f"{FORM}.vouchers",
    label="项目支出明细",
    columns=(CONTENT, AMOUNT, VOUCHER, REMARK),
    spare=18,
    total="支出合计",
    row_height=21,
)
