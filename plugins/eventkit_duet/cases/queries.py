"""Selects about situations."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.juries.models import Assignment
from eventkit_duet.cases.models import Case, CaseDraw, CaseSetting, Ticket


def bank() -> Sequence[Case]:
    """All situations, by topic and title; archived ones last."""
    query = select(Case).order_by(Case.archived_at.is_not(None), Case.topic, Case.title, Case.id)
    return db.session.scalars(query).all()


def case(case_id: int) -> Case | None:
    """One situation."""
    return db.session.get(Case, case_id)


def tickets(trial_id: int) -> Sequence[Ticket]:
    """What a trial draws from, by number."""
    query = (
        select(Ticket)
        .where(Ticket.trial_id == trial_id)
        .order_by(Ticket.number)
        .options(joinedload(Ticket.case))
    )
    return db.session.scalars(query).all()


def draws(trial_id: int) -> Sequence[CaseDraw]:
    """What was drawn, in the order of drawing."""
    query = (
        select(CaseDraw)
        .where(CaseDraw.trial_id == trial_id)
        .order_by(CaseDraw.id)
        .options(joinedload(CaseDraw.case), joinedload(CaseDraw.performance))
    )
    return db.session.scalars(query).all()


def setting_by_key(slug: str, key: str) -> CaseSetting | None:
    """The trial whose hall's page has this address."""
    event = event_by_slug(slug)
    for trial in _live(event) if event else []:
        found = db.session.get(CaseSetting, trial)
        if found is not None and hmac.compare_digest(found.key.encode(), key.encode()):
            return found
    return None


def drawn_for(task: Assignment) -> CaseDraw | None:
    """The situation before which a juror's task stands: the last one of its performance."""
    query = (
        select(CaseDraw)
        .where(CaseDraw.trial_id == task.trial_id)
        .order_by(CaseDraw.id.desc())
        .options(joinedload(CaseDraw.case), joinedload(CaseDraw.performance))
    )
    found = db.session.scalars(query).all()
    return next((one for one in found if one.performance.entry_id == task.entry_id), None)


def _live(event: Event) -> list[int]:
    return [trial.id for trial in event.trials if trial.mode == "live"]
