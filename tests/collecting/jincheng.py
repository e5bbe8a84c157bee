"""The nine projects of 晋城市城区财政局 2024 as returns, and a desk to collect them at."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner, Result

from tests.checks.rollups import JINCHENG
from tests.collecting.post import lay_return
from xlperf.cli import main
from xlperf.scoring.rounding import half_up

LINES = [[cell.strip() for cell in line.split("|")] for line in JINCHENG.strip().splitlines()]

OFFICE = """
[aliases]
"卫体局" = ["区卫体局"]

[collect]
bureau = "晋城市城区财政局"
year = 2024
mend_by = 2025-04-30
"""


def xlperf(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="xlperf")


def lay_jincheng(folder: Path) -> None:
    """Its nine projects, each as a 项目支出绩效自评表; what 合格率 does not earn makes the printed score."""
    units = ""
    for number, unit, project, amount, _, spent, score, _, _ in LINES:
        budget = amount.replace(" ", "")
        execution = half_up(10 * Decimal(spent) / Decimal(budget), 2)
        lay_return(
            folder / f"{number}.xlsx",
            unit,
            project,
            budget=budget,
            spent=spent,
            quality=str(Decimal(score) - 70 - execution),
        )
        units += f'[[collect.units]]\nname = "{unit}"\nprojects = ["{project}"]\n'
    Path("xlperf.toml").write_text(OFFICE + units, encoding="utf-8")
