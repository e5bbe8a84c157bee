"""What is known of every code: checks, indicators, refusals and notices, each as one page of the manual."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from string import Formatter

from xlperf import schemes, standing
from xlperf.assess import UNKNOWN_FORM
from xlperf.checks import catalogue
from xlperf.checks.check import Check
from xlperf.collecting.notices import CLAUSE as COLLECTING
from xlperf.collecting.notices import NOTICES
from xlperf.findings import Severity
from xlperf.package.cautions import CAUTIONS
from xlperf.package.refusal import REFUSALS, Refusal, clause_of
from xlperf.record import dataclass
from xlperf.schemes.model import Indicator, Scheme
from xlperf.scoring.examples import worked_example
from xlperf.trouble import BUG, BUG_HINT
from xlperf.wording import points

FAMILIES = {
    "TPL": "表样",
    "TAM": "公式和隐藏内容",
    "FMT": "格式和读数",
    "REQ": "必填项",
    "DATE": "日期和年度",
    "H21": "部门整体支出自评报告（附件2-1）",
    "H22": "项目支出自评报告（附件2-2）",
    "SC": "评分表",
    "SE": "项目支出自评表",
    "S31": "部门指标得分复核（附件3-1）",
    "S32": "项目指标得分复核（附件3-2）",
    "XF": "表与表之间",
    "NAR": "文字与表格",
    "TGT": "绩效目标",
    "MON": "运行监控",
    "SB": "财政汇总",
    "OFF": "财政局设置",
    "SCH": "指标体系",
    "COL": "收件",
    "STO": "收件库",
    "CLU": "集群",
    "OPEN": "打开文件",
    "WRITE": "写回文件",
    "XP": "程序",
}


@dataclass(frozen=True, slots=True)
class Page:
    """All that is known about one code; texts that do not apply are empty."""

    code: str
    title: str
    severity: Severity | None
    text: str = ""
    message: str = ""
    hint: str = ""
    clause: str = ""
    rule: str = ""  # what must hold, where the title is only a name

    @property
    def level(self) -> str:
        """警告, or 得分 for an indicator that is only reckoned."""
        return self.severity.chinese if self.severity else "得分"

    @property
    def family(self) -> str:
        """The letters before the last dash."""
        return self.code.rpartition("-")[0]

    @property
    def example(self) -> str:
        """The worked case, without 例："""
        return "".join(text.strip() for text in self.text.partition("例：")[2].split("\n"))


@cache
def pages() -> dict[str, Page]:
    """Every page by code, family by family in the order of FAMILIES, by number within."""
    found = {check.code: _check(check) for check in catalogue.load().values()}
    for scheme in map(schemes.load, schemes.available()):
        for indicator in scheme.indicators:
            found[indicator.id] = _indicator(scheme, indicator, found.get(indicator.id))
    found |= {
        refusal.code: _refusal(refusal) for refusal in (*REFUSALS.values(), *CAUTIONS, *NOTICES.values())
    }
    found[UNKNOWN_FORM.code] = Page(
        UNKNOWN_FORM.code,
        "不是本软件的工作簿",
        UNKNOWN_FORM.severity,
        "没有表样的标识，也没有认出任何一张表的栏目名称。\n\n例：把自己另做的一张汇总表拿来检查，报 OPEN-90。",
        clause="通则：按表样的标识和栏目名称识别",
        message=UNKNOWN_FORM.message,
        hint=UNKNOWN_FORM.hint,
    )
    found[standing.EXPIRED] = Page(
        standing.EXPIRED,
        standing.EXPIRED_TITLE,
        Severity.INFO,
        standing.EXPIRED_TEXT,
        hint=standing.EXPIRED_HINT,
        clause="财政局设置 xlperf.toml [[waivers]] expires",
    )
    found[BUG] = Page(
        BUG,
        "程序内部出错",
        Severity.ERROR,
        "检查或写回某个文件时程序自身出错。该文件未作检查（或未写回），其余文件照常检查。\n\n"
        "例：一批300个文件，第17个出错，报 XP-BUG，其余299个照常检查。",
        hint=BUG_HINT,
        clause="通则：一个文件出错不影响其他文件",
    )
    order = list(FAMILIES)

    def place(page: Page) -> tuple[int, str, str]:
        family = page.family
        return (order.index(family) if family in order else len(order), family, page.code)

    return {page.code: page for page in sorted(found.values(), key=place)}


def closest(code: str) -> tuple[str, ...]:
    """Codes that may have been meant, the likeliest first."""
    known = tuple(pages())
    family = code.upper().rpartition("-")[0] or code.upper()
    near = get_close_matches(code.upper(), known, n=5, cutoff=0.6)
    return tuple(near) or tuple(known_code for known_code in known if known_code.startswith(family))[:5]


def find(code: str) -> Page | None:
    """The page of a code however it was typed: s31-1, Ｓ３１—01, S31_01."""
    import unicodedata  # noqa: PLC0415  seldom

    typed = unicodedata.normalize("NFKC", code).strip().upper()
    for dash in "—–_ ":
        typed = typed.replace(dash, "-")
    family, _, number = typed.rpartition("-")
    return pages().get(typed) or pages().get(f"{family}-{number.zfill(2)}")


def _check(check: Check) -> Page:
    """Its docstring as a page; a line 改法： says what to do where the hint is all facts of a workbook."""
    lines = [text.strip() for text in check.manual.split("\n")[1:]]
    told = [text.removeprefix("改法：") for text in lines if text.startswith("改法：")]
    return Page(
        check.code,
        check.title.rstrip("。"),
        check.severity,
        "\n".join(text for text in lines if not text.startswith("改法：")).strip(),
        _without_facts(check.message),
        told[0].rstrip("。") if told else _without_facts(check.hint),
        check.clause,
    )


def _without_facts(template: str) -> str:
    """A message with … where the facts of a workbook stand."""
    return "".join(
        text + ("…" if name is not None else "") for text, name, _, _ in Formatter().parse(template)
    )


def _refusal(refusal: Refusal) -> Page:
    return Page(
        refusal.code,
        refusal.title,
        refusal.severity,
        refusal.explanation,
        _without_facts(refusal.message),
        refusal.hint,
        clause_of(refusal.code) or COLLECTING,
    )


def _indicator(scheme: Scheme, indicator: Indicator, check: Page | None) -> Page:
    """The page of an indicator; ``check`` is what the catalogue knows of it."""
    text = [
        f"{scheme.title}，{indicator.section}—{indicator.subsection}。",
        "评分标准：",
        *indicator.text.strip().split("\n"),
    ]
    if indicator.inputs:
        needed = "、".join(item.label for item in indicator.inputs)
        text.append(f"复核所需数据：{needed}。缺少数据时“无法复核”，不等于 0 分，也不等于满分。")
        text.append("自评高于复算得分报错误，低于报警告。")
    else:
        text.append("本项由人工评分，系统只核对得分在 0 与分值之间。")
    text.append(_example(indicator))
    return Page(
        indicator.id,
        f"{indicator.name}（{points(indicator.max)}分）",
        check.severity if check else None,
        "\n".join(text),
        hint="按评分标准重新计分，或补齐、更正所依据的数据",
        clause=indicator.clause,
        rule=f"{indicator.name}按评分标准计分",
    )


def _example(indicator: Indicator) -> str:
    """The rule with plain figures in it, reckoned by the rule itself."""
    full, found = indicator.max, worked_example(indicator)
    if found is None:
        more, less = points(full + 1), points(full - 1)
        return f"例：自评{more}分超过分值{points(full)}分，报 SC-05；自评{less}分而扣分原因空着，报 SC-04。"
    return f"例：{found[1].formula}。自评{points(full)}分，报 {indicator.id}。"
