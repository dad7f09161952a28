"""Which files a portrait can be taken away as."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eventkit.web.tables import XLSX
from eventkit_training.portrait.documents import tables, text_document
from eventkit_training.portrait.queries import Drawn
from eventkit_training.portrait.setting import set_portrait

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAKERS: Mapping[str, tuple[str, Callable[[Drawn], bytes]]] = {
    "pdf": ("application/pdf", lambda drawn: set_portrait(drawn, "page")),
    "png": ("image/png", lambda drawn: set_portrait(drawn, "screen")),
    "docx": (DOCX, text_document),
    "xlsx": (XLSX, tables),
}
"""By ending: the media type, and what makes it."""
