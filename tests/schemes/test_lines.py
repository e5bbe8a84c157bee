"""The line of a key in a TOML text, however it is written."""

from __future__ import annotations

import pytest

from xlperf.schemes.lines import line_of

TEXT = '''# 设置
trial = [
  "SC-04",
]
severity."SC-04" = "error"
note = """
waiver = 1
"""

[step_modes]
"S31-07" = "whole"

[[waiver]]
code = "SC-04"
[[ waiver ]]
  'code' = "SC-05"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("trial",), 2),
        (("trial", 0), 2),
        (("severity", "SC-04"), 5),
        (("step_modes",), 10),
        (("step_modes", "S31-07"), 11),
        (("waiver", 0, "code"), 14),
        (("waiver", 0, "reason"), 13),  # not there: the table it belongs in
        (("waiver", 1, "code"), 16),
        (("waiver", 2), None),
        (("grades",), None),
    ],
)
def test_the_line_of_a_key(path: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(TEXT, path) == line
