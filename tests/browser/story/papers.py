"""Papers of the story: works as files that know their author, diplomas and the codes on them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import zxingcpp
from PIL import Image


def word_file(path: Path, author: str, *paragraphs: str) -> Path:
    """A document as Word saves it: with its author's name in the properties."""
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.title = f"Эссе. {author}"
    properties.created = datetime(2025, 10, 1, tzinfo=UTC)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def code_on(pdf: bytes) -> str:
    """What a reader of QR codes sees on the only page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    picture = document[0].render(scale=2).to_pil()
    document.close()
    found = zxingcpp.read_barcodes(picture)
    assert [one.format for one in found] == [zxingcpp.BarcodeFormat.QRCode]
    return str(found[0].text)


def code_in_picture(png: bytes) -> str:
    """What a phone's camera would read from a picture of the screen."""
    found = zxingcpp.read_barcodes(Image.open(BytesIO(png)))
    assert len(found) == 1, found
    return str(found[0].text)


def words_on(pdf: bytes) -> str:
    """The text of a PDF with plain spaces."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())
