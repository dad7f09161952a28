"""Who may see and do what with results."""

from __future__ import annotations

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Juror
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


def judging_is_over(event: Event) -> bool:
    """Whether a person has closed the judging."""
    stage = event.stage("judging")
    return stage is not None and stage.closed_at is not None


def is_chair_by_link(viewer: Viewer, event: Event) -> bool:
    """Whether the viewer came by the personal link of the jury's chair."""
    if viewer.juror_id is None:
        return False
    juror = db.session.get(Juror, viewer.juror_id)
    return juror is not None and juror.event_id == event.id and juror.is_chair
