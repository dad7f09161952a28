"""A village or a town in a text: its cases, its adjectives, the people who live there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from eventkit.entries.traces.forms import is_common, key, word_forms
from eventkit.entries.traces.tokens import Token
from eventkit.entries.traces.wanted import Found

MARKER = (
    r"(?:с|п|пос|г|д|х|ст|рп|пгт|аал|мкр|пст)\.|пгт|рп"
    r"|сел[оауе]м?|пос[её]л(?:ок|ка|ку|ком|ке)|город(?:а|у|ом|е)?|деревн(?:я|и|ю|ей|е)"
    r"|хутор(?:а|у|ом|е)?|станиц(?:а|ы|у|ей|е)|улус(?:а|у|ом|е)?|аул(?:а|у|ом|е)?"
)
_FRONT = re.compile(rf"^(?:(?:{MARKER})|с|п|г|д)\s+", re.I)
_BEFORE = re.compile(rf"(?<![\w])(?:{MARKER})(?:\s+городского\s+типа)?[\s\u00a0«\"]*$", re.I)
_WIDER = re.compile(r"[\s]+(?:муниципальн|район|округ|улус|област|кра[йяею])", re.I)
_ADJECTIVE = "(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ое|ие|их|ими)"
_PEOPLE = "(?:ец|ца|цу|цем|це|цы|цев|цам|цами|цах|чан(?:е|ам|ами|ах|ин[а-я]*)?|ян(?:е|ам|ами|ах)?)"


def find_places(text: str, tokens: Sequence[Token], places: Sequence[str]) -> Iterator[Found]:
    """Every place that names one of the villages."""
    for place in places:
        name = _FRONT.sub("", place.strip())
        words = [word for word in re.split(r"[\s-]+", name) if word]
        if not words or len(name) < 3:
            continue
        if len(words) > 1:
            yield from _several(text, tokens, place, words)
        else:
            yield from _single(text, tokens, place, words[0])
        yield from _derived(text, tokens, place, words)


def _several(
    text: str, tokens: Sequence[Token], place: str, words: Sequence[str]
) -> Iterator[Found]:
    forms = [word_forms(word) for word in words]
    for index in range(len(tokens) - len(words) + 1):
        run = tokens[index : index + len(words)]
        close = all(
            re.fullmatch("[\\s\u00a0]{1,3}|[-‐‑–]", text[a.end : b.start]) for a, b in pairwise(run)
        )
        fits = all(token.key in one for token, one in zip(run, forms, strict=True))
        if close and fits and any(token.is_capital for token in run):
            yield Found("place", run[0].start, run[-1].end, place, True)


def _single(text: str, tokens: Sequence[Token], place: str, word: str) -> Iterator[Found]:
    forms = word_forms(word)
    for token in tokens:
        if token.key not in forms:
            continue
        marked = bool(_BEFORE.search(text[max(0, token.start - 40) : token.start]))
        if not token.is_capital:
            if not is_common(token.key):
                yield Found("place", token.start, token.end, place, marked)
        elif marked or not is_common(token.key):
            yield Found("place", token.start, token.end, place, True)
        elif not token.begins:
            yield Found("place", token.start, token.end, place, False)


def _derived(
    text: str, tokens: Sequence[Token], place: str, words: Sequence[str]
) -> Iterator[Found]:
    """«вымысловская школа», «вымысловцы»."""
    pattern = re.compile(
        f"(?:{'|'.join(map(re.escape, _stems(words)))})"
        f"(?:(?:ен|ин|ов|ев|н)?ск{_ADJECTIVE}|{_PEOPLE})"
    )
    for token in tokens:
        if pattern.fullmatch(token.key):
            wider = bool(_WIDER.match(text[token.end : token.end + 24]))
            yield Found("place", token.start, token.end, place, not wider)


def _stems(words: Sequence[str]) -> set[str]:
    """What adjectives are made from: «вымыслов», «тихоплес», «сказочн»."""
    stems = []
    for word in words:
        plain = key(word)
        bare = re.sub("(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ье|[аяоеиыуьй])$", "", plain)
        stems.append(bare or plain)
    *first, last = stems
    if first:
        return {"".join(f"{stem}о" for stem in first) + last, "-".join(stems), "".join(stems)}
    # «Батагайск» has «батагайский», not «батагайскский».
    return {last, last.removesuffix("ск")}
