"""What a file says about its author beside its text. Runs in a child process.

Properties, headers and footers, comments, names of revisions, hidden and deleted text, the
descriptions of pictures: all this is taken out of the copy that jurors get. The secretary reads it
to know what the author left there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST = 400
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PEOPLE = re.compile(r"\}?(author|creator|initials|userId)$")


def strings_beside(path: Path, ending: str) -> list[tuple[str, str]]:
    """Pairs of a place's name (see ``words.py``) and what stands there."""
    readers = {"docx": _docx, "odt": _odt, "pdf": _pdf}
    reader = readers.get(ending)
    found = dict.fromkeys(
        (place, " ".join(text.split())[:500]) for place, text in (reader(path) if reader else ())
    )
    return [one for one in found if one[1]][:MOST]


def _docx(path: Path) -> Iterator[tuple[str, str]]:
    for name, root in _parts(path):
        if name.startswith(("docProps/", "customXml/")):
            yield from (("properties", text) for text in _texts(root))
        elif re.match(r"word/(header|footer)\d*\.xml", name):
            yield "header", " ".join(_texts(root))
        elif re.match(r"word/comments\w*\.xml", name):
            yield from (("comment", text) for text in _texts(root))
        if name.startswith("word/"):
            yield from _beside_word(root)


def _beside_word(root: Any) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if _PEOPLE.search(attribute) and ("}" in attribute or attribute == "author"):
                yield "revision", str(value)
            elif attribute in ("descr", "title") and str(element.tag).endswith(("docPr", "cNvPr")):
                yield "picture", str(value)
    for element in root.iter(f"{_W}delText"):
        yield "deleted", element.text or ""
    for run in root.iter(f"{_W}r"):
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            yield "invisible", " ".join(_texts(run))


def _odt(path: Path) -> Iterator[tuple[str, str]]:
    for name, root in _parts(path):
        if name == "meta.xml":
            yield from (("properties", text) for text in _texts(root))
        if name not in ("content.xml", "styles.xml"):
            continue
        for element in root.iter():
            tag = str(element.tag).rpartition("}")[2]
            text = " ".join(_texts(element))
            if tag.startswith(("header", "footer")) and ":style:" in str(element.tag):
                yield "header", text
            elif tag == "annotation":
                yield "comment", text
            elif tag in ("desc", "title"):
                yield "picture", text
            elif tag == "deletion":
                yield "deleted", text
            elif tag == "creator":
                yield "revision", text


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
    from docx.oxml import parse_xml

    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                try:
                    yield name, parse_xml(archive.read(name))
                except SyntaxError:
                    continue


def _texts(root: Any) -> Iterator[str]:
    # Not element.text: the library's own paragraphs answer with the text of all that is in them.
    return (str(text).strip() for text in root.xpath("descendant::text()") if text.strip())
