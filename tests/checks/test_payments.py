"""H22-12 … 14：凭证、资金到位和拨付的时间。"""

from __future__ import annotations

from datetime import date

import pytest

from tests.checks.labels import example, named, put, row
from tests.drawing import findings, passed_over, submission
from xlperf.forms import expenses, fund_arrival, narrative
from xlperf.forms import project_report as form
from xlperf.forms.draft import Draft, DraftRow
from xlperf.submission import Submission

HUARONG = example("华容县老旧小区改造")
CHENGGONG = example("呈贡区")
NANHU = (
    ("上半年重点优抚对象补助", "1月31日33号凭证2月29日12号凭证7月31日18号凭证"),
    ("优抚解三难", "1月34、41号5月17、32号凭证6月39、43号7月15号、8月7、23号 11月4、46号、12月75号凭证"),
    ("春节下拨优抚资金及慰问", "1月25、27、28、29、31、41号、2月1号、9月27号凭证"),
    ("其他优抚支出", "1月16号、7月17、20、21、22、23、24、25、26、27号、8月8、9号10月17号、11月10号凭证"),
    ("60岁老兵补助", "1月49号、7月16号"),
)


def paid(*rows: tuple[str, str], period: str = "") -> Submission:
    """A report with payments (支出内容, 凭证号) of 10 each."""
    draft = Draft().fill(
        expenses.VOUCHERS, *(row(content=name, amount=10, voucher=text) for name, text in rows)
    )
    return submission("project", put(draft, form.SHEET.key, {"period": period} if period else {}))


@pytest.mark.accepts("H22-12")
def test_华容十五张凭证没有重复() -> None:
    assert named(submission("project", HUARONG), "H22-12") == []


def test_南湖优抚的1月41号凭证列在两行() -> None:
    (found,) = findings(paid(*NANHU, period="2016年1月至2016年12月"), "H22-12", "H22-13")
    assert (found.code, found.severity) == ("H22-12", "warning")
    assert found.message == "凭证号重复：凭证2016年1月41号同时列在“优抚解三难”、“春节下拨优抚资金及慰问”2行"


def test_同一行内凭证重复() -> None:
    given = paid(("工程项目支出", "2014.5.3# 2014.12.6# 2015.2.2# 2015.2.2#"))
    (found,) = findings(given, "H22-12")
    assert found.message == "凭证号重复：同一行内凭证2015年2月2号写了不止一次"


@pytest.mark.rejects("H22-12")
def test_同一内容的多行共用一张凭证只作提示() -> None:
    (found,) = findings(paid(("工程款", "2020年10月75号"), ("工程款", "2020年10月75号")), "H22-12")
    assert found.severity == "info"


def test_没有月份的凭证号不比较() -> None:
    assert named(paid(("工程款", "75号"), ("设计费", "75号")), "H22-12") == []


def test_没有凭证号的不检查() -> None:
    assert passed_over(submission("project", Draft()), "H22-12") == ["没有可以读出的会计凭证号"]


@pytest.mark.rejects("H22-13")
def test_凭证月份不在起止时间内() -> None:
    given = paid(("工程款", "2020年10月75号"), ("尾款", "2021年3月12号"), period="2020年1月至2020年12月")
    (found,) = findings(given, "H22-13")
    assert found.seen == "2021年3月12号"
    assert (
        found.message == "资金收付的时间有疑问：凭证2021年3月12号不在项目起止时间（2020年1月至2020年12月）内"
    )


def test_跨年项目没有写年份的凭证不判断() -> None:
    given = paid(("工程款", "10月75号"), period="2019年3月至2022年5月")
    assert named(given, "H22-13") == []


def test_华容资金到位以前已经付款() -> None:
    # 10月 1100000+1049920+846200, 11月 808054+1443640+756000+761580+990000 = 7755394 元
    (found,) = findings(submission("project", HUARONG), "H22-13")
    assert found.severity == "warning"
    assert "已支付775.54万元；另有1983万元没有写到位日期" in found.message
    assert found.message.startswith("资金收付的时间有疑问：2020年12月资金到位以前，凭证2020年10月75号")
    assert found.seen == "2020年10月75号"


def arrivals(*rows: DraftRow, period: str) -> Submission:
    """A report with arrivals of money only."""
    return submission(
        "project", put(Draft().fill(fund_arrival.ARRIVALS, *rows), form.SHEET.key, {"period": period})
    )


def test_呈贡拨付晚于开工四十三天() -> None:
    (found,) = findings(submission("project", CHENGGONG), "H22-13")
    assert found.label == "拨付日期（昆财建〔2022〕6号）"
    assert "242万元2022-09-23才拨付，比2022-08-11开工晚43天" in found.message


@pytest.mark.accepts("H22-13")
def test_已经说明不及时的不再报() -> None:
    late = row(amount=51, arrived=date(2022, 9, 23), timely="不及时但未影响项目进度")
    assert named(arrivals(late, period="2022年8月11日至2022年12月20日"), "H22-13") == []


def test_只写年月的项目不按开工日判断() -> None:
    late = row(amount=51, arrived=date(2022, 9, 23))
    assert named(arrivals(late, period="2022年8月至2022年12月"), "H22-13") == []
    assert named(arrivals(late, period="2022年8月11日至2022年12月20日"), "H22-13") == [
        "H22-13 到位日期（第4行）"
    ]


@pytest.mark.rejects("H22-14")
def test_呈贡拨付不等于支出() -> None:
    (found,) = findings(submission("project", CHENGGONG), "H22-14")
    assert (found.label, found.severity) == ("实际支付（昆财建〔2022〕6号）", "warning")
    assert found.message.startswith("242万元已拨给呈贡龙城街道办事处")


def moved(paid: str = "", spent: str = "") -> Submission:
    """242 万元 handed to a street office."""
    cells = {"amount": 242, "recipient": "龙城街道", "transferred": date(2022, 9, 23)}
    draft = Draft().fill(fund_arrival.ARRIVALS, row(**cells, **({"paid": paid} if paid else {})))
    return submission("project", put(draft, form.SHEET.key, {"spent_central": spent} if spent else {}))


def test_把拨付数记作支出() -> None:
    (found,) = findings(moved(spent="242"), "H22-14")
    assert "把拨付数242万元记作实际支出" in found.message


@pytest.mark.parametrize(
    ("spent", "told"),
    [("242", ["H22-14 实际支出·合计"]), ("180.5", []), ("", [])],
    ids=["正是拨付数", "另有支出", "没有填"],
)
def test_正文写拨给街道_实际支出就是这个数(spent: str, told: list[str]) -> None:
    text = "2022年9月23日，拨给龙城街道办事处补助资金191万元；同日拨给龙城街道办事处基建资金51万元。"
    draft = Draft().fill(narrative.PARAGRAPHS, row(text=text))
    given = submission("project", put(draft, form.SHEET.key, {"spent_central": spent} if spent else {}))
    assert named(given, "H22-14") == told


@pytest.mark.accepts("H22-14")
def test_填了实际支付或另有支出数的不报() -> None:
    assert named(moved(paid="180.5", spent="180.5"), "H22-14") == []
    assert named(moved(spent="180.5"), "H22-14") == []
