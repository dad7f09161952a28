"""Words of a text as they are compared: small letters, е for ё, no tricks with look-alikes."""

from __future__ import annotations

import re

from eventkit.lazy import dataclass

_WORD = re.compile(
    "(?:(?<![\\w])[30](?=[а-яё]{3}))?[^\\W\\d_](?:[^\\W\\d_]|[\u00ad\u0301\u0300](?=[^\\W\\d_]|$))*\u0301?"
)
_LOOKS = dict(zip("aceopxykmtbhn", "асеорхукмтвнп", strict=True))
_CAPITALS = dict(zip("ABCEHKMOPTXY", "авсенкмортху", strict=True))
_BROKEN = re.compile("[-‐‑\u00ad]\\s*\n\\s*")
_SPACED = re.compile(r"(?<![^\W_])(?:[А-ЯЁ] ){3,}[А-ЯЁ](?![^\W_])")
SENTENCE_ENDS = '.!?…\n«»"(:'


@dataclass(frozen=True)
class Token:
    """A word at its place; ``key`` is how it is compared."""

    key: str
    start: int
    end: int
    is_capital: bool
    begins: bool
    """Whether it stands where any word would begin with a capital."""


def compared(word: str) -> str:
    """The word as it is compared; Latin letters that look like Russian ones become Russian."""
    word = re.sub("[\u00ad\u0301\u0300]", "", word)
    word = {"3": "з", "0": "о"}.get(word[0], word[0]) + word[1:]
    if re.search("[A-Za-z]", word) and (re.search("[А-Яа-яЁё]", word) or _all_alike(word)):
        word = "".join(_CAPITALS.get(sign, _LOOKS.get(sign.lower(), sign)) for sign in word)
    return word.lower().replace("ё", "е")


def _all_alike(word: str) -> bool:
    return all(sign in _CAPITALS or (sign.islower() and sign in _LOOKS) for sign in word)


def tokens_of(text: str) -> list[Token]:
    """The words in their order; parts of a word that a line break has torn stand joined."""
    spaced = list(_SPACED.finditer(text))
    found = [
        _token(text, match.start(), match.end(), match[0])
        for match in _WORD.finditer(text)
        if not any(one.start() <= match.start() < one.end() for one in spaced)
    ]
    found += [_token(text, one.start(), one.end(), one[0].replace(" ", "")) for one in spaced]
    return _joined(text, sorted(found, key=lambda token: token.start))


def _token(text: str, start: int, end: int, word: str) -> Token:
    before = text[:start].rstrip(" \t\u00a0–—-") if start < 8 else text[start - 8 : start]
    before = before.rstrip(" \t\u00a0–—-")
    begins = not before or before[-1] in SENTENCE_ENDS
    if begins and before.endswith(".") and re.search(r"(?:^|[^\w])\w\.$", before):
        begins = False  # «А. Звонкова», «с. Вымыслово»: an abbreviation ends no sentence
    return Token(compared(word), start, end, word[0].isupper() or word[0].isdigit(), begins)


def _joined(text: str, tokens: list[Token]) -> list[Token]:
    done: list[Token] = []
    for token in tokens:
        last = done[-1] if done else None
        torn = last and not token.is_capital and _BROKEN.fullmatch(text[last.end : token.start])
        if last and torn:
            done[-1] = Token(
                last.key + token.key, last.start, token.end, last.is_capital, last.begins
            )
        else:
            done.append(token)
    return done
