"""Everything that an answer of the site says, wherever it stands: headers, pages, inside files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

import docx
import pypdfium2
from werkzeug.test import TestResponse

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def unpacked(packed: bytes) -> bytes:
    """A stream of a PDF as it was before it was packed; nothing for one packed otherwise."""
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


def texts_of(answer: TestResponse) -> Iterator[tuple[str, str]]:
    """Headers, the body in every reading, and what is packed into a file."""
    for name, value in answer.headers:
        yield f"header {name}", unquote(value)
        yield f"header {name}", value.encode("latin-1", "replace").decode("utf-8", "replace")
    body = answer.get_data()
    if answer.mimetype == "text/html":
        yield "page", unescape(body.decode())
    elif answer.is_json:
        yield "answer", str(answer.json)
    else:
        yield from texts_in(body)


def texts_in(data: bytes) -> Iterator[tuple[str, str]]:
    """A file in the charsets that could hold a name, its members, its streams and properties."""
    # What is packed is read unpacked below; packed bytes spell three letters now and then.
    bare = STREAM.sub(lambda found: b"" if unpacked(found[1]) else found[0], data)
    for charset in ("utf-8", "cp1251", "utf-16-le", "utf-16-be"):
        yield charset, bare.decode(charset, "replace")
        yield charset, bare[1:].decode(charset, "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "comment", archive.comment.decode("utf-8", "replace")
            for member in archive.infolist():
                yield "member", member.filename
                yield f"member {member.filename}", archive.read(member).decode("utf-8", "replace")
        properties = docx.Document(io.BytesIO(data)).core_properties
        yield "properties", f"{properties.author} {properties.title} {properties.keywords}"
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        yield "properties", str(document.get_metadata_dict())
        document.close()
        for packed in STREAM.findall(data):
            yield "stream", unpacked(packed).decode("utf-8", "replace")
