"""H21：what the text of 附件2-1 says of shares, lists and people agrees with itself and the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.checks.check import Context, Outcome, Unchecked, at, check
from xlperf.checks.found import field_cells, paragraphs
from xlperf.checks.sums import sensible
from xlperf.findings import Severity
from xlperf.forms import department_report as form
from xlperf.forms.model import Column
from xlperf.lazy_regex import lazy
from xlperf.narrative.claims import HUNDRED, rounded
from xlperf.narrative.figures import plain
from xlperf.narrative.named_lists import counted_lists
from xlperf.narrative.shares import Share, shares
from xlperf.office import Office
from xlperf.submission import Cell, Submission, shown

_EMPTY = "综述和概况文字没有填写"
_PEOPLE = r"[^，,。；;：:、（()）\d]{0,6}?(\d+)\s*[人名]"
_NUMBER_OF_PEOPLE = lazy(r"(\d+)\s*[人名]")
_ON_POST = lazy(r"在职" + _PEOPLE)
_NOT_ON_POST = lazy(r"(离退休|离休|退休|临聘|临时聘用|聘用|编外|劳务派遣|公益性岗位|遗属)" + _PEOPLE)


def _texts(submission: Submission) -> list[Cell]:
    """The long texts of the report and the paragraphs."""
    cells = list(field_cells(submission, (form.DUTIES, form.TASKS, form.OPERATION)))
    cells += [paragraph.cell for paragraph in paragraphs(submission)]
    return [cell for cell in cells if cell.given]


def _total(submission: Submission, column: Column) -> Cell | None:
    cell = submission[column.total] if column.total and submission.has(column.total) else None
    value = sensible(cell.value) if cell else None
    return cell if value is not None and value > 0 else None


def _wholes(submission: Submission, share: Share) -> tuple[list[Decimal], list[Cell]]:
    """What the share may be of, and the cells that say how much that is."""
    names = {
        "收入": (form.INCOME_TOTAL,),
        "支出": (form.SPENDING_TOTAL,),
        "": (form.SPENDING_TOTAL, form.INCOME_TOTAL, form.BASIC),
    }
    cells = [cell for column in names[share.of] if (cell := _total(submission, column))]
    wholes = [cell.number for cell in cells]
    carried = _total(submission, form.INCOME_SOURCES[0])
    if share.of == "收入" and carried and wholes and wholes[0] > carried.number:
        wholes.append(wholes[0] - carried.number)
    return wholes, cells


@check(
    "H21-07",
    Severity.WARNING,
    message="“{words}”：按表内合计{whole}万元计算应为{rate}%",
    hint="核对金额、合计数和占比，改正写错的一处",
    clause="附件2-1 五、评价报告综述",
)
def shares_in_the_text_are_right(context: Context) -> Iterator[Outcome]:
    """文字中的占比等于所写金额除以表内合计，精确到所写的小数位。

    例：“20353.71万元，占本年收入合计的67.9%”，20353.71÷29201＝69.7%，报 H21-07。
    """
    submission = context.submission
    if form.SHEET not in submission.form.sheets:
        return
    texts = _texts(submission)
    if not texts:
        yield Unchecked(_EMPTY)
    for cell in texts:
        for share in shares(cell.text):
            wholes, totals = _wholes(submission, share)
            if not wholes or any(share.agrees(whole) for whole in wholes):
                continue
            cut_off = any(share.agrees(whole, cut_off=True) for whole in wholes)
            rate = str(rounded(share.amount.value / wholes[0] * HUNDRED, share.rate))
            yield at(
                cell,
                totals[0],
                severity=Severity.INFO if cut_off else None,
                seen=share.rate.words,
                expected=f"{rate}%",
                slip="疑似截去尾数而没有四舍五入" if cut_off else "",
                words=share.words,
                whole=wholes[0],
                rate=rate,
            )


@check(
    "H21-20",
    Severity.WARNING,
    message="文字写{count}个，列出的是{listed}个：“{words}”",
    hint="核对机构名单和个数，改正漏列、多列或写错的数",
    clause="附件2-1 五、评价报告综述 （一）基本情况",
)
def lists_have_as_many_items_as_they_say(context: Context) -> Iterator[Outcome]:
    """机构名单的个数与所写个数一致。

    例：“八个二级事业单位：市政办、建工办、质监站”，只列了3个，报 H21-20。
    """
    if form.SHEET not in context.submission.form.sheets:
        return
    texts = _texts(context.submission)
    if not texts:
        yield Unchecked(_EMPTY)
    for cell in texts:
        for each in counted_lists(cell.text):
            if not each.right:
                words = each.words if len(each.words) <= 60 else f"{each.words[:60]}……"  # noqa: PLR2004 a line
                yield at(
                    cell,
                    seen=each.count,
                    expected=len(each.items),
                    count=each.count,
                    listed=len(each.items),
                    words=words,
                )


@check(
    "H21-21",
    Severity.WARNING,
    message="实有人数填{headcount}人，文字说明其中含{kinds}，{reading}",
    hint="实有人数只填年末在职人数，不含离退休、临聘；控制率（S31-01）随之重新计算",
    clause="附件2-1 一、部门（单位）基本概况；附件3-1 财政供养人员控制率",
)
def headcount_is_of_people_on_post(context: Context) -> Iterator[Outcome]:
    """实有人数只算在职人员，不含离退休、临聘。

    例：实有人数205，文字写“在职128人，退休77人”，205＝128＋77，报 H21-21。
    """
    submission = context.submission
    if not submission.has(form.HEADCOUNT):
        return
    headcount = submission[form.HEADCOUNT]
    total = headcount.number
    for cell in _texts(submission):
        for sentence in re.split(r"[。；;\n]", plain(cell.text)):
            others = _not_on_post(sentence, total)
            if others:
                yield at(
                    headcount,
                    cell,
                    expected=total - sum(others.values()),
                    headcount=total,
                    kinds="、".join(f"{kind}{shown(number)}人" for kind, number in others.items()),
                    reading=_reading(context.office, total - sum(others.values())),
                    severity=Severity.INFO if context.office.headcount_kind == "as_given" else None,
                )
                return


def _reading(office: Office, on_post: Decimal) -> str:
    """Which people count (A24)."""
    if office.headcount_kind == "as_given":
        return f"按财政局设置照填报数计算控制率（在职为{on_post}人）"
    return f"只算在职应为{on_post}人"


def _not_on_post(sentence: str, total: Decimal) -> dict[str, Decimal]:
    """People who are in the headcount by this sentence and should not be; empty when it does not say so.

    实有92人，其中行政38人、事业54人，退休61人: 38 and 54 are all 92, the retired stand beside them.
    """
    others = {hit[1]: Decimal(hit[2]) for hit in _NOT_ON_POST.finditer(sentence)}
    if "离退休" in others:
        others = {kind: number for kind, number in others.items() if kind not in ("离休", "退休")}
    away = sum(others.values())
    if not others or not 0 < away < total:
        return {}
    on_post = _ON_POST.search(sentence)
    if on_post:
        return others if Decimal(on_post[1]) + away == total else {}
    includes = re.search(rf"(?<!\d){shown(total)}\s*[人名].{{0,8}}(?:其中|包括|含)", sentence)
    if not includes:
        return {}
    parts = sentence[includes.end() : min(hit.start() for hit in _NOT_ON_POST.finditer(sentence))]
    listed = sum((Decimal(number) for number in _NUMBER_OF_PEOPLE.findall(parts)), Decimal(0))
    return {} if listed == total else others
