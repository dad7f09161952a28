"""The text of a document for reading on a screen. Runs in a child process, see reading.py.

Knows no database and no app: each function takes a path and gives paragraphs divided by blank
lines. Tables are read row by row, cells divided by tabs.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventkit.files.plain import decode_plain

if TYPE_CHECKING:
    from eventkit.entries.nameless.word_visible import Invisible

MOST_PAGES = 100
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/"
_O = "{urn:oasis:names:tc:opendocument:xmlns:"
_ODT_SIGNS = {
    f"{_O}text:1.0}}{tag}": sign
    for tag, sign in (("s", " "), ("tab", "\t"), ("line-break", "\n"), ("p", " "))
}
MOST_SIGNS = 400_000


def extract_text(path: Path, ending: str) -> str:
    """Read a document of the kind ``ending`` (docx, odt, pdf, rtf, txt) as text."""
    readers: dict[str, Callable[[Path], str]] = {
        "docx": _docx,
        "odt": _odt,
        "pdf": _pdf,
        "rtf": _rtf,
        "txt": _txt,
    }
    return _tidy(readers[ending](path))[:MOST_SIGNS]


def _docx(path: Path) -> str:
    import docx

    from eventkit.entries.nameless.word_visible import Invisible, keep_visible

    document = docx.Document(str(path))
    invisible = Invisible(document.styles.element)
    keep_visible(document.element, invisible)
    return "\n\n".join([*_docx_blocks(document), *_docx_aside(document, invisible)])


def _docx_aside(document: Any, invisible: Invisible) -> Iterator[str]:
    """Text boxes and footnotes, which stand beside the paragraphs."""
    from docx.oxml import parse_xml

    from eventkit.entries.nameless.word_visible import keep_notes

    for box in document.element.body.iter(f"{_W}txbxContent"):
        # The same box stands once more for old programs.
        if not any(str(one.tag).endswith("}Fallback") for one in box.iterancestors()):
            yield " ".join(_words(paragraph) for paragraph in box.iter(f"{_W}p"))
    yield from _docx_drawn(document)
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in ("footnotes", "endnotes"):
            notes = parse_xml(relation.target_part.blob)
            keep_notes(notes, document.element, kind, invisible)
            for note in notes:
                if note.get(f"{_W}type", "normal") == "normal":
                    yield " ".join(_words(paragraph) for paragraph in note.iter(f"{_W}p"))


def _docx_drawn(document: Any) -> Iterator[str]:
    """Words of charts and diagrams, in the order in which they stand in the text."""
    from docx.oxml import parse_xml

    for element in document.element.body.iter():
        for name, key in element.attrib.items():
            relation = document.part.rels.get(key) if name.startswith(_R) else None
            if relation is None or relation.is_external:
                continue
            if relation.reltype.endswith(("/chart", "/diagramData")):
                root = parse_xml(relation.target_part.blob)
                for lines in root.iter(f"{_DRAWN}main}}p"):
                    yield "".join(one.text or "" for one in lines.iter(f"{_DRAWN}main}}t"))
                for names in root.iter(f"{_DRAWN}chart}}strCache"):
                    yield " ".join(one.text or "" for one in names.iter(f"{_DRAWN}chart}}v"))


def _words(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))


def _docx_blocks(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _docx_rows(block)
        else:
            yield block.text


def _docx_rows(table: Any) -> Iterator[str]:
    for row in table.rows:
        # A merged cell is given once for each column that it covers.
        cells = [key for key, _group in groupby(row.cells)]
        yield "\t".join(" ".join(_docx_blocks(cell)).strip() for cell in cells)


def _odt(path: Path) -> str:
    from eventkit.entries.nameless.open_package import read_visible

    with zipfile.ZipFile(path) as archive:
        content, _styles = read_visible(archive)
    return "\n\n".join(_odt_blocks(content.find(f"{_O}office:1.0}}body")))


def _odt_blocks(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag in (f"{_O}text:1.0}}p", f"{_O}text:1.0}}h"):
            yield "".join(_odt_words(child))
        elif child.tag == f"{_O}table:1.0}}table-row":
            cells = [" ".join(_odt_blocks(cell)).strip() for cell in child]
            yield "\t".join(cells)
        else:
            yield from _odt_blocks(child)


def _odt_words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        # A paragraph within is one of a note or of a text box that stands here.
        yield _ODT_SIGNS.get(child.tag, "")
        if not str(child.tag).endswith("}binary-data"):
            yield from _odt_words(child)
        yield child.tail or ""


def _pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        pages = []
        for index in range(min(len(document), MOST_PAGES)):
            page = document[index]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range())
            text_page.close()
            page.close()
    finally:
        document.close()
    return "\n\n".join(_joined_lines(page) for page in pages)


def _joined_lines(page: str) -> str:
    """A PDF breaks lines at the margin: join those that do not end a paragraph."""
    lines = [line.strip() for line in page.replace("\r\n", "\n").split("\n")]
    text, longest = "", max((len(line) for line in lines), default=0)
    for line in lines:
        if not line:
            text = text.rstrip() + "\n\n"
            continue
        if line.endswith(("-", "\u00ad", "\ufffe", "\x02")) and line[-2:-1].isalpha():
            text += line[:-1]
            continue
        text += line
        ended = line[-1] in '.!?…:»"' and len(line) < longest * 0.8
        text += "\n\n" if ended else " "
    return text


def _rtf(path: Path) -> str:
    from striprtf.striprtf import rtf_to_text

    from eventkit.entries.nameless.rtf import visible_rtf

    data = path.read_bytes()
    text: Any = rtf_to_text
    return str(text(visible_rtf(data.decode("latin-1")), errors="replace"))


def _txt(path: Path) -> str:
    return decode_plain(path.read_bytes()) or ""


def _tidy(text: str) -> str:
    text = re.sub(r"[^\S\n\t]+", " ", text.replace("\u00ad", "").replace("\x00", ""))
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
