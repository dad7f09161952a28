"""Reading pages in tests as a person does."""

from __future__ import annotations

import html
import re

from werkzeug.test import TestResponse

_HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<[^>]+>")


def plain(text: str) -> str:
    """A text without the typograph's no-break spaces and joiners."""
    return text.replace("\u00a0", " ").replace("\u2060", "")


def words(answer: TestResponse) -> str:
    """What a page says: its text without tags, blanks collapsed."""
    bare = _TAGS.sub(" ", _HIDDEN.sub(" ", answer.get_data(as_text=True)))
    return " ".join(plain(html.unescape(bare)).split())
