"""Overview of a collection → lines for the terminal, JSON for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xlperf.collecting.counted import Intake
from xlperf.collecting.notices import NOTICES, Trouble
from xlperf.collecting.overview import CHINA, Line
from xlperf.collecting.roster import Roster
from xlperf.collecting.store import Told
from xlperf.findings import Severity
from xlperf.printing.paragraph import Paragraph, line

_LOOKS = {"未报送": "error", "有错误": "error", "逾期": "warning", "已报送": "good"}
_NAMED = 5
Json = dict[str, object]


def told(
    lines: Sequence[Line], intake: Intake, troubles: Sequence[Told], roster: Roster
) -> Iterator[Paragraph]:
    """One line a return, then what was set aside, then the sum and the next step."""
    years = sorted({each.entry.key[0] for each in lines if each.entry is not None})
    for each in lines:
        name = _named(each, dated=len(years) > 1)
        yield line((each.state, _look(each)), f"  {name}", (_details(each), "muted"))
    yield from aside((*troubles, *intake.aside))
    yield Paragraph()
    yield line((_sum(lines), "strong"))
    if len(years) > 1:
        yield line(
            f"收件库里有 {'、'.join(years)} 几个年度，都按同一份名单和截止日列出；"
            "只看一个年度的，在 xlperf.toml 的 [collect] 写明 year"
        )
    yield line(("下一步：", "strong"), _next(lines, roster))


def aside(troubles: Sequence[Told]) -> Iterator[Paragraph]:
    """What does not count or came broken, by kind, with what to do once for each kind."""
    ordered = sorted(troubles, key=lambda each: (each.trouble.code, each.received))
    for code, alike in groupby(ordered, key=lambda each: each.trouble.code):
        found = tuple(alike)
        notice = found[0].trouble.notice
        yield Paragraph()
        yield line((f"{notice.severity.chinese} {code}", notice.severity.value), f"  {notice.message}")
        for each in found:
            yield line(f"{each.trouble.place}（{_day(each)}）", indent=6)
        yield line("建议：", notice.hint, indent=6)


def unjudged(left: Sequence[Trouble]) -> Iterator[Paragraph]:
    """Workbooks that were not judged, by reason, with what to do."""
    for code, alike in groupby(sorted(left, key=lambda each: each.code), key=lambda each: each.code):
        found = tuple(alike)
        notice, names = found[0].notice, "、".join(each.place for each in found[:_NAMED])
        more = f"等 {len(found)} 个" if len(found) > _NAMED else ""
        yield line(f"没有检查：{names}{more}。{code} {notice.message}；{notice.hint}")


def proved(found: Sequence[Trouble], known: int) -> Iterator[Paragraph]:
    """What the store lacks, by kind, and how many originals it knows of."""
    for code, alike in groupby(sorted(found, key=lambda each: each.code), key=lambda each: each.code):
        places = tuple(each.place for each in alike)
        notice = NOTICES[code]
        yield line((f"{notice.severity.chinese} {code}", notice.severity.value), f"  {notice.message}")
        for place in places:
            yield line(place, indent=6)
        yield line("建议：", notice.hint, indent=6)
    grave = [each for each in found if each.notice.severity is Severity.ERROR]
    told = f"有 {len(grave)} 处缺损" if grave else "都在，没有变"
    yield line((f"登记的原件 {known} 个，{told}。", "strong"))


def as_object(lines: Sequence[Line], intake: Intake, troubles: Sequence[Told]) -> Json:
    """The same for a program; money and points as strings."""
    return {
        "returns": [_object(each) for each in lines],
        "aside": [
            {"code": each.trouble.code, "place": each.trouble.place, "received": each.received.isoformat()}
            for each in (*troubles, *intake.aside)
        ],
    }


def _object(each: Line) -> Json:
    entry = each.entry
    shared: Json = {
        "unit": each.unit,
        "project": each.project or None,
        "missing": each.missing,
        "late": each.late,
        "faulty": each.faulty,
    }
    if entry is None:
        return shared
    counted = entry.counted
    return shared | {
        "year": entry.key[0],
        "file": counted.arrival.name,
        "sha256": counted.arrival.sha,
        "received": counted.arrival.received.isoformat(),
        "errors": counted.result.errors,
        "warnings": counted.result.warnings,
        "self": counted.result.self_score or None,
        "reviewed": entry.reviewed or None,
        "versions": len(entry.versions),
        "repeats": len(entry.repeats),
    }


def _look(each: Line) -> str:
    return next(look for word, look in _LOOKS.items() if word in each.state)


def _named(each: Line, *, dated: bool) -> str:
    name = f"{each.unit} · {each.project}" if each.project else each.unit
    return f"{name}（{each.entry.key[0]}年度）" if dated and each.entry is not None else name


def _details(each: Line) -> str:
    if each.entry is None:
        return ""
    version, entry = each.entry.counted, each.entry
    parts = [
        f"{version.arrival.received.astimezone(CHINA):%Y-%m-%d %H:%M} 收到",
        f"错误 {version.result.errors}，警告 {version.result.warnings}",
    ]
    if len(entry.versions) > 1:
        parts.append(f"第 {len(entry.versions)} 版")
    if entry.repeats:
        parts.append(f"相同内容又收到 {len(entry.repeats)} 次")
    if entry.reviewed:
        parts.append(f"复核 {entry.reviewed} 分")
    return "  " + "；".join([*parts, version.arrival.name])


def _day(each: Told) -> str:
    when = f"{each.received.astimezone(CHINA):%Y-%m-%d}"
    return f"{when}，{each.sender}" if each.sender else when


def _sum(lines: Sequence[Line]) -> str:
    came = [each for each in lines if not each.missing]
    late, faulty = sum(each.late for each in came), sum(each.faulty for each in came)
    return (
        f"共 {len(lines)} 项：已报 {len(came)}（逾期 {late}，有错误 {faulty}），未报 {len(lines) - len(came)}"
    )


def _next(lines: Sequence[Line], roster: Roster) -> str:
    if not roster.units:
        return "在 xlperf.toml 的 [collect] 里写上单位名单和截止日期，就能列出谁还没报"
    steps = (
        ("请催报“未报送”的单位", any(each.missing for each in lines)),
        ("“有错误”的用 xlperf letters 出退回修改通知", any(each.faulty for each in lines)),
    )
    return "；".join(step for step, due in steps if due) or "都已收齐，用 xlperf ledger 出汇总"
