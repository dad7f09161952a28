"""Plain text in the charsets that Russian computers have used."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BIT = ("cp1251", "koi8-r", "cp866")
_COMMON = frozenset("оеаинтсрвлкмдпуя ")


def decode_plain(data: bytes) -> str | None:
    """Read bytes as text, or None when they are no text.

    A byte order mark decides; then UTF-8; of the eight-bit charsets the one in which common small
    Russian letters are the most frequent.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _clean(_decoded(data, charset))
    text = _clean(_decoded(data, "utf-8"))
    if text is not None:
        return text
    readings = [text for name in _EIGHT_BIT if (text := _clean(_decoded(data, name))) is not None]
    return max(readings, key=_russian, default=None)


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _clean(text: str | None) -> str | None:
    if text is None:
        return None
    # A form feed and tabs occur in texts; other control characters mean a binary file.
    if any(sign < " " and sign not in "\t\n\r\f\x1a" for sign in text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _russian(text: str) -> int:
    return sum(sign in _COMMON for sign in text)
