"""README and docs/ say what the program does; they cannot drift."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from xlperf import demo
from xlperf.cli import main
from xlperf.forms import workbooks
from xlperf.forms.template import write_workbook

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_excerpt_in_the_readme_is_what_the_terminal_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line and in order; counts of findings may grow with new checks."""
    excerpt = re.search(r"```text\n\$ xlperf check (\S+)\n(.*?)```", read("README.md"), re.DOTALL)
    assert excerpt is not None
    name, shown = excerpt.groups()
    example = next(given for given in demo.examples() if given.name == name)
    monkeypatch.chdir(tmp_path)
    write_workbook(workbooks.workbook(example.kind), tmp_path / name, example.draft)
    said = iter(_without_counts(CliRunner().invoke(main, ["check", name]).stdout).splitlines())
    for line in _without_counts(shown).splitlines():
        if line.strip() not in ("", "…"):
            assert line in said, f"not shown, or not in this order: {line}"


def _without_counts(text: str) -> str:
    return re.sub(r"(错误|警告|提示) \d+|\d+ 处", "n", text)


def test_every_command_and_option_is_documented() -> None:
    page = read("docs/command-line.md")
    for name, command in main.commands.items():
        assert f"\n## {name}：" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert f"`{max(parameter.opts, key=len)}" in page, f"{name} {parameter.opts}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_two_commands_that_must_work_are_there(name: str) -> None:
    assert "python -m pip install . && xlperf demo" in read(name)
    assert 'python -m pip install -e ".[test]" && pytest' in read(name)
