"""What readers see of an OpenDocument text: fields as their results, nothing deleted or hidden."""

from __future__ import annotations

from typing import Any

from eventkit.entries.nameless.xml import drop, local, namespace, unwrap

NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, STYLE = f"{{{NS}office:1.0}}", f"{{{NS}text:1.0}}", f"{{{NS}style:1.0}}"
DRAW, TABLE, NUMBER = f"{{{NS}drawing:1.0}}", f"{{{NS}table:1.0}}", f"{{{NS}datastyle:1.0}}"
_LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_KEPT = {
    OFFICE: {
        "document-content", "document-styles", "body", "text", "font-face-decls", "styles",
        "automatic-styles", "master-styles", "binary-data",
    },
    TEXT: {
        "p", "h", "span", "s", "tab", "line-break", "list", "list-item", "list-header", "note",
        "note-citation", "note-body", "section", "ruby", "ruby-base", "ruby-text",
        "list-style", "list-level-style-number", "list-level-style-bullet",
        "list-level-style-image", "outline-style", "outline-level-style", "notes-configuration",
    },
    TABLE: {
        "table", "table-column", "table-columns", "table-header-columns", "table-column-group",
        "table-row", "table-rows", "table-header-rows", "table-row-group", "table-cell",
        "covered-table-cell",
    },
    DRAW: {
        "frame", "image", "text-box", "g", "rect", "line", "circle", "ellipse", "custom-shape",
        "enhanced-geometry", "equation", "handle", "path", "polygon", "polyline", "connector",
        "measure", "regular-polygon", "caption", "contour-polygon", "contour-path", "gradient",
        "hatch", "fill-image", "marker", "stroke-dash", "opacity",
    },
}  # fmt: skip
"""Elements that are seen. Of styles and forms of numbers all are kept but those below."""
_UNSEEN = {
    "tracked-changes", "change", "change-start", "change-end", "hidden-text", "hidden-paragraph",
    "script", "database-next", "database-row-select", "page-variable-set", "soft-page-break",
    "alphabetical-index-auto-mark-file", "label", "number", "meta-field-source",
}  # fmt: skip
_UNSEEN_ENDS = ("-decls", "-decl", "-source", "-mark-start", "-mark-end", "-mark")
_SAYING = {f"{TEXT}{tag}" for tag in ("p", "h", "span", "note-citation", "ruby-base", "ruby-text")}


class HiddenStyles:
    """Whether a style of paragraphs or of words hides what is written in it."""

    def __init__(self, *roots: Any) -> None:
        self._styles = {
            (one.get(f"{STYLE}family"), one.get(f"{STYLE}name")): one
            for root in roots
            for one in root.iter(f"{STYLE}style")
        }

    def says(self, family: str, name: str | None) -> bool | None:
        """None where neither the style nor those that it is made from say anything."""
        seen = set()
        while name is not None and name not in seen:
            seen.add(name)
            style = self._styles.get((family, name))
            if style is None:
                return None
            properties = style.find(f"{STYLE}text-properties")
            said = properties.get(f"{TEXT}display") if properties is not None else None
            if said is not None:
                return bool(said == "none")
            name = style.get(f"{STYLE}parent-style-name")
        return None


def keep_visible(root: Any, styles: HiddenStyles) -> None:
    """Leave in a part, in place, what its readers see."""
    for element in hidden_elements(root):
        drop(element)
    for element in list(root.iter(f"{TEXT}p", f"{TEXT}h")):
        _clear(element, _is_hidden_paragraph(element, styles), styles)
    for element in list(root.iter()):
        if element.getparent() is not None:
            act = _what_of(element)
            if act is not None:
                act(element)
    for element in root.iter():
        _leave_words_only(element)


def hidden_elements(root: Any) -> list[Any]:
    """Sections and fields that are not shown at all."""
    found = []
    for element in root.iter():
        display = element.get(f"{TEXT}display")
        hidden = element.get(f"{TEXT}is-hidden")
        if element.tag == f"{TEXT}section":
            is_hidden = display == "none" or (display == "condition" and hidden != "false")
        elif element.tag == f"{TEXT}hidden-text":
            is_hidden = hidden != "false"
        else:
            is_hidden = (namespace(element.tag) == TEXT[1:-1] and display == "none") or element.get(
                f"{DRAW}display"
            ) == "none"
        if is_hidden:
            found.append(element)
    return found


def hidden_words(root: Any, styles: HiddenStyles) -> list[str]:
    """Words that a style or a mark of their paragraph hides, for telling what stood there."""
    found = []
    for element in root.iter(f"{TEXT}p", f"{TEXT}h", f"{TEXT}span"):
        if element.tag == f"{TEXT}span":
            is_hidden = styles.says("text", element.get(f"{TEXT}style-name"))
        else:
            is_hidden = _is_hidden_paragraph(element, styles)
        if is_hidden:
            found.append("".join(element.itertext()))
    return found


def _is_hidden_paragraph(element: Any, styles: HiddenStyles) -> bool:
    marks = element.iter(f"{TEXT}hidden-paragraph")
    if any(one.get(f"{TEXT}is-hidden") == "true" for one in marks):
        return True
    return bool(styles.says("paragraph", element.get(f"{TEXT}style-name")))


def _clear(element: Any, is_hidden: bool, styles: HiddenStyles) -> None:
    """Empty what is hidden; words within may be shown again by a style of their own."""
    if is_hidden:
        element.text = None
    for child in list(element):
        if is_hidden:
            child.tail = None
        if child.tag == f"{TEXT}span":
            said = styles.says("text", child.get(f"{TEXT}style-name"))
            _clear(child, is_hidden if said is None else said, styles)
        elif is_hidden and local(child.tag) != "hidden-paragraph":
            element.remove(child)


def _what_of(element: Any) -> Any:
    """Whether an element goes (``drop``), only what it is around stays (``unwrap``), or None."""
    space, name = f"{{{namespace(element.tag)}}}", local(element.tag)
    if space in _KEPT:
        if name in _KEPT[space]:
            return None
        if space == TEXT and name not in _UNSEEN and not _is_unseen(name):
            return unwrap
        return unwrap if (space, name) == (DRAW, "a") or name == "hidden-text" else drop
    if space == STYLE:
        # A page's head and foot, and their look, where a crest may stand.
        return drop if name.startswith(("header", "footer")) or name == "map" else None
    if space == NUMBER:
        return None
    return unwrap if namespace(element.tag) == _LOEXT and name == "content-control" else drop


def _is_unseen(name: str) -> bool:
    is_mark = name.endswith(_UNSEEN_ENDS) and name != "bibliography-mark"
    return is_mark or name in ("bookmark", "bookmark-start", "bookmark-end")


def _leave_words_only(element: Any) -> None:
    """Text stands where words are written and nowhere else; free text elsewhere is unseen."""
    says = element.tag in _SAYING or namespace(element.tag) == NUMBER[1:-1]
    if not says and local(element.tag) != "binary-data":
        element.text = None
    parent = element.getparent()
    if parent is None or parent.tag not in _SAYING:
        element.tail = None
