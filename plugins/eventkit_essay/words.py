"""Counting words as people do."""

from __future__ import annotations

import re

# «кто-нибудь» and «XXI» are one word each; a dash between blanks and a bare number sign are none.
_WORD = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*")


def count_words(text: str) -> int:
    """Words and numbers of a text; signs between them do not count."""
    # A soft hyphen or an accent lies inside a word and does not part it.
    return len(_WORD.findall(re.sub("[\u00ad\u0301]", "", text)))
