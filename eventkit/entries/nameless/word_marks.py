"""Names and remarks in the marks of a Word part: attributes, free texts, foreign elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from eventkit.entries.nameless.word_visible import W
from eventkit.entries.nameless.xml import local, namespace

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OPEN = "http://schemas.openxmlformats.org/"
_WORD = "http://schemas.microsoft.com/office/word/2010/"
LANGUAGES = {
    W[1:-1], R[1:-1], _MC[1:-1],
    f"{_OPEN}officeDocument/2006/math",
    f"{_OPEN}drawingml/2006/main", f"{_OPEN}drawingml/2006/picture",
    f"{_OPEN}drawingml/2006/wordprocessingDrawing", f"{_OPEN}drawingml/2006/chart",
    f"{_OPEN}drawingml/2006/diagram",
    "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
    f"{_WORD}wordml", f"{_WORD}wordprocessingShape", f"{_WORD}wordprocessingGroup",
    f"{_WORD}wordprocessingCanvas", f"{_WORD}wordprocessingDrawing",
}  # fmt: skip
"""What look and words are written in. All other languages are of programs, not of readers."""
_TEXTS = {
    f"{W}t", f"{{{_OPEN}drawingml/2006/main}}t", f"{{{_OPEN}officeDocument/2006/math}}t",
    f"{{{_OPEN}drawingml/2006/chart}}v",
}  # fmt: skip
_VALUES = re.compile(r"-?\d+(\.\d+)?|General|left|right|center|inside|outside|top|bottom")
_NAMES_STYLE = {
    f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink",
                            "numStyleLink")
}  # fmt: skip
_DROPPED = {
    "OLEObject", "hlinkClick", "hlinkHover", "hlinkMouseOver", "videoFile", "audioFile",
    "wavAudioFile", "quickTimeFile", "externalData", "userShapes", "clrMapOvr", "nsid", "tmpl",
    "aliases", "latentStyles", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic",
    "signatureline", "printSettings", "custClrLst", "rsid", "extLst",
}  # fmt: skip
_SAID = {
    "descr", "title", "alt", "tooltip", "href", "althref", "src", "tgtFrame", "docLocation",
    "author", "initials", "userId", "providerId", "date", "macro", "textlink", "gfxdata",
    "equationxml", "ed", "edGrp", "tag", "spid", "phldrT", "anchor", "fullDate", "class",
    "paraId", "textId", "anchorId", "editId", "bookmark", "element", "uri", "instr", "relid",
}  # fmt: skip
_ANCHORED = ("bodyPr", "textbox", "anchorCtr", "tcPr", "framePr", "vAnchor")
_EXACT = {"typeface", "name", "val", "formatCode"}
"""Attributes that may be required where they stand: emptied, not taken out."""
_OUTSIDE = re.compile(r"[^\x20-\x7e]|@|\\|://|mailto:")
_DIALECT = re.compile(
    r"(https?://schemas\.(openxmlformats\.org|microsoft\.com)/|urn:micros)[\w/.-]+"
)
_VML_NAME = re.compile(r"#?_x0000_[a-z]\d{1,8}")


def drop_foreign(root: Any) -> None:
    """Leave, in place, the elements of which readers see something."""
    for element in list(root.iter()):
        name = local(element.tag)
        parent = element.getparent()
        is_name = element.tag == f"{W}name" and (parent is None or parent.tag != f"{W}style")
        if namespace(element.tag) not in LANGUAGES or name in _DROPPED or is_name:
            _remove(element)
    _choose(root)


def scrub(root: Any, ids: Mapping[str, str], styles: Mapping[str, str]) -> tuple[str, ...]:
    """Take names out of attributes, in place; the prefixes of languages that must be declared.

    ``ids`` are the relationships that stay and their new names, ``styles`` the same of styles.
    """
    for element in root.iter():
        element.tail = None
        if element.tag not in _TEXTS and not _VALUES.fullmatch((element.text or "").strip()):
            element.text = None
        _scrub_attributes(element, ids, styles)
    return _declare(root)


def _choose(root: Any) -> None:
    """A variant that lost what it was made of must not be chosen before the one that has it."""
    for variants in list(root.iter(f"{_MC}AlternateContent")):
        for choice in variants.findall(f"{_MC}Choice"):
            languages = [root.nsmap.get(p) or choice.nsmap.get(p)
                         for p in choice.get("Requires", "").split()]  # fmt: skip
            if len(choice) == 0 or not set(languages) <= LANGUAGES:
                variants.remove(choice)
        if variants.find(f"{_MC}Choice") is None:
            fallback = variants.find(f"{_MC}Fallback")
            parent = variants.getparent()
            place = parent.index(variants)
            parent[place : place + 1] = list(fallback) if fallback is not None else []


def _scrub_attributes(element: Any, ids: Mapping[str, str], styles: Mapping[str, str]) -> None:
    for name, value in list(element.attrib.items()):
        new = _attribute(element, name, value, ids, styles)
        if new is None:
            del element.attrib[name]
        elif new != value:
            element.set(name, new)


def _attribute(
    element: Any, name: str, value: str, ids: Mapping[str, str], styles: Mapping[str, str]
) -> str | None:
    """The value that an attribute keeps; None where it goes."""
    tag, short, language = local(element.tag), local(name), namespace(name)
    if language == R[1:-1]:
        return ids.get(value)
    if language == "http://www.w3.org/XML/1998/namespace":
        return "preserve" if short == "space" else None
    if language and language not in LANGUAGES:
        return None
    if short == "styleId" or (element.tag in _NAMES_STYLE and short == "val"):
        return styles.get(value, "")
    if short == "name":
        return _name(element, value)
    if tag in ("lvlText", "textpath") and short in ("val", "string"):
        return value  # seen on the page: the sign of a list, a title drawn as a figure
    return _other(element, name, value)


def _other(element: Any, name: str, value: str) -> str | None:
    tag, short, language = local(element.tag), local(name), namespace(name)
    if short == "uri" and _DIALECT.fullmatch(value):
        return value
    if short == "anchor" and tag in _ANCHORED:
        return value
    if short in _SAID or short.startswith("rsid"):
        return None
    if "vml" in namespace(element.tag) and not language and short in ("id", "type"):
        return value if _VML_NAME.fullmatch(value) else None
    if short == "Ignorable":
        return value  # written anew when all is done
    if _OUTSIDE.search(value):
        return "" if short in _EXACT else None
    return value


def _name(element: Any, value: str) -> str | None:
    tag = local(element.tag)
    if namespace(element.tag) == W[1:-1]:
        return value if tag == "compatSetting" else None
    if tag in ("docPr", "cNvPr"):
        return "picture"
    # Names of values that a figure is reckoned from.
    is_reckoned = tag == "gd" or namespace(element.tag).endswith("/diagram")
    return value if is_reckoned and not _OUTSIDE.search(value) else ""


def _declare(root: Any) -> tuple[str, ...]:
    prefixes = {str(p) for p, language in root.nsmap.items() if p and language in LANGUAGES}
    if root.get(f"{_MC}Ignorable") is not None:
        ignored = [p for p in root.get(f"{_MC}Ignorable").split() if p in prefixes]
        root.set(f"{_MC}Ignorable", " ".join(ignored))
    return tuple(prefixes)


def _remove(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)
