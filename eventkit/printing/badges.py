"""Badges: ten cards to an A4 page, to be cut and worn, with a code to be read at the door."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.printing import qr
from eventkit.printing.typograph import bind
from eventkit.printing.typst import compile_template


@dataclass(frozen=True)
class Badge:
    """What one card says."""

    last_name: str
    given_names: str
    line: str
    """Post and school."""
    address: str
    """What the QR code opens."""


def badges(cards: Sequence[Badge], *, event: str, time_limit: float = 60) -> bytes:
    """Set the cards as one PDF in the order given.

    Raises:
        ValueError: there is no card.
        TypesettingError: the limit is over, or a word cannot be set.
    """
    if not cards:
        raise ValueError("no badge to print")
    values = {
        "event": bind(event),
        "title": _("Бейджи"),
        "cards": [
            {
                "last": card.last_name,
                "given": card.given_names,
                "line": bind(card.line),
                "qr": qr.svg_file(card.address),
            }
            for card in cards
        ],
    }
    return compile_template("badges.typ", values, time_limit=time_limit)
