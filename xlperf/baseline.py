"""What was found last time, so that a reviewer sees what is new: findings by workbook, as fingerprints.

A fingerprint holds no text of the workbook and no address: rows may move, a changed figure is a new finding.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from xlperf.findings import Finding, Report, Standing
from xlperf.lazy_regex import lazy
from xlperf.record import dataclass

_MARK = "xlperf_baseline"
_EDITION = 1
_KEYS = ("form", "unit", "project", "year")
_PLACE = lazy(r"![A-Z]{1,3}[0-9]+(?:、[A-Z]{1,3}[0-9]+)*|第[0-9]+行")
Key = tuple[str, ...]


class BaselineError(ValueError):
    """A baseline that cannot be used; a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each fingerprint was found, by workbook (表种, 单位, 项目, 年度)."""

    found: Mapping[Key, Mapping[str, int]]


def baseline_of(reports: Iterable[Report]) -> Baseline:
    """Everything that counts in these reports; a workbook that does not name its unit is left out."""
    found: dict[Key, Counter[str]] = {}
    for report in reports:
        if is_named(report):
            prints = (_fingerprint(each) for each in report.findings if each.counts)
            found.setdefault(_key(report), Counter()).update(prints)
    return Baseline(found)


def is_named(report: Report) -> bool:
    """Whether the workbook can be found again: it is one of ours and names its unit."""
    return report.form is not None and bool(report.subject.unit)


def compared(report: Report, baseline: Baseline) -> Report:
    """The report with what was found last time as 上次已有, each as often as it was found."""
    left = Counter(baseline.found.get(_key(report), {})) if is_named(report) else Counter()
    findings = []
    for finding in report.findings:
        print_ = _fingerprint(finding)
        known = finding.counts and left[print_] > 0
        left[print_] -= known
        findings.append(replace(finding, standing=Standing.KNOWN) if known else finding)
    return replace(report, findings=tuple(findings))


def written(baseline: Baseline) -> str:
    """The text of the file."""
    workbooks = [
        {**dict(zip(_KEYS, key, strict=True)), "found": dict(sorted(prints.items()))}
        for key, prints in sorted(baseline.found.items())
    ]
    return json.dumps({_MARK: _EDITION, "workbooks": workbooks}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; BaselineError when there is none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        workbooks = {_EDITION: told["workbooks"]}[told[_MARK]]
        return Baseline(
            {tuple(str(each[key]) for key in _KEYS): _counts(each["found"]) for each in workbooks}
        )
    except FileNotFoundError:
        raise BaselineError(f"找不到基线文件“{path}”；先运行 xlperf baseline 生成") from None
    except OSError as error:
        raise BaselineError(f"打不开基线文件“{path}”（{error.strerror}）；请核对路径和权限") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BaselineError(f"“{path}”不是 xlperf baseline 生成的基线文件；请重新生成") from None


def _counts(found: Mapping[str, int]) -> dict[str, int]:
    return {str(print_): int(count) for print_, count in found.items()}


def _key(report: Report) -> Key:
    subject = report.subject
    return (report.form or "", subject.unit, subject.project, subject.year)


def _fingerprint(finding: Finding) -> str:
    told = (finding.label, finding.seen or "", finding.expected or "", finding.message)
    parts = [_PLACE.sub("", text) for text in told]
    return f"{finding.code} {hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]}"
