"""Secrets of a team's door: a long one for its link, a short one to type."""

from __future__ import annotations

import secrets

PIN_DIGITS = 8
"""Digits alone, for every keyboard has them; with the limit on wrong ones a guess takes weeks."""


def new_secret() -> str:
    """What stands in a team's link."""
    return secrets.token_urlsafe(24)


def new_pin() -> str:
    """The code that a team types."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"
