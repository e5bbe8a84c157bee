"""指标体系工作簿: a scheme as a bureau writes it, one row an indicator, with every 计分方式 explained."""

from __future__ import annotations

from collections.abc import Iterable

from xlperf.forms.formulas import References, RowValues, Value, Values
from xlperf.forms.model import (
    Banner,
    Block,
    Column,
    Entry,
    Field,
    Kind,
    Label,
    Line,
    Look,
    Owner,
    PrintedRow,
    SheetForm,
    Table,
)
from xlperf.record import dataclass
from xlperf.schemes.kinds import KINDS, RuleKind

APPLIES = {"项目支出": "project", "部门整体支出": "department"}
"""适用对象: the kind of workbook that a scheme scores."""

TITLE = Field(key="scheme.title", label="名称", prompt="如：某县部门整体支出绩效评价评分表")
ID = Field(key="scheme.id", label="英文代号", prompt="小写字母、数字和下划线，如 yy_department；各年相同")
EDITION = Field(key="scheme.edition", label="版本", prompt="如 2026；同一年改版的写 2026b")
YEAR = Field(key="scheme.year", label="年度", kind=Kind.YEAR)
APPLIES_TO = Field(
    key="scheme.applies",
    label="适用对象",
    kind=Kind.CHOICE,
    choices=tuple(APPLIES),
    prompt="用在哪一种自评工作簿上",
)
SOURCE = Field(
    key="scheme.source", label="文号", prompt="印发机关和文号，如：某县财政局 某财绩〔2026〕3号 附件1"
)
ANNEX = Field(key="scheme.annex", label="附件号", prompt="印在评分表左上角，如：附件1")
EXTENDS = Field(
    key="scheme.extends",
    label="所依据的版本",
    prompt="在哪一版上修改，如 department-3-1-2020；重新制定的不填",
)
HEAD = (TITLE, SOURCE, YEAR, EDITION, APPLIES_TO, ANNEX, ID, EXTENDS)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The cell of ``answer`` in the row of ``table`` that says in ``key`` what ``asked`` says here."""

    asked: Column
    table: Table
    key: Column
    answer: Column

    def excel(self, refs: References) -> str:
        here, keys, answers = (
            refs.in_row(self.asked),
            refs.body(self.table, self.key),
            refs.body(self.table, self.answer),
        )
        return f'IF(COUNTIF({keys},{here})=0,"",INDEX({answers},MATCH({here},{keys},0)))'

    def evaluate(self, values: Values, row: RowValues | None) -> Value:
        wanted = row.value(self.asked) if row else None
        rows = values.body(self.table) if wanted else ()
        return next((each.value(self.answer) for each in rows if each.value(self.key) == wanted), None)


def _printed(key: str, label: str) -> Column:
    return Column(key=key, label=label, kind=Kind.LONG_TEXT, owner=Owner.FORM)


KIND_NAME = Column(key="kind", label="计分方式", owner=Owner.FORM)
HOW_TO_WRITE = _printed("how", "参数和数据项怎么写")
_MEANING = _printed("meaning", "怎样计分")
_EXAMPLE = tuple(
    _printed(key, f"例：{label}")
    for key, label in (
        ("name", "三级指标"),
        ("points", "分值"),
        ("text", "评分标准"),
        ("parameters", "参数"),
        ("inputs", "数据项"),
    )
)


def _how(kind: RuleKind) -> str:
    wanted = [f"{each.label}{'（可不写）' if each.optional else ''}" for each in kind.parameters]
    return f"参数：{'、'.join(wanted) or '不要'}\n数据项：{kind.needs}"


def _explained(kind: RuleKind) -> PrintedRow:
    example = {key: getattr(kind.example, key) for key in ("name", "points", "text", "parameters", "inputs")}
    return PrintedRow(texts={"kind": kind.name, "meaning": kind.meaning, "how": _how(kind), **example})


EXPLAINED = Table(
    key="scheme_kinds.kinds",
    label="计分方式",
    columns=(KIND_NAME, _MEANING, HOW_TO_WRITE, *_EXAMPLE),
    printed=tuple(_explained(kind) for kind in KINDS.values()),
    grows=False,
    repeats_header=True,
)

NUMBER = Column(key="id", label="编号", prompt="如 YY-01；不填的按顺序编")
SECTION = Column(key="section", label="一级指标", inherits=True, prompt="同一个一级指标的，只在第一行写")
SECTION_POINTS = Column(
    key="section_points", label="分值", kind=Kind.POINTS, prompt="一级指标的分值，写在第一行"
)
SUBSECTION = Column(
    key="subsection", label="二级指标", inherits=True, prompt="同一个二级指标的，只在第一行写"
)
SUBSECTION_POINTS = Column(
    key="subsection_points", label="分值", kind=Kind.POINTS, prompt="二级指标的分值，写在第一行"
)
NAME = Column(key="name", label="三级指标", prompt="几行合计一个得分的，一行一个名称")
POINTS = Column(
    key="points",
    label="分值",
    kind=Kind.POINTS,
    total=Field(key="scheme_rows.total", label="三级指标分值合计", kind=Kind.POINTS),
)
TEXT = Column(key="text", label="评分标准", kind=Kind.LONG_TEXT, prompt="照文件原文")
RULE = Column(
    key="kind", label="计分方式", kind=Kind.CHOICE, choices=tuple(kind.name for kind in KINDS.values())
)
PARAMETERS = Column(
    key="parameters", label="参数", kind=Kind.LONG_TEXT, prompt="一行一个，写成“名称：值”；写法见右边“提示”"
)
INPUTS = Column(
    key="inputs", label="数据项", kind=Kind.LONG_TEXT, prompt="一行一个：名称｜单位｜取自｜说明，后三样可不写"
)
EVIDENCE = Column(key="evidence", label="佐证", prompt="需要佐证的是第几个数据项，如 1、3；都要的写“全部”")
DETAIL = Column(key="detail", label="具体指标", kind=Kind.LONG_TEXT, prompt="可不写")
CLAUSE = Column(key="clause", label="依据", kind=Kind.LONG_TEXT, prompt="条款；不写的用附件号和指标名称")
TIP = Column(
    key="tip",
    label="提示：这种计分方式要写什么",
    kind=Kind.LONG_TEXT,
    owner=Owner.FORM,
    formula=LookedUp(RULE, EXPLAINED, KIND_NAME, HOW_TO_WRITE),
)

INDICATORS = Table(
    key="scheme_rows.indicators",
    label="指标体系",
    columns=(
        NUMBER,
        SECTION,
        SECTION_POINTS,
        SUBSECTION,
        SUBSECTION_POINTS,
        NAME,
        POINTS,
        TEXT,
        RULE,
        PARAMETERS,
        INPUTS,
        EVIDENCE,
        DETAIL,
        CLAUSE,
        TIP,
    ),
    spare=30,
    total="合计",
    row_height=40,
    repeats_header=True,
)

_STEPS = (
    "一、先填本页，再填“指标体系”：一行一个三级指标；同一个一级、二级指标的名称和分值只写在第一行。",
    "二、“计分方式”从下拉列表选；选好后右边“提示”写明要填哪些参数和数据项，例子见“计分方式说明”。",
    "三、“数据项”是计分要用的数，一行一个：名称｜单位｜取自｜说明。其他表里已有的数写明取自哪里（见“可取自的栏目”），不必再填一遍。",
    "四、三级分值之和等于二级，二级之和等于一级，一级合计100分。",
    "五、填完运行 xlperf scheme check 本文件.xlsx，按“检查结果”改正；没有错误后运行 xlperf scheme build 本文件.xlsx，生成指标体系文件、自评工作簿模板和评分手册。",
    "六、下一年在上一版上修改：xlperf scheme new --from 上一版；“所依据的版本”会自动填好，生成的文件只写改动。",
)


def _head() -> SheetForm:
    lines: list[Block] = [
        Banner("绩效评价指标体系", Look.TITLE),
        Banner("填报说明", Look.SUBTITLE),
        *(Line((Label(entry.label, 2), Entry(entry, 6)), height=24) for entry in HEAD),
        Banner("", Look.BLANK),
        *(Banner(step, Look.NOTE) for step in _STEPS),
    ]
    return SheetForm(key="scheme", name="填报说明", widths=(11.5,) * 8, blocks=tuple(lines))


def _rows() -> SheetForm:
    return SheetForm(
        key="scheme_rows",
        name="指标体系",
        widths=(9, 11, 5.5, 11, 5.5, 18, 5.5, 38, 10, 26, 34, 8, 20, 16, 34),
        landscape=True,
        blocks=(Banner("指标体系", Look.TITLE), INDICATORS),
    )


def _kinds() -> SheetForm:
    return SheetForm(
        key="scheme_kinds",
        name="计分方式说明",
        widths=(10, 30, 30, 15, 7, 30, 28, 22),
        landscape=True,
        blocks=(Banner("计分方式说明", Look.TITLE), EXPLAINED),
    )


def source_names(sheets: Iterable[SheetForm]) -> dict[str, str]:
    """What 取自 may say: ``部门自评报告·实有人数`` → ``department_report.headcount``, numbers only."""
    names: dict[str, str] = {}
    for sheet in sheets:
        for field in sheet.fields:
            number = field.kind.is_number and field.kind is not Kind.YEAR and field.unit != "元"
            if number and field.owner is Owner.UNIT:
                name = f"{sheet.name}·{field.label.replace(chr(10), '')}"
                names[name if name not in names else f"{name}（{field.key}）"] = field.key
    return names


def _sources(facts: dict[str, dict[str, str]]) -> SheetForm:
    columns = (
        Column(key="applies", label="适用对象", owner=Owner.FORM),
        Column(key="item", label="取自", owner=Owner.FORM),
    )
    rows = tuple(
        PrintedRow(texts={"applies": word, "item": name})
        for word, kind in APPLIES.items()
        for name in facts[kind]
    )
    table = Table(
        key="scheme_sources.sources",
        label="可取自的栏目",
        columns=columns,
        printed=rows,
        grows=False,
        repeats_header=True,
    )
    return SheetForm(
        key="scheme_sources",
        name="可取自的栏目",
        widths=(16, 60),
        blocks=(
            Banner("可取自的栏目", Look.TITLE),
            Banner("数据项的“取自”写这里的名称；取几处中最大的，用顿号隔开。", Look.NOTE),
            table,
        ),
    )


def scheme_sheets(facts: dict[str, dict[str, str]]) -> tuple[SheetForm, ...]:
    """The sheets of the workbook; ``facts`` are the names of ``source_names`` for each kind of workbook."""
    return (_head(), _rows(), _kinds(), _sources(facts))
