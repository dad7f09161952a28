"""Comparing a typed answer with the accepted ones, forgiving what a hurried hand does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LOOK_ALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")
NUMBER_SIGN = re.compile(r"(?:№|no|n)\s*(?=\d)")


def normal(text: str) -> str:
    """The form in which answers are compared.

    Unicode NFKC, lower case, ё as е, «№», «n» or «no» before a number dropped, Latin look-alikes
    as Cyrillic letters, and only letters and digits kept.
    """
    # NFKC writes «№» as "No"
    folded = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    plain = NUMBER_SIGN.sub("", folded).translate(LOOK_ALIKES)
    return "".join(sign for sign in plain if sign.isalnum())


def is_right(typed: str, accepted: Iterable[str]) -> bool:
    """Whether an answer is one of the accepted; an empty one never is."""
    given = normal(typed)
    return given != "" and any(given == normal(answer) for answer in accepted)
