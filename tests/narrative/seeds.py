"""The public documents as running text."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[3] / "shared"
_BROKEN_LINE = re.compile(r"(?<=[^。；：:;])[ \t]*\n+[ \t]*(?=[^\n一二三四五六七八九（(\d-])")


def document(name: str) -> str:
    """The text of a seed with the line breaks of its PDF undone; the test is skipped where there are none."""
    corpus = os.environ.get("XLPERF_CORPUS")
    folder = (Path(corpus).parent if corpus else _SHARED) / "seeds"
    path = next(iter(sorted(folder.glob(f"{name}*.txt"))), None)
    if path is None:
        pytest.skip("没有公开文件的原文（XLPERF_CORPUS 旁边的 seeds 文件夹）")
    return _BROKEN_LINE.sub("", path.read_text(encoding="utf-8"))
