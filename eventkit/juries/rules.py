"""Who may enter which rooms of a jury."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.events.rules import may_manage
from eventkit.juries.models import Juror
from eventkit.web.viewer import Viewer

KEY_LENGTH = 16


def session_key(juror: Juror) -> str:
    """What the session of a personal link remembers: it fits no earlier or later link."""
    return (juror.token_hash or "")[:KEY_LENGTH]


def is_juror(viewer: Viewer, juror: Juror) -> bool:
    """Whether the viewer is this juror: by the account, or by the link that is valid now."""
    if juror.left_at is not None:
        return False
    if viewer.person_id is not None and viewer.person_id == juror.person_id:
        return True
    return holds_link(viewer, juror)


def holds_link(viewer: Viewer, juror: Juror) -> bool:
    """Whether the viewer came by the juror's present link; a revoked or replaced one is shut."""
    if viewer.juror_id != juror.id or not juror.token_hash:
        return False
    return viewer.juror_key == session_key(juror)


def was_juror(viewer: Viewer, juror: Juror) -> bool:
    """Whether the viewer was this juror until the juror left: what they bring late is kept."""
    if juror.left_at is None:
        return False
    if viewer.person_id is not None and viewer.person_id == juror.person_id:
        return True
    return viewer.juror_id == juror.id and viewer.juror_key == (juror.left_key or None)


def may_run_jury(viewer: Viewer, event: Event) -> bool:
    """The organizer makes up the jury, gives out links and works."""
    return may_manage(viewer, event)


def may_run_jury_of(viewer: Viewer, juror: Juror) -> bool:
    """The same, asked about one member."""
    return may_run_jury(viewer, juror.event)


def may_watch_jury(viewer: Viewer, event: Event) -> bool:
    """The organizer, the chair and the secretary see who judges what and how far it has come."""
    return viewer.has_role(event.id, "organizer", "chair", "secretary")


def may_run_stage(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary draw the order and keep the timetable."""
    return viewer.has_role(event.id, "organizer", "secretary")
