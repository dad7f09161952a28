"""The path of an event's stages: what is done, what runs now, and a note under each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.milestones import days_left
from eventkit.events.days import first_day, last_day, last_moment
from eventkit.events.models import Event, Stage
from eventkit.events.phases import PHASES, has_closed, is_open, phase
from eventkit.hooks import active_plugins
from eventkit.lazy import dataclass
from eventkit.web.i18n import short_day, short_moment


@dataclass(frozen=True)
class Step:
    """A stage as the macro ``path`` takes it."""

    kind: str
    title: str
    state: str
    note: str
    url: str = ""


def path_of(
    event: Event,
    at: datetime,
    *,
    with_setup: bool = False,
    notes: Mapping[str, str] | None = None,
    urls: Mapping[str, str] | None = None,
) -> list[Step]:
    """The stages in order; ``notes`` replaces the usual notes of some kinds."""
    current = current_stage(event, at)
    order = [stage.kind for stage in event.stages]
    here = order.index(current) if current in order else -1
    if phase(event, at) == "archived" or _is_over(event, at):
        here = len(order)
    return [
        Step(
            kind=stage.kind,
            title=stage.title,
            state=_state(place, here, event, stage, at),
            note=(notes or {}).get(stage.kind) or note_of(event, stage, at),
            url=(urls or {}).get(stage.kind, ""),
        )
        for place, stage in enumerate(event.stages)
        if with_setup or stage.kind != "setup"
    ]


def current_stage(event: Event, at: datetime) -> str:
    """The stage that is the present one; after the deadline the jury is, opened or not."""
    found = phase(event, at)
    if found == "registration" and has_closed(event.stage("registration"), at):
        return "judging"
    return found if found in PHASES else "setup"


def _state(place: int, here: int, event: Event, stage: Stage, at: datetime) -> str:
    if place < here:
        return "done"
    if place > here:
        return "ahead"
    waits = stage.kind == "registration" and not is_open(stage, at)
    return "ahead" if waits and event.published_at is not None else "now"


def _is_over(event: Event, at: datetime) -> bool:
    awards = event.stage("awards")
    if phase(event, at) != "awards":
        return False
    return awards is None or awards.opens_at is None or awards.opens_at < at


def note_of(event: Event, stage: Stage, at: datetime) -> str:
    """The dates of a stage in one or two lines."""
    zone = event.timezone
    if stage.kind == "setup":
        if event.published_at is None:
            return str(_("не опубликовано"))
        return str(_("опубликовано %(day)s", day=short_day(event.published_at, zone)))
    if stage.kind == "registration":
        return _registration_note(event, stage, at)
    if stage.kind == "judging":
        days = interval(first_day(stage), last_day(stage))
        is_blind = event.is_blind and active_plugins().format_of(event).has_jury
        return "\n".join(filter(None, (days, _("без имён авторов") if is_blind else "")))
    return moment_words(stage.opens_at, zone) if stage.opens_at else ""


def _registration_note(event: Event, stage: Stage, at: datetime) -> str:
    end = last_moment(stage)
    if end is None:
        return ""
    if has_closed(stage, at):
        return str(_("до %(day)s", day=short_day(end, event.timezone)))
    until = _("до %(moment)s", moment=short_moment(end, event.timezone))
    if not is_open(stage, at):
        opens = short_day(stage.opens_at, event.timezone)
        return "\n".join(filter(None, (_("с %(day)s", day=opens) if opens else "", until)))
    return f"{until}\n{left_words(days_left(end, at, event.timezone))}"


def left_words(days: int) -> str:
    """«осталось 14 дней», «сегодня последний день»."""
    if days <= 0:
        return str(_("сегодня последний день"))
    return str(ngettext("остался %(num)d день", "осталось %(num)d дней", days))


def moment_words(at: datetime, zone: str) -> str:
    """«21 ноября, 15:00» where an hour was given: people come there, so the hour is the place's."""
    local = at.astimezone(ZoneInfo(zone))
    day = short_day(local.date())
    if (local.hour, local.minute) == (0, 0):
        return day
    return str(_("%(day)s, %(time)s", day=day, time=f"{local:%H:%M}"))


def interval(first: date | None, last: date | None) -> str:
    """«1–31 октября»."""
    if first is None or last is None:
        return short_day(first or last)
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return str(_("%(first)s–%(last)s", first=first.day, last=short_day(last)))
    return str(_("%(first)s – %(last)s", first=short_day(first), last=short_day(last)))


def opening_words(event: Event, at: datetime) -> str:
    """What announcing does: who sees the page, and on which days people may apply."""
    registration = event.stage("registration")
    days = interval(first_day(registration), last_day(registration)) if registration else ""
    is_counted = active_plugins().format_of(event).is_counted
    taken = (
        _("Заявки принимают: %(days)s.", days=days)
        if is_counted
        else _("Запись: %(days)s.", days=days)
    )
    waits = registration is not None and (registration.opens_at or at) > at
    if waits and registration is not None:
        first = short_day(first_day(registration))
        later = _("Первый день ещё впереди: до %(day)s подать заявку нельзя.", day=first)
    else:
        later = _("Подать заявку можно будет сразу.")
    return " ".join([_("Страницу мероприятия увидят все."), taken, later])
