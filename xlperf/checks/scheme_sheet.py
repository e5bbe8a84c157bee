"""SCH-01 to SCH-12: a scheme workbook that a bureau wrote adds up, can be reckoned, and says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.findings import Severity
from xlperf.forms import scheme_workbook
from xlperf.schemebook import read_book

_CLAUSE = "附件3-1、3-2 备注：部门（单位）可进一步完善、量化、细化个性指标，形成本部门的指标体系"
_HOW = "写法见“计分方式说明”页和本行右边的“提示”"


def _told(context: Context, code: str) -> Iterator[Outcome]:
    """Every fault of one code in a scheme workbook; nothing for any other form."""
    if not context.submission.has(scheme_workbook.ID):
        return
    book = read_book(context.submission, context.office.schemes)
    for fault in (*book.faults, *book.doubts):
        if fault.code == code:
            yield at(*fault.cells, what=fault.what)


@check(
    "SCH-01",
    Severity.ERROR,
    message="{what}",
    hint="核对各级分值：三级之和等于二级，二级之和等于一级，一级合计100分",
    clause=_CLAUSE,
)
def points_of_a_scheme_add_up(context: Context) -> Iterator[Outcome]:
    """指标体系各级分值之和等于上一级，一级合计100分。

    例：一级指标“产出”写50分，其二级指标分值为30、15，报 SCH-01。
    """
    yield from _told(context, "SCH-01")


@check(
    "SCH-02",
    Severity.ERROR,
    message="{what}",
    hint="改成各不相同的编号、版本；同一个一级、二级指标的各行排在一起",
    clause=_CLAUSE,
)
def numbers_of_a_scheme_are_distinct(context: Context) -> Iterator[Outcome]:
    """指标编号、一级和二级指标名称不重复。

    例：两行的编号都是 YY-03，报 SCH-02。
    """
    yield from _told(context, "SCH-02")


@check(
    "SCH-03",
    Severity.ERROR,
    message="{what}",
    hint="使各档相接，不留空档、不重叠，最高一档写“以上”，最低一档写“以下”",
    clause=_CLAUSE,
)
def bands_of_a_scheme_cover_every_rate(context: Context) -> Iterator[Outcome]:
    """分档计分的各档相接，每个比率正好落在一档。

    例：分档为90以上、70～85、70以下，85%到90%没有分档，报 SCH-03。
    """
    yield from _told(context, "SCH-03")


@check(
    "SCH-04",
    Severity.ERROR,
    message="{what}",
    hint="使最好的情形正好得到分值，扣分不超过分值",
    clause=_CLAUSE,
)
def full_points_of_a_scheme_can_be_earned(context: Context) -> Iterator[Outcome]:
    """按计分方式最多能得的分等于分值。

    例：分值5分，逐项得分为1、1、2，最多只能得4分，报 SCH-04。
    """
    yield from _told(context, "SCH-04")


@check(
    "SCH-05",
    Severity.ERROR,
    message="{what}",
    hint="名称照“可取自的栏目”页和本行数据项抄写；要填报人另填的，“取自”留空",
    clause=_CLAUSE,
)
def inputs_of_a_scheme_are_known(context: Context) -> Iterator[Outcome]:
    """“取自”的栏目、情形中的数据项都是已有的。

    例：数据项“在职人数｜人｜部门自评报告·在职人数”，部门自评报告没有“在职人数”这一栏，报 SCH-05。
    """
    yield from _told(context, "SCH-05")


@check("SCH-06", Severity.ERROR, message="{what}", hint=f"增减数据项或改正单位；{_HOW}", clause=_CLAUSE)
def inputs_of_a_scheme_fit_the_rule(context: Context) -> Iterator[Outcome]:
    """数据项的个数和单位符合计分方式。

    例：计分方式“正向”要完成值、目标值两项，只写了一项，报 SCH-06。
    """
    yield from _told(context, "SCH-06")


@check("SCH-07", Severity.ERROR, message="{what}", hint=f"改正参数；{_HOW}", clause=_CLAUSE)
def parameters_of_a_scheme_can_be_read(context: Context) -> Iterator[Outcome]:
    """计分方式和参数写得完整、看得懂。

    例：计分方式“超过扣分”，参数写“扣：半分”，报 SCH-07。
    """
    yield from _told(context, "SCH-07")


@check(
    "SCH-09",
    Severity.ERROR,
    message="{what}",
    hint="写明印发机关和文号；分值和评分标准以该文件为准",
    clause=_CLAUSE,
)
def a_scheme_names_its_document(context: Context) -> Iterator[Outcome]:
    """指标体系写明文号。

    例：“文号”空着，报 SCH-09。
    """
    yield from _told(context, "SCH-09")


@check(
    "SCH-10",
    Severity.ERROR,
    message="{what}",
    hint="照“填报说明”页补填；确实不要的指标，清空整行",
    clause=_CLAUSE,
)
def a_scheme_is_complete(context: Context) -> Iterator[Outcome]:
    """名称、版本和每个指标的一级、二级、三级、分值、评分标准、计分方式都已填写。

    例：第8行有三级指标和分值，没有评分标准，报 SCH-10。
    """
    yield from _told(context, "SCH-10")


@check(
    "SCH-11",
    Severity.ERROR,
    message="{what}",
    hint="改正“所依据的版本”，或把该版本的文件列入 xlperf.toml 的 schemes；重新制定的清空这一格",
    clause=_CLAUSE,
)
def the_edition_before_is_known(context: Context) -> Iterator[Outcome]:
    """所依据的版本是已有的指标体系。

    例：“所依据的版本”写“department-2019”，没有这一版，报 SCH-11。
    """
    yield from _told(context, "SCH-11")


@check(
    "SCH-12",
    Severity.WARNING,
    message="{what}",
    hint="核对参数和评分标准哪一个对；评分标准照文件原文，参数与它一致",
    clause=_CLAUSE,
)
def parameters_follow_the_printed_text(context: Context) -> Iterator[Outcome]:
    """参数里的分数在评分标准的文字里都有。

    例：评分标准“每超过一个百分点扣0.5分”，参数写“扣：5分”，报 SCH-12。
    """
    yield from _told(context, "SCH-12")
