"""XML of strangers: read without remarks and entities, changed without losing a word."""

from __future__ import annotations

from typing import Any


def parse(data: bytes) -> Any:
    """The root of a part. Remarks and instructions to programs are words that nobody sees."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(data, parser)
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def serialise(root: Any, kept_prefixes: tuple[str, ...] = ()) -> bytes:
    """The part as bytes; namespaces that nothing uses go, since their names are free words."""
    from lxml import etree

    etree.cleanup_namespaces(root, keep_ns_prefixes=list(kept_prefixes))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def namespace(tag: Any) -> str:
    """The namespace of an element's or an attribute's full name."""
    return str(tag)[1:].partition("}")[0] if str(tag).startswith("{") else ""


def local(tag: Any) -> str:
    """The name without its namespace."""
    return str(tag).rpartition("}")[2]


def drop(element: Any) -> None:
    """Take an element out; the words behind it stay."""
    parent = element.getparent()
    if parent is not None:
        _put_text(parent, parent.index(element), element.tail)
        parent.remove(element)


def unwrap(element: Any) -> None:
    """Put what is inside of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    children = list(element)
    if children:
        last = children[-1]
        last.tail = (last.tail or "") + (element.tail or "") or None
        _put_text(parent, place, element.text)
    else:
        _put_text(parent, place, (element.text or "") + (element.tail or ""))
    parent[place : place + 1] = children


def _put_text(parent: Any, place: int, text: str | None) -> None:
    """Append to the words that stand before the child number ``place``."""
    if not text:
        return
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
