"""财政补助资金使用负面清单：fixed items, answered 是/否/不适用 (items of 附件3-1 资金使用合规性 and 附件3-2 资金使用)."""

from __future__ import annotations

from xlperf.forms import vocabulary
from xlperf.forms.model import Banner, Column, Kind, Look, Owner, PrintedRow, SheetForm, Table

NUMBER = Column(key="number", label="序号", owner=Owner.FORM)
ITEM = Column(key="item", label="所列情形", owner=Owner.FORM)
ANSWER = Column(
    key="answer",
    label="是否存在",
    kind=Kind.CHOICE,
    choices=vocabulary.YES_NO,
    prompt="存在填“是”，不存在填“否”",
)
NOTE = Column(key="note", label="说明（存在的，写明金额和整改情况）")

ITEMS = (
    "虚列项目支出、套取资金",
    "支出依据不合规",
    "截留项目资金",
    "挤占项目资金",
    "挪用项目资金",
    "超标准开支",
    "超预算开支",
    "资金拨付没有完整的审批程序和手续",
    "应经评估论证的支出未经评估论证",
    "支出超出预算批复的用途",
)
LIST = Table(
    key="negative_list.items",
    label="负面清单",
    columns=(NUMBER, ITEM, ANSWER, NOTE),
    printed=tuple(
        PrintedRow(id=f"N{number:02d}", texts={"number": str(number), "item": item})
        for number, item in enumerate(ITEMS, start=1)
    ),
    grows=False,
    row_height=30,
)

SHEET = SheetForm(
    key="negative_list",
    name="负面清单",
    widths=(7, 40, 12, 40),
    optional=True,
    blocks=(
        Banner("财政补助资金使用负面清单", Look.TITLE),
        Banner("逐项如实填写；存在任何一项的，评分表“资金使用”不得计满分。", Look.NOTE),
        LIST,
    ),
)
