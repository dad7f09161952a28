"""Who decides about a challenge, and whether anybody has to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Challenge, Juror
from eventkit.juries.rules import is_juror
from eventkit.people.accounts import Account, EventRole
from eventkit.web.viewer import Viewer

Chairs = Mapping[int, Sequence[Account]]
"""Event id → accounts."""


def needs_decision(event: Event, raised_by: str) -> bool:
    """Whether a challenge waits for somebody: by the event's setting, or since a stranger says it.

    What a juror says and what the organizer knows is enough unless the chair decides.
    """
    return event.recusal_decider == "chair" or raised_by == "participant"


def chairs_of(event_ids: Collection[int]) -> Chairs:
    """The open accounts of those who preside, by event."""
    query = (
        select(EventRole)
        .join(Account, EventRole.account_id == Account.id)
        .where(EventRole.event_id.in_(event_ids), EventRole.role == "chair", Account.is_active)
        .options(contains_eager(EventRole.account))
    )
    found: dict[int, list[Account]] = defaultdict(list)
    for role in db.session.scalars(query):
        found[role.event_id].append(role.account)
    return found


def decider_of(juror: Juror, chairs: Chairs | None = None) -> str:
    """chair, or organizer where the chair is the one concerned or the event has none."""
    found = (chairs_of((juror.event_id,)) if chairs is None else chairs).get(juror.event_id, ())
    if juror.is_chair or any(one.person_id == juror.person_id for one in found):
        return "organizer"
    return "chair" if found else "organizer"


def may_decide(viewer: Viewer, challenge: Challenge, chairs: Chairs | None = None) -> bool:
    """Whoever ``decider_of`` names; nobody decides about themself."""
    juror = challenge.juror
    if is_juror(viewer, juror):
        return False
    return viewer.has_role(juror.event_id, decider_of(juror, chairs))


def is_own(viewer: Viewer, challenge: Challenge) -> bool:
    """What a juror has declared is the juror's to take back."""
    return challenge.raised_by == "juror" and is_juror(viewer, challenge.juror)
