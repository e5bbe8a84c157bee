"""Conditional formats of a sheet, as far as they hide numbers: which rules hold for a cell (§18.3.1.10, §18.18.12).

A rule that cannot be worked out here neither hides nor shows: what it would set is not known.
"""

from __future__ import annotations

import operator
import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from xlperf.findings import column_number
from xlperf.lazy_regex import lazy
from xlperf.package.markup import truth, walk
from xlperf.package.references import Area, area_at
from xlperf.package.refusal import Refused
from xlperf.package.unseen import Look, Overlay
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlperf.package.grid import RawCell

    Cells = Mapping[tuple[int, int], RawCell]

_SIGNS = {"=": "eq", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_OPERATORS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
}
_OURS = lazy(r'\s*LEN\(\s*"xlperf:', re.IGNORECASE)
_REFERENCE = lazy(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_COMPARED = lazy(r'([^<>="]+|"[^"]*")(<>|<=|>=|=|<|>)([^<>="]+|"[^"]*")')
_CALLED = lazy(r"(LEN|TRIM|ISNUMBER|ISBLANK|ISERROR|ISERR|ISNA|NOT)\((.+)\)", re.IGNORECASE)
_UNKNOWN = Look(colour=None, ground=None)
_MOST_RULES = 500
_LONGEST = 255
_TWO = 2

Operand = Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it holds, what it asks, and what it lays over the cell or whether it hides the value itself."""

    areas: tuple[Area, ...]
    kind: str
    sign: str
    formulas: tuple[str, ...]
    overlay: Overlay
    priority: int
    stops: bool
    alone: bool  # only the icon or the bar is shown

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell is one of its cells."""
        return any(
            top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas
        )


class Conditions:
    """The rules of one sheet that change what is seen, in the order in which they hold."""

    def __init__(self, part: str, data: bytes, overlays: Sequence[Overlay]) -> None:
        walker = _RulesWalk(part, overlays)
        walk(part, _around(data), walker.start, walker.end, walker.text)
        self.rules = sorted(walker.rules, key=lambda rule: rule.priority)[:_MOST_RULES]

    def over(self, look: Look, at: tuple[int, int], cells: Cells) -> tuple[Look, str]:
        """How a cell looks with its conditional formats, and why its value is not shown at all, else ""."""
        left = {"colour", "ground", "code"}
        for rule in self.rules:
            if not rule.covers(*at):
                continue
            held = _holds(rule, at, cells)
            if held is False:
                continue
            if held and rule.alone:
                return look, "条件格式只显示图标或数据条"
            sets = left & rule.overlay.sets
            left -= sets
            told = rule.overlay.look if held else _UNKNOWN
            look = replace(look, **{each: getattr(told, each) for each in sets})
            if held and rule.stops:
                break
        return look, ""


def _around(data: bytes) -> bytes:
    """The part without its cells, where it is written as usual."""
    first, last = data.find(b"<conditionalFormatting"), data.rfind(b"</conditionalFormatting>")
    root = data.find(b"<worksheet")
    if root < 0 or first < 0 or last < first:
        return data
    head = data[root : data.find(b">", root) + 1]
    return b"".join((head, data[first:last], b"</conditionalFormatting></worksheet>"))


class _RulesWalk:
    """Gathers the rules that set a colour or a number format, or show no number."""

    def __init__(self, part: str, overlays: Sequence[Overlay]) -> None:
        self.rules: list[Rule] = []
        self._part = part
        self._overlays = overlays
        self._areas: tuple[Area, ...] = ()
        self._rule: Rule | None = None
        self._formula: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """One element begins."""
        if name == "conditionalFormatting":
            self._areas = self._read(attributes.get("sqref", ""))
        elif name == "cfRule":
            self._rule = self._begun(attributes)
        elif self._rule and name == "formula":
            self._formula = []
        elif self._rule and name in ("iconSet", "dataBar"):
            self._rule = replace(self._rule, alone=attributes.get("showValue") in {"0", "false"})
        elif self._rule and name == "colorScale":
            self._rule = replace(self._rule, overlay=Overlay(Look(ground=None), frozenset({"ground"})))

    def end(self, name: str) -> None:
        """One element ends."""
        if name == "formula" and self._rule and self._formula is not None:
            formulas = (*self._rule.formulas, "".join(self._formula))
            self._rule, self._formula = replace(self._rule, formulas=formulas), None
        elif name == "cfRule" and self._rule:
            rule, self._rule = self._rule, None
            ours = any(_OURS.match(each) for each in rule.formulas)
            if self._areas and not ours and (rule.alone or rule.overlay.sets):
                self.rules.append(rule)

    def text(self, text: str) -> None:
        """Text of the part."""
        if self._formula is not None:
            self._formula.append(text)

    def _begun(self, attributes: Mapping[str, str]) -> Rule:
        number = attributes.get("dxfId", "")
        place = int(number) if number.isdecimal() and len(number) < 6 else len(self._overlays)  # noqa: PLR2004
        overlay = self._overlays[place] if place < len(self._overlays) else Overlay()
        priority = attributes.get("priority", "")
        return Rule(
            self._areas,
            attributes.get("type", ""),
            attributes.get("operator", ""),
            (),
            overlay,
            int(priority) if priority.isdecimal() and len(priority) <= 10 else 0,  # noqa: PLR2004
            truth(attributes.get("stopIfTrue")),
            alone=False,
        )

    def _read(self, areas: str) -> tuple[Area, ...]:
        try:
            return tuple(area_at(self._part, each) for each in areas.split())
        except Refused:
            return ()  # such a rule holds nowhere


def _holds(rule: Rule, at: tuple[int, int], cells: Cells) -> bool | None:
    """Whether a rule holds for a cell with a number; None where that cannot be worked out."""
    if rule.kind in ("iconSet", "dataBar", "colorScale", "notContainsBlanks", "notContainsErrors"):
        return True
    if rule.kind in ("containsBlanks", "containsErrors"):
        return False
    home = min((top, left) for top, left, _, _ in rule.areas)
    reckon = _Reckoning(home, at, cells)
    if rule.kind == "expression" and rule.formulas:
        found = reckon.value(rule.formulas[0].strip())
        return found if isinstance(found, bool) else bool(found) if isinstance(found, Decimal) else None
    own = cells.get(at)
    if rule.kind != "cellIs" or own is None or own.text is None or own.kind != "n":
        return None
    return reckon.compared(Decimal(own.text) if own.finite else None, rule.sign, rule.formulas)


class _Reckoning:
    """Works out the few formulas that staff write into conditional formats; anything else is None."""

    def __init__(self, home: tuple[int, int], at: tuple[int, int], cells: Cells) -> None:
        self._down, self._across = at[0] - home[0], at[1] - home[1]
        self._cells = cells

    def compared(self, own: Decimal | None, sign: str, formulas: Sequence[str]) -> bool | None:
        """单元格值 大于、介于…: ``sign`` as in the part."""
        limits = [self.value(each.strip()) for each in formulas]
        numbers = [each for each in limits if isinstance(each, Decimal)]
        if own is None or not numbers or len(numbers) < len(limits):
            return None
        if sign in _OPERATORS:
            return _compare(own, _OPERATORS[sign], numbers[0])
        if len(numbers) < _TWO:
            return None
        within = min(numbers) <= own <= max(numbers)
        return {"between": within, "notBetween": not within}.get(sign)

    def value(self, formula: str) -> Operand | None:
        """What a formula gives for the cell asked about."""
        if len(formula) > _LONGEST:
            return None
        found = _COMPARED.fullmatch(formula)
        if found:
            left, right = self.value(found[1].strip()), self.value(found[3].strip())
            return None if left is None or right is None else _compare(left, found[2], right)
        called = _CALLED.fullmatch(formula)
        if called:
            return _called(called[1].upper(), self.value(called[2].strip()))
        if formula.upper().removesuffix("()") in ("TRUE", "FALSE"):
            return formula.upper().startswith("TRUE")
        if formula.startswith('"'):
            return formula.strip('"')
        reference = _REFERENCE.fullmatch(formula)
        return self._content(reference) if reference else _number(formula)

    def _content(self, reference: re.Match[str]) -> Operand | None:
        row = int(reference[4]) + (0 if reference[3] else self._down)
        column = column_number(reference[2]) + (0 if reference[1] else self._across)
        cell = self._cells.get((row, column))
        if cell is None:
            return ""
        if cell.text is None or cell.kind == "e":
            return None
        return _number(cell.text) if cell.kind == "n" else cell.text


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _called(name: str, given: Operand | None) -> Operand | None:
    if given is None:
        return None
    told: Mapping[str, Callable[[], Operand | None]] = {
        "LEN": lambda: Decimal(len(str(given))),
        "TRIM": lambda: str(given).strip(),
        "ISNUMBER": lambda: isinstance(given, Decimal),
        "ISBLANK": lambda: given == "",
        "NOT": lambda: not given,
    }
    return told[name]() if name in told else False  # ISERROR of what is no error


def _compare(left: Operand, sign: str, right: Operand) -> bool | None:
    """As Excel compares: an empty cell is 0 beside a number; a number is below any text."""
    if isinstance(left, Decimal) and right == "":
        right = Decimal(0)
    if isinstance(right, Decimal) and left == "":
        left = Decimal(0)
    if type(left) is type(right):
        return bool(getattr(operator, _SIGNS[sign])(left, right))
    return {"=": False, "<>": True}.get(sign)
