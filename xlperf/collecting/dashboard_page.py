"""看板.html: one file without scripts that opens from anywhere, offline. What workbooks say is text and nothing else."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from xlperf.collecting.bars import WIDTH
from xlperf.collecting.board import Board
from xlperf.collecting.dashboard import LOOK_OF
from xlperf.collecting.whole import whole
from xlperf.wording import visible_character

_ROOM = files("xlperf.collecting")


def write_dashboard(told: Board, path: Path) -> None:
    """Writes the page to ``path``, whole or not at all. OSError when it cannot be."""
    with whole(path) as place:
        place.write_text(page(told), encoding="utf-8", newline="\n")


def page(told: Board) -> str:
    """The page as text."""
    style = (_ROOM / "dashboard.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    engine = Environment(autoescape=True, undefined=StrictUndefined, finalize=_plain)
    template = engine.from_string((_ROOM / "dashboard.html").read_text(encoding="utf-8"))
    return template.render(
        board=told,
        width=WIDTH,
        style=Markup(style),  # noqa: S704  our own file
        style_hash=f"sha256-{digest}",
        lights={str(light): look for light, look in LOOK_OF.items()},
    )


def _plain(value: Any) -> Any:
    """Characters that turn a line around or cannot be seen are shown by their numbers."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return "".join(each if each == "\n" else visible_character(each) for each in value)
    return value
