"""Names that are made from titles: addresses, codes, prefixes of document numbers."""

from __future__ import annotations

import re

# Letters as they are written in addresses (the table of Russian passports, with y for й, ы).
LATIN = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
SLUG_LENGTH = 60


def transliterate(text: str) -> str:
    """Russian letters as Latin ones, everything in lower case; other signs stay."""
    return "".join(LATIN.get(letter, letter) for letter in text.lower())


def slug_of(title: str) -> str:
    """A title as part of an address: «К вершинам мастерства» → k-vershinam-masterstva."""
    words = re.sub(r"[^a-z0-9]+", "-", transliterate(title)).strip("-")
    if len(words) > SLUG_LENGTH:
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    return words or "event"


def initials_of(title: str) -> str:
    """First letters of the words of a title: «К вершинам мастерства» → КВМ."""
    quoted = re.search(r"«([^»]+)»", title)
    words = re.findall(r"[^\W\d_]+", quoted[1] if quoted else title)
    return "".join(word[0] for word in words[:5]).upper() or "Д"
