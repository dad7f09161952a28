"""Verbs about stages: their days, opening and closing by hand, a later deadline."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.days import end_of, first_day, last_day, start_of
from eventkit.events.models import Event, Stage
from eventkit.events.moving import moving
from eventkit.events.operations import journal
from eventkit.events.refusals import RefusalError
from eventkit.web.clock import now


def set_stage_days(
    stage: Stage, first: date | None, last: date | None, *, actor: str = "system"
) -> None:
    """Say from which day to which a stage runs; the last day counts to 23:59:59 of the zone."""
    if first and last and last < first:
        raise RefusalError(_("Последний день раньше первого. Поменяйте их местами."), "last")
    zone = stage.event.timezone
    opens = start_of(first, zone) if first else None
    closes = end_of(last, zone) if last else None
    set_stage_times(stage, opens, closes, actor=actor)


def set_stage_times(
    stage: Stage, opens_at: datetime | None, closes_at: datetime | None, *, actor: str = "system"
) -> None:
    """Set the instants of a stage; ``closes_at`` is the first one that is too late."""
    if (stage.opens_at, stage.closes_at) == (opens_at, closes_at):
        return
    with moving(stage.event):
        stage.opens_at, stage.closes_at = opens_at, closes_at
    _journal(stage, "stage.dated", actor)


def extend_deadline(stage: Stage, last: date, reason: str, *, actor: str = "system") -> None:
    """Let a stage run longer, to the end of a later day; the journal keeps why."""
    if not reason.strip():
        raise RefusalError(
            _("Напишите, почему срок продлён: причина останется в журнале."), "reason"
        )
    before = last_day(stage)
    if before is not None and last <= before:
        raise RefusalError(_("Новый срок не позже прежнего. Выберите более поздний день."), "last")
    closes = end_of(last, stage.event.timezone)
    if closes <= now():
        raise RefusalError(_("Этот день уже прошёл. Выберите более поздний день."), "last")
    with moving(stage.event):
        stage.closes_at, stage.closed_at = closes, None
    _journal(stage, "stage.extended", actor, texts={"reason": reason})


def open_stage(event: Event, kind: str, *, actor: str = "system") -> None:
    """Open a stage by hand; one that was closed by hand opens again."""
    stage = _stage(event, kind)
    if stage.opened_at is not None and stage.closed_at is None:
        return
    with moving(event):
        stage.opened_at = stage.opened_at or now()
        stage.closed_at = None
    _journal(stage, "stage.opened", actor)


def close_stage(event: Event, kind: str, *, actor: str = "system") -> None:
    """Close a stage by hand, before or after its deadline."""
    stage = _stage(event, kind)
    if stage.closed_at is not None:
        return
    with moving(event):
        stage.closed_at = now()
    _journal(stage, "stage.closed", actor)


def _stage(event: Event, kind: str) -> Stage:
    stage = event.stage(kind)
    if stage is None:
        raise RefusalError(_("В этом мероприятии нет такого этапа."))
    return stage


def _journal(stage: Stage, act: str, actor: str, texts: dict[str, str] | None = None) -> None:
    db.session.flush()
    days = {"first": first_day(stage), "last": last_day(stage)}
    data = {name: day.isoformat() if day else None for name, day in days.items()}
    subject = f"stage:{stage.kind}"
    journal(stage.event, act, actor, subject=subject, data=data, texts=texts)
