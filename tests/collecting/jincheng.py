"""The nine projects of 晋城市城区财政局 2024 as returns, and a desk to collect them at."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.checks.rollups import JINCHENG
from tests.collecting.post import ROADS, lay_return
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


def lay_project(path: Path, line: list[str], *, less: int = 0, cost: int = 10, reason: str = "") -> Path:
    """One of the nine, as a 项目支出绩效自评表: what 合格率 does not earn makes the printed score, ``less`` makes it lower.

    With a ``cost`` beyond its ten points the sum stays the same, and that row is an error. With a ``reason`` 合格率
    is as low as its points say, and the reason stands beside it: nothing is wrong with that row.
    """
    _, unit, project, amount, _, spent, score, _, _ = line
    budget = amount.replace(" ", "")
    execution = half_up(10 * Decimal(spent) / Decimal(budget), 2)
    quality = Decimal(score) - less - 60 - cost - execution
    table = ROADS.replace("| 2 | 10 | 10", f"| 2 | 10 | {cost}")
    if reason:
        table = table.replace("| 98 | 20 | {2}", f"| {half_up(95 * quality / 20, 2)} | 20 | {{2}} | {reason}")
    return lay_return(path, unit, project, budget=budget, spent=spent, quality=str(quality), table=table)


def lay_jincheng(folder: Path) -> None:
    """All nine, and the list of units."""
    units = ""
    for line in LINES:
        lay_project(folder / f"{line[0]}.xlsx", line)
        units += f'[[collect.units]]\nname = "{line[1]}"\nprojects = ["{line[2]}"]\n'
    Path("xlperf.toml").write_text(OFFICE + units, encoding="utf-8")
