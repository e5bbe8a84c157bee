"""Whereabouts → terminal and JSON."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.printing.as_json import Json
from xlperf.printing.paragraph import Paragraph, line
from xlperf.whereabouts import Part, Whereabouts, doubtful
from xlperf.wording import visible

_LONGEST_VALUE = 60
_SURE = 0.9
UNKNOWN = "没有认出本软件的任何一张表；请核对是否选错了文件，或用 xlperf new 生成空白表样填写"


def told(file: str, found: Whereabouts | None) -> Iterator[Paragraph]:
    """One file: what it is, every part sheet by sheet, and what was not read."""
    yield line((visible(file), "strong"))
    if found is None:
        yield line((UNKNOWN, "warning"), indent=2)
        return
    how = "按栏目名称识别" if found.foreign else "本软件的模板，按名称定位"
    yield line(f"{found.title}（{how}）：{len(found.parts)} 处", indent=2)
    sheet = ""
    for part in found.parts:
        if part.at.sheet != sheet:
            sheet = part.at.sheet
            yield line((visible(sheet), "strong"), indent=2)
        yield _part(part)
    if found.doubts:
        yield line(("没有读取或须核对", "strong"), indent=2)
    for doubt in found.doubts:
        yield line((doubtful(doubt), "warning" if doubt.at else "muted"), indent=4)


def _part(part: Part) -> Paragraph:
    look = "" if part.sure >= _SURE else "warning"
    value = visible(part.told, _LONGEST_VALUE) if part.values else "（空）"
    sure = f"{part.sure:.0%}"
    return line(
        (f"{part.at.a1:<6}{sure:>5} {part.way}  ", look or "muted"), f"{part.label} ＝ {value}", indent=4
    )


def as_object(file: str, found: Whereabouts | None) -> Json:
    """The object of one file."""
    if found is None:
        return {"file": file, "form": None, "foreign": None, "parts": [], "doubts": []}
    return {
        "file": file,
        "form": found.title,
        "foreign": found.foreign,
        "parts": [
            {
                "label": part.label,
                "sheet": part.at.sheet,
                "cell": part.at.a1,
                "values": list(part.values),
                "sure": f"{part.sure:.2f}",
                "how": part.way,
            }
            for part in found.parts
        ],
        "doubts": [
            {
                "why": doubt.why.value,
                "label": doubt.label,
                "sheet": doubt.at.sheet if doubt.at else None,
                "cell": doubt.at.a1 if doubt.at else None,
                "seen": doubt.seen or None,
            }
            for doubt in found.doubts
        ],
    }
