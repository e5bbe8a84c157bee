"""A live LibreOffice with a workbook open: Basic drives it, the macro of the workbook does the rest.

One launch a call: the workbook is opened with its macro, steps in Basic are run, and what they print comes back.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_PATIENCE = 60.0
SOFFICE = shutil.which("soffice")
ROOT = Path(__file__).parents[2]

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="WarnAlienFormat" oor:op="fuse"><value>false</value></prop></item>
</oor:items>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" \
library:passwordprotected="false"><library:element library:name="Drive"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Drive" script:language="StarBasic">%s</script:module>"""
_BASIC = """
Dim doc As Object
Sub Main
  On Error GoTo Failed
  Dim args(0) As New com.sun.star.beans.PropertyValue
  args(0).Name = "MacroExecutionMode"
  args(0).Value = 4
  doc = StarDesktop.loadComponentFromURL(ConvertToURL("{book}"), "_blank", 0, args())
{steps}
  Say "done"
  doc.close(True)
  StarDesktop.terminate()
  Exit Sub
Failed:
  Say "driver failed: " & Err & " " & Error$ & " line " & Erl
  StarDesktop.terminate()
End Sub
Sub Say(words As String)
  Dim channel As Integer
  channel = FreeFile
  Open "{told}" For Append As #channel
  Print #channel, Replace(words, Chr(10), "|")
  Close #channel
End Sub
Function Press(verb As String) As String
  Press = Script("XlperfRun", Array(verb))
End Function
Function Script(name As String, given) As Variant
  Dim provider As Object
  provider = doc.getScriptProvider()
  Script = provider.getScript("vnd.sun.star.script:VBAProject.Xlperf." & name & "?language=Basic&location=document").invoke(given, Array(), Array())
End Function
Sub SetMode(path As String, mode As String)
  Open path For Output As #9
  Print #9, mode
  Close #9
End Sub
Function At(sheet As String, cell As String) As Object
  At = doc.Sheets.getByName(sheet).getCellRangeByName(cell)
End Function
Sub SaveAs(path As String)
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(path), kind())
End Sub
"""


def program(folder: Path, lines: str = "") -> Path:
    """An executable ``xlperf`` of this checkout, or one that does what ``lines`` of shell say."""
    path = folder / ("stub" if lines else "xlperf")
    path.write_text(
        f'#!/bin/sh\n{lines or f"""exec "{sys.executable}" -m xlperf "$@" """}\n', encoding="utf-8"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def driven(book: Path, folder: Path, steps: str, environment: Mapping[str, str]) -> list[str]:
    """Opens the workbook, runs the steps (Basic: ``Say``, ``Press``, ``At``, ``SaveAs``), gives the lines said."""
    assert SOFFICE is not None
    profile, told = folder / "profile", folder / "told.txt"
    place = profile / "user" / "basic" / "Standard"
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    if not place.is_dir():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        subprocess.run([*command, "--terminate_after_init"], timeout=120, check=True, capture_output=True)
    (place / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    basic = _BASIC.replace("{book}", str(book)).replace("{told}", str(told)).replace("{steps}", steps)
    (place / "Drive.xba").write_text(_MODULE % escape(basic), encoding="utf-8")
    told.write_text("", encoding="utf-8")
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    given = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(scratch),
        "TEMP": "",
        "LC_ALL": "C.UTF-8",
        **environment,
    }
    subprocess.run(
        [*command, "macro:///Standard.Drive.Main"],
        env=given,
        timeout=_PATIENCE,
        check=True,
        capture_output=True,
    )
    return told.read_text(encoding="utf-8").splitlines()
