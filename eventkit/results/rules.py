"""Who may see and do what with results."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.rules import is_juror
from eventkit.results.models import Calculation
from eventkit.web.viewer import Viewer

COUNTERS = ("organizer", "secretary")


def may_see_room(viewer: Viewer, event: Event) -> bool:
    """The staff sees every version, a juror none; the chair by a personal link after judging."""
    if viewer.has_role(event.id, *COUNTERS, "chair", "observer"):
        return True
    return judging_is_over(event) and is_chair_by_link(viewer, event)


def may_see_names(viewer: Viewer, event: Event) -> bool:
    """While a blind jury is at work its chair sees codes, as every juror does."""
    if not event.is_blind or viewer.has_role(event.id, *COUNTERS, "observer"):
        return True
    return judging_is_over(event)


def may_calculate(viewer: Viewer, event: Event) -> bool:
    """The organizer, the chair and the counting commission count and prepare papers."""
    return viewer.has_role(event.id, *COUNTERS, "chair")


def may_decide(viewer: Viewer, event: Event) -> bool:
    """Only the chair settles what the rules leave open."""
    if viewer.has_role(event.id, "chair"):
        return True
    return judging_is_over(event) and is_chair_by_link(viewer, event)


def may_publish(viewer: Viewer, event: Event) -> bool:
    """The organizer or the chair publishes."""
    return viewer.has_role(event.id, "organizer", "chair")


def may_preview(viewer: Viewer, event: Event) -> bool:
    """Whoever publishes sees before what each person will see, unless names are still kept."""
    return may_publish(viewer, event) and may_see_names(viewer, event)


def may_read_places(viewer: Viewer, event: Event) -> bool:
    """How places came about: whoever sees the room, and each juror once it is published."""
    if may_see_room(viewer, event):
        return True
    return is_of_jury(viewer, event) and is_published(event)


def is_of_jury(viewer: Viewer, event: Event) -> bool:
    """Whether the viewer judges here, by a role or by a personal link."""
    if viewer.has_role(event.id, "juror"):
        return True
    return _juror_by_link(viewer, event) is not None


def is_published(event: Event) -> bool:
    """Whether a version of the results is public."""
    query = select(Calculation.id).where(
        Calculation.event_id == event.id, Calculation.state == "published"
    )
    return db.session.scalars(query.limit(1)).first() is not None


def judging_is_over(event: Event) -> bool:
    """Whether a person has closed the judging."""
    stage = event.stage("judging")
    return stage is not None and stage.closed_at is not None


def is_chair_by_link(viewer: Viewer, event: Event) -> bool:
    """Whether the viewer came by the personal link of the jury's chair."""
    juror = _juror_by_link(viewer, event)
    return juror is not None and juror.is_chair


def _juror_by_link(viewer: Viewer, event: Event) -> Juror | None:
    """The juror of this event whose link, valid now, the viewer came by."""
    juror = db.session.get(Juror, viewer.juror_id) if viewer.juror_id is not None else None
    if juror is None or juror.event_id != event.id:
        return None
    return juror if is_juror(viewer, juror) else None
