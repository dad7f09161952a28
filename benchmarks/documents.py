"""The essay that every benchmark sends in: as paragraphs, and as a Word file."""

from __future__ import annotations

import io
from functools import lru_cache

_SENTENCE = (
    "Когда я впервые вошла в класс, на меня смотрели двадцать две пары глаз, и в каждой был вопрос,"
    " на который в институте не отвечают. "
)
ESSAY = tuple(_SENTENCE * 4 for _paragraph in range(8))
"""About two pages."""


@lru_cache(maxsize=1)
def essay_bytes() -> bytes:
    """The essay as a docx file."""
    import docx

    document = docx.Document()
    for paragraph in ESSAY:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def essay_docx() -> io.BytesIO:
    """The same as a stream."""
    return io.BytesIO(essay_bytes())
