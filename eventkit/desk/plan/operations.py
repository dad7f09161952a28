"""Verbs of proposals: propose, reword, take, decline, think again."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.plan.models import PlanProposal
from eventkit.desk.plan.offers import offered
from eventkit.desk.year import school_year
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.hooks import PlanItem
from eventkit.journal.operations import event_chain, record
from eventkit.lazy import dataclass
from eventkit.registration.holding import hold_event
from eventkit.web.clock import now

SHARE = ("about", "named", "asked")
"""What is renewed of a proposal that nobody has decided on."""


@dataclass(frozen=True)
class Proposed:
    """How many proposals are new, and of how many the numbers have changed."""

    added: int
    renewed: int


def propose(event: Event, *, actor: str = "system") -> Proposed:
    """Put down what the event's plugins offer; what was decided stays as it was.

    Two at once wait for each other at the event's row, so that nothing is put down twice.
    """
    hold_event(event.id)
    query = select(PlanProposal).where(PlanProposal.event_id == event.id)
    query = query.order_by(PlanProposal.id).with_for_update()
    query = query.execution_options(populate_existing=True)
    known = {(row.plugin, row.source): row for row in db.session.scalars(query)}
    added = renewed = 0
    for plugin, item in offered(event):
        row = known.get((plugin, item.source))
        if row is None:
            _add(event, plugin, item, actor)
            added += 1
        elif row.state == "proposed" and _renew(row, item):
            _journal(row, "plan.renewed", actor)
            renewed += 1
    return Proposed(added, renewed)


def reword(
    row: PlanProposal, title: str, audience: str, year: int, *, actor: str = "system"
) -> None:
    """Say it in better words, for whom, and for which school year."""
    row.title, row.audience, row.year = title, audience, year
    _journal(row, "plan.reworded", actor)


def take(row: PlanProposal, *, actor: str = "system") -> None:
    """Take a proposal into the plan. Raises RefusalError where it is decided already."""
    _decide(row, "taken", "", actor)


def decline(row: PlanProposal, reason: str, *, actor: str = "system") -> None:
    """Decline a proposal, and say why. Raises RefusalError where it is decided already."""
    _decide(row, "declined", reason, actor)


def think_again(row: PlanProposal, *, actor: str = "system") -> None:
    """Undo a decision; nothing happens where there is none."""
    _hold(row)
    if row.state == "proposed":
        return
    row.state, row.reason, row.decided_by, row.decided_at = "proposed", "", "", None
    _journal(row, "plan.undone", actor)


def _decide(row: PlanProposal, state: str, reason: str, actor: str) -> None:
    _hold(row)
    if row.state != "proposed":
        raise RefusalError(_("По этому предложению уже решили. Чтобы решить иначе, верните его."))
    row.state, row.reason, row.decided_by, row.decided_at = state, reason, actor, now()
    _journal(row, f"plan.{state}", actor)


def _hold(row: PlanProposal) -> None:
    """Wait for whoever decides at the same time, and see what they did."""
    db.session.refresh(row, ["state"], with_for_update=True)


def _add(event: Event, plugin: str, item: PlanItem, actor: str) -> None:
    row = PlanProposal(
        event=event,
        plugin=plugin,
        source=item.source,
        year=school_year(event.reference_date) + 1,
        title=item.title[:300],
        audience=item.audience[:200],
        state="proposed",
        reason="",
        proposed_at=now(),
    )
    _renew(row, item)
    db.session.add(row)
    _journal(row, "plan.proposed", actor)


def _renew(row: PlanProposal, item: PlanItem) -> bool:
    """Write how many named it; whether that is news."""
    fresh = (item.about[:300], item.named, item.asked)
    if fresh == tuple(getattr(row, name) for name in SHARE):
        return False
    row.about, row.named, row.asked = fresh
    return True


def _journal(row: PlanProposal, act: str, actor: str) -> None:
    db.session.flush()
    record(
        event_chain(row.event_id),
        act,
        f"plan_proposal:{row.id}",
        actor=actor,
        data={"state": row.state, "year": row.year, "named": row.named, "asked": row.asked},
        texts={"title": row.title} | ({"reason": row.reason} if row.reason else {}),
    )
