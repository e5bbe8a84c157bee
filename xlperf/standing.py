"""Which findings count for an office: waivers let one pass until they expire, a rule on trial fails nothing. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from xlperf.findings import Finding, Report, Severity, Standing, Subject, Waiver
from xlperf.forms import information
from xlperf.forms.model import Field
from xlperf.forms.national import parts
from xlperf.office import Office
from xlperf.record import dataclass
from xlperf.submission import Submission, shown
from xlperf.wording import grounds

EXPIRED = "OFF-01"
EXPIRED_TITLE = "豁免在有效期内"
EXPIRED_TEXT = (
    "例：xlperf.toml 里某局 SC-04 的豁免有效期至2025年12月31日，2026年再检查，报 OFF-01，SC-04 重新计入。"
)
EXPIRED_HINT = "改正问题；确需继续豁免的，请批准人重新批准，并更新 xlperf.toml 里的 expires"


def subject_of(submission: Submission) -> Subject:
    """填报单位、项目名称、填报年度 as the workbook says them."""
    told = (
        (information.UNIT, parts.UNIT, parts.DEPARTMENT),
        (information.PROJECT, parts.PROJECT),
        (information.YEAR, parts.YEAR),
    )
    return Subject(*(_first(submission, fields) for fields in told))


def _first(submission: Submission, fields: Sequence[Field]) -> str:
    """What the first of these fields says that says anything: 自评表 also come without 填报说明."""
    words = (shown(submission.value(field)).strip() for field in fields)
    return next((word for word in words if word), "")


def settled(findings: Sequence[Finding], subject: Subject, office: Office, today: date) -> list[Finding]:
    """The same findings, each with its standing, and an INFO for every waiver that would apply but has expired."""
    mine = [waiver for waiver in office.waiver if _is_for(waiver, subject)]
    told = [_settled(finding, mine, office, today) for finding in findings]
    lapsed = dict.fromkeys(each.waiver for each in told if each.waiver and each.counts)
    return [*told, *(_expired(waiver, told) for waiver in lapsed)]


def _settled(finding: Finding, waivers: Iterable[Waiver], office: Office, today: date) -> Finding:
    own = sorted((each for each in waivers if each.code == finding.code), key=lambda each: each.expires)
    if own and own[-1].expires >= today:
        return replace(finding, standing=Standing.WAIVED, waiver=own[-1])
    if finding.code in office.trial:
        return replace(finding, standing=Standing.TRIAL)
    return replace(finding, waiver=own[-1]) if own else finding


def _expired(waiver: Waiver, findings: Iterable[Finding]) -> Finding:
    places = tuple(each.at for each in findings if each.waiver is waiver and each.at)
    return Finding(
        EXPIRED,
        Severity.INFO,
        f"“{waiver.code}”的豁免已经过期，重新计入（{grounds(waiver)}）",
        EXPIRED_HINT,
        related=places,
        waiver=waiver,
    )


def _is_for(waiver: Waiver, subject: Subject) -> bool:
    pairs = ((waiver.unit, subject.unit), (waiver.project, subject.project))
    return all(not _bare(wanted) or _bare(wanted) == _bare(own) for wanted, own in pairs)


def _bare(name: str) -> str:
    """Names are compared without blanks and full-width letters."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True, slots=True)
class Unused:
    """Waivers that no finding of a run met: for a workbook of the run, or for none of them."""

    idle: tuple[Waiver, ...]
    elsewhere: tuple[Waiver, ...]


def unused(office: Office, reports: Sequence[Report]) -> Unused:
    """The waivers of the office that nothing in these reports needed."""
    needed = {finding.waiver for report in reports for finding in report.findings}
    left = [waiver for waiver in office.waiver if waiver not in needed]
    here = [each for each in left if any(_is_for(each, report.subject) for report in reports)]
    return Unused(tuple(here), tuple(each for each in left if each not in here))
