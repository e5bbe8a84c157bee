"""Fresh workbooks laid down as files: ``xlperf new``, ``templates``, ``demo``."""

from __future__ import annotations

import errno
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from xlperf.forms import information, live_light, monitoring, workbooks
from xlperf.forms.draft import Draft
from xlperf.forms.model import WorkbookForm
from xlperf.forms.template import write_workbook
from xlperf.printing.rules import rules_of
from xlperf.scoring.lights import Profile

MACRO_ENABLED = ".xlsm"
"""The ending of a workbook that carries the button."""
_WITH_BUTTON = ("project", "department")
LONGEST = 200
"""Characters of a name that ``xlperf new`` takes."""


def lay_down(form: WorkbookForm, path: Path, draft: Draft | None = None, *, force: bool = False) -> None:
    """Writes the workbook whole or not at all; FileExistsError unless ``force``, OSError when it cannot be."""
    if path.exists() and not force:
        raise FileExistsError(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(suffix=".tmp", prefix=".xlperf-", dir=path.parent)
        os.close(handle)
        try:
            write_workbook(form, Path(temporary), draft, rules_of(form.key))
            if path.suffix.lower() == MACRO_ENABLED:
                _add_button(Path(temporary))
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except FileExistsError:  # where a folder should be
        raise NotADirectoryError(errno.ENOTDIR, "", str(path)) from None
    except OSError as error:  # told about the file that was asked for, not about ours
        raise OSError(error.errno, error.strerror, str(path)) from error


def _add_button(path: Path) -> None:
    from xlperf.macro.package import with_button  # noqa: PLC0415  few workbooks carry a macro

    path.write_bytes(with_button(path.read_bytes()))


class Unfit(ValueError):
    """A text that cannot stand in a workbook; the message is for whoever typed it."""


def fit(name: str, text: str) -> str:
    """The text, held to what checking accepts later: no control or broken characters, at most LONGEST."""
    if len(text) > LONGEST:
        raise Unfit(f"{name}有 {len(text)} 个字符，最多 {LONGEST} 个")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp") for character in text):
        raise Unfit(f"{name}含有换行等控制字符，或不完整的字符")
    return text


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def first_facts(*, unit: str = "", project: str = "", year: int | None = None, county: str = "") -> Draft:
    """What is entered once on 填报说明, as far as it is known; Unfit for what no workbook can hold."""
    draft = Draft()
    for field, value in (
        (information.UNIT, unit),
        (information.PROJECT, project),
        (information.COUNTY, county),
    ):
        if value:
            draft = draft.put(field, fit(field.label, value))
    return draft if year is None else draft.put(information.YEAR, Decimal(year))


def with_lights(form: WorkbookForm, draft: Draft, profile: Profile, blue: Decimal) -> Draft:
    """监控口径 and 蓝灯起点 of the office on a monitoring sheet; the usual ones need no word."""
    if monitoring.PROFILE not in form.fields:
        return draft
    if live_light.profile_of(None) != profile:
        draft = draft.put(monitoring.PROFILE, live_light.word_for(profile))
    return draft if live_light.blue_of(None) == blue else draft.put(monitoring.BLUE, blue)


def template_names() -> dict[str, WorkbookForm]:
    """The templates by file name; the two that most units fill in also with the button."""
    forms = [workbooks.workbook(kind) for kind in workbooks.KINDS]
    plain = {f"{form.title}.xlsx": form for form in forms}
    return plain | {f"{form.title}{MACRO_ENABLED}": form for form in forms if form.key in _WITH_BUTTON}


def outdated(folder: Path) -> Iterator[str]:
    """One sentence for every template in ``folder`` that is missing or not as it would be made today."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, form in template_names().items():
            made = Path(scratch) / name
            lay_down(form, made, force=True)
            kept = folder / name
            if not kept.is_file():
                yield f"{name}：缺少"
                continue
            members = _differing(kept, made)
            if members:
                yield f"{name}：与现行表样不同（{'、'.join(members)}）"


def _differing(kept: Path, made: Path) -> list[str]:
    try:
        with zipfile.ZipFile(kept) as old, zipfile.ZipFile(made) as new:
            names = sorted({*old.namelist(), *new.namelist()})
            return [name for name in names if _content(old, name) != _content(new, name)]
    except zipfile.BadZipFile:
        return ["不是工作簿"]


def _content(package: zipfile.ZipFile, name: str) -> bytes | None:
    return package.read(name) if name in package.namelist() else None


def free_folder(folder: Path, names: list[str]) -> Path:
    """``folder``, or ``folder-2``, ``folder-3`` …: the first in which none of the names is taken."""
    number, place = 1, folder
    while any((place / name).exists() for name in names):
        number += 1
        place = folder.with_name(f"{folder.name}-{number}")
    return place
