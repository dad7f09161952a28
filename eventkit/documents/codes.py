"""Verification codes: random, and readable from paper by people."""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which read like other signs."""
LENGTH = 16
"""16 signs of 5 bits are 80 random bits."""
GROUP = 4

# What hands and keyboards make of the signs: look-alikes, and Russian letters of the same shape.
_LOOKALIKES = str.maketrans("OILАВЕКМНРСТХО", "011ABEKMHPCTX0")


def new_code() -> str:
    """A code in groups: «7K3M-9Q2T-XW4D-0RBE»."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


NEARLY = range(LENGTH - 1, LENGTH + 2)
"""Of how many signs a code is that was typed with one too many or too few."""


def read_code(typed: str) -> str:
    """The code as it is stored, or an empty text when what was typed cannot be one."""
    signs = _signs(typed)
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return ""
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def looks_like_code(typed: str) -> bool:
    """Whether somebody tried to type a code: one sign may be missing, too many or impossible."""
    signs = _signs(typed)
    return len(signs) in NEARLY and sum(sign not in ALPHABET for sign in signs) <= 1


def _signs(typed: str) -> str:
    return re.sub(r"[\s\-–—_.]+", "", typed).upper().translate(_LOOKALIKES)
