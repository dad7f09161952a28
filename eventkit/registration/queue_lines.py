"""Lines of the organizer's queue: what each shows, as ready pieces of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from textwrap import shorten
from typing import Any, NamedTuple

from sqlalchemy import Row

from eventkit.entries.models import running_mean
from eventkit.events.models import Event
from eventkit.registration.queue_queries import Whose, lines_of, name_of, sent_ids
from eventkit.web.escaping import escape_all
from eventkit.web.i18n import number, readers_language, short_moment
from eventkit.web.pages import Page, paginate_lines
from eventkit.web.urls import addresses_by_number

NOTHING = "–"
LONGEST_REASON = 90


class QueueLine(NamedTuple):
    """One application in the queue; its texts are escaped."""

    number: int
    repeats: Sequence[int]
    """Numbers of other applications of the person to the same nomination."""
    state: str
    waits: str
    """invited, declined or left, while the second of a pair has not confirmed."""
    url: str
    name: str
    school: str
    """The organization and the position in it."""
    nomination: str
    code: str
    years: str
    """Age and experience: «34 / 9»."""
    mean: str
    sent: str
    reason: str
    """Why it was refused."""


def queue_page(event: Event, chosen: Mapping[str, Any], total: int | None) -> Page[Row[Any]]:
    """Rows of the page that is asked for, filtered and ordered as chosen.

    ``total`` is the length of the whole list where that is known already.
    """
    return paginate_lines(
        *sent_ids(event.id, **chosen),
        total=total,
        lines_of=lambda ids: lines_of(ids, chosen["sort"]),
    )


def queue_lines(
    event: Event, rows: Sequence[Row[Any]], duplicates: Mapping[Whose, Sequence[int]]
) -> list[QueueLine]:
    """Put rows of ``sent_lines`` into words."""
    address = addresses_by_number("registration.application", "number", slug=event.slug)
    language = readers_language()
    texts = [_texts(row, address(row.number), event.timezone, language) for row in rows]
    escaped = iter(escape_all([text for line in texts for text in line]))
    return [
        QueueLine(
            row.number,
            _repeats(row, duplicates),
            row.state,
            row.partner_state if row.partner_state != "confirmed" else "",
            *islice(escaped, len(line)),
        )
        for row, line in zip(rows, texts, strict=True)
    ]


def _texts(row: Row[Any], address: str, zone: str, language: str) -> tuple[str, ...]:
    """From ``url`` to ``reason``."""
    return (
        address,
        name_of(row) or NOTHING,
        ", ".join(filter(None, (row.organization_name, row.position))),
        row.nomination or NOTHING,
        row.code or "",
        f"{_or_nothing(row.age)} / {_or_nothing(row.experience)}",
        number(running_mean(row.running_total), language=language),
        short_moment(row.submitted_at, zone, language=language),
        shorten(row.reason_text, LONGEST_REASON, placeholder="…") if row.state == "refused" else "",
    )


def _repeats(row: Row[Any], duplicates: Mapping[Whose, Sequence[int]]) -> list[int]:
    same = duplicates.get((row.person_id, row.nomination_id), ())
    return [other for other in same if other != row.number]


def _or_nothing(value: int | None) -> str:
    return NOTHING if value is None else str(value)
