"""The engine of many machines: chunks go to the workers of a Dask cluster, each with a guarded child of its own.

A worker that dies loses its chunk, which another gets; a scheduler that dies ends the run, and the next one goes on
where this one was. Whoever reaches a Dask port can run anything on the workers: only ``tls://`` with certificates is
spoken, ``tcp://`` within one machine alone.
"""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from xlperf import guarded
from xlperf.collecting.judging import Chunk, judge
from xlperf.collecting.notices import Trouble
from xlperf.collecting.store import Result
from xlperf.collecting.store_notices import NO_CLUSTER, NOT_DONE, OPEN_PORT
from xlperf.guarded import Limits
from xlperf.record import dataclass

if TYPE_CHECKING:
    from distributed import Client, Future

CERTIFICATES = ("ca.pem", "cert.pem", "key.pem")
"""What ``--tls`` holds: of the authority, our certificate, our key."""
_WAITING = 60.0
"""Seconds in which the scheduler, and a first worker, must answer."""
_PARTING = 2.0
_ON_THE_WAY = 3
"""Chunks given out for each thread of a worker: one in work, two waiting."""


class ClusterError(Exception):
    """The cluster cannot be used, or no longer; the text has code, reason and next step."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the scheduler listens, and the folder of our certificates. ClusterError when that is not safe."""

    scheduler: str
    certificates: Path | None = None
    limits: Limits = guarded.USUAL

    def __post_init__(self) -> None:
        address = urlsplit(self.scheduler)
        if address.scheme == "tcp" and _is_here(address.hostname or ""):
            return
        if address.scheme != "tls" or not address.hostname:
            raise ClusterError(f"{OPEN_PORT.code} {OPEN_PORT.message}；{OPEN_PORT.hint}")
        folder = self.certificates
        lacking = [name for name in CERTIFICATES if folder is None or not (folder / name).is_file()]
        if lacking:
            where = f"“{folder}”里没有 {'、'.join(lacking)}" if folder else "没有写 --tls 证书文件夹"
            raise ClusterError(f"{OPEN_PORT.code} {where}；{OPEN_PORT.hint}")

    def engine(self, chunks: Sequence[Chunk]) -> Iterator[Result | Trouble]:
        """Judges the chunks on the cluster, in no order. ClusterError when it cannot be reached, or is lost."""
        client = self._client()
        try:
            yield from _through(client, chunks, self.limits)
        finally:
            with contextlib.suppress(TimeoutError):  # without a scheduler it would wait for one
                client.close(timeout=_PARTING)

    def _client(self) -> Client:
        try:
            from distributed import Client, Security  # noqa: PLC0415  a second, and only for a cluster
        except ImportError:
            raise ClusterError(
                f'{NO_CLUSTER.code} 没有安装集群支持；请运行 python -m pip install "xlperf[cluster]"'
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told here, in Chinese
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        security = None
        if self.certificates is not None:
            ca, cert, key = (str(self.certificates / name) for name in CERTIFICATES)
            security = Security(
                tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True
            )
        try:
            client = Client(self.scheduler, security=security, timeout=_WAITING)
            client.wait_for_workers(1, timeout=_WAITING)
        except (OSError, TimeoutError, ValueError) as error:
            raise _gone(f"{type(error).__name__}") from None
        return client


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _gone(why: str) -> ClusterError:
    return ClusterError(f"{NO_CLUSTER.code} {NO_CLUSTER.message}（{why}）；{NO_CLUSTER.hint}")


def _through(client: Client, chunks: Sequence[Chunk], limits: Limits) -> Iterator[Result | Trouble]:
    from distributed import CancelledError, as_completed  # noqa: PLC0415  there by now

    waiting = iter(chunks)
    given: dict[Future[Any], Chunk] = {}
    done = as_completed()

    def give() -> None:
        chunk = next(waiting, None)
        if chunk is not None:
            future = client.submit(chunk_judged, chunk, limits, pure=False, retries=2)
            given[future] = chunk
            done.add(future)

    for _ in range(max(sum(client.nthreads().values()), 1) * _ON_THE_WAY):
        give()
    for future in done:
        chunk = given.pop(future)
        try:
            yield from future.result()
        except CancelledError:
            raise _gone("调度器没有了") from None
        except Exception:  # noqa: BLE001  the worker died with it more than once, or cannot reach the originals
            if client.status != "running":
                raise _gone("调度器没有了") from None
            yield from (Trouble(NOT_DONE.code, job.name) for job in chunk.jobs)
        give()


def chunk_judged(chunk: Chunk, limits: Limits) -> tuple[Result | Trouble, ...]:
    """On a worker: what became of each job of the chunk."""
    return tuple(judge(chunk, _guard(limits).each))


@functools.lru_cache(maxsize=1)
def _guard(limits: Limits) -> guarded.Guard:
    """The children of this worker, one for each of its threads, as long as it lives."""
    from distributed import get_worker  # noqa: PLC0415  there, on a worker

    return guarded.Guard(replace(limits, workers=get_worker().state.nthreads))
