"""Every labelled paragraph is told what its label says and nothing else."""

from __future__ import annotations

import pytest
from _pytest.mark.structures import ParameterSet

from tests.checks.wordings import HELD_OUT, Labelled, labelled, with_paragraphs, workbook
from tests.drawing import findings

CODES = (
    "XF-03",
    "XF-05",
    "XF-06",
    "XF-07",
    "NAR-03",
    "NAR-05",
    "NAR-06",
    "NAR-07",
    "MON-01",
    "FMT-06",
    "FMT-10",
)


def marked(paragraph: Labelled) -> ParameterSet:
    """The paragraph, marked with what it must be told and what not."""
    told = {code for code, *_ in paragraph.told}
    marks = (pytest.mark.rejects(*told), pytest.mark.accepts(*(code for code in CODES if code not in told)))
    return pytest.param(paragraph, marks=marks, id=paragraph.text[:24])


@pytest.mark.parametrize("paragraph", [marked(each) for each in (*labelled(), *labelled(HELD_OUT))])
def test_每段话该报的报不该报的不报(paragraph: Labelled) -> None:
    given = with_paragraphs(workbook(paragraph.kind), (paragraph.section, paragraph.text))
    told = findings(given, *CODES)
    lines = [f"{each.code} {each.severity.value[0].upper()} {each.message}" for each in told]
    assert len(told) == len(paragraph.told), lines
    for code, severity, word in paragraph.told:
        assert any(line.startswith(f"{code} {severity} ") and word in line for line in lines), lines
