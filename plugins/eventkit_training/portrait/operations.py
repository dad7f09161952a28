"""Verbs of a portrait: what it is made of, which words it quotes, who may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import delete

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record
from eventkit.web.clock import now
from eventkit_training.portrait.choosing import Choice
from eventkit_training.portrait.models import TrainingPortrait, TrainingQuote


def change_portrait(
    event: Event, choice: Choice, quotes: Collection[tuple[int, str]], *, actor: str = "system"
) -> None:
    """Keep what the page is made of, and the words picked (ids of responses and of items)."""
    row = _row(event)
    row.choice = choice.to_dict()
    db.session.execute(delete(TrainingQuote).where(TrainingQuote.event_id == event.id))
    db.session.add_all(
        TrainingQuote(event_id=event.id, response_id=number, item=item)
        for number, item in sorted(set(quotes))
    )
    db.session.flush()
    _journal(event, "training.portrait_changed", actor)


def copy_choice(
    source: Event, target: Event, twins: Mapping[int, int], *, actor: str = "system"
) -> None:
    """Make an event's portrait of the same as another's; ``twins``: its questionnaires by those.

    Words that were picked and whether it is shown stay with the people who were there.
    """
    kept = db.session.get(TrainingPortrait, source.id)
    if kept is None or not kept.choice:
        return
    choice = Choice.from_dict(kept.choice)
    sides = tuple(
        replace(one, questionnaire=twins[one.questionnaire])
        for one in choice.sides
        if one.questionnaire in twins
    )
    change_portrait(target, replace(choice, sides=sides), (), actor=actor)


def publish_portrait(event: Event, *, actor: str = "system") -> None:
    """Let everybody see the portrait who reads the event's page."""
    row = _row(event)
    if row.published_at is None:
        row.published_at = now()
        db.session.flush()
        _journal(event, "training.portrait_published", actor)


def hide_portrait(event: Event, *, actor: str = "system") -> None:
    """Leave the portrait to the organizer again."""
    row = _row(event)
    if row.published_at is not None:
        row.published_at = None
        db.session.flush()
        _journal(event, "training.portrait_hidden", actor)


def _row(event: Event) -> TrainingPortrait:
    row = db.session.get(TrainingPortrait, event.id, with_for_update=True)
    if row is None:
        row = TrainingPortrait(event_id=event.id, choice={})
        db.session.add(row)
        db.session.flush()
    return row


def _journal(event: Event, act: str, actor: str) -> None:
    record(event_chain(event.id), act, f"event:{event.id}", actor=actor)
