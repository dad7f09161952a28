"""What all drawings of a portrait share: colours of the page or of paper, and the frame.

The same functions draw for the page (colours are variables of it) and for paper (fixed colours).
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Inks:
    """Colours and faces, each a value for an SVG attribute."""

    accent: str = "var(--accent)"
    paper: str = "var(--paper)"
    ink: str = "var(--ink)"
    ink_2: str = "var(--ink-2)"
    rule: str = "var(--rule)"
    line: str = "var(--line)"
    serif: str = "var(--serif)"
    sans: str = "var(--sans)"


SCREEN = Inks()


def paper_inks(accent: str, ground: str) -> Inks:
    """The light theme's colours for a file; ``accent`` and what it is drawn on as #hex."""
    return Inks(
        accent=accent,
        paper=ground,
        ink="#221D17",
        ink_2="#554C41",
        rule="#DDD3C2",
        line="#8D8170",
        serif="PT Serif",
        sans="Golos Text",
    )


def framed(
    parts: Sequence[str],
    box: tuple[float, float, float, float],
    description: str,
    inks: Inks,
    *,
    sized: bool = False,
) -> Markup:
    """An SVG of a box (left, top, width, height); on a page it fills its place unless ``sized``.

    Without a description it is decoration.
    """
    left, top, width, height = box
    size = f' width="{width:g}" height="{height:g}"' if sized or inks is not SCREEN else ""
    named = (
        f'role="img" aria-label="{escape(description)}"' if description else 'aria-hidden="true"'
    )
    return Markup(  # noqa: S704 - the parts hold numbers and escaped words
        f'<svg xmlns="http://www.w3.org/2000/svg"{size} viewBox="{left:g} {top:g} {width:g}'
        f' {height:g}" font-family="{inks.sans}" {named}>{"".join(parts)}</svg>'
    )
