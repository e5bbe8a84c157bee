"""项目支出绩效目标申报表: the funds add up, targets are judged as in the target table, nothing of a score sheet is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.drawing import findings, opened, submission
from tests.libreoffice import convert, needs_libreoffice
from xlperf.assess import assess
from xlperf.forms import information, target_application, target_table, workbooks
from xlperf.forms.draft import Draft, DraftRow
from xlperf.forms.national import parts
from xlperf.forms.template import write_workbook
from xlperf.office import Office

INDICATORS = (
    ("产出指标", "数量指标", "改造渠道长度", "≥", Decimal(12), "公里"),
    ("产出指标", "质量指标", "工程验收合格率", "=", Decimal(100), "%"),
    ("产出指标", "时效指标", "完工时间", "≤", Decimal(12), "月"),
    ("产出指标", "成本指标", "项目总成本", "≤", Decimal(150), "万元"),
    ("效益指标", "社会公众或服务对象满意度指标", "受益群众满意度", "≥", Decimal(90), "%"),
)


def filled(total: Decimal | None = None, satisfaction: Decimal = Decimal(90)) -> Draft:
    """120 from the budget and 30 of their own make 150; last year's 100 came from the budget alone."""
    keys = [column.key for column in (target_table.FIRST, target_table.SECOND, target_table.THIRD)]
    keys += [column.key for column in (target_table.RELATION, target_table.TARGET, target_table.MEASURE)]
    rows = [DraftRow(dict(zip(keys, row, strict=True))) for row in INDICATORS[:-1]]
    rows.append(DraftRow(dict(zip(keys, (*INDICATORS[-1][:4], satisfaction, "%"), strict=True))))
    draft = (
        Draft()
        .put(information.YEAR, Decimal(2026))
        .put(information.COUNTY, "某县")
        .put(information.UNIT, "某县水利局")
        .put(information.PROJECT, "渠道改造")
        .put(target_application.NATURE, "新增项目")
        .put(target_table.PERIOD, "2026年3月至2026年12月")
        .put(target_table.GOAL_YEAR, "改造渠道12公里")
        .fill(
            target_application.FUNDS,
            DraftRow({"last": Decimal(100), "budget": Decimal(120)}, "F1"),
            DraftRow({"budget": Decimal(30)}, "F2"),
        )
        .fill(target_table.INDICATORS, *rows)
    )
    return draft if total is None else draft.put(parts.BUDGET_TOTAL, total)


def test_填得一致的不报(tmp_path: Path) -> None:
    path = tmp_path / "申报.xlsx"
    write_workbook(workbooks.application(), path, filled())
    assert [f"{each.code} {each.message}" for each in assess(path, Office()).findings] == []


@pytest.mark.rejects("SE-01")
def test_申请总额与各来源之和不符() -> None:
    [found] = findings(submission("application", filled(total=Decimal(105))), "SE-01")
    assert "填105万元、应为150万元" in found.message
    assert (found.seen, found.expected) == ("105", "150")


@pytest.mark.rejects("TGT-02")
def test_满意度超过100() -> None:
    [found] = findings(submission("application", filled(satisfaction=Decimal(900))), "TGT-02")
    assert "满意度不能超过100%" in found.message


@needs_libreoffice
def test_合计公式在LibreOffice里算得一样(tmp_path: Path) -> None:
    path = tmp_path / "申报.xlsx"
    write_workbook(workbooks.application(), path, filled())
    (tmp_path / "lo").mkdir()
    [saved] = convert([path], tmp_path / "lo", "xlsx")
    read = opened(saved)
    assert [read[total].number for total in (target_application.LAST_TOTAL, parts.BUDGET_TOTAL)] == [100, 150]
