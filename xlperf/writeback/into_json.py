"""Actions → the reply that the WPS add-in reads: one JSON object, the fields of the macro's reply as they are.

``{"xlperf": 1, "trouble": false, "message": "…", "steps": [["P", "评分表", "F4", "LEN(…)>0", "FFC7CE"], …]}``; a step is
letter, sheet, place, facts (see ``writeback.actions``), every field a text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlperf.writeback.actions import Action

EDITION = 1
"""What ``main.js`` must know to carry the steps out; it refuses any other."""


def reply_json(actions: Iterable[Action], message: str, *, trouble: bool) -> bytes:
    """The whole reply, UTF-8; ``trouble`` when nothing is to be done but read the message."""
    steps = [[each.op.value, each.sheet, each.place, *each.facts] for each in actions]
    return whole({"xlperf": EDITION, "trouble": trouble, "message": message, "steps": steps})


def refusal_json(message: str) -> bytes:
    """The reply to a request that is not served."""
    return whole({"xlperf": EDITION, "trouble": True, "message": message, "steps": []})


def whole(facts: dict[str, object]) -> bytes:
    """One object as it travels: ASCII, and a broken character of a workbook cannot stop it."""
    return json.dumps(facts, separators=(",", ":")).encode("ascii")
