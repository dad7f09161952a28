"""Rows of the start page: what each event is now and what a visitor may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.milestones import Milestone, is_taking, milestones, next_milestone
from eventkit.desk.queries import (
    Sent,
    nomination_counts,
    published_event_ids,
    sent_counts,
)
from eventkit.events.models import Event
from eventkit.events.phases import has_closed, phase
from eventkit.hooks import active_plugins
from eventkit.lazy import dataclass
from eventkit.registration.drafts import entrant_of
from eventkit.registration.pages import ornament_of
from eventkit.web.i18n import short_day


@dataclass(frozen=True)
class Bill:
    """One row: its day, its badge, its act, a note under them."""

    event: Event
    ornament: str
    milestone: Milestone | None
    text: str
    badge: str
    badge_kind: str
    act: str
    act_url: str
    is_primary: bool
    note: str


def in_words(number: int) -> str:
    """«три» up to ten, figures above: how many events, inside a sentence."""
    words = (
        _("одно"),
        _("два"),
        _("три"),
        _("четыре"),
        _("пять"),
        _("шесть"),
        _("семь"),
        _("восемь"),
        _("девять"),
        _("десять"),
    )
    return str(words[number - 1]) if 0 < number <= len(words) else str(number)


def apply_label(event: Event) -> str:
    """The verb by which one enters this event."""
    words = {"pair": _("Подать заявку парой"), "team": _("Подать заявку командой")}
    usual = _("Подать заявку")
    if not active_plugins().format_of(event).is_counted:
        usual = _("Записаться")
    return str(words.get(entrant_of(event)) or usual)


def playbill(events: Sequence[Event], at: datetime) -> list[Bill]:
    """The events that still have something ahead, those that take applications first."""
    shown = [event for event in events if not _is_past(event, at)]
    ids = [event.id for event in shown]
    sent, lines, published = sent_counts(ids), nomination_counts(ids), published_event_ids(ids)
    rows = [
        _bill(e, at, sent.get(e.id, Sent()), lines.get(e.id, 0), e.id in published) for e in shown
    ]
    return sorted(rows, key=lambda row: _order(row, at))


def _is_past(event: Event, at: datetime) -> bool:
    days = milestones(event)
    return phase(event, at) == "awards" and all(one.at < at for one in days)


def _order(row: Bill, at: datetime) -> tuple[bool, bool, float]:
    when = row.milestone.at.timestamp() if row.milestone else 0.0
    return (not row.is_primary, row.milestone is None, when)


def _bill(event: Event, at: datetime, sent: Sent, lines: int, is_published: bool) -> Bill:
    badge, kind, note = _state(event, at, sent)
    act, url, is_primary = "", "", False
    if is_taking(event, at):
        act, is_primary = apply_label(event), True
        url = url_for("registration.apply", slug=event.slug)
    elif is_published:
        act, url = _("Смотреть итоги"), url_for("results.public", slug=event.slug)
    return Bill(
        event=event,
        ornament=ornament_of(event),
        milestone=next_milestone(event, at),
        text=_nominations(lines),
        badge=badge,
        badge_kind=kind,
        act=act,
        act_url=url,
        is_primary=is_primary,
        note=note,
    )


def _nominations(number: int) -> str:
    if number < 2:
        return ""
    return str(ngettext("%(num)d номинация.", "%(num)d номинаций.", number))


def _state(event: Event, at: datetime, sent: Sent) -> tuple[str, str, str]:
    """Badge, its kind and the note beneath."""
    registration, results = event.stage("registration"), event.stage("results")
    zone, format_ = event.timezone, active_plugins().format_of(event)
    now_in = phase(event, at)
    if not format_.is_counted:
        return _uncounted_state(event, at, sent)
    if now_in == "registration" and not has_closed(registration, at):
        if is_taking(event, at):
            taking = _("Идёт приём работ") if format_.hands_in else _("Идёт приём заявок")
            return taking, "acc", sent_words(sent.applications)
        if registration is not None and registration.opens_at is not None:
            day = short_day(registration.opens_at, zone)
            return _("Приём с %(day)s", day=day), "open", ""
        return _("Скоро"), "open", ""
    if now_in == "awards":
        return _("Итоги подведены"), "ok", ""
    at_work = _("Работы у жюри") if format_.has_jury else _("Идёт")
    badge = _("Приём закончен") if now_in == "registration" else at_work
    day = short_day(results.opens_at, zone) if results and results.opens_at else ""
    if now_in == "results":
        badge = _("Подводим итоги")
    note = _("Итоги появятся здесь %(day)s", day=day) if day else ""
    return badge, "open", note


def _uncounted_state(event: Event, at: datetime, sent: Sent) -> tuple[str, str, str]:
    registration, now_in = event.stage("registration"), phase(event, at)
    if now_in == "awards":
        return _("Прошло"), "ok", ""
    if now_in == "judging":
        return _("Идёт"), "acc", ""
    if is_taking(event, at):
        return _("Идёт запись"), "acc", sent_words(sent.applications)
    if has_closed(registration, at):
        return _("Запись закончена"), "open", ""
    opens = short_day(registration.opens_at, event.timezone) if registration else ""
    return _("Запись с %(day)s", day=opens) if opens else _("Скоро"), "open", ""


def sent_words(number: int) -> str:
    """«Уже подано 18 заявок», nothing for none."""
    if not number:
        return ""
    return str(ngettext("Уже подана %(num)d заявка", "Уже подано %(num)d заявок", number))
