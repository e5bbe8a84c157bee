"""``python -m tests.reliability``: the whole programme, or parts of it; the figures go into docs/reliability.md.

python -m tests.reliability --short                 everything in a minute or two, nothing written
python -m tests.reliability --full                  everything; an interrupted run goes on where it stopped
python -m tests.reliability --full --only mutants   one part: round-trip, mutants, guided, kills, large
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.guided_runs import guided_runs, installed
from tests.reliability.herd import Tally, herd
from tests.reliability.kills import kills
from tests.reliability.large import large
from tests.reliability.mutants import MEMORY
from tests.reliability.page import PAGE, Figure, commit, published
from tests.reliability.roundtrip import Turned, corpus_turned, generated_turned
from tests.reliability.trial import FORM, OTHER, REFUSED, UNWRITTEN, peak

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked for: the long form, the minutes for each kind of mutation, processes, where work is kept."""

    full: bool
    minutes: float
    processes: int
    state: Path


def _round_trip(call: Call) -> Iterator[tuple[Figure, list[str]]]:
    for name, turn in (
        ("往返：其他项目的工作簿", lambda: corpus_turned(Turned(), every=1 if call.full else 10)),
        ("往返：生成的工作簿", lambda: generated_turned(Turned(), 2_010 if call.full else 30)),
    ):
        turned = turn()
        many, shut = sum(turned.workbooks.values()), sum(turned.refused.values())
        outcome = (
            f"丢失或无故改动 {len(turned.wrong)}；{turned.members:,} 个部件中 {turned.as_stored:,} 个原样未动"
        )
        outcome += f"；另有 {shut} 个按代码拒绝" if shut else ""
        yield Figure(name, many, outcome, peak()), turned.wrong


def _mutants(call: Call) -> Iterator[tuple[Figure, list[str]]]:
    many = 100_000 if call.full else 300
    told = herd(many, call.state / "mutants", call.processes, time.time() + 60 * call.minutes)
    ends = told.ends
    yield _mutated(
        "变异：按结构",
        told,
        f"打不开 {ends[REFUSED]:,}、自评表写回 {ends[FORM]:,}、其他写回 {ends[OTHER]:,}、拒写 {ends[UNWRITTEN]:,}",
    )


def _guided(call: Call) -> Iterator[tuple[Figure, list[str]]]:
    if installed():
        minutes = call.minutes if call.full else 0.3
        told = guided_runs(call.state / "guided", time.time() + 60 * minutes)
        yield _mutated(
            "变异：按覆盖率（atheris）", told, f"package、writeback 的 {told.covered:,} 个分支被走到"
        )


def _mutated(name: str, told: Tally, more: str) -> tuple[Figure, list[str]]:
    hung = sum("process ended" in fault or "timeout" in fault for fault in told.faults.values())
    outcome = f"崩溃 {len(told.faults) - hung}、超过 10 秒或被杀 {hung}；{more}"
    faults = [f"{number}: {fault}" for number, fault in told.faults.items()]
    return Figure(name, told.count, outcome, told.peak, told.slowest / 1000), faults


def _kills(call: Call) -> Iterator[tuple[Figure, list[str]]]:
    told = kills(full=call.full)
    outcome = f"丢失 {told.lost}；{told.old} 次仍是旧文件、{told.new} 次已是新文件，都完整"
    yield Figure("kill −9：写入与清除的每个文件操作前后", told.points, outcome), ["lost"] * told.lost


def _large(call: Call) -> Iterator[tuple[Figure, list[str]]]:
    for each in large() if call.full else ():
        wrong = each.end.startswith("FAULT") or each.memory >= MEMORY >> 20
        ended = {
            REFUSED: "按代码拒绝",
            UNWRITTEN: "已检查，拒写",
            FORM: "已检查、写回、还原",
            OTHER: "已读、写回、还原",
        }
        yield (
            Figure(f"特大：{each.name}", 1, ended.get(each.end, each.end), each.memory, each.seconds),
            [each.end] * wrong,
        )


PARTS: dict[str, Callable[[Call], Iterator[tuple[Figure, list[str]]]]] = {
    "round-trip": _round_trip, "mutants": _mutants, "guided": _guided, "kills": _kills, "large": _large,
}  # fmt: skip


def main() -> int:
    """0 when everything held, 1 when anything did not."""
    asked = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    form = asked.add_mutually_exclusive_group(required=True)
    form.add_argument("--short", action="store_true")
    form.add_argument("--full", action="store_true")
    asked.add_argument("--only", choices=PARTS, action="append")
    asked.add_argument("--minutes", type=float, default=30, help="for each kind of mutation")
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--state", type=Path, help="where a long run keeps what is done")
    given = asked.parse_args()
    state = given.state or Path(tempfile.gettempdir()) / f"xlperf-reliability-{commit()}"
    with tempfile.TemporaryDirectory() as folder:
        call = Call(given.full, given.minutes, given.processes, state if given.full else Path(folder))
        return _run(call, given.only or list(PARTS))


def _run(call: Call, parts: list[str]) -> int:
    figures, faults = [], 0
    for part in parts:
        for figure, wrong in PARTS[part](call):
            figures.append(figure)
            faults += len(wrong)
            sys.stdout.write(
                "\n  ".join((f"{figure.name} {figure.many:,}: {figure.outcome}", *wrong[:_SHOWN])) + "\n"
            )
            sys.stdout.flush()
            if call.full:
                PAGE.write_text(published(figures), encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
