"""Whether a drawing out of a stranger's file does nothing but show itself."""

from __future__ import annotations

import base64
import binascii
import re
from xml.etree import ElementTree as ET

SVG = "data:image/svg+xml;base64,"
NAMESPACE = "{http://www.w3.org/2000/svg}"
FORBIDDEN = frozenset(
    {"script", "foreignObject", "iframe", "image", "a", "handler", "set", "animate", "style"}
)
FOREIGN = re.compile(r"url\(\s*['\"]?(?!#)|javascript:", re.IGNORECASE)


def is_harmless(url: str) -> bool:
    """Whether a picture's data URL is no drawing, or one without behaviour and foreign parts."""
    if not url.startswith(SVG):
        return True
    try:
        content = base64.b64decode(url.removeprefix(SVG), validate=True)
        # A document type could bring entities without end.
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return False
        root = ET.fromstring(content)  # noqa: S314 - no document type, so no entities
    except (binascii.Error, ET.ParseError, ValueError):
        return False
    return root.tag == f"{NAMESPACE}svg" and all(_is_plain(element) for element in root.iter())


def _is_plain(element: ET.Element) -> bool:
    if element.tag.removeprefix(NAMESPACE) in FORBIDDEN:
        return False
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2].lower()
        if local.startswith("on") or FOREIGN.search(value):
            return False
        if local == "href" and not value.startswith("#"):
            return False
    return True
