"""Published reports and target tables laid into the forms of 附件2-1, 附件2-2 and 项目支出绩效目标表.

Only what the publications show is filled in; names of people are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.checks.labels import put, row
from xlperf.forms import (
    department_report,
    expenses,
    information,
    narrative,
    project_report,
    target_table,
    workbooks,
)
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.formulas import Value


@dataclass(frozen=True)
class Laid:
    """One publication as a workbook of that kind."""

    name: str
    kind: str
    draft: Draft


def _whose(unit: str, year: int, project: str = "") -> Draft:
    draft = (
        Draft()
        .put(information.UNIT, unit)
        .put(information.YEAR, Decimal(year))
        .put(information.COUNTY, "某县")
    )
    return draft.put(information.PROJECT, project) if project else draft


def _funds(draft: Draft, **money: str) -> Draft:
    return put(draft, project_report.SHEET.key, dict(money))


def _targets(draft: Draft, table: str) -> Draft:
    """One line a printed row of the target table: 三级指标 | 比较符 | 指标值 | 度量单位; a blank line is a blank row."""
    keys = ("third", "relation", "target", "measure")
    rows = []
    for line in table.splitlines():
        cells: dict[str, Value] = {}
        for key, text in zip(keys, (each.strip() for each in line.split("|")), strict=False):
            if text:
                cells[key] = Decimal(text) if text.isdigit() and key == "target" else text
        rows.append(DraftRow(cells))
    return draft.fill(target_table.INDICATORS, *rows)


def _vouchers(draft: Draft, table: str) -> Draft:
    rows = []
    for line in table.strip().splitlines():
        content, amount, voucher = (each.strip() for each in line.split("|"))
        rows.append(row(content=content, amount=amount, voucher=voucher))
    return draft.fill(expenses.VOUCHERS, *rows)


YOUFU = Laid(
    "hn_yueyang_nanhu_youfu_2016",
    "project",
    _vouchers(
        _funds(
            _whose("岳阳市南湖新区民政局", 2016, "优抚")
            .put(project_report.PERIOD, "2016年1月起至2016年12月止")
            .put(project_report.REPORT_DATE, date(2017, 7, 15))
            .put(project_report.TYPE_PROCESS, "□")
            .put(project_report.TYPE_RESULT, "■"),
            planned_total="170",
            planned_province="170",
            arrived_total="170",
            arrived_province="170",
            arrived_other="9.6",
            spent_total="179.6",
            spent_province="170",
            spent_other="9.6",
            balance_total="0",
            balance_province="",
            balance_other="",
        ),
        """
上半年重点优抚对象补助 | 67 | 1月31日33号凭证2月29日12号凭证7月31日18号凭证
优抚解三难 | 9.1 | 1月34、41号5月17、32号凭证6月39、43号7月15号、8月7、23号 11月4、46号、12月75号凭证
春节下拨优抚资金及慰问 | 35.5 | 1月25、27、28、29、31、41号、2月1号、9月27号凭证
其他优抚支出 | 62 | 1月16号、7月17、20、21、22、23、24、25、26、27号、8月8、9号10月17号、11月10号凭证
60岁老兵补助 | 6 | 1月49号、7月16号
""",
    ),
)
DIKE = Laid(
    "hn_yueyang_nanjingang_dike_2016",
    "project",
    _vouchers(
        _funds(
            _whose("湖南省岳阳市长江修防处", 2015, "岳阳市南津港大堤外坡景观型护坡工程")
            .put(project_report.PERIOD, "2014年5月起至2015年12月止")
            .put(project_report.REPORT_DATE, date(2016, 7, 18))
            .put(project_report.TYPE_PROCESS, "√□")
            .put(project_report.TYPE_RESULT, "□"),
            planned_total="1187",
            planned_city="1187",
            arrived_total="1023",
            arrived_city="1023",
            spent_total="1078.78",
            spent_city="1078.78",
            balance_total="-55.78",
            balance_city="",
            balance_other="-55.78",
        ),
        """
工程项目支出 | 1003 | 2014.5.3# 2014.12.6# 2015.2.2# 2015.2.2#
项目管理费用支出 | 11.38 | 2014.6.4# 2015.1.2# 2015.5.2# 2015.9.1#
设计费 | 20 | 2014.7.6#
监理费 | 21.72 | 2014.5.4# 2014.5.5# 2014.9.2#
勘探测量费 | 22.68 | 2014.6.3#
""",
    ),
)
CGZX = Laid(
    "hn_yueyang_cgzx_dept_2018",
    "department",
    _whose("岳阳市城市管理监督指挥中心", 2018)
    .put(department_report.BUDGET_CODE, "906017")
    .put(department_report.REPORT_DATE, date(2019, 6, 18))
    .put(department_report.QUOTA, Decimal(21))
    .put(department_report.HEADCOUNT, Decimal(21))
    .put(
        department_report.TASKS,
        "1.数字城管平台运行。\n2.案件采集和派遣。\n3.城管热线受理。\n4.考核评价。\n4.业务培训。",
    )
    .fill(
        next(table for table in workbooks.department().tables if table.key == "score_sheet.scores"),
        row("S31-01", self=5),
    ),
)
NANXIAN = Laid(
    "hn_nanxian_zhengxie_dept_2021",
    "department",
    _whose("南县政协", 2021)
    .fill(
        department_report.INCOME,
        row(
            institution="1、局机关",
            carried_over=0,
            public_budget="792.22",
            fund_budget=0,
            non_tax=0,
            other_income=0,
        ),
    )
    .fill(
        department_report.SPENDING,
        row(
            institution="1、局机关",
            staff_spending="434.89",
            office_spending="77.4",
            project_spending="286.83",
            balance_year=0,
            balance_cumulative=0,
        ),
    )
    .fill(
        narrative.PARAGRAPHS,
        row(text="2021年收入792.22万元，较上年增加189.25万元，增长31.39%。"),
        row(text="其中财政拨款收入792.22万元，较上年增加209.28万元，增长35.9%。"),
        row(text="全年支出799.12万元，其中人员经费434.89万元，公用经费77.4万元，项目支出286.83万元。"),
    ),
)
_SAME = "完善镇域内基础设施，方便群众生产生活。2016-2020年完成总体概念规划。"
NINGXIANG = Laid(
    "hn_ningxiang_batang_target_2021",
    "project",
    _targets(
        _whose("宁乡市坝塘镇人民政府", 2021, "镇域内基础设施建设")
        .put(target_table.BUDGET, Decimal("10606.7522"))
        .put(target_table.FUND, Decimal("10606.7522"))
        .put(target_table.PERIOD, "2021年1月至2023年12月")
        .put(target_table.GOAL_PERIOD, _SAME)
        .put(target_table.GOAL_YEAR, _SAME),
        "\n".join(
            f"{each} | | 100" if each else ""
            for each in ("88", "", "", "88", "", "88", "", "88", "88", "68", "20", "20", "88")
        ),
    ),
)
QINGSHAN = Laid(
    "wh_qingshan_weak_school_target_2020",
    "project",
    _targets(
        _whose("青山区教育局", 2020, "农村义务教育薄弱学校改造补助资金")
        .put(target_table.BUDGET, Decimal(16))
        .put(target_table.FUND, Decimal(16))
        .put(target_table.PERIOD, "2020年1月至2020年12月")
        .put(target_table.GOAL_YEAR, "改善农村义务教育薄弱学校办学条件。"),
        """农村义务教育学校改造覆盖率 | = | 100 | %


校舍维修改造质量合格率 | = | 100 | %
购置设施设备质量合格率 | = | 100 | %
预算资金当年下达率 | = | 100 | %
项目按计划完成率 | = | 100 | %
建设项目成本控制率 | ≤ | 100 | %



义务教育优质均衡发展情况 | 定性 | 稳步提高
学生家长满意度 | ≥ | 90 | %""",
    ),
)
HONGHE = Laid(
    "yn_honghe_data_center_2024",
    "project",
    _funds(
        _whose("红河州数据发展中心", 2024, "数据中心运行项目").put(
            project_report.PERIOD, "2024年1月起至2024年12月止"
        ),
        planned_province="861.46",
        arrived_province="334.67",
    ).fill(
        narrative.PARAGRAPHS,
        row(text="2024年共有项目15个，其中年初项目8个，年中增加项目8个。"),
        row(text="年初预算985万元，调整后预算861.46万元，实际到位334.67万元。"),
    ),
)
LAID = (YOUFU, DIKE, CGZX, NANXIAN, NINGXIANG, QINGSHAN, HONGHE)
