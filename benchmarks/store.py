"""``python -m benchmarks.store``: a store of very many returns, how fast it is filled and asked.

``--count`` returns (a million unless told) with 1.3 versions each, in ``--store`` (a fresh SQLite file unless told; or
``postgresql://…`` of an empty database). The texts are made up, the report of each is that of a real workbook. No
figure fails the run.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import insert, text

from tests.collecting.crowd import lay_crowd
from xlperf.collecting import schema
from xlperf.collecting.judging import here, jobs, judged, rules_of
from xlperf.collecting.ledger import rolled_up, years
from xlperf.collecting.overview import overview
from xlperf.collecting.parcels import parcels
from xlperf.collecting.roster import Roster
from xlperf.collecting.store import Result, Store
from xlperf.collecting.taking import sorted_out, with_reports
from xlperf.office import Office

_CORRECTED: Final = (0, 3, 6)
"""Last digits of the returns that come a second time."""
_IN_A_TRANSACTION: Final = 500
_START: Final = datetime(2025, 3, 1, tzinfo=UTC)
_OFFICE: Final = Office()
_IN_THE_LEDGER: Final = 200_000
"""Of a province: Excel has a million rows, and who reads more?"""
T = TypeVar("T")


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.store", description="A store of very many returns."
    )
    parser.add_argument("--count", type=int, default=1_000_000, help="returns")
    parser.add_argument(
        "--store", help="an empty place for it, a file that does not exist yet or postgresql://…"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        place = chosen.store or str(Path(passing, "2024.db"))
        kept_at = str(Path(passing, "originals")) if "://" in place else ""
        with Store(place, kept_at=kept_at) as store:
            _run(store, chosen.count, Path(passing))
        if "://" not in place:
            size = sum(
                path.stat().st_size
                for path in Path(place).parent.glob(f"{Path(place).name}*")
                if path.is_file()
            )
            _say("database on disk", f"{size / 1e6:,.0f} MB")


def _run(store: Store, count: int, passing: Path) -> None:
    model = _model(store, passing)
    seconds, rows = _timed(lambda: _filled(store, model, count))
    _say(
        f"{rows:,} files entered and judged, {_IN_A_TRANSACTION} a transaction",
        f"{rows / seconds:,.0f} a second",
    )
    with store.database.writing() as connection:
        connection.execute(text("ANALYZE"))  # a server does so by itself, a minute later
    _asked("what is still to be judged", lambda: jobs(store, _OFFICE))
    found = _asked("which files count", lambda: sorted_out(store, _OFFICE, Roster()))
    lines = _asked("status", lambda: overview(found, Roster(), _OFFICE))
    part = lines[:_IN_THE_LEDGER]
    told = _asked(f"reports of {len(part):,} returns", lambda: with_reports(part, store, _OFFICE))
    year = years(told)[0]
    ledger = _asked("ledger, before it is written", lambda: rolled_up(told, year, Roster()))
    _say("rows of the ledger", f"{len(ledger.rows):,}")
    _asked("one more file is entered and judged", lambda: _filled(store, model, 1, start=count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say("peak memory", f"{peak:,.0f} MB")


def _model(store: Store, passing: Path) -> Result:
    """Two hundred real returns, through the real road: one transaction each; the result of the first."""
    lay_crowd(passing / "in", 200)
    seconds, new = _timed(lambda: sum(store.take(each) for each in parcels(passing / "in", None, _missed)))
    _say("real files taken in, each safe on disk before the next", f"{new / seconds:,.0f} a second")
    todo = jobs(store, _OFFICE)
    seconds, results = _timed(lambda: list(judged(store, _OFFICE, todo, here)))
    _say("real files checked", f"{len(results) / seconds:,.1f} a second")
    return next(each for each in results if isinstance(each, Result))


def _missed(error: OSError) -> None:
    raise error


def _filled(store: Store, model: Result, count: int, start: int = 0) -> int:
    """Enters arrivals and results as the road does, many in a transaction; how many files."""
    rules, rows = rules_of(_OFFICE), 0
    numbers = _numbers(start, count)
    while some := list(islice(numbers, _IN_A_TRANSACTION)):
        arrivals = [_arrival(number, version) for number, version in some]
        results = [_result(model, number, version) | {"rules": rules} for number, version in some]
        with store.database.writing() as connection:
            connection.execute(insert(schema.ARRIVALS), arrivals)
            connection.execute(insert(schema.RESULTS), results)
        rows += len(some)
    return rows


def _numbers(start: int, count: int) -> Iterator[tuple[int, int]]:
    for number in range(start, start + count):
        yield number, 1
        if number % 10 in _CORRECTED:
            yield number, 2


def _sha(number: int, version: int) -> str:
    return hashlib.sha256(f"{number}/{version}".encode()).hexdigest()


def _arrival(number: int, version: int) -> dict[str, Any]:
    unit = number // 5
    received = _START + timedelta(seconds=number % 2_000_000, days=version)
    return {
        "parcel": f"<{number}.{version}@example.gov.cn>", "place": "2", "sha": _sha(number, version),
        "name": f"某县第{unit:06}所自评表{number}.xlsx", "sender": f"u{unit}@example.gov.cn", "subject": "绩效自评",
        "received": received.isoformat(), "source": "来信.eml", "raw": "",
    }  # fmt: skip


def _result(model: Result, number: int, version: int) -> dict[str, Any]:
    told = {name: getattr(model, name) for name in Result.__dataclass_fields__}
    own = {"sha": _sha(number, version), "unit": f"某县第{number // 5:06}所", "project": f"项目{number}"}
    return told | own | {"errors": number % 3 == 0 and version == 1}


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def _asked(what: str, work: Callable[[], T]) -> T:
    seconds, done = _timed(work)
    _say(what, f"{seconds:,.2f} s")
    return done


def _say(what: str, figure: str) -> None:
    print(f"{what:<70}{figure:>20}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
