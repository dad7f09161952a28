"""Lines of the organizer's queue: what each shows, as ready texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from eventkit.entries.models import running_mean
from eventkit.events.models import Event
from eventkit.registration.queue_queries import Whose, name_of
from eventkit.web.i18n import number, readers_language, short_moment
from eventkit.web.urls import addresses_by_number

NOTHING = "–"


class QueueLine(NamedTuple):
    """One application in the queue."""

    number: int
    url: str
    name: str
    school: str
    """The organization and the position in it."""
    repeats: Sequence[int]
    """Numbers of other applications of the person to the same nomination."""
    nomination: str
    code: str
    years: str
    """Age and experience: «34 / 9»."""
    mean: str
    sent: str
    state: str
    reason: str
    """Why it was refused."""
    waits: str
    """invited, declined or left, while the second of a pair has not confirmed."""


def queue_lines(
    event: Event, rows: Iterable[Row[Any]], duplicates: Mapping[Whose, Sequence[int]]
) -> list[QueueLine]:
    """Put rows of ``sent_lines`` into words."""
    address = addresses_by_number("registration.application", "number", slug=event.slug)
    language = readers_language()
    return [_line(row, address, duplicates, event.timezone, language) for row in rows]


def _line(
    row: Row[Any],
    address: Callable[[int], str],
    duplicates: Mapping[Whose, Sequence[int]],
    zone: str,
    language: str,
) -> QueueLine:
    same = duplicates.get((row.person_id, row.nomination_id), ())
    return QueueLine(
        number=row.number,
        url=address(row.number),
        name=name_of(row) or NOTHING,
        school=", ".join(filter(None, (row.organization_name, row.position))),
        repeats=[other for other in same if other != row.number],
        nomination=row.nomination or NOTHING,
        code=row.code or "",
        years=f"{_or_nothing(row.age)} / {_or_nothing(row.experience)}",
        mean=number(running_mean(row.running_total), language=language),
        sent=short_moment(row.submitted_at, zone, language=language),
        state=row.state,
        reason=row.reason_text if row.state == "refused" else "",
        waits=row.partner_state if row.partner_state != "confirmed" else "",
    )


def _or_nothing(value: int | None) -> str:
    return NOTHING if value is None else str(value)
