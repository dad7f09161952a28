"""The verbs of the plan: draw it up, arrange it, put words between, move and remove parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.pages import has_jury
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.people.passwords import new_token
from eventkit.results import queries
from eventkit.results.ceremony.models import Ceremony, CeremonyItem
from eventkit.results.ceremony.operations import held, prepared
from eventkit.results.ceremony.queries import items_of
from eventkit.results.models import Calculation
from eventkit.results.rules import judging_is_over


def prepare(event: Event, *, actor: str = "system") -> Ceremony:
    """Draw the plan up from the latest calculation, or move a plan to it, closing all lines.

    What was arranged by hand stays; new nominations and prizes join at the end. Raises
    RefusalError while the jury is at work and where nothing was counted.
    """
    if not judging_is_over(event):
        judged = _("Жюри ещё работает: церемонию готовят, когда работа жюри закончена.")
        held_still = _("Проведение ещё идёт: церемонию готовят, когда оно закончено.")
        raise RefusalError(judged if has_jury(event) else held_still)
    made = queries.calculation(event)
    if made is None:
        raise RefusalError(_("Итогов ещё нет: сначала посчитайте их."))
    ceremony = held(event)
    if ceremony is None:
        ceremony = Ceremony(
            event_id=event.id, calculation=made, key=new_token(), turn=0, opened=0, steps=[]
        )
        db.session.add(ceremony)
    else:
        ceremony.calculation = made
        ceremony.steps, ceremony.opened = [], 0
        ceremony.started_at = ceremony.ended_at = None
        ceremony.turn += 1
    db.session.flush()
    _fill(event, made)
    data = {"calculation": made.number}
    record(event_chain(event.id), "ceremony.prepared", f"event:{event.id}", actor=actor, data=data)
    return ceremony


def arrange(
    event: Event,
    *,
    shows_values: bool,
    with_rest: bool,
    from_place: int | None,
    actor: str = "system",
) -> None:
    """Choose what the lines show and from which place they begin. Raises RefusalError."""
    ceremony = _open_plan(event)
    ceremony.shows_values, ceremony.with_rest = shows_values, with_rest
    ceremony.from_place = from_place
    data = {"values": shows_values, "rest": with_rest, "from": from_place}
    _noted(event, "ceremony.arranged", actor, data)


def add_words(
    event: Event, title: str, text: str, presenter: str, *, actor: str = "system"
) -> CeremonyItem:
    """Put words of the host at the end of the plan. Raises RefusalError."""
    _open_plan(event)
    added = _add(event, "words", title=title, text=text, presenter=presenter)
    _noted(event, "ceremony.arranged", actor, {"added": "words"})
    return added


def change_item(
    item: CeremonyItem, title: str, text: str, presenter: str, *, actor: str = "system"
) -> None:
    """Change the words of a part; only words of the host have a title. Raises RefusalError."""
    event = _open_plan_of(item)
    item.title = title if item.kind == "words" else ""
    item.text, item.presenter = text, presenter
    _noted(event, "ceremony.arranged", actor, {"changed": item.kind})


def move_item(item: CeremonyItem, by: int, *, actor: str = "system") -> None:
    """Move a part one up (-1) or down (1); at the edge nothing happens. Raises RefusalError."""
    event = _open_plan_of(item)
    order = list(items_of(event))
    at = order.index(item)
    to = at + by
    if by not in (-1, 1) or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    _number(order)
    _noted(event, "ceremony.arranged", actor, {"moved": item.kind, "to": to + 1})


def remove_item(item: CeremonyItem, *, actor: str = "system") -> None:
    """Take a part out of the plan. Raises RefusalError."""
    event = _open_plan_of(item)
    kind = item.kind
    db.session.delete(item)
    db.session.flush()
    _number(items_of(event))
    _noted(event, "ceremony.arranged", actor, {"removed": kind})


def _fill(event: Event, made: Calculation) -> None:
    """Add the nominations, special prizes and the grand prix that the plan lacks."""
    present = {(one.kind, one.nomination_id, one.decision_id) for one in items_of(event)}
    rows = queries.place_rows(made)
    lines = {row.nomination_id for row in rows}
    for nomination in event.nominations:
        if nomination.id in lines and ("nomination", nomination.id, None) not in present:
            _add(event, "nomination", nomination_id=nomination.id)
    for decision in queries.decisions_in(made):
        if decision.kind != "special_prize":
            continue
        if ("prize", None, decision.id) not in present:
            _add(event, "prize", decision_id=decision.id)
    if any(row.is_grand_prix for row in rows) and ("grand_prix", None, None) not in present:
        _add(event, "grand_prix")


def _add(
    event: Event,
    kind: str,
    *,
    nomination_id: int | None = None,
    decision_id: int | None = None,
    title: str = "",
    text: str = "",
    presenter: str = "",
) -> CeremonyItem:
    added = CeremonyItem(
        event_id=event.id,
        position=len(items_of(event)),
        kind=kind,
        nomination_id=nomination_id,
        decision_id=decision_id,
        title=title,
        text=text,
        presenter=presenter,
    )
    db.session.add(added)
    db.session.flush()
    return added


def _open_plan(event: Event) -> Ceremony:
    ceremony = prepared(event)
    if ceremony.started_at is not None:
        raise RefusalError(_("Церемония уже идёт: план меняют до начала или начав заново."))
    return ceremony


def _open_plan_of(item: CeremonyItem) -> Event:
    event = db.session.get_one(Ceremony, item.event_id).event
    _open_plan(event)
    return event


def _number(order: Sequence[CeremonyItem]) -> None:
    for position, one in enumerate(order):
        one.position = position


def _noted(event: Event, act: str, actor: str, data: Mapping[str, object]) -> None:
    db.session.flush()
    record(event_chain(event.id), act, f"event:{event.id}", actor=actor, data=data)
