"""TAM-02：把数藏起来的办法都看得出来，平常的编辑不误报。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import (
    CellIsRule,
    ColorScaleRule,
    DataBarRule,
    FormulaRule,
    IconSetRule,
    Rule,
)
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.checks.changed_example import Change, changed
from tests.drawing import findings, opened
from xlperf.assess import assess
from xlperf.office import Office

WHITE = Font(color="FFFFFFFF")
RED = PatternFill("solid", bgColor="FFC00000")


def told(folder: Path, change: Change) -> list[str]:
    """TAM-02 of the example after somebody changed it."""
    return [each.message for each in findings(opened(changed(folder, change)), "TAM-02")]


def number_format(code: str, value: float | None = None) -> Change:
    def change(sheet: Any) -> None:
        sheet["F28"].number_format = code
        if value is not None:
            sheet["F28"] = value

    return change


def rule(made: Callable[[], Rule], *, fill: str = "", at: str = "F27:F41") -> Change:
    def change(sheet: Any) -> None:
        sheet.conditional_formatting.add(at, made())
        if fill:
            sheet["F28"].fill = PatternFill("solid", fgColor=fill)

    return change


def font(colour: Color, ground: Color | None = None) -> Change:
    def change(sheet: Any) -> None:
        sheet["F28"].font = Font(color=colour)
        if ground is not None:
            sheet["F28"].fill = PatternFill("solid", fgColor=ground)

    return change


def row_height(points: float) -> Change:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[28].height = points

    return change


def formatted(code: str) -> Rule:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=190, formatCode=code))
    return Rule(type="expression", dxf=style, formula=["TRUE"])


def whole_sheet(state: str) -> Change:
    def change(sheet: Any) -> None:
        sheet.sheet_state = state

    return change


def filtered(sheet: Any) -> None:
    sheet.auto_filter.ref = "A26:H41"
    sheet.auto_filter.add_filter_column(1, ["支付进度款"])
    sheet.row_dimensions[28].hidden = True


def collapsed(sheet: Any) -> None:
    sheet.row_dimensions.group(28, 30, outline_level=1, hidden=True)


SAME = "字和底色一样（F28）"
HIDDEN = {
    "条件格式_大于零就白字": (
        rule(lambda: CellIsRule(operator="greaterThan", formula=["0"], font=WHITE)),
        "条件格式使字和底色一样",
    ),
    "条件格式_介于": (
        rule(lambda: CellIsRule(operator="between", formula=["1", "1E9"], font=WHITE)),
        "条件格式使字和底色一样",
    ),
    "条件格式_公式恒真": (
        rule(lambda: FormulaRule(formula=["1=1"], font=WHITE)),
        "15处填报内容看不见：条件格式使字和底色一样",
    ),
    "条件格式_按别的格": (
        rule(lambda: FormulaRule(formula=['$F27<>""'], font=WHITE)),
        "15处填报内容看不见：条件格式使字和底色一样",
    ),
    "条件格式_非空": (
        rule(lambda: FormulaRule(formula=["LEN(TRIM(F27))>0"], font=WHITE)),
        "条件格式使字和底色一样",
    ),
    "条件格式_字和填充同色": (
        rule(lambda: FormulaRule(formula=["TRUE"], font=Font(color="FFC00000"), fill=RED)),
        "条件格式使字和底色一样",
    ),
    "条件格式_填成黑底": (
        rule(lambda: FormulaRule(formula=["TRUE"], fill=PatternFill("solid", bgColor="FF000000"))),
        "条件格式使字和底色一样",
    ),
    "条件格式_数字格式不显示": (rule(lambda: formatted(";;;")), "条件格式使数字格式不显示内容"),
    "条件格式_数字格式换成别的数": (rule(lambda: formatted('"100"')), "条件格式使数字格式总是显示“100”"),
    "条件格式_只显示图标": (
        rule(lambda: IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False)),
        "条件格式只显示图标或数据条",
    ),
    "条件格式_只显示数据条": (
        rule(lambda: DataBarRule("min", None, "max", None, color="FF638EC6", showValue=False)),
        "条件格式只显示图标或数据条",
    ),
    "主题白色": (font(Color(theme=0)), SAME),
    "主题白色加深5%": (font(Color(theme=0, tint=-0.05)), SAME),
    "主题黑色提亮到近白": (font(Color(theme=1, tint=0.97)), SAME),
    "主题色字配同色底": (font(Color(theme=4, tint=0.8), Color(theme=4, tint=0.8)), SAME),
    "调色板的淡黄": (font(Color(indexed=26)), SAME),
    "负数不显示": (number_format("0.00;;", -5), "数字格式不显示内容（F28）"),
    "负号不显示": (number_format("0.00;0.00", -5), "数字格式不显示负号（F28）"),
    "大数不显示": (number_format("[<1000]0;"), "数字格式不显示内容（F28）"),
    "全是星号": (number_format("**"), "数字格式不显示内容（F28）"),
    "行高0.1磅": (row_height(0.1), "所在的行被隐藏（F28）"),
    "行高3磅": (row_height(3), "所在的行被隐藏（F28）"),
    "筛选掉": (filtered, "1处填报内容看不见：所在的行被隐藏（F28）"),
    "组合折叠": (collapsed, "3处填报内容看不见：所在的行被隐藏（F28、F29、F30）"),
    "深度隐藏": (whole_sheet("veryHidden"), "工作表被隐藏"),
}


@pytest.mark.rejects("TAM-02")
@pytest.mark.parametrize("how", HIDDEN)
def test_藏起来的数看得出来(how: str, tmp_path: Path) -> None:
    change, why = HIDDEN[how]
    found = told(tmp_path, change)
    assert len(found) == 1
    assert why in found[0]


SHOWN = {
    "条件格式_零显示白字": rule(lambda: CellIsRule(operator="equal", formula=["0"], font=WHITE)),
    "条件格式_出错显示白字": rule(lambda: FormulaRule(formula=["ISERROR(F27)"], font=WHITE)),
    "条件格式_空的显示白字": rule(lambda: FormulaRule(formula=["ISBLANK(F27)"], font=WHITE)),
    "条件格式_红底白字": rule(
        lambda: CellIsRule(operator="greaterThan", formula=["0"], font=WHITE, fill=RED)
    ),
    "条件格式_白字配单元格的深底": rule(
        lambda: CellIsRule(operator="greaterThan", formula=["0"], font=WHITE), fill="FF305496", at="F28"
    ),
    "条件格式_看不懂的公式": rule(lambda: FormulaRule(formula=["COUNTIF($F$27:$F$41,F27)>1"], font=WHITE)),
    "条件格式_先有不再继续的规则": lambda sheet: (
        sheet.conditional_formatting.add(
            "F27:F41", FormulaRule(formula=["TRUE"], font=Font(color="FF000000"), stopIfTrue=True)
        ),
        sheet.conditional_formatting.add("F27:F41", FormulaRule(formula=["TRUE"], font=WHITE)),
    ),
    "条件格式_色阶": rule(
        lambda: ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="63BE7B")
    ),
    "条件格式_数据条": rule(lambda: DataBarRule("min", None, "max", None, color="FF638EC6")),
    "条件格式_隔行填色": rule(
        lambda: FormulaRule(formula=["MOD(ROW(),2)=0"], fill=PatternFill("solid", bgColor="FFDDEBF7"))
    ),
    "零不显示": number_format("#,##0.00;-#,##0.00;"),
    "零不显示_按条件": number_format('[=0]"";#,##0.00'),
    "零显示成横线": number_format('_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'),
    "零的格写成不显示": number_format(";;;", 0),
    "负数红字无负号": number_format("#,##0.00;[Red]#,##0.00", -5),
    "负数在括号里": number_format("#,##0.00_);(#,##0.00)", -5),
    "按万元显示_写明单位": number_format('0!.0,"万元"'),
    "人民币": number_format("￥#,##0.00"),
    "大写金额": number_format("[DBNum2][$-804]General"),
    "主题深灰": font(Color(theme=1, tint=0.35)),
    "浅灰底黑字": font(Color(theme=1), Color(theme=0, tint=-0.15)),
    "深色底白字": font(Color(theme=0), Color(theme=4)),
    "行高8磅": row_height(8),
}


@pytest.mark.accepts("TAM-02")
@pytest.mark.parametrize("how", SHOWN)
def test_看得见的数不报(how: str, tmp_path: Path) -> None:
    assert told(tmp_path, SHOWN[how]) == []


# --- what staff do every day ----------------------------------------------------------------------


def each_row(look: Change) -> Change:
    """Does something to every cell of the list of vouchers."""

    def change(sheet: Any) -> None:
        for row in sheet["A27:H41"]:
            for cell in row:
                look(cell)

    return change


def set_to(**what: Any) -> Change:
    def look(cell: Any) -> None:
        for name, value in what.items():
            setattr(cell, name, value)

    return each_row(look)


def attribute(path: str, *, to: Any) -> Change:
    """Sets something of the sheet: ``sheet_view.zoomScale``."""

    def change(sheet: Any) -> None:
        *parts, last = path.split(".")
        for part in parts:
            sheet = getattr(sheet, part)
        setattr(sheet, last, to)

    return change


def a_line_below(sheet: Any) -> None:
    """An empty row under the list is hidden, as one does before printing."""
    sheet.row_dimensions[44].hidden = True


def widths(sheet: Any) -> None:
    for letters in "ABCDEFGH":
        sheet.column_dimensions[letters].width = 18


def hidden_beside(sheet: Any) -> None:
    """Columns beside the form, where nothing stands, are hidden."""
    for letters in ("W", "X", "Y"):
        sheet.column_dimensions[letters].hidden = True


def own_sheet(sheet: Any) -> None:
    """A hidden sheet of drop-down lists of the unit's own, without amounts."""
    lists = sheet.parent.create_sheet("单位名单")
    lists["A1"] = "住建局"
    lists.sheet_state = "hidden"


EVERYDAY: dict[str, Change] = {
    "加粗": set_to(font=Font(bold=True)),
    "换成蓝字": set_to(font=Font(color="FF1F4E79")),
    "换字体字号": set_to(font=Font(name="仿宋", size=9)),
    "浅黄底": set_to(fill=PatternFill("solid", fgColor="FFFFFF99")),
    "主题浅色底": set_to(fill=PatternFill("solid", fgColor=Color(theme=4, tint=0.8))),
    "网纹底": set_to(fill=PatternFill("lightGrid", fgColor="FF000000")),
    "加边框": set_to(border=Border(*[Side("thin")] * 4)),
    "缩小字体填充": set_to(alignment=Alignment(shrink_to_fit=True)),
    "居中换行": set_to(alignment=Alignment(horizontal="center", wrap_text=True)),
    "千分位": set_to(number_format="#,##0.00"),
    "会计格式": set_to(number_format='_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
    "解锁单元格": set_to(protection=Protection(locked=False)),
    "隐藏公式": set_to(protection=Protection(hidden=True)),
    "改显示比例": attribute("sheet_view.zoomScale", to=85),
    "隐藏网格线": attribute("sheet_view.showGridLines", to=False),
    "隐藏行列标题": attribute("sheet_view.showRowColHeaders", to=False),
    "零值不显示": attribute("sheet_view.showZeros", to=False),
    "分页预览": attribute("sheet_view.view", to="pageBreakPreview"),
    "冻结窗格": attribute("freeze_panes", to="B5"),
    "取消冻结": attribute("freeze_panes", to=None),
    "筛选按钮": attribute("auto_filter.ref", to="A26:H41"),
    "保护工作表": attribute("protection.sheet", to=True),
    "取消保护": attribute("protection.sheet", to=False),
    "标签颜色": attribute("sheet_properties.tabColor", to="FF00B050"),
    "横向打印": attribute("page_setup.orientation", to="landscape"),
    "缩放成一页": attribute("page_setup.fitToHeight", to=1),
    "打印区域": attribute("print_area", to="A1:H60"),
    "页眉": attribute("oddHeader.center.text", to="内部资料"),
    "改列宽": widths,
    "改行高": row_height(36),
    "隐藏空行": a_line_below,
    "隐藏表外空列": hidden_beside,
    "批注": lambda sheet: setattr(sheet["F28"], "comment", Comment("已核对发票", "张三")),
    "组合不折叠": lambda sheet: sheet.row_dimensions.group(28, 30, outline_level=1, hidden=False),
    "自己的隐藏名单页": own_sheet,
    "自己的名称": lambda sheet: sheet.parent.defined_names.add(
        DefinedName("本单位", attr_text=f"'{sheet.title}'!$A$1")
    ),
    "自己的下拉": lambda sheet: sheet.add_data_validation(
        DataValidation(type="list", formula1='"甲,乙"', sqref="B28")
    ),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What the example is told while nobody changed it."""
    return said(tmp_path_factory.mktemp("原样"), lambda _sheet: None)


def said(folder: Path, change: Change) -> set[tuple[str, str]]:
    return {(each.code, each.message) for each in assess(changed(folder, change), Office()).findings}


@pytest.mark.parametrize("edit", EVERYDAY)
def test_平常的编辑_检查结果一条不多一条不少(edit: str, before: set[tuple[str, str]], tmp_path: Path) -> None:
    """Only a sheet of the unit's own is told, as what is not checked."""
    more = said(tmp_path, EVERYDAY[edit]) ^ before
    assert {code for code, _ in more} == ({"TPL-03"} if edit == "自己的隐藏名单页" else set()), more
