"""An addend that a total leaves out or counts twice, a row that a list lacks or holds twice. Pure; suggestions only."""

from __future__ import annotations

from decimal import Decimal

from xlperf.checks.sums import Relation, Term
from xlperf.submission import Trouble, shown

_LEAST_ADDENDS = 2


def overlooked(relation: Relation) -> str:
    """What the difference shows to be left out or counted twice; "" when it is no single addend.

    例：工程款500、设计费80，合计填500，差额80正好是设计费。
    """
    given = [term for term in relation.addends if term.figure.value]
    if len(given) < _LEAST_ADDENDS:
        return ""
    left_out = [term for term in given if _amount(term) == -relation.residual]
    if len(left_out) > 1:
        names = "、".join(f"“{term.figure.cell.label}”" for term in left_out[:3])
        return f"差额正好等于{names}中的一项，可能其中一项重复列了，或合计漏计一项"
    if left_out:
        cell = left_out[0].figure.cell
        if cell.trouble is Trouble.TEXT_NUMBER:
            return f"“{cell.label}”是以文本存放的数字，求和公式没有计入"
        return f"差额正好等于“{cell.label}”，可能漏计了这一项"
    twice = [term for term in given if _amount(term) == relation.residual]
    return f"差额正好等于“{twice[0].figure.cell.label}”，可能重复计了这一项" if len(twice) == 1 else ""


def unlisted(relation: Relation) -> str:
    """What a list may lack when its total is confirmed elsewhere; "" when it is not a list that is too short."""
    lacking = relation.residual
    if (
        lacking <= 0
        or len(relation.addends) < _LEAST_ADDENDS
        or any(term.factor != 1 for term in relation.addends)
    ):
        return ""
    return f"可能漏列或少填了一项，少{shown(lacking)}{relation.total.cell.unit}"


def _amount(term: Term) -> Decimal:
    return term.factor * (term.figure.value or Decimal(0))
