"""Selects about official papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.documents.models import WORK_KINDS, Award
from eventkit.documents.wording import document_words
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.results.models import Calculation, Standing
from eventkit.results.queries import calculations, published_calculation


@dataclass(frozen=True)
class Certificate:
    """A paper that a work earned, as lists and reports quote it."""

    number: str
    person_id: int
    document: str
    """«диплом I степени», «сертификат участника»."""
    name_nominative: str
    line: str
    is_provisional: bool
    is_issued: bool


def whole_awards() -> Select[Any]:
    """Papers with all that their pages and files quote, in the order of their numbers."""
    return (
        select(Award)
        .order_by(Award.event_id, Award.sequence)
        .options(
            joinedload(Award.event),
            joinedload(Award.person),
            joinedload(Award.standing).joinedload(Standing.nomination),
            joinedload(Award.standing).joinedload(Standing.calculation),
            joinedload(Award.standing).joinedload(Standing.entry).selectinload(Entry.authors),
            joinedload(Award.group),
        )
    )


def awards_query(event_id: int, *, kind: str = "", state: str = "") -> Select[Any]:
    """Papers of an event for paging: in force unless ``state`` asks for the voided ones.

    ``kind`` is works (diplomas and certificates), hours (certificates of whoever was there), thanks
    (to jurors), heads (thanks to heads of schools), or empty for all.
    """
    query = whole_awards().where(Award.event_id == event_id)
    query = query.where(Award.state == state if state else Award.state != "voided")
    if kind == "works":
        return query.where(Award.kind.in_(WORK_KINDS))
    if kind == "hours":
        return query.where(Award.kind == "hours")
    if kind == "thanks":
        return query.where(Award.kind == "thanks", Award.organization_id.is_(None))
    return query.where(Award.organization_id.is_not(None)) if kind == "heads" else query


def awards_of(event: Event, *, kind: str = "", state: str = "") -> Sequence[Award]:
    """The same as a list; one query for any number of papers."""
    return db.session.scalars(awards_query(event.id, kind=kind, state=state)).all()


def certificates(event: Event) -> list[Certificate]:
    """The papers of works in force, prepared or issued, in the order of their numbers."""
    return [
        Certificate(
            number=award.number,
            person_id=award.person_id or 0,
            document=document_words(award.kind, award.degree),
            name_nominative=award.shown_name,
            line=award.line,
            is_provisional=award.is_provisional,
            is_issued=award.state == "issued",
        )
        for award in awards_of(event, kind="works")
    ]


def document_counts(event: Event) -> dict[str, int]:
    """How many papers of works are in force, by their words: «диплом I степени» → 8."""
    return dict(Counter(row.document for row in certificates(event)))


def award_by_id(award_id: int) -> Award | None:
    """One paper, in whatever state."""
    return db.session.scalars(whole_awards().where(Award.id == award_id)).first()


def award_of_event(event_id: int, award_id: int) -> Award | None:
    """A paper of this event, or None for another event's."""
    query = whole_awards().where(Award.event_id == event_id, Award.id == award_id)
    return db.session.scalars(query).first()


def award_by_code(code: str) -> Award | None:
    """The paper with a verification code, if it has ever been given to anybody."""
    query = whole_awards().where(Award.code == code, Award.issued_at.is_not(None))
    return db.session.scalars(query).first()


def awards_by_number(number: str) -> Sequence[Award]:
    """Papers that were given out under a number; two events may number alike.

    Small letters, blanks and dashes of any kind or none, and a «№» before it are forgiven.
    """
    bare = re.sub(r"[\s‐-―−_-]+", "", number.lstrip("№# "))
    spellings = {bare, bare.upper()}
    stored = func.replace(func.replace(Award.number, "-", ""), " ", "")
    for dash in "–—":
        stored = func.replace(stored, dash, "")
    query = whole_awards().where(stored.in_(spellings), Award.issued_at.is_not(None))
    return db.session.scalars(query).all()


def replacement_of(award: Award) -> Award | None:
    """The issued paper that stands in the place of a voided one, however often it was replaced."""
    current: int | None = award.id
    while current is not None:
        newer = db.session.scalars(select(Award).where(Award.replaces_id == current)).first()
        if newer is None or newer.state == "issued":
            return newer
        current = newer.id
    return None


def issued_awards_of(person_id: int | None = None, entry_id: int | None = None) -> Sequence[Award]:
    """Papers in force that a person or the authors of a work received, the newest event first."""
    whose = []
    if person_id is not None:
        whose += [Award.person_id == person_id, _of_pair_with(person_id)]
    if entry_id is not None:
        whose.append(Award.standing.has(Standing.entry_id == entry_id))
    if not whose:
        return []
    query = (
        whole_awards()
        .where(Award.state == "issued", or_(*whose))
        .order_by(None)
        .order_by(Award.issued_at.desc(), Award.sequence)
    )
    return db.session.scalars(query).all()


def _of_pair_with(person_id: int) -> ColumnElement[bool]:
    """Papers of pairs whose work the person is an author of."""
    mine = Standing.entry.has(Entry.authors.any(EntryAuthor.person_id == person_id))
    return and_(Award.person_id.is_(None), Award.group_id.is_not(None), Award.standing.has(mine))


def official_calculation(event: Event) -> Calculation | None:
    """What papers follow: the published version, before publication the newest locked one."""
    published = published_calculation(event)
    if published is not None:
        return published
    return next((made for made in calculations(event) if made.state == "locked"), None)
