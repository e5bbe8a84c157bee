"""Who may know whom (DESIGN “The house”, STYLE §2): read from the import statements, nothing is run."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "xlperf"
ROOMS = sorted(path for path in HOUSE.rglob("*.py"))

LIBRARIES = {
    "docx": ("collecting.report_docx", "letters.document", "letters.template"),
    "jinja2": ("collecting.dashboard_page",),
    "markupsafe": ("collecting.dashboard_page",),
    "click": ("cli", "commands.*", "printing.usage"),
    "rich": ("printing.terminal",),
    "xlsxwriter": (
        "forms.template",
        "forms.painting",
        "forms.tables",
        "collecting.pages",
        "collecting.ledger_book",
        "collecting.audit_book",
    ),
    "lxml": ("package.*",),
    "python_calamine": ("package.*",),
    "msoffcrypto": ("package.locked", "package.formats.biff"),
    "pebble": ("guarded",),
    "sqlalchemy": (
        "collecting.schema",
        "collecting.database",
        "collecting.store",
        "collecting.audit",
        "letters.outbox",
    ),
    "fsspec": ("collecting.bucket",),
    "distributed": ("collecting.cluster",),
    "tnefparse": ("collecting.outlook",),
    "imapclient": ("collecting.mailboxes",),
    "keyring": ("commands.secret",),
    "oxmsg": ("collecting.outlook",),
    "py7zr": ("collecting.unpacking",),
    "rarfile": ("collecting.unpacking",),
    "olefile": ("package.locked", "package.formats.biff"),
    "xlrd": ("package.formats.biff",),
    "pydantic": ("schemes.*", "settings", "collecting.roster"),
    "pyopenvba": ("macro.package",),
    "tomli_w": ("schemes.writing",),
    "pydantic_core": ("schemes.complaints",),
    "waitress": ("serve",),
    "xlwings": ("excel", "writeback.into_excel"),
}
"""Where each library may be imported. One that is not named here may be imported nowhere."""

SOLD_AS = {
    "docx": "python-docx",
    "oxmsg": "python-oxmsg",
    "msoffcrypto": "msoffcrypto-tool",
    "pydantic_core": "pydantic",
    "tomli_w": "tomli-w",
}
"""The package that brings a library, where the names differ."""

EXTRAS = ("archives", "cluster")
"""Extras whose libraries are imported where they are needed, and only there."""

QUIET = ("findings", "submission", "literals", "forms.*", "schemes.*", "office")
"""What the judging rooms may know beside each other."""

MAY_KNOW = {
    "findings": (),
    "doubts": ("findings",),
    "on_paper": ("findings",),
    "submission": ("doubts", "findings", "forms.formulas", "forms.model", "on_paper"),
    "forms.live_light": ("findings", "forms.*", "schemes.*", "scoring", "scoring.*"),
    "forms.live_score": ("findings", "forms.*", "schemes", "schemes.*", "scoring", "scoring.*", "office"),
    "forms.score_sheet": ("findings", "forms.*", "schemes", "schemes.*", "scoring", "scoring.*", "office"),
    "forms.*": ("findings", "forms.*", "schemes", "schemes.*", "office"),
    "schemes.*": ("schemes.*",),
    "narrative.*": ("narrative", "narrative.*"),
    "checks.*": (
        "doubts",
        *QUIET,
        "checks.*",
        "computing",
        "narrative",
        "narrative.*",
        "scoring.*",
        "rowcard",
        "scorecard",
        "schemebook",
        "schemes",
        "forms",
    ),
    "scoring.*": (*QUIET, "scoring.*", "schemes", "forms"),
    "package.*": ("package", "package.*", "literals", "findings"),
    "writeback.marks": ("findings",),
    "writeback.compose": ("findings", "wording", "writeback.marks", "writeback.results_sheet"),
    "writeback.results_sheet": ("", "findings", "wording", "writeback.marks"),
    "writeback.actions": (
        "findings",
        "package.patch.areas",
        "package.patch.book",
        "package.patch.rows",
        "writeback.looks",
        "writeback.marks",
        "writeback.note_size",
        "writeback.present",
        "writeback.results_part",
    ),
    "macro.*": ("macro", "macro.*", "package.*", "writeback.into_reply"),
    "wording": ("findings", "forms", "forms.workbooks"),
    "gathering": (),
    "trouble": ("",),
    "printing.as_text": ("findings", "wording", "printing.*"),
    "printing.as_json": ("findings", "wording", "printing.*"),
    "printing.paragraph": ("wording",),
    "printing.terminal": ("printing.paragraph", "wording"),
    "printing.usage": ("trouble", "wording"),
}
"""What each room may know of the house; rooms further up the road are not held here."""

NOT_TRADES = ("utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc")
NO_PRINTING = ("printing", "cli", "commands", "__main__", "serve", "excel")
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50


def room(path: Path) -> str:
    """``checks.totals`` for xlperf/checks/totals.py; a folder goes by its own name."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file, with full names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            if node.module == "xlperf" or (HOUSE.parent / node.module.replace(".", "/")).is_dir():
                yield from (
                    f"{node.module}.{name.name}" for name in node.names if _is_module(node.module, name.name)
                )


def _is_module(package: str, name: str) -> bool:
    place = HOUSE.parent / package.replace(".", "/") / name
    return place.is_dir() or place.with_suffix(".py").is_file()


def within(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) or fnmatch(f"{name}.", pattern) for pattern in patterns)


def outside(path: Path) -> set[str]:
    """The libraries a file imports."""
    tops = {name.partition(".")[0] for name in imports(path)}
    return tops - set(sys.stdlib_module_names) - {"xlperf"}


def own(path: Path) -> set[str]:
    """The rooms a file imports, without xlperf in front."""
    return {name.partition(".")[2] for name in imports(path) if name.partition(".")[0] == "xlperf"}


def rules_for(name: str) -> tuple[str, ...] | None:
    if name in MAY_KNOW:
        return MAY_KNOW[name]
    return next((allowed for pattern, allowed in MAY_KNOW.items() if within(name, (pattern,))), None)


@pytest.mark.parametrize("path", ROOMS, ids=room)
def test_a_library_stays_in_the_rooms_that_need_it(path: Path) -> None:
    strangers = {library for library in outside(path) if not within(room(path), LIBRARIES.get(library, ()))}
    assert strangers == set()


def test_what_is_imported_is_installed_with_the_program() -> None:
    """``pip install .``, or an extra that the message about the missing library names, brings what any room imports."""
    project = tomllib.loads((HOUSE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [each for name in EXTRAS for each in project["optional-dependencies"][name]]
    installed = {re.split(r"[\s><=!~;\[]", each)[0] for each in (*project["dependencies"], *extras)}
    imported = {SOLD_AS.get(library, library) for path in ROOMS for library in outside(path)}
    assert imported - installed == set()


TOOLS = {"record", "lazy_regex"}
"""Of every trade."""


@pytest.mark.parametrize("path", ROOMS, ids=room)
def test_a_room_knows_only_what_its_trade_needs(path: Path) -> None:
    allowed = rules_for(room(path))
    known = own(path) - TOOLS - ({""} if allowed is None or "" not in allowed else set())
    assert allowed is None or {name for name in known if not within(name, allowed) and name != ""} == set()


@pytest.mark.parametrize("path", ROOMS, ids=room)
def test_a_file_is_named_after_its_trade_and_fits_on_a_few_screens(path: Path) -> None:
    assert path.stem not in NOT_TRADES
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES


@pytest.mark.parametrize("path", ROOMS, ids=room)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {
        node.name for node in functions if (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    }
    assert long == set()


@pytest.mark.parametrize("path", ROOMS, ids=room)
def test_nothing_on_the_road_prints(path: Path) -> None:
    if room(path).partition(".")[0] in NO_PRINTING:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in names


@pytest.mark.parametrize("path", ROOMS, ids=room)
def test_no_year_and_no_edition_decides_anything(path: Path) -> None:
    """``if edition == "2020"`` does not exist in code: editions are data."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    compared = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and _word(node.left) in {"edition", "year", "unit_name"}
        and any(isinstance(side, ast.Constant) and _is_edition(side.value) for side in node.comparators)
    ]
    assert compared == []


def _is_edition(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and 2000 <= value <= 2100)


def _word(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
