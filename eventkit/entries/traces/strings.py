"""What a file says about its author beside its text. Runs in a child process.

Properties, headers and footers, comments, names of revisions, hidden and deleted text, the
descriptions of pictures, addresses of links, names that programs give: all this is taken out of the
copy that jurors get. The secretary reads it to know what the author left there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eventkit.entries.nameless.open_visible import (
    NS,
    STYLE,
    HiddenStyles,
    hidden_elements,
    hidden_words,
)
from eventkit.entries.nameless.word_marks import LANGUAGES
from eventkit.entries.nameless.word_visible import Invisible, W, hidden_figures, hidden_runs
from eventkit.entries.nameless.xml import local, namespace, parse

MOST = 400
_PEOPLE = re.compile(r"\}?(author|creator|initials|userId)$")
_SPEAKS = re.compile(r"[А-Яа-яЁё@\\]|://|mailto:")
"""A value of an attribute that is a word for people and not one of the format."""
_SEEN = ("lvlText", "textpath", "bullet-char", "num-prefix", "num-suffix")
_REMARK = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def strings_beside(path: Path, ending: str) -> list[tuple[str, str]]:
    """Pairs of a place's name (see ``PLACES`` of the page of traces) and what stands there."""
    readers = {"docx": _docx, "odt": _odt, "pdf": _pdf}
    reader = readers.get(ending)
    told = reader(path) if reader else ()
    found = dict.fromkeys((place, " ".join(text.split())[:500]) for place, text in told)
    return [one for one in found if one[1]][:MOST]


def _docx(path: Path) -> Iterator[tuple[str, str]]:
    parts = list(_parts(path))
    styles = next((root for _name, root in parts if root.tag == f"{W}styles"), None)
    invisible = Invisible(styles)
    # Known by what they are: a part may be called anything.
    for name, root in parts:
        if name.endswith(".rels"):
            yield from (("address", target) for target in _outside(root))
        elif namespace(root.tag) not in LANGUAGES:
            if not namespace(root.tag).startswith(f"{_PACKAGE}content-types"):
                yield from (("properties", text) for text in _texts(root))
                yield from _attributes(root)
        else:
            if root.tag in (f"{W}hdr", f"{W}ftr"):
                yield "header", " ".join(_texts(root))
            elif root.tag == f"{W}comments":
                yield from (("comment", text) for text in _texts(root))
            yield from _beside_word(root, invisible)
    yield from _remarks(path)


def _remarks(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                for remark in _REMARK.findall(archive.read(name)):
                    yield "mark", remark.decode("utf-8", "replace")


def _outside(relations: Any) -> Iterator[str]:
    return (one.get("Target", "") for one in relations if one.get("TargetMode") == "External")


def _beside_word(root: Any, invisible: Invisible) -> Iterator[tuple[str, str]]:
    for element in root.iter(f"{W}delText"):
        yield "deleted", element.text or ""
    for mark in root.iter(f"{W}del", f"{W}cellDel"):
        place = mark.getparent().getparent() if mark.getparent() is not None else None
        if place is not None and place.tag in (f"{W}tr", f"{W}tc"):
            yield "deleted", " ".join(_texts(place))
    for figure in hidden_figures(root):
        yield "invisible", " ".join(_texts(figure))
    for run in hidden_runs(root, invisible):
        yield "invisible", " ".join(_texts(run))
    for element in root.iter(f"{W}instrText", f"{W}fldSimple"):
        code = element.get(f"{W}instr") or element.text or ""
        yield ("address" if "LINK" in code or "INCLUDE" in code else "mark"), code
    yield from _attributes(root)


def _attributes(root: Any) -> Iterator[tuple[str, str]]:
    """Names, descriptions and other words that stand in the marks of a text."""
    for element in root.iter():
        for name, value in element.attrib.items():
            short = local(name)
            if _PEOPLE.search(name) and ("}" in name or short == "author"):
                yield "revision", str(value)
            elif short in ("descr", "title", "alt"):
                yield "picture", str(value)
            elif local(element.tag) in _SEEN or short in _SEEN or not _SPEAKS.search(value):
                continue
            elif short not in ("uri", "instr"):
                yield ("address" if short in ("href", "src") else "mark"), str(value)


def _odt(path: Path) -> Iterator[tuple[str, str]]:
    parts = dict(_parts(path))
    kept = [parts[name] for name in ("content.xml", "styles.xml") if name in parts]
    styles = HiddenStyles(*kept)
    for name, root in parts.items():
        if name == "meta.xml":
            yield from (("properties", text) for text in _texts(root))
        if not any(root is one for one in kept):
            continue
        for element in root.iter():
            place = _open_place(element)
            if place:
                yield place, " ".join(_texts(element))
        for element in hidden_elements(root):
            yield "invisible", " ".join([*_texts(element), *element.attrib.values()])
        yield from (("invisible", words) for words in hidden_words(root, styles))
        yield from _attributes(root)
    yield from _remarks(path)


def _open_place(element: Any) -> str:
    """Where the words of an element stand, if they are not of the text."""
    tag = local(element.tag)
    if element.tag in (f"{STYLE}{end}{one}" for end in ("header", "footer")
                       for one in ("", "-left", "-first")):  # fmt: skip
        return "header"
    places = {"annotation": "comment", "deletion": "deleted", "creator": "revision",
              "forms": "mark", "script": "mark"}  # fmt: skip
    if tag in ("desc", "title"):
        return "picture" if namespace(element.tag).startswith(NS) else ""
    return places.get(tag, "")


def _pdf(path: Path) -> Iterator[tuple[str, str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        yield from (("properties", str(value)) for value in document.get_metadata_dict().values())
    finally:
        document.close()
    for packet in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", path.read_bytes(), re.DOTALL):
        text = re.sub(r"<[^>]+>", "\n", packet.decode("utf-8", "replace"))
        yield from (("properties", line) for line in text.splitlines())


def _parts(path: Path) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                try:
                    yield name, parse(archive.read(name))
                except SyntaxError:
                    continue


def _texts(root: Any) -> Iterator[str]:
    return (str(text).strip() for text in root.itertext() if text.strip())
