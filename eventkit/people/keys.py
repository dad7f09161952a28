"""Keys by which names and titles are put in Russian order and searched for."""

from __future__ import annotations

import re
import unicodedata


def search_key(text: str) -> str:
    """Fold a text for searching: no case, ё as е, one blank between words.

    Fold both the stored text and what was typed, then look for one inside the other.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(folded.split())


SORT_KEY_LENGTH = 300

# Codes of two digits, so that every collation of every database orders keys alike.
_END, _BLANK, _NUMBER, _OTHER = "00", "01", "02", "99"
_LATIN = {letter: f"{code:02d}" for code, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 10)}
_CYRILLIC = {
    letter: f"{code:02d}" for code, letter in enumerate("абвгдежзийклмнопрстуфхцчшщъыьэюя", 40)
}
_LETTERS = _LATIN | _CYRILLIC


def sort_key(text: str) -> str:
    """Make a stored key whose plain order is the order of a Russian register.

    Letters without case, ё as е and after it where all else is equal, Latin before Cyrillic,
    numbers by value («№ 2» before «№ 10»), everything else as one blank. The key holds digits
    only, at most SORT_KEY_LENGTH of them: a longer text is told apart by its first 150 letters.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    codes = [_code(piece) for piece in re.findall(r"\d+|[^\W\d_]|[\W_]+", folded)]
    while codes and codes[-1] == _BLANK:
        codes.pop()
    if codes and codes[0] == _BLANK:
        del codes[0]
    second = "".join("1" if letter == "ё" else "0" for letter in folded if letter in "её")
    key = "".join(codes) + (_END + second if "1" in second else "")
    return key[:SORT_KEY_LENGTH]


def _code(piece: str) -> str:
    if piece[0].isdecimal():
        value = str(int(piece))[:99]
        return f"{_NUMBER}{len(value):02d}{value}"
    if not piece[0].isalpha():
        return _BLANK
    if piece in _LETTERS:
        return _LETTERS[piece]
    if piece == "ё":
        return _LETTERS["е"]
    base = unicodedata.normalize("NFD", piece)[0]
    return _LETTERS.get(base) or f"{_OTHER}{ord(piece):07d}"
