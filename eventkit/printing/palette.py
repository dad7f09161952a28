"""Inks: as CSS variables on screen, as fixed colours on paper (DESIGN.md, section 1)."""

from __future__ import annotations

import re

from eventkit.lazy import dataclass

GOLD = "#A57C22"
INK = "#1E1A14"
ACCENTS = {
    "chernila": "#24497A",
    "surguch": "#7A2C3A",
    "bor": "#28573F",
    "ohra": "#7C4E0F",
    "voda": "#1B5A61",
    "grafit": "#45413B",
}
"""The inks an organizer may choose, by the name that the page's class carries (a-chernila)."""


@dataclass(frozen=True)
class Palette:
    """The colours a drawing needs, each a value for an SVG presentation attribute."""

    ink: str
    ink_2: str
    ink_3: str
    line: str
    rule: str
    accent: str
    ok: str
    bad: str
    gold: str


SCREEN = Palette(
    ink="var(--ink)",
    ink_2="var(--ink-2)",
    ink_3="var(--ink-3)",
    line="var(--line)",
    rule="var(--rule)",
    accent="var(--accent)",
    ok="var(--ok)",
    bad="var(--bad)",
    gold="var(--gold)",
)


def paper(accent: str = "grafit") -> Palette:
    """The light theme's colours for a drawing inside a PDF, with an accent by name or as #hex."""
    return Palette(
        ink="#221D17",
        ink_2="#554C41",
        ink_3="#6F6557",
        line="#8D8170",
        rule="#DDD3C2",
        accent=accent_colour(accent),
        ok="#2B6739",
        bad="#A8231F",
        gold=GOLD,
    )


def accent_colour(accent: str) -> str:
    """Turn the name of an ink into its #hex; a #hex stays; an unknown name is graphite."""
    if re.fullmatch("#[0-9a-fA-F]{6}", accent):
        return accent
    return ACCENTS.get(accent, ACCENTS["grafit"])


def mixed(colour: str, share: float) -> str:
    """Mix a #hex colour into white; solid, because print shops and archives dislike transparency.

    >>> mixed("#24497A", 0.13)
    '#e3e7ee'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
