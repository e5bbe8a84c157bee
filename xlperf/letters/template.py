"""The template of 退回修改通知 that comes with the program, laid out as official letters are (GB/T 9704—2012).

``xlperf letters --new-template 通知.docx`` lays it down for the office to edit.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlperf.letters.words import LIST

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_TITLE, _BODY, _HEAD = "方正小标宋简体", "仿宋_GB2312", "黑体"
_TEXT = (
    "你单位报送的{{年度}}年度预算绩效自评材料（共{{份数}}份）经复核，发现错误{{错误数}}处、警告{{警告数}}处（第{{次数}}次退回），"
    "现予退回。请于{{期限}}前按下列清单改正，并重新报送。"
)
_CLOSING = (
    "请在随附的工作簿上修改：有问题的单元格已标色并附批注，“检查结果”页列有全部问题，点链接可到达各单元格。",
    "错误须改正；警告核实无误的，在该行说明栏（扣分原因、偏差原因等）写明情况。",
    "改正后请用原邮箱、以 .xlsx 附件重新报送，不要另建表格，不要改动表样。",
)


def usual() -> bytes:
    """The .docx."""
    from docx import Document  # noqa: PLC0415  for letters only
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    title = document.add_paragraph()
    title.alignment = ALIGN.CENTER
    title.paragraph_format.space_after = Pt(20)
    _said(title, "关于退回修改{{年度}}年度\n预算绩效自评材料的通知", _TITLE, 22)
    _said(_line(document.add_paragraph(), indented=False), "{{单位}}：", _BODY, 16)
    _said(_line(document.add_paragraph()), _TEXT, _BODY, 16)
    _said(_line(document.add_paragraph()), f"{{{{{LIST}}}}}", _BODY, 16)
    _said(_line(document.add_paragraph()), "修改要求", _HEAD, 16)
    for text in _CLOSING:
        _said(_line(document.add_paragraph()), text, _BODY, 16)
    document.add_paragraph()
    for text in ("{{落款}}", "{{日期}}"):
        last = document.add_paragraph()
        last.alignment = ALIGN.RIGHT
        last.paragraph_format.right_indent = Pt(32)
        _said(last, text, _BODY, 16)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _line(paragraph: Paragraph, *, indented: bool = True) -> Paragraph:
    from docx.shared import Pt  # noqa: PLC0415  for letters only

    paragraph.paragraph_format.line_spacing = Pt(28)
    paragraph.paragraph_format.space_after = Pt(0)
    if indented:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def _said(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  for letters only
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001  python-docx has no word for it
