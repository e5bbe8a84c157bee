"""The WPS add-in: ``addin.test.js`` on Node (node:test), with a real service; and what its files must say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests.serving.process import running
from tests.wps.wire import NODE, node
from xlperf import __version__
from xlperf.writeback.actions import Op
from xlperf.writeback.into_json import EDITION

HERE = Path(__file__).parent
ADD_IN = HERE.parents[1] / "macros" / "wps"
needs_node = pytest.mark.skipif(NODE is None, reason="Node（node）未安装")


@needs_node
def test_the_add_in_in_a_wps_that_is_played_with_a_service_that_is_real(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        status, said = node(HERE / "addin.test.js", tmp_path, service)
    assert status == 0, said
    assert int(re.findall(r"^# pass (\d+)$", said, re.MULTILINE)[0]) >= 8, said


def test_the_registration_names_the_folder_of_this_version() -> None:
    plugin = etree.parse(ADD_IN / "publish.xml").getroot()[0]
    assert plugin.get("url") == f"{plugin.get('name')}_{plugin.get('version')}" == f"xlperf_{__version__}"
    assert plugin.get("type") == "et"


def test_every_button_of_the_ribbon_does_something() -> None:
    source = (ADD_IN / "main.js").read_text(encoding="utf-8")
    buttons = etree.parse(ADD_IN / "ribbon.xml").getroot().iter("{*}button")
    assert {each.get("id") for each in buttons} == set(re.findall(r'case "(xlperf\w+)":', source))
    assert "function OnAddinLoad(" in source
    assert 'src="main.js"' in (ADD_IN / "index.html").read_text(encoding="utf-8")


def test_the_add_in_knows_every_step_and_this_edition() -> None:
    source = (ADD_IN / "main.js").read_text(encoding="utf-8")
    fields = re.search(r"FIELDS = \{([^}]*)\}", source)
    assert fields is not None
    assert set(re.findall(r"(\w):", fields[1])) == {op.value for op in Op}
    assert f"EDITION = {EDITION};" in source


def test_the_add_in_needs_nothing_from_outside() -> None:
    """No library, no address but this machine's."""
    for path in sorted(ADD_IN.iterdir()):
        text = path.read_text(encoding="utf-8").replace("http://schemas.microsoft.com/", "")
        assert set(re.findall(r"https?://[^\s\"'/:+]+", text)) <= {"http://127.0.0.1"}
        assert "eval(" not in text
        assert "import " not in text
