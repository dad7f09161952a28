"""Events that were there before a new one: which may be repeated, which bears the same title."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.web.viewer import Viewer

MOST = 12
"""So many events are offered to be repeated, the latest first."""


def to_repeat(viewer: Viewer) -> Sequence[Event]:
    """The latest announced event of each series that the viewer organizes."""
    last = select(func.max(Event.id)).where(Event.published_at.is_not(None))
    if not viewer.is_administrator:
        own = [event for event, roles in viewer.roles.items() if "organizer" in roles]
        last = last.where(Event.id.in_(own))
    query = select(Event).where(Event.id.in_(last.group_by(Event.series_id)))
    query = query.order_by(Event.reference_date.desc(), Event.id.desc()).limit(MOST)
    return db.session.scalars(query).all()


def running_namesake(title: str) -> Event | None:
    """An event of this title that is not in the archive: two of them are easily confused."""
    wanted = " ".join(title.split()).casefold()
    query = select(Event).where(Event.archived_at.is_(None)).order_by(Event.id.desc())
    found = (event for event in db.session.scalars(query) if event.title.casefold() == wanted)
    return next(found, None)
