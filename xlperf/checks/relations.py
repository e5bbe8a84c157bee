"""Sums that must hold, and the one cell that explains why some do not. Pure.

All relations of a form are looked at together: a wrong addend breaks the sum of its row and the sum of
its column, and correcting that one cell mends both. Then there is one finding, at that cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

from xlperf.checks.candidates import Candidate, Said, chosen
from xlperf.checks.check import At, at
from xlperf.checks.overlooked import overlooked, unlisted
from xlperf.checks.slips import likely_slip
from xlperf.checks.sums import Figure, Place, Relation
from xlperf.findings import Address, Severity
from xlperf.record import dataclass
from xlperf.submission import Cell, shown

_ZERO, _ONE = Decimal(0), Decimal(1)
_CENT = Decimal("0.01")
_NOTHING: Final[Mapping[Place | None, Decimal]] = MappingProxyType({})

MESSAGE = "“{name}”填的是{stated}，按“{rule}”应为{right}，相差{apart}{unit}{others}"
UNDECIDED = "；表内看不出是哪一个数填错"
HINT = "核对“{name}”并改正；如果它没有错，请核对同一等式中的其他数"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong figure: where it hurts, what should stand there, the relations that say so.

    ``named`` when it can be told that this cell is the wrong one; otherwise it is the total of a broken
    relation, and any figure of that relation may be wrong.
    """

    code: str
    at: Figure
    expected: Decimal
    named: bool
    broken: tuple[Relation, ...]
    slip: str = ""

    @property
    def seen(self) -> str:
        """What stands there."""
        return "（未填）" if self.at.value is None else shown(self.at.value)

    @property
    def difference(self) -> Decimal:
        """How much it is too large."""
        return (self.at.value or _ZERO) - self.expected

    @property
    def rules(self) -> tuple[Relation, ...]:
        """The relations to quote: those whose total is faulty, else the first that counts it."""
        own = tuple(each for each in self.broken if each.total.place == self.at.place)
        return own[:2] or self.broken[:1]

    @property
    def related(self) -> tuple[Cell, ...]:
        """The given cells of the broken relations, without the faulty one."""
        cells = (each.cell for relation in self.broken for each in relation.figures if each.value is not None)
        return tuple(dict.fromkeys(cell for cell in cells if cell.at != self.at.at))


@dataclass(frozen=True, slots=True)
class _Weighted:
    """A relation with every computed total that agrees replaced by what it adds up."""

    relation: Relation
    weights: Mapping[Place, Decimal]


def _nothing_said() -> Said:
    return {}


def faults(
    relations: Sequence[Relation],
    *,
    together: bool = False,
    known: Mapping[Place | None, Decimal] = _NOTHING,
    said: Callable[[], Said] = _nothing_said,
) -> tuple[Fault, ...]:
    """The faults behind the broken relations, in the order of the relations.

    Relations that share a cell are explained by one cell if possible; else each is told at its total,
    or with ``together`` only the first of them. ``known`` are figures that are printed elsewhere (分值), ``said`` the
    amounts that the workbook says anywhere. A formula that disagrees with its own addends is wrong itself.
    """
    asked = [relation for relation in relations if relation.asked]
    if all(relation.holds for relation in asked):
        return ()
    followed = {
        relation.total.place: relation
        for relation in reversed(asked)
        if relation.holds and relation.total.cell.computed and relation.addends
    }
    weighted = [_Weighted(relation, _weights(relation, followed)) for relation in asked]
    figures = {each.place: each for relation in asked for each in relation.figures}
    broken = [each for each in weighted if not each.relation.holds]
    found: list[Fault] = []
    for group in _connected(broken):
        alone = group[0].relation.total if len(group) == 1 else None
        formula_is_wrong = alone is not None and alone.cell.computed and alone.place not in followed
        fault = None if formula_is_wrong else _explained(group, weighted, figures, known, said)
        found += (
            [fault]
            if fault
            else [
                _at_total(each.relation, named=formula_is_wrong, alone=alone is not None)
                for each in (group[:1] if together else group)
            ]
        )
    return tuple(found)


def _weights(relation: Relation, followed: Mapping[Place | None, Relation]) -> dict[Place, Decimal]:
    """How each typed cell moves the relation; nothing moves a formula away from its own addends."""
    weights: dict[Place, Decimal] = {}
    if followed.get(relation.total.place) is relation:
        return weights

    above: frozenset[Place | None] = frozenset()
    waiting = [(relation.total, _ONE, above)]
    waiting += [(term.figure, -term.factor, above) for term in relation.addends]
    for each, factor, above in waiting:  # grows while it is walked
        inner = followed.get(each.place)
        if inner is not None and each.place not in above:
            below = above | {each.place}
            waiting += [(term.figure, factor * term.factor, below) for term in inner.addends]
        elif each.place is not None:
            weights[each.place] = weights.get(each.place, _ZERO) + factor
    return {place: weight for place, weight in weights.items() if weight}


def _connected(broken: Sequence[_Weighted]) -> list[list[_Weighted]]:
    """Broken relations that share a cell, gathered; in order of their first member."""
    groups: list[tuple[set[Place], list[_Weighted]]] = []
    for each in broken:
        cells, members = set(each.weights), [each]
        apart = []
        for other_cells, others in groups:
            if cells & other_cells:
                cells |= other_cells
                members = others + members
            else:
                apart.append((other_cells, others))
        groups = [*apart, (cells, members)]
    order = {id(each): number for number, each in enumerate(broken)}
    gathered = [sorted(members, key=lambda each: order[id(each)]) for _, members in groups]
    return sorted(gathered, key=lambda members: order[id(members[0])])


def _explained(
    group: Sequence[_Weighted],
    all_relations: Sequence[_Weighted],
    figures: Mapping[Place | None, Figure],
    known: Mapping[Place | None, Decimal],
    said: Callable[[], Said],
) -> Fault | None:
    """The one cell whose correction mends the whole group and breaks nothing, if it can be told."""
    shared = set.intersection(*(set(each.weights) for each in group))
    candidates = [
        candidate
        for at in shared
        if (candidate := _candidate(figures[at], at, group, all_relations)) is not None
    ]
    totals = [each.relation.total.place for each in group]
    short = {each.relation.total.place: overlooked(each.relation) for each in group}
    candidates = [replace(each, slip=short.get(each.figure.place) or each.slip) for each in candidates]
    printed = [each for each in candidates if known.get(each.figure.place) == each.expected]
    own_figures = {each.place: each for member in group for each in member.relation.figures}
    wrong = chosen(printed or candidates, totals, tuple(own_figures.values()), said)
    named = wrong is not None
    if wrong is None:
        told_at = [each for each in candidates if each.figure.place in totals] or _common(group)
        if len(told_at) != 1:
            return None
        wrong = replace(told_at[0], slip=short.get(told_at[0].figure.place, ""))
    relations = tuple(each.relation for each in group)
    own = [relation for relation in relations if relation.total.place == wrong.figure.place]
    code = (own or list(relations))[0].code
    return Fault(code, wrong.figure, wrong.expected, named, relations, wrong.slip)


def _common(group: Sequence[_Weighted]) -> list[Candidate]:
    """The formula that stands in every broken relation, when one other result of it would mend them all."""
    if len(group) == 1:
        return []
    own = [_Weighted(each.relation, _weights(each.relation, {})) for each in group]
    shared = set.intersection(*(set(each.weights) for each in own))
    figures = {each.place: each for member in own for each in member.relation.figures}
    found = [_candidate(figures[at], at, own, own) for at in shared if figures[at].cell.computed]
    return [each for each in found if each is not None]


def _candidate(
    each: Figure, at: Place, group: Sequence[_Weighted], all_relations: Sequence[_Weighted]
) -> Candidate | None:
    """What the cell would have to say; None when that mends too little or breaks something."""
    guide = min(group, key=lambda member: (abs(member.weights[at]) != 1, member.relation.tolerance))
    change = -guide.relation.residual / guide.weights[at]
    expected = (each.value or _ZERO) + change
    if abs(guide.weights[at]) != 1:
        expected = expected.quantize(_CENT, ROUND_HALF_UP)
        change = expected - (each.value or _ZERO)
    for other in all_relations:
        weight = other.weights.get(at)
        if weight and abs(other.relation.residual + weight * change) > other.relation.tolerance:
            return None
    difference = any(term.factor < 0 for member in group for term in member.relation.addends)
    if expected < 0 <= (each.value or _ZERO) and not difference:
        return None
    slip = likely_slip(each.value, expected) if each.value is not None else ""
    return Candidate(each, expected, slip)


def _at_total(relation: Relation, *, named: bool, alone: bool) -> Fault:
    """A broken relation that no one cell explains; ``alone`` when it is the only one and its total is confirmed."""
    seen, expected, slip = relation.total.value, relation.reckoned, overlooked(relation)
    if named and not slip and seen is not None:
        slip = likely_slip(seen, expected)
    elif alone and not named and not slip:
        slip = unlisted(relation)
    return Fault(relation.code, relation.total, expected, named, (relation,), slip)


def told(fault: Fault, *, severity: Severity | None = None) -> At:
    """The finding at the faulty cell, with the facts that ``MESSAGE`` needs."""
    mended = len(fault.broken) - 1
    return at(
        fault.at.cell,
        *fault.related,
        severity=severity,
        seen=fault.seen,
        expected=fault.expected,
        slip=fault.slip,
        name=fault.at.cell.label,
        value=fault.seen,
        reckoned=fault.expected,
        stated=fault.seen if fault.at.value is None else f"{fault.seen}{fault.at.cell.unit}",
        right=f"{shown(fault.expected)}{fault.at.cell.unit}",
        unit=fault.at.cell.unit,
        rule="，".join(f"{each.total.cell.label}＝{each.words}" for each in fault.rules),
        apart=abs(fault.difference),
        others=_others(fault, mended),
    )


def _others(fault: Fault, mended: int) -> str:
    """What correcting the cell does beside, or that it cannot be told which figure is wrong."""
    if not fault.named:
        return UNDECIDED
    return f"；改正后另外{mended}处合计随之相符" if mended else ""


def cells_of(found: Iterable[Fault]) -> Iterator[Address]:
    """Every cell of every broken relation."""
    for fault in found:
        for relation in fault.broken:
            yield from (each.at for each in relation.figures if each.at is not None)
