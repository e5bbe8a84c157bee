"""问题类别 of a finding, the four headings under which 晋城市城区财政局 (2024) sorts its problems. Pure.

What the code does not say, the row says; what neither says is left to the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlperf.checks.aims import RATINGS, RESULTS, TARGETS, Aim, aims
from xlperf.findings import Address
from xlperf.schemes.model import Scheme
from xlperf.scorecard import score_table
from xlperf.submission import Submission

KINDS = DECISION, PROCESS, OUTPUT, EFFECT = ("投入决策", "过程管理", "产出执行", "预期效果")

_SECTIONS = (
    ("投入", DECISION),
    ("项目决策", DECISION),
    ("决策", DECISION),
    ("过程", PROCESS),
    ("项目管理", PROCESS),
    ("产出", OUTPUT),
    ("项目产出", OUTPUT),
    ("成本", OUTPUT),
    ("效果", EFFECT),
    ("项目效果", EFFECT),
    ("效益", EFFECT),
    ("满意度", EFFECT),
    ("可持续", EFFECT),
)
_CODES = {
    **dict.fromkeys(("TGT", "XF-04", "REQ-03", "REQ-04", "SE-04", "SE-12", "SE-13"), DECISION),
    **dict.fromkeys(("H21", "H22", "SE-01", "SE-02", "SE-03", "SE-05", "XF-01", "XF-02"), PROCESS),
    **dict.fromkeys(("XF-03", "XF-08", "NAR-06"), PROCESS),
    "SE-11": OUTPUT,
}
"""By code or family: 目标和预算编制 is 投入决策, 资金管理 is 过程管理, as the document sorts them."""

Places = Mapping[tuple[str, int], str]
"""问题类别 by sheet and row."""


def kind_of(code: str, at: Address | None, submission: Submission, places: Places) -> str:
    """问题类别 of one finding; "" leaves it to the reviewer."""
    scheme = submission.form.scheme
    found = _of_indicator(scheme, code) if scheme else ""
    found = found or _CODES.get(code) or _CODES.get(code.rpartition("-")[0], "")
    return found or (places.get((at.sheet, at.row), "") if at else "")


def places(submission: Submission) -> Places:
    """The rows of indicators: 产出 and 成本 are 产出执行, 效益 and 满意度 are 预期效果."""
    return dict(_places(submission))


def _places(submission: Submission) -> Iterator[tuple[tuple[str, int], str]]:
    for source in (TARGETS, RESULTS, RATINGS):
        for aim in aims(submission, source):
            kind = of_aim(aim)
            if aim.name.at and kind:
                yield (aim.name.at.sheet, aim.name.at.row), kind
    table, scheme = score_table(submission), submission.form.scheme
    for row in submission.rows(table) if table and scheme else ():
        kind = _of_indicator(scheme, row.id) if scheme else ""
        at = next((cell.at for cell in row.cells.values() if cell.at), None)
        if at and kind:
            yield (at.sheet, at.row), kind


def of_aim(aim: Aim) -> str:
    """问题类别 of an indicator by its 一级 or 二级指标."""
    return _of_section(aim.first) or _of_section(aim.second.removesuffix("指标")) or _of_second(aim)


def _of_second(aim: Aim) -> str:
    if any(aim.is_about(word) for word in ("数量", "质量", "时效")):
        return OUTPUT
    return EFFECT if any(aim.is_about(word) for word in ("效益", "满意度", "可持续")) else ""


def _of_indicator(scheme: Scheme, code: str) -> str:
    """By 二级指标 first: 项目产出 and 项目效果 share one 一级指标."""
    for each in scheme.indicators:
        if each.id == code:
            return _of_section(each.subsection) or _of_section(each.section)
    return ""


def _of_section(name: str) -> str:
    return next((kind for word, kind in _SECTIONS if name.startswith(word)), "")
