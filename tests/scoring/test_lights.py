"""运行监控的灯：按时间进度与四川口径，程序与公式一致（domain §1.8 的分界逐个核对）。"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

import cellrune
import pytest
import xlsxwriter

from xlperf.scoring import lights
from xlperf.scoring.lights import Light, Profile

RED, YELLOW, GREEN, BLUE = Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE


def D(number: str) -> Decimal:
    return Decimal(number)


@pytest.mark.parametrize(
    ("spent", "month", "light"),
    [
        ("29.99", 6, RED),  # 全年预算100万元，6月应执行50万元：59.98%
        ("30", 6, YELLOW),  # 60%
        ("39.99", 6, YELLOW),  # 79.98%
        ("40", 6, GREEN),  # 80%
        ("100", 6, GREEN),  # 200%：预算执行没有蓝灯
        ("0", 1, RED),
    ],
)
def test_预算执行按时间进度(spent: str, month: int, light: Light) -> None:
    assert lights.execution(D(spent), D("100"), month, "proportional") is light


@pytest.mark.parametrize(
    ("spent", "month", "light"),
    [
        ("0", 3, GREEN),  # 1–3月不要求
        ("24.99", 4, YELLOW),
        ("25", 4, GREEN),
        ("39.99", 7, YELLOW),  # 7月仍按1–6月的40%
        ("60", 8, GREEN),
        ("59.99", 9, YELLOW),
        ("79.99", 12, YELLOW),
        ("80", 10, GREEN),
    ],
)
def test_预算执行按四川节点(spent: str, month: int, light: Light) -> None:
    assert lights.execution(D(spent), D("100"), month, "sichuan") is light


@pytest.mark.parametrize(
    ("relation", "target", "actual", "light"),
    [
        ("≥", "120", "35.99", RED),  # 6月应完成60：59.98%
        ("≥", "120", "36", YELLOW),
        ("≥", "120", "48", GREEN),
        ("≥", "120", "71.99", GREEN),  # 119.98%
        ("=", "120", "72", BLUE),  # 120%：目标偏低
        ("≤", "120", "120", GREEN),
        ("≤", "120", "120.01", RED),
        ("=", "0", "0", GREEN),
        ("≥", "0", "1", RED),
    ],
)
def test_指标按时间进度_六月(relation: str, target: str, actual: str, light: Light) -> None:
    assert lights.indicator(relation, D(target), D(actual), 6, rate=False) is light


@pytest.mark.parametrize(
    ("relation", "target", "actual", "light"),
    [
        ("=", "100", "100", GREEN),  # 合格率：6月已是100%，不是超额
        ("≥", "90", "95", GREEN),  # 满意度：全年目标的105.56%
        ("≥", "50", "59.99", GREEN),  # 119.98%
        ("≥", "50", "60", BLUE),  # 120%：全年目标也偏低
        ("≥", "98", "29", RED),  # 6月应有49：59.18%
        ("≥", "98", "30", YELLOW),  # 61.22%
        ("≤", "3", "3.1", RED),
    ],
)
def test_比率不随月份累加_六月(relation: str, target: str, actual: str, light: Light) -> None:
    assert lights.indicator(relation, D(target), D(actual), 6, rate=True) is light


@pytest.mark.parametrize(("actual", "light"), [("39.99", YELLOW), ("40", GREEN), ("100", GREEN)])
def test_四川_比率领先于执行不预警(actual: str, light: Light) -> None:
    """预算执行50%。"""
    assert lights.beside_execution("=", D("100"), D(actual), D("50"), D("100"), rate=True) is light


@pytest.mark.parametrize(("unit", "rate"), [("%", True), (" ％", True), ("个", False), ("", False)])
def test_度量单位是百分号的是比率(unit: str, *, rate: bool) -> None:
    assert lights.is_rate(unit) is rate


@pytest.mark.parametrize(
    ("actual", "light"),
    [("39.99", YELLOW), ("40", GREEN), ("60", GREEN), ("60.01", YELLOW), ("200", YELLOW)],
)
def test_四川_目标与执行相差超过十个百分点预警(actual: str, light: Light) -> None:
    """预算执行50%。"""
    assert lights.beside_execution("≥", D("100"), D(actual), D("50"), D("100"), rate=False) is light


def test_没有预算就没有灯() -> None:
    assert lights.execution(D("5"), D("0"), 6, "proportional") is None
    assert lights.execution(D("5"), D("0"), 6, "sichuan") is None
    assert lights.beside_execution("≥", D("1"), D("1"), D("0"), D("0"), rate=False) is None


def test_定性指标按所选的词() -> None:
    assert [lights.qualitative(word) for word in lights.QUALITATIVE] == [GREEN, YELLOW, RED]
    assert lights.qualitative("完成") is None


def test_项目的灯取最重的() -> None:
    assert lights.worst([GREEN, BLUE]) is GREEN
    assert lights.worst([BLUE, GREEN, YELLOW, RED]) is RED
    assert lights.worst([]) is None


def test_三微工程_按总投资是红灯_按中央补助超过进度() -> None:
    """南阳项目一年末：1570÷9163.6 = 17.13%；1570÷1250.1 = 125.59%。"""
    assert lights.progress(D("1570"), D("9163.6"), 12) == D("17.13")
    assert lights.execution(D("1570"), D("9163.6"), 12, "proportional") is RED
    assert lights.indicator("≥", D("1250.1"), D("1570"), 12, rate=False) is BLUE


def calculated(formulas: list[str], rows: list[tuple[object, ...]], path: Path) -> list[list[str]]:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("灯")
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
            for column, formula in enumerate(formulas):
                sheet.write_formula(row, 10 + column, "=" + formula.replace("#", str(row + 1)), None, "?")
    made = cellrune.Workbook.open_path(str(path))
    made.calculate()
    return [[cell["value"] for cell in row] for row in made.read_values("灯", "K1", f"M{len(rows)}")]


def test_公式与程序一致(tmp_path: Path) -> None:
    """A 关系 B 目标 C 完成 D 执行 E 预算 F 月。"""
    formulas = [
        lights.execution_formula("$D#", "$E#", "$F#", "proportional"),
        lights.execution_formula("$D#", "$E#", "$F#", "sichuan"),
        lights.worst_formula(["$K#:$L#"]),
    ]
    cases = list(
        product((0, 12.49, 24.995, 25, 29.99, 30, 40, 59.99, 60, 79.99, 80, 130), (0, 100), range(1, 13))
    )
    rows = [("≥", 0, 0, spent, budget, month) for spent, budget, month in cases]
    for found, (spent, budget, month) in zip(
        calculated(formulas, rows, tmp_path / "a.xlsx"), cases, strict=True
    ):
        profiles: tuple[Profile, ...] = ("proportional", "sichuan")
        own = [lights.execution(D(str(spent)), D(str(budget)), month, profile) for profile in profiles]
        grave = lights.worst(light for light in own if light)
        assert found == [light or "" for light in (*own, grave)], (spent, budget, month)


@pytest.mark.parametrize(
    ("target", "actual", "blue", "light"),
    [
        ("120", "75", "130", GREEN),  # 6月应有60：125%
        ("120", "78", "130", BLUE),  # 130%
        ("120", "66", "110", BLUE),  # 110%
        ("120", "48", "110", GREEN),  # 80%
        ("120", "35", "110", RED),  # 58.33%
    ],
)
def test_蓝灯起点由财政局定_六月(target: str, actual: str, blue: str, light: Light) -> None:
    assert lights.indicator("≥", D(target), D(actual), 6, rate=False, blue=D(blue)) is light


@pytest.mark.parametrize(
    ("unit", "blue"), [("个", None), ("%", None), ("％", None), ("个", 110), ("%", 150), ("个", 0)]
)
def test_指标的公式与程序一致(unit: str, blue: int | None, tmp_path: Path) -> None:
    """A 关系 B 目标 C 完成 D 执行 E 预算 F 月 G 度量单位 H 蓝灯起点。"""
    formulas = [
        lights.indicator_formula("$A#", "$B#", "$C#", "$G#", "$F#", "$H#"),
        lights.beside_execution_formula("$A#", "$B#", "$C#", "$G#", "$D#", "$E#"),
        '""',
    ]
    numbers = list(
        product(
            ("≥", "≤", "="), (0, 7, 120), (0, 3.5, 35.99, 36, 48, 71.99, 72, 120, 120.01, 144), (1, 6, 12)
        )
    )
    rows: list[tuple[object, ...]] = [(*case[:3], 50, 100, case[3], unit, blue) for case in numbers]
    rows += [("定性", None, word, 50, 100, 6, unit, blue) for word in (*lights.QUALITATIVE, "完成")]
    found = calculated(formulas, rows, tmp_path / "b.xlsx")
    rate = lights.is_rate(unit)
    for row, (relation, target, actual, month) in zip(found, numbers, strict=False):
        given = (relation, D(str(target)), D(str(actual)))
        assert row[:2] == [
            lights.indicator(*given, month, rate=rate, blue=D(str(blue or 120))),
            lights.beside_execution(*given, D("50"), D("100"), rate=rate),
        ], (relation, target, actual, month)
    assert [row[:2] for row in found[len(numbers) :]] == [[GREEN] * 2, [YELLOW] * 2, [RED] * 2, [""] * 2]
