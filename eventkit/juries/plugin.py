"""What the room of juries answers to hooks as a built-in plugin."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import event as sql_event
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.hooks import Panel, PortfolioItem, hookimpl
from eventkit.juries.following import follow
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import derive_conflicts
from eventkit.juries.panels.queries import rooms_of_juror
from eventkit.juries.timetable.sittings import sittings_of
from eventkit.people.models import Person
from eventkit.web.clock import now

sql_event.listen(Session, "before_commit", follow)


@hookimpl
def eventkit_portfolio_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """Work in juries of events whose results are published: thanks that nobody has to ask for."""
    query = (
        select(Juror, func.count(Assignment.entry_id.distinct()))
        .outerjoin(Assignment, (Assignment.juror_id == Juror.id) & (Assignment.state == "active"))
        .where(Juror.person_id == person.id, Juror.left_at.is_(None))
        .group_by(Juror.id)
        .order_by(Juror.id)
        .options(selectinload(Juror.event).selectinload(Event.stages))
    )
    if event is not None:
        query = query.where(Juror.event_id == event.id)
    found = [(row[0], row[1]) for row in db.session.execute(query)]
    return [_item(juror, works) for juror, works in found if _is_published(juror.event)]


@hookimpl
def eventkit_panels(place: str, subject: Any) -> list[Panel]:
    """Jurors see in their list when and where they will judge, those of a panel where it sits."""
    if place != "jury.tasks":
        return []
    rooms, at = rooms_of_juror(subject), now()
    sittings = [one for one in sittings_of(subject) if one.ends_at > at]
    about = {"panels": rooms}
    times = {"sittings": sittings, "juror": subject}
    return [
        *([Panel(_("Когда и где"), "juries/timetable/_sittings.html", times)] if sittings else []),
        *([Panel(_("Ваш состав"), "juries/_own_room.html", about)] if rooms else []),
    ]


@hookimpl
def eventkit_stage_changed(event: Event, before: str, after: str) -> None:
    """When an event moves on, conflicts follow from the works and people of that moment."""
    derive_conflicts(event)


def _is_published(event: Event) -> bool:
    results = event.stage("results")
    return results is not None and results.closed_at is not None


def _item(juror: Juror, works: int) -> PortfolioItem:
    event = juror.event
    results = event.stage("results")
    detail: Any = ngettext("Прочитана %(num)d работа", "Прочитано %(num)d работ", works)
    return PortfolioItem(
        source=f"juror:{juror.id}",
        kind="jury",
        title=event.title,
        detail=str(detail) if works else "",
        role=str(_("председатель жюри") if juror.is_chair else _("член жюри")),
        on=results.closed_at.date() if results and results.closed_at else None,
        event_id=event.id,
    )
