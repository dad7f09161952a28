"""The text of a document for reading on a screen. Runs in a child process, see reading.py.

Knows no database and no app: each function takes a path and gives paragraphs divided by blank
lines. Tables are read row by row, cells divided by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from eventkit.files.plain import decode_plain

MOST_PAGES = 100
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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

    document = docx.Document(str(path))
    _accept_insertions(document.element.body)
    return "\n\n".join([*_docx_blocks(document), *_docx_aside(document)])


def _accept_insertions(body: Any) -> None:
    """Words that were added while changes were being recorded are words of the work."""
    for inserted in list(body.iter(f"{_W}ins", f"{_W}moveTo")):
        parent = inserted.getparent()
        if parent is not None and parent.tag == f"{_W}p":
            place = parent.index(inserted)
            parent[place : place + 1] = list(inserted)


def _docx_aside(document: Any) -> Iterator[str]:
    """Text boxes and footnotes, which stand beside the paragraphs."""
    from docx.oxml import parse_xml

    for box in document.element.body.iter(f"{_W}txbxContent"):
        # The same box stands once more for old programs.
        if not any(str(one.tag).endswith("}Fallback") for one in box.iterancestors()):
            yield " ".join(_words(paragraph) for paragraph in box.iter(f"{_W}p"))
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{_W}type") is None:
                    yield " ".join(_words(paragraph) for paragraph in note.iter(f"{_W}p"))


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
    from odfdo import Document

    body = Document(path).body
    return "\n\n".join(_odt_blocks(body))


def _odt_blocks(element: Any) -> Iterator[str]:
    for child in element.children:
        if child.tag in ("text:p", "text:h"):
            yield str(child.inner_text)
        elif child.tag == "table:table-row":
            cells = [" ".join(_odt_blocks(cell)).strip() for cell in child.children]
            yield "\t".join(cells)
        elif child.tag not in ("text:tracked-changes", "office:annotation", "office:forms"):
            yield from _odt_blocks(child)


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

    data = path.read_bytes()
    text: Any = rtf_to_text
    return str(text(data.decode("latin-1"), errors="replace"))


def _txt(path: Path) -> str:
    return decode_plain(path.read_bytes()) or ""


def _tidy(text: str) -> str:
    text = re.sub(r"[^\S\n\t]+", " ", text.replace("\u00ad", "").replace("\x00", ""))
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
