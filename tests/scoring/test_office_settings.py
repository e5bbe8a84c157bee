"""Every setting of an office changes what it says it changes, and a wrong settings file is refused."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.scoring.signed import indicator_of, lines
from xlperf import schemes
from xlperf.findings import Severity, Waiver
from xlperf.office import Grade, Office, OfficeError, Tolerances, load_office
from xlperf.printing import office_page
from xlperf.schemes.model import Reading
from xlperf.scoring import Outcome, Part, score, total

SCHEMES = Path(schemes.__file__).parent
MANUAL = Path(__file__).parents[2] / "docs" / "office.md"
WAIVER = "[[waiver]]\nreason = '理由'\napprover = '某人'\nexpires = 2026-12-31\n"


def outcome(words: str, **settings: object) -> Outcome:
    line = lines(f"{words} | —")[0]
    return score(
        line.indicator, dict(zip(line.indicator.inputs, line.values, strict=True)), Office(**settings)
    )


def office_of(tmp_path: Path, text: str) -> Office:
    path = tmp_path / "xlperf.toml"
    path.write_text(text, encoding="utf-8")
    return load_office(path)


def test_比率先按小数位数四舍五入再数点():
    assert [outcome("S31-01 100996 100000", rate_dp=places).computed for places in (0, 1, 2, 3)] == [
        Decimal("4.5"),  # 101%
        Decimal("4.5"),  # 101.0%
        Decimal("4.5"),  # 101.00%
        Decimal(5),  # 100.996%
    ]


def test_上年为零而本年不为零():
    assert outcome("S31-02 3.49 0").computed == 0
    assert (
        outcome("S31-02 3.49 0").note
        == "上年三公经费为0而本年三公经费为3.49，比率无法计算，按0分处理；请核对上年三公经费"
    )
    assert outcome("S31-02 3.49 0", zero_base="unverifiable").computed is None
    assert outcome("S31-02 0 0", zero_base="unverifiable").computed == 5


@pytest.mark.parametrize(
    ("words", "text", "lo", "hi"),
    [
        ("S31-22 95", "5", "5", "3"),  # 95%（含）以上5分、85%（含）-95% 3分: 正好95%
        ("S31-22 85", "3", "3", "1"),
        ("S31-04 10 100", "2", "1", "2"),  # 0-10%（含）2分、10-20%（含）1分: 正好10%
        ("S31-04 0 100", "3", "3", "3"),  # 0单列一档
        ("S31-04 5 100", "2", "2", "2"),
        ("S31-04 31 100", "0", "0", "0"),
    ],
)
def test_分档的边界归哪一档(words: str, text: str, lo: str, hi: str):
    settings = {"text": text, "lo": lo, "hi": hi}
    assert {each: str(outcome(words, band_incl=each).computed.normalize()) for each in settings} == settings


def test_分档的读法写在说明里():
    assert "属于95%（含）以上一档" in outcome("S31-22 95").formula
    assert "属于85%—95%（含）一档" in outcome("S31-22 95", band_incl="hi").formula


def test_资金足额到位才得分():
    assert outcome("S32-06 5057 13742").computed == Decimal("1.10")
    whole = outcome("S32-06 5057 13742", arrival_mode="full")
    assert (whole.computed, whole.formula) == (
        0,
        "5057÷13742×100% = 36.80%，按财政局设置足额到位才得分，得0分",
    )
    assert outcome("S32-06 13742 13742", arrival_mode="full").computed == 3
    assert outcome("S32-14 80 100", arrival_mode="full").computed == 4  # 产出数量不是资金，仍按比例


def test_到位时效最差一项():
    assert outcome("S32-07 不及时并影响项目进度").computed == Decimal("0.5")
    assert outcome("S32-07 不及时并影响项目进度", timeliness_zero=True).computed == 0
    assert outcome("S32-07 不及时但未影响项目进度", timeliness_zero=True).computed == 1


@pytest.mark.parametrize(
    ("words", "settings", "told"),
    [
        ("S32-07 不及时并影响项目进度", {}, "不及时并影响项目进度，照评分标准的文字得0.5分"),
        (
            "S32-07 不及时并影响项目进度",
            {"timeliness_zero": True},
            "不及时并影响项目进度，按财政局设置最差一项得0分",
        ),
        (
            "S32-07 不及时但未影响项目进度",
            {"timeliness_zero": True},
            "不及时但未影响项目进度，得1分",
        ),
        (
            "S32-16 未如期但理由充分",
            {"late_with_reason": "zero"},
            "未如期但理由充分，按财政局设置得0分",
        ),
        ("S32-16 未如期但理由充分", {}, "未如期但理由充分，得3分"),
    ],
)
def test_选项写明按哪种读法得分(words: str, settings: dict[str, object], told: str):
    assert outcome(words, **settings).formula.split("：")[1] == told


def test_超支比例的分母():
    assert outcome("S32-17 120 100").computed == Decimal("2.40")  # 20÷100
    actual = outcome("S32-17 120 100", overrun_base="actual")
    assert actual.computed == Decimal("2.50")  # 20÷120 = 16.67%
    assert "÷120×100% = 16.67%" in actual.formula
    assert outcome("S32-17 90 100", overrun_base="actual").computed == 3


@pytest.mark.parametrize("words", ["S31-01 162 0", "S32-06 5 0", "S32-17 5 0"])
def test_分母为零(words: str):
    assert outcome(words).computed is None
    zero = outcome(words, zero_denominator="zero")
    assert zero.computed == 0
    assert "按财政局设置得0分" in zero.formula
    assert outcome("S31-11 0 0", zero_denominator="zero").applicable is False  # 没有政府采购是不适用


def test_追减预算():
    assert outcome("S31-04 -25 100").computed == Decimal("0.5")
    assert outcome("S31-04 -25 100", adjust_abs=False).computed == 3


def test_政府采购执行率超过百分之百():
    told = {
        mode: outcome("S31-11 105 100", procurement_over100=mode) for mode in ("full", "warn", "symmetric")
    }
    assert {mode: each.computed for mode, each in told.items()} == {"full": 3, "warn": 3, "symmetric": 2}
    assert {mode: bool(each.note) for mode, each in told.items()} == {
        "full": False,
        "warn": True,
        "symmetric": False,
    }


def test_固定资产利用率不受政府采购的设置影响():
    assert outcome("S31-15 99 100", procurement_over100="symmetric").computed == Decimal("2.9")


def test_按例还是按类计算():
    assert outcome("S31-14 6").computed == 0
    told = outcome("S31-14 6", count_mode="categories")
    assert (told.computed, told.note) == (
        None,
        "“不符合有关要求的例数（①—⑤合计）”为6，按类计算不能超过5类；请核对",
    )
    assert outcome("S31-14 2", count_mode="categories").formula == "2类×1 = 2分；4 − 2 = 2，得2分"
    assert outcome("S31-05 6", count_mode="categories").computed == 0


def test_逾期但理由充分():
    assert outcome("S32-16 未如期但理由充分").computed == 3
    assert outcome("S32-16 未如期但理由充分", late_with_reason="zero").computed == 0
    assert outcome("S32-16 如期完成", late_with_reason="zero").computed == 3


def test_没有政府采购的单位():
    rescaled = outcome("S31-11 0 0")
    assert (rescaled.computed, rescaled.applicable) == (None, False)
    assert outcome("S31-11 0 0", na_policy="full").computed == 3
    assert outcome("S31-11 0 0", na_policy="zero").computed == 0
    assert outcome("S31-11 0 0", na_policy="zero").applicable


def test_不适用的指标不计入总分_其余折算为100分():
    parts = [Part(Decimal(3), None, applicable=False), Part(Decimal(97), Decimal("92.15"))]
    assert total(parts) == 95  # 92.15÷97×100


def test_没有不适用的指标时总分就是合计():
    assert total([Part(Decimal(60), Decimal("55.5")), Part(Decimal(40), Decimal("39.25"))]) == Decimal(
        "94.75"
    )


def test_有一项无法复核_总分就没有():
    assert total([Part(Decimal(60), Decimal(60)), Part(Decimal(40), None)]) is None
    assert total([]) is None


def test_结余用当年数还是累计数():
    balance = indicator_of("S31-06").inputs[0]
    assert Office().sources_of(balance)[0] == "department_report.balance_cumulative"
    assert Office(balance_kind="annual").sources_of(balance)[0] == "department_report.balance_year"
    headcount = indicator_of("S31-01").inputs[0]
    assert Office(balance_kind="annual").sources_of(headcount) == ("department_report.headcount",)


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("100", "优秀"),
        ("90", "优秀"),
        ("89.99", "良好"),
        ("80", "良好"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_评价等次的分数线(points, grade):
    assert Office().grade_of(Decimal(points)) == grade


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("优", "优秀", True),
        (" 良 好", "良", True),
        ("合格", "中", True),
        ("一般", "合格", True),
        ("不合格", "较差", True),
        ("优秀", "良好", False),
        ("很好", "很好", False),
    ],
)
def test_等次的不同叫法(one, other, same):
    assert Office().same_grade(one, other) is same


def test_没有设置文件就用默认值():
    assert load_office(None) == Office()


def test_默认值不需要_pydantic():
    code = (
        "import sys; from xlperf.office import load_office; from xlperf import schemes, scoring; load_office(None);"
        "schemes.load('department_3_1'); sys.exit('pydantic' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=MANUAL.parents[1], check=False)
    assert run.returncode == 0


def test_设置文件里的每一项都读到(tmp_path):
    own = (SCHEMES / "project_3_2_2020.toml").read_text(encoding="utf-8")
    own = own.replace('edition = "2020"', 'edition = "2026"', 1)
    (tmp_path / "指标体系.toml").write_text(own, encoding="utf-8")
    text = """
schemes = ["指标体系.toml"]
step_mode = "prorata"
rate_dp = 1
zero_base = "unverifiable"
adjust_abs = false
procurement_over100 = "symmetric"
count_mode = "categories"
balance_kind = "annual"
band_incl = 'lo'
arrival_mode = 'full'
timeliness_zero = true
arrival_basis = "fiscal"
overrun_base = 'actual'
zero_denominator = 'zero'
late_with_reason = "zero"
reverse_mode = "ratio"
over_warn = 150
headcount_kind = "as_given"
over_blue = 115
qual_bands = [80, 50]
na_policy = "full"
reason_required_below_max = false
trial = ["XF-04"]
lights_profile = "sichuan"

[step_modes]
"S31-07" = "whole"

[aliases]
"质量安全监督站" = ["质监站", "质监办"]

[severity]
"SC-04" = "error"

[[waiver]]
code = "DATE-04"
unit = "某县水利局"
reason = "县里统一提前自评"
approver = "李股长"
expires = 2026-12-31

[tolerances]
money = 0.01
money_cap = 0.1
rate = 0.05
score = 0.1

[[grades]]
name = "合格"
at_least = 60
synonyms = ["通过"]

[[grades]]
name = "不合格"
at_least = 0

[collect]
folder = "收件"
"""
    assert office_of(tmp_path, text) == Office(
        step_mode="prorata",
        step_modes=(("S31-07", "whole"),),
        rate_dp=1,
        zero_base="unverifiable",
        adjust_abs=False,
        procurement_over100="symmetric",
        count_mode="categories",
        balance_kind="annual",
        band_incl="lo",
        arrival_mode="full",
        timeliness_zero=True,
        arrival_basis="fiscal",
        overrun_base="actual",
        zero_denominator="zero",
        late_with_reason="zero",
        reverse_mode=Reading.RATIO,
        over_warn=Decimal(150),
        headcount_kind="as_given",
        over_blue=Decimal(115),
        qual_bands=(Decimal(80), Decimal(50)),
        na_policy="full",
        schemes=(schemes.parse(own, "指标体系.toml"),),
        reason_required_below_max=False,
        severity=(("SC-04", Severity.ERROR),),
        trial=("XF-04",),
        waiver=(Waiver("DATE-04", "县里统一提前自评", "李股长", date(2026, 12, 31), unit="某县水利局"),),
        grades=(Grade("合格", Decimal(60), ("通过",)), Grade("不合格", Decimal(0))),
        tolerances=Tolerances(Decimal("0.01"), Decimal("0.1"), Decimal("0.05"), Decimal("0.1")),
        lights_profile="sichuan",
        aliases=(("质量安全监督站", ("质监站", "质监办")),),
    )
    assert [
        field.name
        for field in fields(Office)
        if f"{field.name} = " not in text and f"[{field.name}]" not in text
    ] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('step_mode = "half"', "step_mode：只能是 'whole', 'prorata' 或 'ceil'（现在是 half）"),
        ('stepmode = "whole"', "stepmode：不认识这个键，请删去或改正拼写"),
        ("rate_dp = 5", "rate_dp：比率保留的小数位数应在 0 到 4 之间（现在是 5）"),
        (
            "over_blue = 1.2",
            "over_blue：按百分数写，应大于 100、不超过 10000，如 120（现在是 1.2）（第1行）",
        ),
        (
            "qual_bands = [50, 80]",
            "qual_bands：应是从高到低的两个百分数，在 0 和 100 之间（现在是 50、80）（第1行）",
        ),
        ("rate_dp = 1.5", "rate_dp：应是整数（现在是 1.5）"),
        (
            '[severity]\n"SC-04" = "grave"',
            "severity SC-04：只能是 'error', 'warning' 或 'info'（现在是 grave）（第2行）",
        ),
        ('severity = "error"', "severity：应写成 [severity] 一节，每行一个编号（第1行）"),
        (
            '# 级别\n[severity]\n"SC-04" = "error"\n"SC-99" = "info"',
            "severity：没有编号为 SC-99 的检查；全部编号：xlperf explain（OPEN、WRITE、XP 不能设置）（第4行）",
        ),
        ('trial = ["SC-04", "SC-99"]', "trial：没有编号为 SC-99 的检查"),
        (f"{WAIVER}code = 'OPEN-01'", "waiver：没有编号为 OPEN-01 的检查"),
        (
            f"{WAIVER}code = 'SC-04'\nunit = ' '",
            "waiver 第1项：unit（单位）和 project（项目）至少写一个；豁免不能对所有单位（第1行）",
        ),
        (
            f"{WAIVER}code = 'SC-04'\nprojekt = 'x'",
            "waiver 第1项 的 projekt：不认识这个键，请删去或改正拼写（第6行）",
        ),
        (
            f"{WAIVER}code = 'SC-04'\nunit = '甲'\n{WAIVER.replace('理由', ' ')}code = 'SC-04'\nunit = '乙'",
            "waiver 第2项 的 reason：不能为空（第8行）",
        ),
        ('[[waiver]]\ncode = "SC-04"\nunit = "甲"', "waiver 第1项 的 reason：缺少这一项，请补上（第1行）"),
        (
            WAIVER.replace("2026-12-31", '"明年"') + "code = 'SC-04'\nunit = '甲'",
            "waiver 第1项 的 expires：应是日期，如 2026-12-31（现在是 明年）（第4行）",
        ),
        (WAIVER.replace("2026-12-31", "2026-02-30"), "不是有效的 TOML 文件"),
        ("[tolerances]\nscore = -0.1", "tolerances：各项误差应在 0 到 1 之间；请改正"),
        ("[tolerances]\nscores = 0.1", "tolerances 的 scores：不认识这个键，请删去或改正拼写"),
        (
            '[step_modes]\n"S31-07" = "half"',
            "step_modes S31-07：只能是 'whole', 'prorata' 或 'ceil'（现在是 half）",
        ),
        (
            '[step_modes]\n"S31-08" = "whole"',
            "step_modes：S31-08 不是按百分点扣分的指标；可以写的有 S31-01、S31-02、S31-07、S31-11、S31-12、S31-15",
        ),
        ('aliases = ["质监站"]', "aliases：应写成 [aliases] 一节，每行一个名称（第1行）"),
        ('step_modes = "whole"', "step_modes：应写成 [step_modes] 一节，每行一个编号"),
        (
            '[[grades]]\nname = "优"\nat_least = 90',
            "grades：最后一个等次的 at_least 应为 0，使每个得分都有等次",
        ),
        (
            '[[grades]]\nname = "差"\nat_least = 0\n[[grades]]\nname = "优"\nat_least = 0',
            "grades：应从高到低写，at_least 逐个减小",
        ),
        (
            '[[grades]]\nname = "差"\nat_least = 0\nsynonyms = ["差"]',
            "grades：“差”属于不止一个等次；请只留一处",
        ),
        ("step_mode = ", "不是有效的 TOML 文件"),
    ],
)
def test_设置文件写错了_说明错在哪里(tmp_path, text, problem):
    with pytest.raises(OfficeError) as refused:
        office_of(tmp_path, text)
    assert any(each.startswith(problem) for each in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("over_warn = 1.3", "over_warn：按百分数写，应大于 100、不超过 10000，如 130（现在是 1.3）（第1行）"),
        ("over_warn = 1e999999", "over_warn：按百分数写"),
        ('[aliases]\n"质监站" = [""]', "aliases：名称不能为空"),
        ('[aliases]\n"" = ["质监站"]', "aliases：名称不能为空"),
        ('[[grades]]\nname = ""\nat_least = 0', "name 和 synonyms 里的名称不能为空"),
        (
            '[[grades]]\nname = "优"\nat_least = 900\n[[grades]]\nname = "差"\nat_least = 0',
            "at_least 不能超过 100",
        ),
        ("x = " + "[" * 5000, "方括号套得太深"),
    ],
)
def test_会使检查处处误报或失效的值被拒绝(tmp_path, text, problem):
    with pytest.raises(OfficeError) as refused:
        office_of(tmp_path, text)
    assert problem in str(refused.value)


def test_找不到设置文件(tmp_path):
    with pytest.raises(OfficeError, match="找不到这个文件"):
        load_office(tmp_path / "没有.toml")


def test_设置文件不是_UTF8(tmp_path):
    path = tmp_path / "xlperf.toml"
    path.write_bytes('step_mode = "whole" # 整点'.encode("gbk"))
    with pytest.raises(OfficeError, match="UTF-8"):
        load_office(path)


def test_金额误差按加数个数放宽_有上限():
    limits = Tolerances()
    assert [limits.money_for(count) for count in (1, 4, 10, 40)] == [
        Decimal("0.005"),
        Decimal("0.020"),
        Decimal("0.050"),
        Decimal("0.05"),
    ]


def test_手册写明每项设置_默认值和意思():
    assert MANUAL.read_text(encoding="utf-8") == office_page.markdown(), (
        "run: python -m xlperf.printing.manual docs/checks.md"
    )
    assert [key for key, text in office_page.explained().items() if not text] == []
    rows = {row.split("`")[1]: row for row in office_page.markdown().splitlines() if row.startswith("| `")}
    assert list(rows) == [field.name for field in fields(Office)]
    assert '| **`"whole"`** `"prorata"` `"ceil"` |' in rows["step_mode"]
    assert "| **`true`** `false` |" in rows["adjust_abs"]
    assert "| **`2`** |" in rows["rate_dp"]


def test_手册里的例子可以照抄(tmp_path):
    example = MANUAL.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    office = office_of(tmp_path, example)
    assert (office.trial, len(office.waiver), len(office.grades)) == (("XF-04",), 1, 3)
