"""What a new scheme would do to workbooks already received: as lines, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from xlperf.findings import Total
from xlperf.printing.paragraph import Paragraph, line
from xlperf.replaying import Replayed
from xlperf.wording import points, width

Json = dict[str, object]


def lines(found: Sequence[Replayed], name: str) -> Iterator[Paragraph]:
    """A table: file, points and grade before and after, what newly fails; then the sum of it."""
    names = [Path(each.file).name for each in found]
    room = max((width(name) for name in names), default=0)
    for each, shown in zip(found, names, strict=True):
        head = shown + " " * (room - width(shown))
        if each.passed_over:
            yield line(head, ("  未试算：", "muted"), each.passed_over)
            continue
        look = "warning" if each.changes_grade or each.newly_failing else "good"
        yield line(head, (f"  {_points(each)}", look), f"  {_grades(each)}", _also(each))
        for change in each.newly_failing:
            told = f"{change.id} {change.name}：自评{points(change.self_score)}，最高可得{points(change.at_most)}。{change.formula}"
            yield line(("不再成立  ", "error"), told, indent=4)
    yield Paragraph()
    yield line((_sum(found, name), "strong"))


def _points(each: Replayed) -> str:
    before, after = (total.at_most if total else None for total in (each.before, each.after))
    return f"{points(before)} → {points(after)}分"


def _grades(each: Replayed) -> str:
    before, after = each.grades
    return f"{before} → {after}" if each.changes_grade else before


def _also(each: Replayed) -> str:
    return f"  新指标{points(each.unclaimed)}分没有自评" if each.unclaimed else ""


def _sum(found: Sequence[Replayed], name: str) -> str:
    scored = [each for each in found if not each.passed_over]
    failing = sum(bool(each.newly_failing) for each in scored)
    changed = sum(each.changes_grade for each in scored)
    left = f"，{len(found) - len(scored)} 个没有试算" if len(scored) < len(found) else ""
    return (
        f"按“{name}”试算 {len(scored)} 个工作簿：{failing} 个有自评得分不再成立，{changed} 个改变等次{left}。"
    )


def write_json(found: Sequence[Replayed], out: TextIO) -> None:
    """An array with one object a file; numbers as strings, null where unknown."""
    json.dump([_object(each) for each in found], out, ensure_ascii=False, indent=2)
    out.write("\n")


def _object(each: Replayed) -> Json:
    return {
        "file": each.file,
        "passed_over": each.passed_over or None,
        "before": _total(each.before),
        "after": _total(each.after),
        "changes_grade": each.changes_grade,
        "unclaimed": _number(each.unclaimed),
        "newly_failing": [
            {
                "id": change.id,
                "name": change.name,
                "self": _number(change.self_score),
                "at_most": _number(change.at_most),
                "formula": change.formula,
            }
            for change in each.newly_failing
        ],
    }


def _total(total: Total | None) -> Json | None:
    if total is None:
        return None
    return {
        "self": _number(total.self_score),
        "at_most": _number(total.at_most),
        "grade": total.grade_at_most,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else points(value)
