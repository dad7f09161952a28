"""Selects about events that several rooms use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import defaultload, defer, joinedload, selectinload

from eventkit.db import db
from eventkit.db.plain import rows_of
from eventkit.events.models import Event, Nomination


def event_by_slug(slug: str) -> Event | None:
    """An event with its stages, whether visitors may see it or not.

    One statement. Its nominations are loaded, with their audiences, by the pages that show them.
    """
    return db.session.scalars(_by_slug(), {"slug": slug}).unique().first()


@cache
def _by_slug() -> Select[Event]:
    # Put together once: nearly every page asks it.
    return (
        select(Event)
        .where(Event.slug == bindparam("slug"))
        .options(
            joinedload(Event.stages),
            defer(Event.regulation),  # long, and would come again with each stage
            defaultload(Event.nominations).joinedload(Nomination.audience),
        )
    )


def nomination_titles(event_id: int) -> Sequence[Row[int, str]]:
    """Ids and titles of an event's nominations in their order, for whoever chooses one."""
    return rows_of(_titles(), {"event": event_id})


@cache
def _titles() -> Select[int, str]:
    return (
        select(Nomination.id, Nomination.title)
        .where(Nomination.event_id == bindparam("event"))
        .order_by(Nomination.position)
    )


def visible_events() -> Sequence[Event]:
    """Published events that are not archived, with their stages, newest first."""
    query = (
        select(Event)
        .where(Event.published_at.is_not(None), Event.archived_at.is_(None))
        .order_by(Event.published_at.desc())
        .options(selectinload(Event.stages))
    )
    return db.session.scalars(query).all()
