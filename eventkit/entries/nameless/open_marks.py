"""Names and remarks in the attributes of an OpenDocument part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from eventkit.entries.nameless.open_visible import DRAW, NS, OFFICE, STYLE, TABLE, TEXT
from eventkit.entries.nameless.xml import local, namespace

HREF = "{http://www.w3.org/1999/xlink}href"
_LOOKS = {
    OFFICE[1:-1], TEXT[1:-1], STYLE[1:-1], DRAW[1:-1], TABLE[1:-1], f"{NS}datastyle:1.0",
    f"{NS}xsl-fo-compatible:1.0", f"{NS}svg-compatible:1.0", "http://www.w3.org/1999/xlink",
}  # fmt: skip
_SAID = {
    "name", "id", "display-name", "caption-id", "control", "class-names", "class-id", "label",
    "filter-name", "condition", "description", "formula", "string-value", "title", "layer",
    "target-frame-name", "template-name", "protection-key", "content-validation-name",
    "continue-list", "start-shape", "end-shape", "ref-name", "style-override", "connection-name",
    "string-value-if-true", "string-value-if-false", "current-value", "is-hidden", "display",
    "protection-key-digest-algorithm", "cond-style-name", "apply-style-name", "protected",
    "visited-style-name", "base-cell-address", "value", "help-id",
}  # fmt: skip
_FONTS = ("font-name", "font-name-asian", "font-name-complex")
_DEFINED = {"gradient", "hatch", "fill-image", "marker", "stroke-dash", "opacity"}
_DEFINED_NAMES = ("fill-image-name", "fill-gradient-name", "fill-hatch-name", "opacity-name",
                  "marker-start", "marker-end", "stroke-dash")  # fmt: skip
_SHOWN = ("bullet-char", "num-prefix", "num-suffix", "leader-text", "num-format")
"""Signs that are seen on the page, whatever they are."""
_OUTSIDE = re.compile(r"[^\x20-\x7e]|@|\\|://|mailto:")
_USUAL = re.compile(
    r"Standard|Text_20_body|Heading(_20_\d+)?|Title|Subtitle|List(_20_\d)?|Caption|Index|Footnote"
    r"|Endnote|Graphics|Frame|Table_20_(Contents|Heading)|Quotations|Default|Footnote_20_Symbol"
    r"|Footnote_20_anchor|Endnote_20_Symbol|Endnote_20_anchor|Outline"
)


def new_names(*roots: Any) -> dict[str, str]:
    """Names of their number for the styles, fonts and patterns that parts define.

    LibreOffice calls the style of a table's cell after the table, and that after whatever it is.
    """
    found: dict[str, str] = {}
    for root in roots:
        for name in _defined(root):
            if name not in found:
                found[name] = name if _USUAL.fullmatch(name) else f"n{len(found) + 1}"
    return found


def _defined(root: Any) -> Iterator[str]:
    for element in root.iter():
        name = element.get(f"{STYLE}name")
        if name is None and local(element.tag) in _DEFINED:
            name = element.get(f"{DRAW}name")
        if name is not None:
            yield name


def scrub(root: Any, names: Mapping[str, str]) -> None:
    """Take names out of attributes, in place; addresses of pictures are written before."""
    for number, element in enumerate(root.iter(), 1):
        for name, value in list(element.attrib.items()):
            new = _attribute(element, name, value, names)
            if new is None:
                del element.attrib[name]
            else:
                element.set(name, new)
        if element.tag == f"{TEXT}section":
            element.set(f"{TEXT}name", f"section{number}")
        elif element.tag == f"{TABLE}table":
            element.set(f"{TABLE}name", f"table{number}")


def _attribute(element: Any, name: str, value: str, names: Mapping[str, str]) -> str | None:
    """The value that an attribute keeps; None where it goes."""
    tag, short, language = local(element.tag), local(name), namespace(name)
    if language not in _LOOKS or (language == OFFICE[1:-1] and short != "version"):
        return None
    if name == HREF:
        return value
    if name == f"{STYLE}name" or (name == f"{DRAW}name" and tag in _DEFINED):
        return names.get(value)
    if short in _DEFINED_NAMES or short in _FONTS or _names_style(short):
        return names.get(value)
    if tag == "equation" and re.fullmatch(r"f\d+", value):
        return value
    if tag == "equation" and short == "formula" and not _OUTSIDE.search(value):
        return value
    if short in _SAID:
        return None
    if short in _SHOWN:
        return value
    return None if _OUTSIDE.search(value) else value


def _names_style(short: str) -> bool:
    is_style = short.endswith("style-name") and short not in (*_SAID, "font-style-name")
    return is_style or short in ("master-page-name", "page-layout-name")
