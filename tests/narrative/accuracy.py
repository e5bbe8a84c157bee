"""How often the narrative checks are right: ``python -m tests.narrative.accuracy --write``.

Writes docs/narrative.md and the table that docs/checks.md shows; without ``--write`` the page is printed.

Findings are compared with relations labelled by hand (tests/narrative/gold). A finding counts as right when it names
the labelled figure and what it should be; every other finding is a false alarm.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.checks.test_seed_findings import workbook
from tests.drawing import findings
from tests.narrative.gold import Labelled, labelled
from xlperf.checks.report_text import report_text
from xlperf.narrative.arithmetic import claims
from xlperf.narrative.named_lists import bracketed_lists, counted_lists
from xlperf.narrative.shares import shares

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "narrative.md"
TABLE = ROOT / "xlperf" / "printing" / "narrative_accuracy.md"
CODES = ("NAR-01", "NAR-02", "NAR-04", "H21-07", "H21-20")
SETS = {
    "documents": "五份公开文件（7个工作簿，全文）",
    "cases": "公开案例的数据写成的文字",
    "worked_on": "自拟段落，规则据以改进",
    "held_out": "自拟段落，规则未见过",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one text beside its labels."""

    labelled: Labelled
    told: frozenset[tuple[str, str]]
    held: frozenset[str]

    @property
    def broken(self) -> frozenset[tuple[str, str]]:
        return frozenset((each.figure, each.expected) for each in self.labelled.labels if each.broken)

    @property
    def right(self) -> frozenset[str]:
        return frozenset(each.figure for each in self.labelled.labels if not each.broken)

    @property
    def false_alarms(self) -> frozenset[tuple[str, str]]:
        return self.told - self.broken

    @property
    def missed(self) -> frozenset[tuple[str, str]]:
        return self.broken - self.told


def judged(name: str) -> list[Judged]:
    """Every text of a set with what the checks say of it."""
    return [_document(each) if name == "documents" else _paragraph(each) for each in labelled(name)]


def _paragraph(each: Labelled) -> Judged:
    found = claims(each.text)
    broken = [claim for claim in found if not claim.holds]
    told = {(claim.stated.words, claim.stated.written(claim.expected)) for claim in broken}
    return Judged(each, frozenset(told), frozenset(claim.stated.words for claim in found if claim.holds))


def _document(each: Labelled) -> Judged:
    """The findings of a whole workbook; what holds in its text is asked of the room itself."""
    found = findings(workbook(each.text), *CODES)
    told = {(one.seen or "没有填写", one.expected or "") for one in found}
    text = report_text(workbook(each.text)).text
    held = {claim.stated.words for claim in claims(text) if claim.holds}
    held |= {share.rate.words for share in shares(text)}
    lists = [*counted_lists(text), *bracketed_lists(text)]
    held |= {f"{listed.count}个" for listed in lists if listed.right}
    return Judged(each, frozenset(told), frozenset(held))


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts over one set."""

    texts: int
    holding: int
    recognised: int
    broken: int
    found: int
    told: int

    @property
    def line(self) -> list[str]:
        """The cells of a table row: precision and recall in percent."""
        precision = f"{self.found / self.told:.0%}" if self.told else "—"
        recall = f"{self.found / self.broken:.0%}" if self.broken else "—"
        return [
            str(self.texts),
            f"{self.holding}（核对到{self.recognised}）",
            str(self.told - self.found),
            str(self.broken),
            str(self.found),
            precision,
            recall,
        ]


def measure(name: str) -> Measure:
    """The counts of one set."""
    every = judged(name)
    return Measure(
        texts=len(every),
        holding=sum(len(each.right) for each in every),
        recognised=sum(len(each.right & each.held) for each in every),
        broken=sum(len(each.broken) for each in every),
        found=sum(len(each.broken & each.told) for each in every),
        told=sum(len(each.told) for each in every),
    )


HEAD = """# 正文核对得准不准

本页由命令生成，请勿手工修改：`python -m tests.narrative.accuracy --write`。
检查项 NAR-01、NAR-02、NAR-04、H21-07、H21-20 对照人工标注（`tests/narrative/gold/`）逐条比对：报出的数和应有的数都对才算报对。
准确率＝报对÷全部报出，召回率＝报对÷标注的差错。宁可漏报，不可错报；没有把握的一律不报。

"""
COLUMNS = ("对象", "段（份）", "成立的关系", "误报", "标注的差错", "报对", "准确率", "召回率")
NOTE = """
“成立的关系”是正文写明、重算也对的和、差、比率、占比、个数，一条也不应报出；“核对到”是程序认出并重算过的条数，其余不作判断。
自拟段落分批写成、先标注后运行；一批运行过、据以改进之后就归入“据以改进”，不再算作未见过的。
各批第一次运行的结果：第一批报出15条、报对12条（应报14条），第二批报出17条、报对13条（应报17条），第三批报出9条、全部报对（应报13条）；
第四批即上表“规则未见过”一行，第一次运行就是这个结果（其中一条应有数的单位写法后来改过），没有一条规则是为它改的。

文字说法的检查（XF-03、05、06、07，NAR-03、05、06、07，MON-01，FMT-06、10）另有154段标注（`tests/checks/wordings.py`），
现在全部报对、没有误报。各批第一次运行的结果：第一批（82段）报出44条、报对43条（应报45条），第二批（48段）报出25条、报对23条（应报24条），
第三批（24段）报出13条、报对12条（应报15条）；三批都已据以改进，不再算作未见过的。
"""


def table() -> str:
    """One line a set: what holds, what was told wrongly, what is broken and what of it was found."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    lines += [f"| {words} | " + " | ".join(measure(name).line) + " |" for name, words in SETS.items()]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole of docs/narrative.md."""
    told = ["", "## 没有报出的差错", ""]
    for name, words in SETS.items():
        for each in judged(name):
            told += [
                f"- {words}：{each.labelled.text[:60]}… {figure} 应为 {value}"
                for figure, value in each.missed
            ]
    return HEAD + table() + NOTE + "\n".join(told) + "\n"


def main(arguments: list[str]) -> int:
    """Writes both files, or prints the page."""
    if arguments == ["--write"]:
        for path, text in ((PAGE, page()), (TABLE, table())):
            path.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
