"""The portrait as a page of A4, a picture of a screen, or its drawings for a text document."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from flask_babel import gettext as _

from eventkit.web.i18n import day, number, readers_language
from eventkit.web.papers import accent_colour, ornament, set_paper
from eventkit.web.typography import typeset
from eventkit_training.portrait.circles import circle, people
from eventkit_training.portrait.contents import Line, Measured, Side
from eventkit_training.portrait.drawing import shape
from eventkit_training.portrait.inks import Inks, paper_inks
from eventkit_training.portrait.labels import (
    counts_words,
    heads,
    hidden_words,
    legend,
    levels_words,
    missing_words,
    nothing_words,
    people_words,
    person_words,
    shape_words,
    shift_words,
)
from eventkit_training.portrait.queries import Drawn
from eventkit_training.portrait.sentences import priorities_words, sentences
from eventkit_training.queries import sessions_of

FOLDER = Path(__file__).parent / "templates"
SECOND_INK, SECOND_INK_OF_OCHRE = "ohra", "voda"
ROWS_BESIDE_QUOTES, ROWS = 5, 8
QUOTES_BESIDE_ROWS = 3
COUNT, WORD = 28, 64
"""Width between the bars for a number, and for the word that it is hidden."""
TALLEST, EACH_ROW, LEAST_TALL = 640, 54, 240
"""Height of a drawing with no table under it, and what a row of the table takes of it."""
GROUNDS = {"page": "#FFFFFF", "screen": "#F7F3EA", "shapes": "#FFFFFF"}

Kind = Literal["page", "screen", "shapes"]


def set_portrait(drawn: Drawn, kind: Kind) -> bytes:
    """A PDF of one page, or a PNG: of 3840 × 2160 the screen, as wide as needed the drawings."""
    ending: Literal["pdf", "png"] = "pdf" if kind == "page" else "png"
    pages = 1 if kind == "page" else None
    return set_paper(
        FOLDER, "portrait.typ", portrait_values(drawn, kind), ending=ending, pages=pages
    )


def about_words(drawn: Drawn) -> str:
    """What was portrayed, and on which day its programme begins."""
    event = drawn.event
    begins = next((one.point.begins_at for one in sessions_of(event)), None)
    return f"{event.title}, {day(begins, event.timezone)}" if begins else event.title


def colours_of(drawn: Drawn) -> tuple[str, str]:
    """The ink of the event, and another for the second group."""
    accent = drawn.event.accent or "surguch"
    second = SECOND_INK_OF_OCHRE if accent == SECOND_INK else SECOND_INK
    return accent_colour(accent), accent_colour(second)


def portrait_values(drawn: Drawn, kind: Kind) -> dict[str, Any]:
    """All words and drawings of the page, as the template reads them."""
    portrait, colours = drawn.portrait, colours_of(drawn)
    found = portrait.priorities
    most_rows = ROWS_BESIDE_QUOTES if portrait.quotes else ROWS
    rows = found.rows[:most_rows] if found else ()
    longest = max((len(side.lines) for side in portrait.sides), default=0)
    return {
        "kind": kind,
        "language": readers_language() or "ru",
        "title": _("Групповой портрет"),
        "event": typeset(about_words(drawn)),
        "mark": ornament("training", drawn.event.slug, colours[0]),
        "sides": [
            _side(side, paper_inks(colour, GROUNDS[kind]))
            for side, colour in zip(portrait.sides, colours, strict=False)
        ],
        "shape_height": max(LEAST_TALL, TALLEST - EACH_ROW * longest),
        "question": typeset(found.question) if found else "",
        "rows": [
            {
                "title": typeset(row.title),
                "counts": counts_words(found, row),
                "hidden": found.hidden,
                "shares": [(count or 0) / found.most for count in row.counts],
            }
            for row in rows
            if found
        ],
        "count_width": WORD if found and any(found.hidden) else COUNT,
        "note": typeset(priorities_words(found)) if found else "",
        "quotes": [typeset(one) for one in portrait.quotes[: QUOTES_BESIDE_ROWS if rows else None]],
        "quotes_title": portrait.quotes_title,
        "both": portrait.has_both,
        "legend": _legend(legend(portrait), paper_inks(colours[0], GROUNDS[kind])),
        "hidden": hidden_words(portrait),
        "words": {
            "before": _("до"),
            "after": _("после"),
            "person": person_words(portrait),
        },
    }


def _side(side: Side, inks: Inks) -> dict[str, Any]:
    return {
        "title": typeset(side.title),
        "colour": inks.accent,
        "people": people_words(side),
        "sentences": [typeset(one) for one in sentences(side.lines) or [nothing_words(side)]],
        "shape": str(shape(side.lines, shape_words(side), inks)) if side.lines else _BLANK,
        "both": side.waves > 1,
        "heads": heads(side),
        "rows": [
            {
                "title": typeset(line.title),
                "before": _cell(line, line.before, "before", inks),
                "after": _cell(line, line.after, "after", inks),
                "shift": shift_words(line),
                "shifted": line.moved is not None,
            }
            for line in side.lines
        ],
    }


_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="660" height="500"/>'


def _cell(line: Line, measured: Measured | None, name: str, inks: Inks) -> dict[str, str]:
    if measured is None:
        return {"missing": missing_words(hidden=name in line.hidden)}
    circles = people(measured, levels_words(line, measured), inks) if measured.levels else ""
    return {"people": str(circles), "mean": number(measured.mean)}


def _legend(titles: list[str], inks: Inks) -> list[dict[str, str]]:
    last = len(titles) - 1
    return [
        {"title": title, "circle": str(circle(place / last if last else 1.0, inks))}
        for place, title in enumerate(titles)
    ]
