"""An OpenDocument text made anew: its words, its look and the pictures that it shows."""

from __future__ import annotations

import base64
import binascii
import zipfile
from pathlib import Path
from typing import Any

from eventkit.entries.nameless.open_marks import HREF, new_names, scrub
from eventkit.entries.nameless.open_visible import (
    DRAW,
    NS,
    OFFICE,
    STYLE,
    TEXT,
    HiddenStyles,
    keep_visible,
)  # fmt: skip
from eventkit.entries.nameless.pictures import clean_picture
from eventkit.entries.nameless.xml import drop, parse, serialise

_KIND = "application/vnd.oasis.opendocument.text"
_MANIFEST = f"{NS}manifest:1.0"
_CONFIG = f"{NS}config:1.0"
_OOO = "http://openoffice.org/2004/office"
_LAYOUT = (
    "AddParaTableSpacing", "AddParaTableSpacingAtStart", "AddParaSpacingToTableCells",
    "AddParaLineSpacingToTableCells", "AddExternalLeading", "AddFrameOffsets",
    "AddVerticalFrameOffsets", "AlignTabStopPosition", "CollapseEmptyCellPara",
    "ConsiderTextWrapOnObjPos", "DoNotJustifyLinesWithManualBreak",
    "IgnoreFirstLineIndentInNumbering", "IgnoreTabsAndBlanksForLineCalculation",
    "MsWordCompMinLineHeightByFly", "MsWordCompTrailingBlanks", "PropLineSpacingShrinksFirstLine",
    "SurroundTextWrapSmall", "TabAtLeftIndentForParagraphsInList", "TabOverMargin",
    "TabOverSpacing", "TabOverflow", "TableRowKeep", "TabsRelativeToIndent", "UseFormerLineSpacing",
    "UseFormerObjectPositioning", "UseFormerTextWrapping", "UseOldNumbering",
)  # fmt: skip
"""Of the settings of a program those by which it breaks lines and pages."""
_SHOWING = (f"{DRAW}image", f"{DRAW}fill-image", f"{STYLE}background-image",
            f"{TEXT}list-level-style-image")  # fmt: skip


def read_visible(archive: zipfile.ZipFile) -> tuple[Any, Any | None]:
    """The text and the styles as readers see them."""
    content = parse(archive.read("content.xml"))
    has_styles = "styles.xml" in archive.namelist()
    styles = parse(archive.read("styles.xml")) if has_styles else None
    if content.tag != f"{OFFICE}document-content":
        raise ValueError("the text of a document is written in an unknown language")
    roots = [content] if styles is None else [content, styles]
    hidden = HiddenStyles(*roots)
    for root in roots:
        keep_visible(root, hidden)
    return content, styles


def open_copy(source: Path, target: Path) -> None:
    """Write the nameless copy of an ODT; styles and pictures get names of their number."""
    with zipfile.ZipFile(source) as archive:
        content, styles = read_visible(archive)
        roots = {"content.xml": content}
        if styles is not None and styles.tag == f"{OFFICE}document-styles":
            roots["styles.xml"] = styles
            _leave_page_look(styles)
        pictures = _Pictures(archive)
        names = new_names(*roots.values())
        _drop_unused(roots.values())
        for root in roots.values():
            pictures.follow(root)
            scrub(root, names)
        members = {name: serialise(root) for name, root in roots.items()} | pictures.made
        members |= _settings(archive)
    members["META-INF/manifest.xml"] = _manifest(members)
    with zipfile.ZipFile(target, "w") as new:
        # The same date for every member: the clock of the author's machine stays out too.
        new.writestr(zipfile.ZipInfo("mimetype"), _KIND, zipfile.ZIP_STORED)
        for name, data in members.items():
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def _settings(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Pages end where they ended for the author; printers and paths of the machine stay out."""
    from lxml import etree

    def tag(name: str) -> str:
        return f"{{{_CONFIG}}}{name}"

    try:
        given = parse(archive.read("settings.xml"))
    except (KeyError, SyntaxError):
        return {}
    languages = {"office": OFFICE[1:-1], "config": _CONFIG, "ooo": _OOO}
    root = etree.Element(f"{OFFICE}document-settings", nsmap=languages)
    root.set(f"{OFFICE}version", "1.2")
    place = etree.SubElement(root, f"{OFFICE}settings")
    named = {tag("name"): "ooo:configuration-settings"}
    place = etree.SubElement(place, tag("config-item-set"), named)
    for item in given.iter(tag("config-item")):
        name = item.get(tag("name"))
        if name in _LAYOUT and item.text in ("true", "false"):
            kept = {tag("name"): name, tag("type"): "boolean"}
            etree.SubElement(place, tag("config-item"), kept).text = item.text
    # The name of the set is written in a language that must be declared.
    return {"settings.xml": serialise(root, ("ooo",))}


def _leave_page_look(styles: Any) -> None:
    """Heads and feet of pages are gone, and with them all that only they were written in."""
    for automatic in styles.iter(f"{OFFICE}automatic-styles"):
        for style in list(automatic):
            if style.tag != f"{STYLE}page-layout":
                automatic.remove(style)


def _drop_unused(roots: Any) -> None:
    """A picture that no figure is filled with is seen nowhere."""
    every = list(roots)
    used = {one.get(f"{DRAW}fill-image-name") for root in every for one in root.iter()}
    for root in every:
        for image in list(root.iter(f"{DRAW}fill-image")):
            if image.get(f"{DRAW}name") not in used:
                drop(image)


class _Pictures:
    """Pictures that are shown, by their new names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.made: dict[str, bytes] = {}
        self._names: dict[str, str] = {}

    def follow(self, root: Any) -> None:
        """Give every place that shows a picture its new address; places of others go."""
        for element in list(root.iter()):
            if element.tag in _SHOWING and (HREF in element.attrib or len(element)):
                self._follow(element)
            else:
                element.attrib.pop(HREF, None)
        for inside in list(root.iter(f"{OFFICE}binary-data")):
            drop(inside)
        for frame in list(root.iter(f"{DRAW}frame")):
            if len(frame) == 0:
                drop(frame)

    def _follow(self, element: Any) -> None:
        inside = element.find(f"{OFFICE}binary-data")
        address = element.get(HREF, "").removeprefix("./")
        name = None
        if address in self.archive.namelist():
            name = self._names.get(address) or self._write(self.archive.read(address))
            self._names[address] = name
        elif inside is not None:
            name = self._write(_decoded(inside.text))
        if name is not None:
            element.set(HREF, name)
        else:
            drop(element)

    def _write(self, data: bytes) -> str:
        clean, ending = clean_picture(data)
        name = f"Pictures/{len(self.made) + 1}.{ending}"
        self.made[name] = clean
        return name


def _decoded(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "")
    except (binascii.Error, ValueError):
        return b""


def _manifest(members: dict[str, bytes]) -> bytes:
    from lxml import etree

    def tag(name: str) -> str:
        return f"{{{_MANIFEST}}}{name}"

    kinds = {"xml": "text/xml", "png": "image/png", "jpeg": "image/jpeg"}
    root = etree.Element(tag("manifest"), nsmap={"manifest": _MANIFEST})
    root.set(tag("version"), "1.2")
    listed = {"/": _KIND} | {name: kinds[name.rpartition(".")[2]] for name in members}
    for name, kind in listed.items():
        etree.SubElement(root, tag("file-entry"), {tag("full-path"): name, tag("media-type"): kind})
    return serialise(root)
