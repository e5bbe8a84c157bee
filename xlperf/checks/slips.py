"""The likely slip of the pen behind a wrong figure. Pure; a suggestion, never a finding of its own."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from xlperf.checks.sums import decimals

_UNIT_FACTOR = Decimal(10_000)
_POINT_FACTORS = (Decimal(10), Decimal(100), Decimal(1000))
_LEAST_DIGITS = 3
"""Below three digits nearly any two numbers are a swap or a lost digit apart."""
_FARTHEST_DIGIT = 15
"""Excel keeps 15 digits; amounts beyond that are no slip of the pen."""
_TAIL_SHARE = Decimal("0.005")


def likely_slip(seen: Decimal, expected: Decimal) -> str:
    """What may have happened when ``seen`` was written for ``expected``; "" when it cannot be known.

    例：5075 写成 5057，相邻两位互换；15608694（元）填在万元栏，应为 1560.87。
    """
    if seen == expected or any(abs(each.adjusted()) > _FARTHEST_DIGIT for each in (seen, expected)):
        return ""
    if seen == -expected:
        return "疑似正负号写反"
    if seen == 0 or expected == 0 or (seen < 0) != (expected < 0):
        return ""
    one, other = abs(seen), abs(expected)
    return _scale(one, other) or _tail(one, other) or _digits(one, other)


def _scale(seen: Decimal, expected: Decimal) -> str:
    """元/万元 mixed up, or the decimal point moved."""
    if _is_unit_apart(seen, expected):
        return "疑似以元为单位填写，多了10000倍（应为万元）"
    if _is_unit_apart(expected, seen):
        return "疑似以万元为单位填写，少了10000倍（应为元）"
    for factor in _POINT_FACTORS:
        if seen == expected * factor:
            return f"疑似小数点错位，大了{factor}倍"
        if expected == seen * factor:
            return f"疑似小数点错位，小了{factor}倍"
    return ""


def _is_unit_apart(yuan: Decimal, wan: Decimal) -> bool:
    """元 = 万元 × 10000, allowing for decimals that the 万元 figure does not print."""
    if yuan == wan * _UNIT_FACTOR:
        return True
    unit = Decimal(1).scaleb(-_places(wan))
    return len(_bare(wan)) >= _LEAST_DIGITS and (yuan / _UNIT_FACTOR).quantize(unit, ROUND_HALF_UP) == wan


def _tail(seen: Decimal, expected: Decimal) -> str:
    """One is the other rounded or cut off, or they differ by one in the last decimal."""
    places = min(_places(seen), _places(expected))
    unit = Decimal(1).scaleb(-places)
    longer, shorter = (seen, expected) if _places(seen) > places else (expected, seen)
    rounded = {longer.quantize(unit, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN)}
    if (
        _places(seen) != _places(expected)
        and shorter in rounded
        and abs(seen - expected) <= expected * _TAIL_SHARE
    ):
        return "疑似四舍五入尾差"
    if places and abs(seen - expected) <= min(unit, expected * _TAIL_SHARE):
        return "疑似四舍五入尾差"
    return ""


def _digits(seen: Decimal, expected: Decimal) -> str:
    """Two digits swapped, one digit too many or too few."""
    places = max(_places(seen), _places(expected))
    one, other = _printed(seen, places), _printed(expected, places)
    if len(one) == len(other) >= _LEAST_DIGITS and sorted(one) == sorted(other):
        differing = [n for n, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        if len(differing) == 2:  # noqa: PLR2004 exactly one pair
            adjacent = differing[1] - differing[0] == 1
            return "疑似数字颠倒（相邻两位互换）" if adjacent else "疑似数字颠倒（两位互换）"
    one, other = _bare(seen), _bare(expected)
    if len(other) >= _LEAST_DIGITS and _lacks_one(one, other):
        return "疑似漏写一位数字"
    if len(one) > _LEAST_DIGITS and _lacks_one(other, one):
        return "疑似多写一位数字"
    return ""


def _lacks_one(short: str, long: str) -> bool:
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _places(value: Decimal) -> int:
    """Decimals that have to be printed."""
    return max(0, decimals(value))


def _printed(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}".replace(".", "")


def _bare(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").lstrip("0")
