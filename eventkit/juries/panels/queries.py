"""Selects about panels: who sits in which, which pairs they rule out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination, Round
from eventkit.juries.models import Juror
from eventkit.juries.panels.models import JuryPanel, PanelSeat, PanelWork
from eventkit.juries.queries import jurors_of
from eventkit.juries.rounds.queries import current_round, let_into
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class SplitNomination:
    """A nomination whose works went to several panels: their strictness is not compared."""

    title: str
    panels: tuple[str, ...]


def panels_of(event: Event, judged_in: Round | None) -> Sequence[JuryPanel]:
    """The panels of a round with their jurors and works; four queries whatever their number."""
    query = (
        select(JuryPanel)
        .where(JuryPanel.event_id == event.id, _of_round(judged_in))
        .order_by(JuryPanel.position, JuryPanel.id)
        .options(
            selectinload(JuryPanel.seats).joinedload(PanelSeat.juror).joinedload(Juror.person),
            selectinload(JuryPanel.works)
            .joinedload(PanelWork.entry)
            .joinedload(Entry.nomination)
            .joinedload(Nomination.audience),
        )
    )
    return db.session.scalars(query).all()


def panel_of_event(event: Event, panel_id: int) -> JuryPanel | None:
    """A panel of this event."""
    found = db.session.get(JuryPanel, panel_id)
    return found if found is not None and found.event_id == event.id else None


def has_panels(event: Event) -> bool:
    """Whether the jury was ever divided."""
    query = select(func.count()).select_from(JuryPanel).where(JuryPanel.event_id == event.id)
    return bool(db.session.scalar(query))


def barred_by_panels(event: Event) -> set[tuple[int, int]]:
    """Pairs (entry id, juror id) that panels of the round now rule out.

    A work of a panel goes to its jurors alone; one without a panel may go to anybody.
    """
    judged_in = current_round(event)
    homes = (
        select(PanelWork.entry_id, PanelWork.panel_id)
        .join(JuryPanel, PanelWork.panel_id == JuryPanel.id)
        .where(JuryPanel.event_id == event.id, _of_round(judged_in))
    )
    works = [(row[0], row[1]) for row in db.session.execute(homes)]
    if not works:
        return set()
    seats = select(PanelSeat.panel_id, PanelSeat.juror_id).join(JuryPanel)
    rows = db.session.execute(seats.where(JuryPanel.event_id == event.id))
    sitting = {(row[0], row[1]) for row in rows}
    jury = [juror.id for juror in jurors_of(event.id)]
    return {
        (entry, juror) for entry, panel in works for juror in jury if (panel, juror) not in sitting
    }


def works_to_divide(event: Event, judged_in: Round | None) -> list[Entry]:
    """The works that the round takes, by nomination and code."""
    query = (
        select(Entry)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(Nomination.position, Nomination.id, Entry.code, Entry.id)
        .options(joinedload(Entry.nomination))
    )
    going = let_into(judged_in)
    return [e for e in db.session.scalars(query) if going is None or e.id in going]


def split_nominations(panels: Sequence[JuryPanel]) -> list[SplitNomination]:
    """Nominations whose works are judged by several panels, with the names of these."""
    homes: dict[str, dict[str, None]] = {}
    for panel in panels:
        for work in panel.works:
            homes.setdefault(work.entry.nomination.title, {})[panel.title] = None
    return [
        SplitNomination(title, tuple(names)) for title, names in homes.items() if len(names) > 1
    ]


def are_linked(panels: Sequence[JuryPanel]) -> bool:
    """Whether jurors who sit in several panels join all of them into one chain."""
    seats: Mapping[int, set[int]] = {p.id: {s.juror_id for s in p.seats} for p in panels}
    left = set(seats)
    queue = [min(left)] if left else []
    while queue:
        here = queue.pop()
        left.discard(here)
        queue += [other for other in left if seats[here] & seats[other] and other not in queue]
    return not left


def rooms_of_juror(juror: Juror) -> list[JuryPanel]:
    """The panels in which the juror sits in the round now."""
    judged_in = current_round(juror.event)
    query = (
        select(JuryPanel)
        .join(PanelSeat, PanelSeat.panel_id == JuryPanel.id)
        .where(PanelSeat.juror_id == juror.id, _of_round(judged_in))
        .order_by(JuryPanel.position, JuryPanel.id)
    )
    return list(db.session.scalars(query))


def _of_round(judged_in: Round | None) -> ColumnElement[bool]:
    return JuryPanel.round_id.is_(None) if judged_in is None else JuryPanel.round_id == judged_in.id
