"""File names that every system accepts, Windows being the strictest."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"
}
_LONGEST = 240
"""Bytes of UTF-8: Linux allows 255, and copies get « (2)» appended."""


def windows_file_name(name: str, fallback: str = "файл") -> str:
    """Make a file name safe for Windows, macOS, Linux and zip archives.

    What separates (`: / \\ |`) becomes a blank, what only decorates (`? * " < >`) goes; devices'
    names get an underscore; the text is composed (NFC), because macOS sends «й» in two pieces. The
    ending stays when a long name is cut.
    """
    text = unicodedata.normalize("NFC", name)
    text = re.sub(r"[:/\\|]+", " ", text)
    text = "".join(sign for sign in text if sign not in '?*"<>' and _printable(sign))
    text = re.sub(r"\s+", " ", text).rstrip(" .")
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 10 or " " in ending:
        stem, dot, ending = text, "", ""
    stem = stem.strip(" .") or fallback
    if stem.split(".")[0].strip().upper() in _RESERVED:
        stem = f"_{stem}"
    room = _LONGEST - len((dot + ending).encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{stem}{dot}{ending}"


def _printable(sign: str) -> bool:
    # Cc: controls; Cf: invisible marks that reverse or hide a part of the name; Cs: lone surrogates
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} or sign in "\t\n"
