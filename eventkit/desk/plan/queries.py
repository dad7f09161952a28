"""Selects of proposals for the plan."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.desk.plan.models import PlanProposal
from eventkit.events.models import Event
from eventkit.web.viewer import Viewer


def readable(viewer: Viewer) -> Sequence[PlanProposal]:
    """All that the viewer may read, by years, what most people named first. One query."""
    query = select(PlanProposal).options(joinedload(PlanProposal.event))
    if not viewer.is_administrator:
        own = [event for event, names in viewer.roles.items() if "organizer" in names]
        query = query.where(PlanProposal.event_id.in_(own))
    return sorted(db.session.scalars(query), key=_order)


def proposals_of(event: Event) -> Sequence[PlanProposal]:
    """An event's proposals, what most people named first."""
    query = select(PlanProposal).where(PlanProposal.event_id == event.id)
    rows = db.session.scalars(query.options(joinedload(PlanProposal.event)))
    return sorted(rows, key=_order)


def proposal_of(event: Event, proposal_id: int) -> PlanProposal | None:
    """One of the event's own."""
    query = select(PlanProposal).where(
        PlanProposal.id == proposal_id, PlanProposal.event_id == event.id
    )
    return db.session.scalars(query.options(joinedload(PlanProposal.event))).first()


def _order(row: PlanProposal) -> tuple[int, int, int]:
    return -row.year, -(row.named or 0), row.id
