"""Verbs of portfolios: refresh, hide and show, note, share and revoke."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.jobs.operations import later, work
from eventkit.journal.operations import SITE, record
from eventkit.people.models import Group, Person
from eventkit.people.passwords import new_token
from eventkit.portfolio.models import PairShare, PortfolioItem, PortfolioShare
from eventkit.portfolio.pairs import pair_share_of
from eventkit.portfolio.queries import people_of, share_of
from eventkit.portfolio.refreshing import Refresh
from eventkit.web.clock import now

MOST_AT_ONCE = 100
"""More people than that are refreshed by a job, so that publishing does not wait for it."""
JOB = "portfolio.refresh"


def refresh_portfolio(
    *, person_ids: Sequence[int] | None = None, event: Event | None = None
) -> int:
    """Ask the plugins anew about some people, or all whom an event touches.

    Returns how many lines they have now. What an owner hid or noted stays. With an event only
    its lines are asked for; with people alone, all of theirs.
    """
    if person_ids is not None:
        query = select(Person).where(Person.id.in_(person_ids), Person.erased_at.is_(None))
        people = list(db.session.scalars(query.order_by(Person.id)))
    else:
        people = people_of(event) if event is not None else []
    count = Refresh(people, event).run()
    db.session.flush()
    return count


def refresh_after(event: Event) -> int:
    """Refresh now, or ask for the work when it would be long; returns how many lines, 0 later."""
    if len(people_of(event)) > MOST_AT_ONCE:
        later(JOB, event_id=event.id)
        return 0
    return refresh_portfolio(event=event)


@work(JOB)
def refresh_event(event_id: int) -> None:
    """The same as work done later."""
    event = db.session.get(Event, event_id)
    if event is not None:
        refresh_portfolio(event=event)


def set_hidden(item: PortfolioItem, hidden: bool) -> None:
    """The owner takes a line off the shared page, or puts it back."""
    item.is_hidden = hidden
    db.session.flush()


def set_note(item: PortfolioItem, note: str) -> None:
    """The owner's own words beside a line."""
    item.note = note
    db.session.flush()


def share(person: Person, *, actor: str) -> PortfolioShare:
    """Open the portfolio to whoever has the link; while one is in force it is given back."""
    found = share_of(person.id)
    if found is not None:
        return found
    made = PortfolioShare(person=person, token=new_token(), created_at=now())
    db.session.add(made)
    db.session.flush()
    record(SITE, "portfolio.shared", f"portfolio_share:{made.id}", actor=actor)
    return made


def revoke_share(person: Person, *, actor: str) -> bool:
    """Close the link; returns whether there was one."""
    found = share_of(person.id)
    if found is None:
        return False
    found.revoked_at = now()
    db.session.flush()
    record(SITE, "portfolio.share_revoked", f"portfolio_share:{found.id}", actor=actor)
    return True


def share_pair(group: Group, *, actor: str) -> PairShare:
    """Open the portfolio of a pair to whoever has the link; one in force is given back."""
    found = pair_share_of(group.id)
    if found is not None:
        return found
    made = PairShare(group=group, token=new_token(), created_at=now())
    db.session.add(made)
    db.session.flush()
    record(SITE, "portfolio.pair_shared", f"portfolio_pair_share:{made.id}", actor=actor)
    return made


def revoke_pair_share(group: Group, *, actor: str) -> bool:
    """Close the link of a pair; returns whether there was one."""
    found = pair_share_of(group.id)
    if found is None:
        return False
    found.revoked_at = now()
    db.session.flush()
    record(SITE, "portfolio.pair_share_revoked", f"portfolio_pair_share:{found.id}", actor=actor)
    return True
