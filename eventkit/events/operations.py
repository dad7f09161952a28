"""Verbs about an event as a whole: create, change, publish, archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import STAGE_KINDS, Event, Series, Stage
from eventkit.events.moving import moving
from eventkit.events.naming import initials_of, slug_of
from eventkit.events.refusals import RefusalError
from eventkit.hooks import Format, active_plugins
from eventkit.journal.operations import event_chain, record
from eventkit.people.models import Organization
from eventkit.web.clock import now, today

# What a settings form may change; everything else has a verb of its own.
FREE_TEXTS = frozenset({"title", "subtitle", "description", "regulation", "contact_email"})
CHANGEABLE = FREE_TEXTS | {
    "accent",
    "reference_date",
    "organizer",
    "document_prefix",
    "code_prefix",
    "is_blind",
    "pair_papers",
    "appeal_days",
    "plugins",
}
USUAL_APPEAL_DAYS = 3


def create_event(
    title: str,
    format_name: str,
    *,
    series: Series | None = None,
    reference_date: date | None = None,
    timezone: str = "",
    organizer: Organization | None = None,
    plugins: Sequence[str] = (),
    actor: str = "system",
    **texts: Any,
) -> Event:
    """Make an event with its stages, not yet published.

    ``texts`` are columns of Event: subtitle, description, accent, contact_email, code_prefix,
    document_prefix (made from the title where it is absent or taken), is_blind, appeal_days.
    """
    zone = timezone or current_app.config["TIMEZONE"]
    counted_on = reference_date or today(zone)
    prefix = texts.pop("document_prefix", "") or f"{initials_of(title)}-"
    event = Event(
        title=title,
        format=format_name,
        series=series or find_or_create_series(title),
        slug=_free_slug(title, counted_on.year),
        reference_date=counted_on,
        timezone=zone,
        organizer=organizer,
        plugins=list(plugins),
        document_prefix=_free_prefix(prefix, counted_on.year),
        created_at=now(),
        **{"appeal_days": USUAL_APPEAL_DAYS} | texts,
    )
    event.stages = _stages(active_plugins().format_of(event))
    db.session.add(event)
    db.session.flush()
    journal(event, "event.created", actor, data={"format": format_name}, texts={"title": title})
    return event


def _stages(format_: Format) -> list[Stage]:
    """The five stages; four where nothing is counted."""
    titles: Mapping[str, str] = {
        "setup": _("Настройка"),
        "registration": _("Приём работ") if format_.hands_in else _("Приём заявок"),
        "judging": _("Жюри") if format_.has_jury else _("Проведение"),
        "results": _("Итоги"),
        "awards": _("Награждение"),
    }
    if not format_.is_counted:
        own = {"registration": _("Запись"), "awards": _("Сертификаты")}
        titles = {kind: title for kind, title in {**titles, **own}.items() if kind != "results"}
    return [
        Stage(kind=kind, title=titles[kind], position=position)
        for position, kind in enumerate(kind for kind in STAGE_KINDS if kind in titles)
    ]


def find_or_create_series(title: str) -> Series:
    """The series of this very title, or a new one."""
    found = db.session.scalars(select(Series).where(Series.title == title)).first()
    if found:
        return found
    slug = _free(slug_of(title), Series.slug)
    series = Series(title=title, slug=slug)
    db.session.add(series)
    db.session.flush()
    return series


def change_event(event: Event, *, actor: str = "system", **values: Any) -> list[str]:
    """Change settings of an event; gives the names of those that became different."""
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise ValueError(f"not a setting of an event: {sorted(unknown)}")
    changed = sorted(name for name, value in values.items() if getattr(event, name) != value)
    if "document_prefix" in changed:
        _require_own_prefix(event, values["document_prefix"])
    if "appeal_days" in changed:
        _keep_the_promise(event, values["appeal_days"])
    for name in changed:
        setattr(event, name, values[name])
    db.session.flush()
    if changed:
        texts = {name: str(values[name]) for name in changed if name in FREE_TEXTS}
        journal(event, "event.changed", actor, data={"fields": changed}, texts=texts)
    return changed


def publish_event(event: Event, *, actor: str = "system") -> None:
    """Let visitors see the event; refused while there is nothing to enter or no deadline."""
    registration = event.stage("registration")
    if registration is None or registration.closes_at is None:
        raise RefusalError(_("Не указан последний день приёма работ."))
    if not event.nominations:
        raise RefusalError(_("Нет ни одной номинации: участникам нечего выбрать."))
    if event.published_at is not None:
        return
    with moving(event):
        event.published_at = now()
    journal(event, "event.published", actor)


def archive_event(event: Event, *, actor: str = "system") -> None:
    """Put an event away: it stays readable among the results and leaves the lists."""
    if event.archived_at is not None:
        return
    with moving(event):
        event.archived_at = now()
    journal(event, "event.archived", actor)


def restore_event(event: Event, *, actor: str = "system") -> None:
    """Bring an event back from the archive."""
    with moving(event):
        event.archived_at = None
    journal(event, "event.restored", actor)


def journal(
    event: Event,
    act: str,
    actor: str,
    subject: str = "",
    data: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
) -> None:
    """One line in the event's own chain."""
    subject = subject or f"event:{event.id}"
    record(event_chain(event.id), act, subject, actor=actor, data=data, texts=texts)


def _require_own_prefix(event: Event, prefix: str) -> None:
    others = select(Event.title).where(Event.document_prefix == prefix, Event.id != event.id)
    other = db.session.scalars(others).first()
    if other:
        raise RefusalError(
            _("Так начинаются номера мероприятия «%(title)s». Выберите другое.", title=other),
            "document_prefix",
        )


def _keep_the_promise(event: Event, days: int) -> None:
    """Once results are public their readers count on the days that they were told."""
    results = event.stage("results")
    if days < event.appeal_days and results is not None and results.closed_at is not None:
        raise RefusalError(
            _("Итоги уже опубликованы. Срок подачи апелляций можно только увеличить."),
            "appeal_days",
        )


def _free_slug(title: str, year: int) -> str:
    slug = slug_of(title)
    return _free(slug if str(year) in slug else f"{slug}-{year}", Event.slug)


def _free_prefix(prefix: str, year: int) -> str:
    """Document numbers never meet: each event has a prefix of its own."""
    wanted = prefix if str(year) in prefix else f"{prefix.rstrip('-')}-{year}-"
    taken = _taken(Event.document_prefix, wanted.rstrip("-"))
    number, free = 2, wanted
    while free in taken:
        free = f"{wanted.rstrip('-')}-{number}-"
        number += 1
    return free


def _free(wanted: str, column: Any) -> str:
    taken = _taken(column, wanted)
    number, free = 2, wanted
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    return free


def _taken(column: Any, start: str) -> set[str]:
    query = select(column).where(func.substr(column, 1, len(start)) == start)
    return set(db.session.scalars(query))
