"""A real Dask cluster on loopback: a scheduler and two workers in processes of their own, spoken to by TLS only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import trustme

from tests.collecting.servers import free_port

ROOT = Path(__file__).parents[2]
POISON = """
import os, resource, signal, sys, time
limited = resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
def poison(event, args):
    if event == "open" and resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
        name = os.path.basename(str(args[0]))
        if name in os.environ["POISON_HANGS"].split():
            while True:
                time.sleep(1)
        if name in os.environ["POISON_KILLS"].split():
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(poison)
"""
"""For the workers: files that hang or kill whoever opens them, in the limited child; no file that we know does any more."""


def lay_certificates(folder: Path) -> Path:
    """A certificate authority of its own, and one certificate by it."""
    folder.mkdir()
    authority = trustme.CA()
    own = authority.issue_cert("localhost", "127.0.0.1")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    own.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    own.private_key_pem.write_to_path(folder / "key.pem")
    return folder


@dataclass(slots=True)
class Machines:
    """The cluster; ``environment`` is what its processes get beside our own. All of it ends with the test."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tls://127.0.0.1:{self.port}"

    @property
    def certificates(self) -> Path:
        return self.folder / "tls"

    def start(self) -> None:
        """A scheduler, and two machines with a worker each."""
        if not self.certificates.exists():
            lay_certificates(self.certificates)
        self.scheduler = self._dask(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"
        )
        self.workers = [
            self._dask(
                "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard",
                "--local-directory", str(self.folder), "--memory-limit", "0",
            )
            for _ in range(2)
        ]  # fmt: skip

    def kill_scheduler(self) -> None:
        """Kill −9."""
        assert self.scheduler is not None
        self.scheduler.kill()
        self.scheduler.wait()

    def kill_worker(self) -> None:
        """Kill −9 of the first machine's worker; its nanny starts another."""
        child = next(
            child
            for child in psutil.Process(self.workers[0].pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        )
        child.kill()

    def stop(self) -> None:
        """Everything that was started ends."""
        started = [
            each for each in (*self.workers, self.scheduler) if each is not None and each.poll() is None
        ]
        below = [child for each in started for child in psutil.Process(each.pid).children(recursive=True)]
        for each in (*started, *below):
            each.kill()
        for own in started:
            own.wait()

    def _dask(self, role: str, *arguments: str) -> subprocess.Popen[bytes]:
        tls = self.certificates
        call = [
            sys.executable, "-m", "dask", role, *arguments, "--tls-ca-file", str(tls / "ca.pem"),
            "--tls-cert", str(tls / "cert.pem"), "--tls-key", str(tls / "key.pem"),
        ]  # fmt: skip
        call += ["--protocol", "tls"] if role == "scheduler" else []
        environment = {
            **os.environ, **self.environment, "PYTHONWARNINGS": "ignore", "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
            "PYTHONPATH": os.pathsep.join([str(self.folder / "poison"), str(ROOT)]),
        }  # fmt: skip
        with (self.folder / f"{role}-{time.monotonic_ns()}.log").open("wb") as log:
            return subprocess.Popen(call, env=environment, stdout=log, stderr=log, cwd=self.folder)


def lay_poison(folder: Path, hangs: list[str], kills: list[str]) -> dict[str, str]:
    """Arms the workers against these contents; what their environment must say."""
    (folder / "poison").mkdir()
    (folder / "poison" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    return {"POISON_HANGS": " ".join(hangs), "POISON_KILLS": " ".join(kills)}
