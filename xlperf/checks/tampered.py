"""TAM：nothing on the form is other than it looks: formulas typed over, hidden amounts, figures nobody sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, at, check
from xlperf.checks.found import by_sheet, column_cells, named, sheets_of_tables
from xlperf.computing import reckoned
from xlperf.findings import Address, Severity, column_number
from xlperf.forms.formulas import Fixed
from xlperf.forms.model import Kind, Owner
from xlperf.lazy_regex import lazy
from xlperf.submission import Cell, Submission

_MOST_NAMED = 6
_FEWEST = 4
_MOSTLY = Decimal("0.75")
_CLAUSE = "通则：表样的公式照用，内容如实列示"


@check(
    "TAM-01",
    Severity.INFO,
    message="{where}处表样的公式被改成直接填写的数（{cells}），以后改明细，这里不会跟着变",
    hint="从 xlperf new 生成的空白模板复制这一格的公式粘贴回来；数本身对不对，看合计和得分的检查",
    clause=_CLAUSE,
)
def formulas_of_the_form_are_kept(context: Context) -> Iterator[Outcome]:
    """表样里的公式没有被数字盖掉。

    例：“计划安排资金·合计”原是公式，各项来源也填了，合计却直接填成13742，报 TAM-01。
    明细都没有填、只知道合计的，可以直接填合计，不报。
    """
    submission = context.submission
    if not submission.foreign:
        for group in by_sheet(_typed_over(submission)):
            yield at(*group, where=len(group), cells=_named(group), label=group[0].label)


def _typed_over(submission: Submission) -> list[Cell]:
    """Cells that hold a figure of their own where the form reckons one from what is filled in."""
    by_form = reckoned(submission)
    fixed = {target.key for target in submission.form.fields if isinstance(target.formula, Fixed)}
    pairs = [(cell, by_form.fields[key]) for key, cell in submission.fields.items() if key not in fixed]
    for key, rows in submission.tables.items():
        anew = by_form.tables[key]
        for row, computed in zip(rows, anew, strict=True) if anew is not rows else ():
            if row is not computed:
                pairs += [(cell, computed.cells[column]) for column, cell in row.cells.items()]
    return [
        cell
        for cell, computed in pairs
        if cell is not computed and computed.given and _is_typed(submission, cell)
    ]


_CONSTANT = lazy(r"[-+*/().,%\d\s]+")


def _is_typed(submission: Submission, cell: Cell) -> bool:
    """Whether a figure stands there, or a formula that rests on no cell: =5057+8685."""
    if not cell.given or cell.owner not in (Owner.UNIT, Owner.FORM):
        return False
    formula = submission.paper.formula(cell.at) if cell.computed and cell.at else ""
    return not cell.computed or _CONSTANT.fullmatch(formula) is not None


@check(
    "TAM-02",
    Severity.WARNING,
    message="{count}处填报内容看不见：{why}（{cells}）",
    hint="取消隐藏或恢复正常的字体、格式，确认内容无误；不该报送的内容请删去",
    clause=_CLAUSE,
)
def what_counts_can_be_seen(context: Context) -> Iterator[Outcome]:
    """参与计算的数都看得见。

    例：资金支付明细第15行被隐藏，里面有一笔100元；或者金额是白色的字，打印出来是空白。都报 TAM-02，列出单元格。
    改法：选中整行或整张工作表，右键“取消隐藏”；筛选造成的，清除筛选；白色、过小的字改回黑色正常字号；数字格式改为“常规”。
    """
    submission = context.submission
    hidden: dict[tuple[str, str], list[Cell]] = {}
    for place, cell in _amounts_on(submission, submission.paper.hiding):
        why = submission.paper.unseen(place)
        if why:
            hidden.setdefault((place.sheet, why), []).append(cell)
    for (_, why), unsorted in hidden.items():
        cells = sorted(unsorted, key=lambda cell: cell.at or Address("", 0, 0))
        yield at(*cells[:_MOST_NAMED], count=len(cells), why=why, cells=_named(cells))


def _amounts_on(submission: Submission, sheets: frozenset[str]) -> Iterator[tuple[Address, Cell]]:
    """The figures of the unit and the form on those sheets; a zero is none, many sheets hide theirs."""
    found = list(submission.fields.values()) if sheets else []
    for key, on in sheets_of_tables(submission).items() if sheets else ():
        rows = () if sheets.isdisjoint(on) else submission.tables[key]
        found += [cell for row in rows for cell in row.cells.values() if isinstance(cell.value, Decimal)]
    for cell in found:
        line = cell.line
        if line is None or line.sheet not in sheets or cell.owner in (Owner.XLPERF, Owner.BUREAU):
            continue
        if isinstance(cell.value, Decimal) and cell.value:
            yield Address(line.sheet, line.row, cell.column), cell


@check(
    "TAM-03",
    Severity.WARNING,
    message="本列其他{others}格都是同样的公式，这一格却是{what}",
    hint="把上一格的公式向下填充到这一格，看结果有没有变化；确需不同的，在备注里写明",
    clause=_CLAUSE,
)
def formulas_of_a_column_are_alike(context: Context) -> Iterator[Outcome]:
    """一列里的公式是一样的。

    例：自制表的结余一列九行都是“到位－支出”，第七行却是直接填写的数，报 TAM-03。
    """
    submission = context.submission
    for table in submission.form.tables:
        for column in table.columns:
            reckonable = column.kind.is_number or column.kind is Kind.FREE
            if reckonable and column.formula is None and column.owner is Owner.UNIT:
                cells = column_cells(submission, table, column)
                if sum([cell.computed for cell in cells]) >= _FEWEST:
                    yield from _odd_ones(submission, list(filter(_holds_a_figure, cells)))


def _holds_a_figure(cell: Cell) -> bool:
    return cell.line is not None and (cell.computed or isinstance(cell.value, Decimal))


def _odd_ones(submission: Submission, cells: Sequence[Cell]) -> Iterator[Outcome]:
    """The cells that are not what nearly all the others of the column are: one formula, told from its own place."""
    if sum(cell.computed for cell in cells) < _FEWEST:
        return
    patterns: list[str] = []
    above = ""
    for cell in cells:
        own = _pattern(submission, cell)
        above = own or above
        patterns.append(own or (above if cell.computed else ""))  # a formula shared with the one above
    counted = Counter(pattern for pattern in patterns if pattern)
    usual, times = counted.most_common(1)[0] if counted else ("", 0)
    if times < _FEWEST or times < _MOSTLY * len(cells):
        return
    for cell, pattern in zip(cells, patterns, strict=True):
        if pattern != usual:
            yield at(cell, others=times, what="另一个公式" if pattern else "直接填写的数")


_REFERENCE = lazy(r"\"[^\"]*\"|(?<![A-Za-z0-9_.])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_(])")


def _pattern(submission: Submission, cell: Cell) -> str:
    """The formula as seen from its cell, so that a formula filled down stays the same; "" without one of its own."""
    if not cell.computed or cell.at is None:
        return ""
    row, column = cell.at.row, cell.at.column

    def relative(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = found.groups()
        if letters is None:
            return found.group()
        there = column_number(letters)
        across = f"C{there}" if fixed_column else f"C[{there - column}]"
        return (f"R{digits}" if fixed_row else f"R[{int(digits) - row}]") + across

    return _REFERENCE.sub(relative, submission.paper.formula(cell.at))


def _named(cells: Iterable[Cell]) -> str:
    return named((cell.at.a1 for cell in cells if cell.at), _MOST_NAMED)
