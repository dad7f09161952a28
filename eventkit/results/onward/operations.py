"""Verbs about results at a higher level: record, change, confirm, take out."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.hooks import active_plugins
from eventkit.journal.operations import event_chain, record
from eventkit.results.onward.models import LEVELS, OUTCOMES, OnwardResult
from eventkit.results.queries import published_standing
from eventkit.web.clock import now


def record_onward(entry: Entry, *, actor: str = "system", **values: Any) -> OnwardResult:
    """Write down that a work went on, or what it won there; ``values`` are as ``change`` takes.

    Raises RefusalError naming the field: a work without a published result, an impossible value.
    """
    if published_standing(entry.id) is None:
        raise RefusalError(_("У этой работы нет опубликованного результата."), "entry_id")
    made = OnwardResult(event_id=entry.event_id, entry=entry, recorded_by=actor, recorded_at=now())
    _set(made, **values)
    db.session.add(made)
    db.session.flush()
    _note(made, "onward.recorded", actor)
    return made


def change_onward(made: OnwardResult, *, actor: str = "system", **values: Any) -> bool:
    """Put it right: level, title, outcome, place, held_on, document. True where it changed.

    Whatever was confirmed waits for a new confirmation: it says something else now.
    """
    if not _set(made, **values):
        return False
    was_shown = made.confirmed_at is not None
    made.confirmed_at, made.confirmed_by = None, ""
    db.session.flush()
    _note(made, "onward.changed", actor)
    if was_shown:
        _tell_plugins(made.event)
    return True


def confirm_onward(made: OnwardResult, *, actor: str = "system") -> None:
    """Vouch for it: from now on the results page and portfolios show it.

    Raises RefusalError while it names no paper, unless the work was only sent there.
    """
    if made.confirmed_at is not None:
        return
    if made.outcome != "sent" and not made.document:
        raise RefusalError(
            _("Впишите документ, которым это подтверждается: диплом, протокол или приказ."),
            "document",
        )
    made.confirmed_at, made.confirmed_by = now(), actor
    db.session.flush()
    _note(made, "onward.confirmed", actor)
    _tell_plugins(made.event)


def remove_onward(made: OnwardResult, *, actor: str = "system") -> None:
    """Take it out; the journal keeps that it stood there."""
    event, was_shown = made.event, made.confirmed_at is not None
    _note(made, "onward.removed", actor)
    db.session.delete(made)
    db.session.flush()
    if was_shown:
        _tell_plugins(event)


def _set(
    made: OnwardResult,
    *,
    level: str,
    title: str,
    outcome: str,
    place: int | None = None,
    held_on: date | None = None,
    document: str = "",
) -> bool:
    if level not in LEVELS:
        raise RefusalError(_("Выберите уровень."), "level")
    if outcome not in OUTCOMES:
        raise RefusalError(_("Выберите, что вышло."), "outcome")
    if not title.strip():
        raise RefusalError(_("Напишите название конкурса."), "title")
    if place is not None and outcome not in ("prize", "winner"):
        raise RefusalError(_("Место бывает у победителя и призёра."), "place")
    said = {
        "level": level,
        "title": title.strip(),
        "outcome": outcome,
        "place": place,
        "held_on": held_on,
        "document": document.strip(),
    }
    changed = [name for name, value in said.items() if getattr(made, name) != value]
    for name in changed:
        setattr(made, name, said[name])
    return bool(changed)


def _note(made: OnwardResult, act: str, actor: str) -> None:
    data = {
        "entry": made.entry.code,
        "level": made.level,
        "outcome": made.outcome,
        "place": made.place,
        "on": made.held_on.isoformat() if made.held_on else None,
    }
    texts = {"title": made.title, "document": made.document}
    record(
        event_chain(made.event_id),
        act,
        f"onward:{made.id}",
        actor=actor,
        data=data,
        texts={name: text for name, text in texts.items() if text},
    )


def _tell_plugins(event: Event) -> None:
    """Portfolios hear of it as of a publication."""
    at = phase(event, now())
    active_plugins().ask_others("eventkit_stage_changed", event, before=at, after=at)
