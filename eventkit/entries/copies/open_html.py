"""An OpenDocument text as plain HTML, in the same way as a Word document."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import escape

from eventkit.entries.copies.pictures import Pictures

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _DRAW = f"{_NS}text:1.0}}", f"{_NS}table:1.0}}", f"{_NS}drawing:1.0}}"
_STYLE, _FO = f"{_NS}style:1.0}}", f"{_NS}xsl-fo-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LEFT_OUT = (f"{_TEXT}tracked-changes", f"{_NS}office:1.0}}annotation", f"{_NS}office:1.0}}forms")


def open_html(source: Path, pictures: Pictures) -> str:
    """The document for reading in a page; pictures stand as ``<img data-n="1">``."""
    with zipfile.ZipFile(source) as archive:
        return _Writer(archive, pictures).write()


class _Writer:
    def __init__(self, archive: zipfile.ZipFile, pictures: Pictures) -> None:
        from docx.oxml import parse_xml

        self.archive, self.pictures = archive, pictures
        self.root = parse_xml(archive.read("content.xml"))
        self.marks = {
            style.get(f"{_STYLE}name"): _marks(style) for style in self.root.iter(f"{_STYLE}style")
        }
        self.bullets = {
            style.get(f"{_STYLE}name")
            for style in self.root.iter(f"{_TEXT}list-style")
            if len(style) and style[0].tag == f"{_TEXT}list-level-style-bullet"
        }

    def write(self) -> str:
        body = next(self.root.iter(f"{_NS}office:1.0}}text"), None)
        return "".join(self._blocks(body)) if body is not None else ""

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_TEXT}h":
                level = min(6, int(child.get(f"{_TEXT}outline-level", "1")) + 2)
                yield f"<h{level}>{''.join(self._inline(child))}</h{level}>"
            elif child.tag == f"{_TEXT}p":
                inner = "".join(self._inline(child)).strip()
                yield f"<p>{inner}</p>" if inner else ""
            elif child.tag == f"{_TEXT}list":
                tag = "ul" if child.get(f"{_TEXT}style-name") in self.bullets else "ol"
                items = "".join(f"<li>{''.join(self._blocks(one))}</li>" for one in child)
                yield f"<{tag}>{items}</{tag}>"
            elif child.tag == f"{_TABLE}table":
                yield self._table(child)
            else:
                yield from self._blocks(child)

    def _table(self, table: Any) -> str:
        rows = []
        for row in table.iter(f"{_TABLE}table-row"):
            cells = row.findall(f"{_TABLE}table-cell")
            inner = "".join(f"<td>{''.join(self._blocks(cell))}</td>" for cell in cells)
            rows.append(f"<tr>{inner}</tr>")
        return f"<table><tbody>{''.join(rows)}</tbody></table>"

    def _inline(self, element: Any) -> Iterator[str]:
        yield str(escape(element.text or ""))
        for child in element:
            yield from self._piece(child)
            yield str(escape(child.tail or ""))

    def _piece(self, child: Any) -> Iterator[str]:
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            return
        if child.tag == f"{_TEXT}line-break":
            yield "<br>"
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif child.tag == f"{_TEXT}note":
            words = "".join(
                p for body in child.iter(f"{_TEXT}note-body") for p in self._blocks(body)
            )
            yield f" [{words.removeprefix('<p>').removesuffix('</p>')}] "
        elif child.tag == f"{_DRAW}image":
            yield self._image(child.get(_HREF, ""))
        elif child.tag == f"{_TEXT}span":
            inner = "".join(self._inline(child))
            for tag in self.marks.get(child.get(f"{_TEXT}style-name"), ()):
                inner = f"<{tag}>{inner}</{tag}>"
            yield inner
        else:
            yield from self._inline(child)

    def _image(self, name: str) -> str:
        if name not in self.archive.namelist():
            return ""
        number = self.pictures.add_bytes(self.archive.read(name))
        return f'<img data-n="{number}">' if number else ""


def _marks(style: Any) -> tuple[str, ...]:
    properties = style.find(f"{_STYLE}text-properties")
    if properties is None:
        return ()
    wanted = (
        ("strong", f"{_FO}font-weight", "bold"),
        ("em", f"{_FO}font-style", "italic"),
    )
    return tuple(tag for tag, name, value in wanted if properties.get(name) == value)
