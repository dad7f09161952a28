"""A document that was damaged on its way is refused in words, whatever byte is wrong."""

import io
from contextlib import suppress

import docx

from eventkit.files.archives import check_archive
from eventkit.files.problems import FileError


def test_a_damaged_byte_anywhere_is_told_in_words(app, tmp_path):
    document = docx.Document()
    document.add_paragraph("Письмо молодому коллеге. " * 40)
    stream = io.BytesIO()
    document.save(stream)
    whole, told = stream.getvalue(), 0
    for place in range(0, len(whole), 211):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        file = tmp_path / "эссе.docx"
        file.write_bytes(broken)
        with suppress(FileError):  # or a byte that nobody misses
            check_archive(file)
            continue
        told += 1
    assert told
