"""The checkout that is measured: its version, and the commits that git knows of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.measuring import ROOT
from xlperf import __version__


class NoCommitError(Exception):
    """Why a commit cannot be had here."""


def described() -> str:
    """Version and, where git knows it, the commit; ``-dirty`` where files were changed since."""
    commit = _git("describe", "--always", "--dirty") if _is_checkout() else ""
    return f"xlperf {__version__}{f' ({commit})' if commit else ''}"


def named(commit: str) -> str:
    """Its short hash; NoCommitError says why there is none."""
    if shutil.which("git") is None:
        raise NoCommitError("git is not installed")
    if not _is_checkout():
        raise NoCommitError(
            "commits are compared in a git checkout of xlperf (git clone); this folder is none"
        )
    found = _git("rev-parse", "--verify", "--quiet", "--short", f"{commit}^{{commit}}")
    if found:
        return found
    if _git("rev-parse", "--is-shallow-repository") == "true":
        raise NoCommitError(f"{commit} is not in this shallow clone; fetch the rest: git fetch --unshallow")
    raise NoCommitError(f"no such commit: {commit}")


def laid_out(commit: str, folder: Path) -> Path:
    """All files of a commit, in a folder of its own within ``folder``."""
    tree = folder / commit
    if not tree.exists():
        tree.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=archive, check=True)
    return tree


def _is_checkout() -> bool:
    """Not so of files that were unpacked, be it within the checkout of something else."""
    top = _git("rev-parse", "--show-toplevel")
    return bool(top) and Path(top).samefile(ROOT)


def _git(*words: str) -> str:
    """What git answers; empty where it refuses or is not installed."""
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
