"""The list of sheets and the defined names of a workbook, and what changes when a sheet comes or goes.

ECMA-376 §18.2.27 (CT_Workbook). A new sheet comes last, so that no ``localSheetId`` changes.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.lazy_regex import lazy
from xlperf.package.patch.draft import part_name
from xlperf.package.patch.elements import (
    Element,
    Xml,
    append_inside,
    child,
    children,
    prefixed,
    removed,
    set_attribute,
    text_in,
    whole,
)
from xlperf.package.patch.relations import STRICT, TRANSITIONAL
from xlperf.package.patch.splice import Edit
from xlperf.package.patch.wording import escaped, unescaped
from xlperf.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlperf.package.patch.draft import Draft

_ORDER = (
    b"fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    b"definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
    b"fileRecoveryPr webPublishObjects extLst"
).split()
_QUALIFIED = lazy(r"(?:'((?:[^']|'')+)'|([^'!,()\s]+))!")
_PREFIXED_ID = lazy(rb"""\s[^\s=:]+:id\s*=\s*(["'])(.*?)\1""")
_LONGEST_NAME = 31
_LAST_SHEET_ID = 65_534  # Office reads no higher one ([MS-OI29500], note to Part 1 §18.2.19)


@dataclass(frozen=True, slots=True)
class Listed:
    """One tab: its name, its part ("" when that is missing), and its element in the list."""

    name: str
    part: str
    kind: str
    relation: str
    element: Element


@dataclass(frozen=True)
class Book:
    """The workbook part of a draft."""

    draft: Draft
    member: str

    @cached_property
    def part(self) -> str:
        """The name of the workbook part."""
        return part_name(self.member)

    @cached_property
    def xml(self) -> Xml:
        """The part as it was before the draft."""
        return self.draft.xml(self.part)

    @cached_property
    def sheets(self) -> tuple[Listed, ...]:
        """The tabs in order."""
        relations = {relation.id: relation for relation in self.draft.relations(self.part)}
        listed = child(self.xml, "sheets")
        found = []
        for element in children(self.xml, listed) if listed else ():
            relation = next((relations[told] for told in _ids(element) if told in relations), None)
            part = self.draft.name_of(relation.target) if relation else None
            kind, identity = (relation.kind, relation.id) if relation else ("", "")
            found.append(Listed(element.get("name") or "", part or "", kind, identity, element))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[Element, ...]:
        """The defined names; see ``refers_to``."""
        listed = child(self.xml, "definedNames")
        return tuple(children(self.xml, listed)) if listed else ()

    def names_with(self, word: bytes) -> tuple[Element, ...]:
        """Those in which a word stands, in small letters or large: there may be hundreds of others."""
        listed = child(self.xml, "definedNames")
        text = self.xml.shadow[listed.inside : listed.close].lower() if listed else b""
        if listed is None or b"&" in text:  # where letters are not spelled out, each has to be looked at
            return self.names
        found: list[Element] = []
        at = text.find(word)
        while at >= 0:
            begin = max(0, text.rfind(b"<", 0, at))
            each = next(children(self.xml, listed._replace(inside=listed.inside + begin)), None)
            found += [each] if each else []
            at = text.find(word, max(at + 1, each.end - listed.inside if each else 0))
        return tuple(found)

    def refers_to(self, name: Element) -> str:
        """What a defined name stands for."""
        return text_in(self.xml, name)

    def sheet(self, name: str) -> Listed | None:
        """The tab of this name, whatever its case."""
        return next((each for each in self.sheets if each.name.casefold() == name.casefold()), None)

    @property
    def worksheets(self) -> tuple[Listed, ...]:
        """The tabs that have cells."""
        return tuple(each for each in self.sheets if each.kind == "worksheet" and each.part)

    def free_sheet_name(self, name: str, author: str) -> str:
        """The name, or ``name(author)``, ``name(author2)``, … when staff have a sheet of that name."""
        candidate, number = name, 1
        while self.sheet(candidate):
            ending = f"({author}{number if number > 1 else ''})"
            candidate = name[: _LONGEST_NAME - len(ending)] + ending
            number += 1
        return candidate

    def sheet_folder(self) -> str:
        """Where the parts of sheets lie: beside the first one."""
        first = next((each.part for each in self.sheets if each.part), "xl/worksheets/sheet1.xml")
        return first.rpartition("/")[0]

    def add_sheet(self, name: str, relation: str) -> None:
        """A new tab at the end of the list."""
        listed = child(self.xml, "sheets")
        if listed is None:
            return
        taken = {whole(each.element.get("sheetId")) for each in self.sheets}
        number = 1 + max(taken, default=0)
        if number > _LAST_SHEET_ID:
            number = next(free for free in range(1, _LAST_SHEET_ID) if free not in taken)
        prefix, declared = self._relation_prefix()
        text = b'<sheet name="%s" sheetId="%d"%s %s:id="%s"/>' % (
            escaped(name, quotes=True), number, declared, prefix, relation.encode(),
        )  # fmt: skip
        self.draft.edit(self.part, append_inside(listed, prefixed(self.xml.prefix, text)))

    def add_names(self, names: Iterable[tuple[str, str]]) -> None:
        """Hidden defined names."""
        text = b"".join(
            b'<definedName name="%s" hidden="1">%s</definedName>' % (name.encode(), escaped(refers_to))
            for name, refers_to in names
        )
        present = child(self.xml, "definedNames")
        if present:
            edit = append_inside(present, prefixed(self.xml.prefix, text))
        else:
            text = prefixed(self.xml.prefix, b"<definedNames>" + text + b"</definedNames>")
            rank = _ORDER.index(b"definedNames")
            later = (e for e in children(self.xml) if e.local in _ORDER and _ORDER.index(e.local) > rank)
            following = next(later, None)
            at = following.start if following else self.xml.root.close
            edit = Edit(at, at, text)
        self.draft.edit(self.part, edit)

    def remove_names(self, gone: Iterable[Element], without_sheet: int | None) -> None:
        """Names are taken away; with a sheet go the names that hold on it only, and later sheets move up."""
        dropped = set(gone)
        edits = []
        for each in self.names:
            scope = whole(each.get("localSheetId"), -1)
            if without_sheet is not None and scope == without_sheet:
                dropped.add(each)
            elif without_sheet is not None and scope > without_sheet:
                edits.append(set_attribute(self.xml, each, "localSheetId", str(scope - 1)))
        listed = child(self.xml, "definedNames")
        if listed and len(dropped) == len(self.names):
            self.draft.edit(self.part, removed(listed))
        else:
            self.draft.edit(self.part, *edits, *(removed(each) for each in dropped))

    def remove_sheet(self, sheet: Listed) -> None:
        """A tab is taken out of the list, and the window shows one that is left."""
        place = self.sheets.index(sheet)
        self.draft.edit(self.part, removed(sheet.element))
        views = child(self.xml, "bookViews")
        for view in children(self.xml, views) if views else ():
            for attribute in ("firstSheet", "activeTab"):
                told = whole(view.get(attribute))
                if told >= place and told > 0:
                    self.draft.edit(self.part, set_attribute(self.xml, view, attribute, str(told - 1)))
        for relation in self.draft.relations(self.part):
            if relation.id == sheet.relation:
                self.draft.unrelate(self.part, relation)

    def _relation_prefix(self) -> tuple[bytes, bytes]:
        """The prefix of ``r:id``, and its declaration where the root lacks one."""
        return relation_prefix(self.xml, strict=self.draft.strict)


def _ids(element: Element) -> Iterator[str]:
    """The values of ``r:id``, whatever its prefix: an attribute ``id`` of another namespace may stand before it."""
    for found in _PREFIXED_ID.finditer(element.attributes):
        yield unescaped(found.group(2))


def relation_prefix(xml: Xml, *, strict: bool) -> tuple[bytes, bytes]:
    """The prefix of relationship attributes in a part, and its declaration where the root lacks one."""
    for namespace in (STRICT, TRANSITIONAL) if strict else (TRANSITIONAL,):
        pattern = rb"""xmlns:([^\s=]+)\s*=\s*["']%s["']""" % re.escape(namespace.encode())
        found = re.search(pattern, xml.root.attributes)
        if found:
            return found.group(1), b""
    return b"xlr", b' xmlns:xlr="%s"' % (STRICT if strict else TRANSITIONAL).encode()


def quoted(sheet: str) -> str:
    """A sheet name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def sheets_named_in(refers_to: str) -> tuple[str, ...]:
    """The sheets that a reference names, in order."""
    return tuple((found[1] or "").replace("''", "'") or found[2] for found in _QUALIFIED.finditer(refers_to))
