"""Tables kept as text: which letters, which separator."""

from __future__ import annotations

import codecs
import csv
import io

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN = ("cp1251", "koi8-r", "cp866")
_FREQUENT = "оеаинтсрвл"
_SEPARATORS = ";\t,|"


def decode(data: bytes) -> str:
    """Decode a text: by its BOM, as strict UTF-8, else the Russian page that reads best.

    The best one has the most frequent lower-case letters; a wrong page turns them into rare ones,
    capitals or frames.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        readings = [data.decode(name, errors="replace") for name in _RUSSIAN]
        return max(readings, key=_russianness)


def rows(text: str) -> list[list[str]]:
    """Divide a text into rows of values, by the separator that divides its lines most evenly."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
    else:
        separator = _separator(text)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _russianness(text: str) -> int:
    return sum((sign in _FREQUENT) - 3 * (sign in "�╔═║░▒▓│┤") for sign in text)


def _separator(text: str) -> str:
    sample = "\n".join(text.splitlines()[:50])

    def evenness(separator: str) -> tuple[int, int]:
        widths = [
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        ]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) * (usual > 1), usual)

    # a decimal comma divides evenly too: of equals the earlier separator wins
    return max(_SEPARATORS, key=evenness)
