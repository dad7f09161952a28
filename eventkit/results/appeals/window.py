"""Until when an appeal may be filed: some days after what the author was shown last."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.days import SECOND, end_of
from eventkit.events.models import Event
from eventkit.results.models import Calculation, Standing
from eventkit.results.publication.differences import says_the_same


def last_second(event: Event, published_at: datetime) -> datetime | None:
    """23:59:59 of the last day after a publication; None where appeals are not accepted."""
    if not event.appeal_days:
        return None
    day = published_at.astimezone(ZoneInfo(event.timezone)).date()
    last_day = day.fromordinal(day.toordinal() + event.appeal_days)
    return end_of(last_day, event.timezone) - SECOND


def in_time(end: datetime | None, at: datetime) -> bool:
    """Whether an appeal that comes now is in time; the last second counts whole."""
    return end is not None and at.replace(microsecond=0) <= end


def public_end(event: Event) -> datetime | None:
    """The last second for those whose result has stood since the first publication."""
    first = db.session.scalar(
        select(func.min(Calculation.published_at)).where(Calculation.event_id == event.id)
    )
    return last_second(event, first) if first is not None else None


def own_end(event: Event, entry_id: int) -> datetime | None:
    """The last second for one work: a correction that touched its row gives it new days."""
    query = (
        select(Standing, Calculation.published_at)
        .join(Calculation, Standing.calculation_id == Calculation.id)
        .where(Standing.entry_id == entry_id, Calculation.published_at.is_not(None))
        .order_by(Calculation.number)
    )
    shown: Standing | None = None
    since: datetime | None = None
    for standing, published_at in db.session.execute(query):
        if shown is None or not says_the_same(shown, standing):
            since = published_at
        shown = standing
    return last_second(event, since) if since is not None else None
