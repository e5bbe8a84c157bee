"""The manual printed: what ``xlperf explain`` shows, and ``docs/checks.md``.

``python -m xlperf.printing.manual docs/checks.md`` writes the file anew, and the page of settings beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from xlperf.printing import office_page
from xlperf.printing.manual_pages import FAMILIES, Page, pages
from xlperf.printing.paragraph import Paragraph, line


def index() -> Iterator[Paragraph]:
    """All codes as a table, family by family."""
    family = None
    for page in pages().values():
        if page.family != family:
            if family is not None:
                yield Paragraph()
            family = page.family
            yield line((f"{family}  {FAMILIES.get(family, '')}", "strong"))
        look = page.severity.value if page.severity else "muted"
        yield line(f"{page.code:<9}", (page.level, look), f"  {page.title}", indent=2)
    yield Paragraph()
    yield line("看一条的说明：xlperf explain 编号，例如 xlperf explain S31-01")


def page_lines(page: Page) -> Iterator[Paragraph]:
    """The manual page of one code."""
    word = page.level if page.severity else "得分复核"
    yield line((f"{page.code}  {page.title}", "strong"), f"  （{word}）")
    for text in page.text.split("\n"):
        if text.strip():
            yield line(text.strip(), indent=2)
    for label, text in (("说明", page.message), ("建议", page.hint), ("依据", page.clause)):
        if text:
            yield line((f"{label}：", "strong"), text, indent=2)


def markdown() -> str:
    """The whole of docs/checks.md."""
    told = [
        "# 检查事项一览",
        "",
        "本页由程序生成，请勿手工修改：`python -m xlperf.printing.manual docs/checks.md`。",
        "级别：**错误**须改正；**警告**改正或说明原因；**提示**知悉即可；**得分**表示系统按评分标准复算该指标。",
        "级别可以由财政局另定，见[财政局设置](office.md)的 `severity`。",
        "",
    ]
    family = None
    for page in pages().values():
        if page.family != family:
            family = page.family
            told += [f"## {family} {FAMILIES.get(family, '')}".rstrip(), "", *_measured(family)]
        told += [f"### {page.code} {_safe(page.title)}（{page.level}）", ""]
        told += [f"{_safe(text.strip())}\n" for text in page.text.split("\n") if text.strip()]
        for label, text in (("说明", page.message), ("建议", page.hint), ("依据", page.clause)):
            if text:
                told.append(f"- **{label}**：{_safe(text)}")
        told.append("")
    lines = "\n".join(told).split("\n")
    kept = [text for n, text in enumerate(lines) if text or (n and lines[n - 1])]
    return "\n".join(kept).rstrip() + "\n"


def _measured(family: str) -> list[str]:
    """What tests/narrative measured of the checks of the text: a table, and where it comes from."""
    if family != "NAR":
        return []
    table = Path(__file__).with_name("narrative_accuracy.md").read_text(encoding="utf-8")
    source = "核对得准不准（NAR-01、02、04，H21-07、20；标注和漏报见 [narrative.md](narrative.md)）："
    return [source, "", *table.splitlines(), ""]


def _safe(text: str) -> str:
    return text.replace("*", "\\*").replace("<", "&lt;").replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Writes the manual to the one path given, and ``office.md`` beside it."""
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m xlperf.printing.manual docs/checks.md\n")
        return 2
    path = Path(arguments[0])
    path.write_text(markdown(), encoding="utf-8", newline="\n")
    path.with_name("office.md").write_text(office_page.markdown(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
