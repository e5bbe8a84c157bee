"""NAR-03：what the report concludes in words is what its figures say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.checks.admitted import full_marks
from xlperf.checks.check import At, Context, Outcome, at, check
from xlperf.checks.found import field_cells, rows_with
from xlperf.checks.passages import Passage, passages
from xlperf.checks.stages_of_work import contradicted_states
from xlperf.findings import Severity
from xlperf.forms import department_report, project_report, special_projects
from xlperf.lazy_regex import lazy
from xlperf.narrative import Kind, Sentence, quoted
from xlperf.narrative.stages import SHORTEST_NAME, bare_name
from xlperf.submission import Cell, Row, Submission, shown

_MOST_RELATED = 4
_ALMOST = lazy(r"基本(?:上)?(?:完成|实现|达到)")
_UNFINISHED = lazy(r"未完成(?:情况|原因)[^\n]{0,14}\n\s*无\W*$")
_WELL_DONE = lazy(
    r"(?:圆满|全面|全部|超额|保质保量|按质按量|高质量)(?:地)?完成(?:了)?[^,;。\n]{0,14}(?:任务|目标|指标|工作)|(?:任务|目标|指标)(?:均|都)?已?(?:全部|全面|圆满|超额)完成"
)
_NOT_SO = lazy(r"除|其余|其他|未|没有|确保|力争|争取|为了|预期|计划|应|要求|基本")
_WITHIN_QUOTA = lazy(r"控制在[^,;。\n]{0,8}编制[^,;。\n]{0,3}(?:以内|之内|内)|(?:未|没有|无)(?:出现)?超编")
_WITHIN_BUDGET = lazy(
    r"(?:未|没有|无|不)(?:出现|发生|存在)?超(?:预算|概算|支)(?!标准)|(?:支出|投资|成本|资金)[^,;。\n]{0,10}控制在[^,;。\n]{0,10}(?:预算|概算)[^,;。\n]{0,6}(?:以内|之内|内)"
)
_LESS_PUBLIC = lazy(
    r"三公[”\"]?(?:经费)?[^,;。\n]{0,8}(?:较上年|比上年|较去年|比去年|同比)[^,;。\n]{0,8}(?:减少|下降|降低|压减)"
)
_ALL_ARRIVED = lazy(r"(?:资金|经费|款项|补助)?[^,;。\n]{0,4}(?:已)?(?:全部|全额|足额|如数)(?:拨付)?到位")
_KNOWN = lazy(r"知晓(?:率|度)[^,;。\n]{0,4}(?:不(?:够)?高|较低|偏低|低)|(?:知晓|知道)[^,;。\n]{0,4}不多")
_PERCENT = Decimal(100)


@check(
    "NAR-03",
    Severity.WARNING,
    message="{problem}",
    hint="把结论和数字改成一致：数字对的改文字，文字对的改数字、扣分并写明原因",
    clause="附件2-1、2-2 五、评价报告综述；附件3-1、3-2 评分标准",
)
def conclusions_agree_with_the_figures(context: Context) -> Iterator[Outcome]:
    """文字结论与数字不矛盾。

    例：自评100分而存在的问题写“影响预算执行进度”，报 NAR-03；“基本完成年度目标”与“完成率100%”并存、
    一处写“处于初步验收阶段”另一处写“未完成初步验收”、“控制在编制以内”而实有162人编制143人、
    “圆满完成各项指标”而指标完成值低于目标值、“未超预算”而实际支出大于计划，也报。
    满意度计满分而承认知晓率不高的，只作提示。
    """
    submission = context.submission
    told = passages(submission)
    yield from _full_total(submission, told)
    yield from _almost_and_entirely(told)
    yield from _claims(submission, told)
    yield from _not_known(submission, told)
    for state in contradicted_states(submission, told):
        yield at(
            state.denied.cell,
            state.claimed.cell,
            seen=state.denial,
            problem=f"一处写“{state.claim}”，另一处写“{state.denial}”，进度说法不一",
        )


def _full_total(submission: Submission, told: Sequence[Passage]) -> Iterator[At]:
    """100 points and a list of problems."""
    full = sum((indicator.max for indicator in submission.form.indicators), Decimal(0))
    totals = field_cells(submission, (project_report.TOTAL_SCORE, department_report.TOTAL_SCORE))
    total = next((cell for cell in totals if full and cell.value == full), None)
    problems = [each for each in told if each.admits]
    if total is None or not problems:
        return
    claim = re.compile(rf"(?:自评|得分|评分)[^,;。\n]{{0,8}}{shown(full)}\s*分")
    claims = [each.cell for each in told if claim.search(each.plain)]
    cells = [*claims, total, *(each.cell for each in problems[:_MOST_RELATED])]
    yield at(
        *cells,
        seen=f"{shown(full)}分",
        problem=f"自评{shown(full)}分（满分），“存在的主要问题”却列有{len(problems)}段问题，如“{_first_words(problems[0])}”",
    )


def _first_words(passage: Passage) -> str:
    sentence = passage.sentences[0]
    return quoted(passage.text, sentence.start, sentence.end)


def _almost_and_entirely(told: Sequence[Passage]) -> Iterator[At]:
    """基本完成 beside nothing but 100%."""
    found = [
        (passage, sentence)
        for passage in told
        if "基本" in passage.plain
        for sentence in passage.sentences
        if _almost_all(sentence)
    ]
    if not found:
        return
    nothing_left = [each for each in told if _UNFINISHED.search(each.plain.strip())]
    first, sentence = found[0]
    others = dict.fromkeys(
        [*(passage.cell for passage, _ in found[1:]), *(each.cell for each in nothing_left)]
    )
    also = "，“未完成情况”又写“无”" if nothing_left else ""
    yield at(
        first.cell,
        *(cell for cell in others if cell != first.cell),
        seen=quoted(first.text, sentence.start, sentence.end),
        problem=f"“{quoted(first.text, sentence.start, sentence.end)}”：“基本完成”与100%说法不一{also}",
    )


def _almost_all(sentence: Sentence) -> bool:
    hit = _ALMOST.search(sentence.text)
    rates = [each.value for each in sentence.figures if each.kind is Kind.RATE]
    return bool(hit) and bool(rates) and all(rate == _PERCENT for rate in rates)


def _claims(submission: Submission, told: Sequence[Passage]) -> Iterator[At]:
    """Sentences whose words a figure of the form refutes."""
    for words, refuted in (
        (_WITHIN_QUOTA, _over_quota(submission)),
        (_WITHIN_BUDGET, _over_plan(submission)),
        (_LESS_PUBLIC, _more_public(submission)),
        (_WELL_DONE, _missed_target(submission)),
    ):
        if refuted is None:
            continue
        cells, fact = refuted
        claims = [
            (passage, hit)
            for passage in told
            if (hit := words.search(passage.plain)) and _asserted(passage, hit)
        ]
        if claims:
            passage, hit = claims[0]
            others = (each.cell for each, _ in claims[1:])
            seen = quoted(passage.text, hit.start(), hit.end())
            yield at(passage.cell, *cells, *others, seen=seen, problem=f"正文写“{seen}”，但{fact}")
    yield from _not_all_arrived(submission, told)


def _asserted(passage: Passage, hit: re.Match[str]) -> bool:
    """Whether the words are said of what is, not of what shall be."""
    clause = re.split(r"[,;。\n]", passage.plain[: hit.start()])[-1]
    return not _NOT_SO.search(clause)


Refuted = tuple[tuple[Cell, ...], str]


def _over_quota(submission: Submission) -> Refuted | None:
    cells = field_cells(submission, (department_report.HEADCOUNT, department_report.QUOTA))
    if len(cells) < 2 or not all(isinstance(cell.value, Decimal) for cell in cells):  # noqa: PLR2004 a pair
        return None
    people, quota = (cell.number for cell in cells)
    return (
        (cells, f"表内实有{shown(people)}人、编制{shown(quota)}人，超编{shown(people - quota)}人")
        if people > quota
        else None
    )


def _over_plan(submission: Submission) -> Refuted | None:
    cells = field_cells(submission, (project_report.SPENT_TOTAL, project_report.PLANNED_TOTAL))
    if len(cells) < 2 or not all(isinstance(cell.value, Decimal) for cell in cells):  # noqa: PLR2004 a pair
        return None
    spent, planned = (cell.number for cell in cells)
    if spent - planned <= Decimal("0.05"):
        return None
    return cells, f"实际支出{shown(spent)}万元，大于计划安排{shown(planned)}万元"


def _more_public(submission: Submission) -> Refuted | None:
    total = department_report.THREE_PUBLIC_TOTAL.total
    this = submission.fields.get(total.key) if total else None
    last = submission.fields.get("score_inputs.S31-02.last_year")
    if this is None or last is None:
        return None
    if not (isinstance(this.value, Decimal) and isinstance(last.value, Decimal)) or this.value <= last.value:
        return None
    return (this, last), f"表内本年“三公”经费{shown(this.value)}万元，上年{shown(last.value)}万元"


def _missed_target(submission: Submission) -> Refuted | None:
    columns = (
        project_report.INDICATOR,
        project_report.RELATION,
        project_report.TARGET,
        project_report.ACTUAL,
    )
    missed = [row for row in rows_with(submission, project_report.INDICATORS, *columns) if _is_missed(row)]
    if not missed:
        return None
    row = missed[0]
    name = (
        row[project_report.INDICATOR].text
        if row[project_report.INDICATOR].given
        else row[project_report.ACTUAL].label
    )
    fact = f"指标“{name}”目标值{shown(row[project_report.TARGET].value)}，实际完成值{shown(row[project_report.ACTUAL].value)}"
    return tuple(each[project_report.ACTUAL] for each in missed), fact


def _is_missed(row: Row) -> bool:
    target, actual = row[project_report.TARGET].value, row[project_report.ACTUAL].value
    if not (isinstance(target, Decimal) and isinstance(actual, Decimal)):
        return False
    return row[project_report.RELATION].value in ("≥", "=", "＝", ">", "＞") and actual < target


def _not_all_arrived(submission: Submission, told: Sequence[Passage]) -> Iterator[At]:
    """A special project of which the text says 全部到位 and the list says less."""
    columns = (special_projects.PROJECT, special_projects.PLANNED, special_projects.ARRIVED)
    for row in rows_with(submission, special_projects.PROJECTS, *columns):
        name = bare_name(row[special_projects.PROJECT].text) if row[special_projects.PROJECT].given else ""
        planned, arrived = row[special_projects.PLANNED], row[special_projects.ARRIVED]
        if len(name) < SHORTEST_NAME or not (
            isinstance(planned.value, Decimal) and isinstance(arrived.value, Decimal)
        ):
            continue
        if planned.value - arrived.value <= Decimal("0.05"):
            continue
        for passage in told:
            for sentence in passage.sentences:
                hit = _ALL_ARRIVED.search(sentence.text)
                if (
                    name in sentence.text
                    and hit
                    and not re.search(r"未|中央|省|市级|上级|部分", sentence.text[: hit.end()])
                ):
                    yield at(
                        passage.cell,
                        arrived,
                        planned,
                        seen=hit.group(),
                        problem=f"正文写{row[special_projects.PROJECT].text}“{hit.group()}”，但专项明细计划{shown(planned.value)}万元、到位{shown(arrived.value)}万元",
                    )
                    return


def _not_known(submission: Submission, told: Sequence[Passage]) -> Iterator[At]:
    """知晓率不高 beside full marks for 满意度: few who know, fewer who can be asked."""
    satisfied = [each for each in full_marks(submission) if "满意度" in each.indicator.name]
    for passage in told:
        hit = _KNOWN.search(passage.plain) if passage.admits and satisfied else None
        if hit:
            full = satisfied[0]
            yield at(
                passage.cell,
                full.cell,
                severity=Severity.INFO,
                seen=hit.group(),
                problem=f"承认“{hit.group()}”，{full.indicator.name}却计满分{shown(full.indicator.max)}分，请核对调查范围和样本",
            )
            return
