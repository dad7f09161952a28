"""The picture of an event for messengers and posters: its ink, rosette, title and days."""

from __future__ import annotations

from textwrap import wrap

from markupsafe import Markup, escape

from eventkit.desk.stage_words import interval
from eventkit.events.days import first_day, last_day
from eventkit.events.models import Event
from eventkit.printing.palette import ACCENTS
from eventkit.printing.rosette import Ornament, group
from eventkit.web.models import site

WIDTH, HEIGHT = 1200, 630
LETTERS_IN_LINE = 18


def share_svg(event: Event, ornament: str) -> Markup:
    """An SVG document of 1200 × 630, the shape that messengers show."""
    drawn = Ornament(ornament, event.slug)
    bands = drawn.bands("large")
    curves = group(bands, drawn.phases(len(bands)), "r")
    registration = event.stage("registration")
    days = interval(first_day(registration), last_day(registration)) if registration else ""
    title = wrap(event.title, LETTERS_IN_LINE)[:4]
    lines = Markup("").join(
        Markup('<tspan x="70" dy="{}">{}</tspan>').format(0 if number == 0 else 92, line)
        for number, line in enumerate(title)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        "<title>{name}</title>"
        '<rect width="{w}" height="{h}" fill="{field}"/>'
        '<g transform="translate(900 330) scale(4)" fill="none" stroke="#FFFFFF"'
        ' stroke-opacity=".4" stroke-width=".36">{curves}</g>'
        '<g fill="#FFFFFF" font-family="PT Serif, Georgia, serif">'
        '<text x="70" y="112" font-size="32" font-family="Golos Text, PT Sans, sans-serif">'
        "{above}</text>"
        '<text x="70" y="250" font-size="84" font-weight="700">{lines}</text>'
        '<text x="70" y="570" font-size="36">{days}</text></g></svg>'
    ).format(
        w=WIDTH,
        h=HEIGHT,
        name=escape(event.title),
        field=ACCENTS.get(event.accent, ACCENTS["surguch"]),
        curves=Markup(curves),  # noqa: S704 - numbers only
        above=site().department,
        lines=lines,
        days=days,
    )
