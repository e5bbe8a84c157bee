"""A real LibreOffice for tests: converts and recalculates; tests skip with the reason where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice（soffice）未安装")

_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK SC</string></edit></match>
<match target="pattern"><test name="family"><string>黑体</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Sans CJK SC</string></edit></match>
</fontconfig>"""


def convert(files: list[Path], target: Path, to: str, *, recalculated: bool = True) -> list[Path]:
    """Converts files in one launch, every formula recalculated; gives the new files in the same order.

    Without ``recalculated`` the stored results are kept, as at a desk where nobody changed the setting.
    """
    assert SOFFICE is not None
    profile = target / ".profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    if recalculated:
        (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    fonts = target / ".fonts.conf"
    fonts.write_text(_FONTS, encoding="utf-8")
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            target,
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=240,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    made = [target / f"{file.stem}.{to}" for file in files]
    assert all(file.exists() for file in made), [file.name for file in made if not file.exists()]
    return made
