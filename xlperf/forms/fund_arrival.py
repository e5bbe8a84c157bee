"""资金到位明细：每笔下达、到位、拨付与支付."""

from __future__ import annotations

from xlperf.forms import vocabulary
from xlperf.forms.model import Banner, Column, Field, Kind, Look, SheetForm, Table

DOCUMENT = Column(key="document", label="下达文号", prompt="如：昆财建〔2022〕6号")
ISSUED = Column(key="issued", label="下达日期", kind=Kind.DATE, prompt="日期格式如 2022-03-15")
LEVEL = Column(key="level", label="来源级次", kind=Kind.CHOICE, choices=vocabulary.LEVELS)
AMOUNT = Column(
    key="amount",
    label="到位金额",
    kind=Kind.MONEY,
    unit="万元",
    total=Field(key="fund_arrival.amount_total", label="到位金额合计", kind=Kind.MONEY, unit="万元"),
    prompt="单位：万元",
)
ARRIVED = Column(key="arrived", label="到位日期", kind=Kind.DATE, prompt="日期格式如 2022-03-15")
RECIPIENT = Column(key="recipient", label="拨付对象")
TRANSFERRED = Column(key="transferred", label="拨付日期", kind=Kind.DATE, prompt="日期格式如 2022-03-15")
PAID = Column(
    key="paid",
    label="实际支付",
    kind=Kind.MONEY,
    unit="万元",
    total=Field(key="fund_arrival.paid_total", label="实际支付合计", kind=Kind.MONEY, unit="万元"),
    prompt="付给最终收款人的金额；拨给下级单位的不算支付",
)
TIMELY = Column(key="timely", label="到位时效", kind=Kind.CHOICE, choices=vocabulary.TIMELINESS)

ARRIVALS = Table(
    key="fund_arrival.arrivals",
    label="资金到位明细",
    columns=(DOCUMENT, ISSUED, LEVEL, AMOUNT, ARRIVED, RECIPIENT, TRANSFERRED, PAID, TIMELY),
    spare=10,
    total="合计",
    row_height=27,
    repeats_header=True,
)

SHEET = SheetForm(
    key="fund_arrival",
    name="资金到位明细",
    widths=(24, 12, 9, 12, 12, 22, 12, 12, 20),
    landscape=True,
    optional=True,
    blocks=(Banner("项目资金到位明细表", Look.TITLE), Banner("单位：万元", Look.UNIT), ARRIVALS),
)
