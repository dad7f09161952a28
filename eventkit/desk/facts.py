"""Facts of many events at once, from which each one's next step follows."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from eventkit.desk.milestones import days_left
from eventkit.desk.numbers import Numbers
from eventkit.desk.setup_check import checks
from eventkit.desk.stage_words import current_stage
from eventkit.desk.steps import Facts
from eventkit.events.days import first_day, last_moment
from eventkit.events.models import Event
from eventkit.events.phases import has_closed, phase
from eventkit.hooks.manager import active_plugins
from eventkit.web.i18n import short_day


def facts_of(event: Event, numbers: Numbers, at: datetime, *, is_close: bool = False) -> Facts:
    """What the next step is computed from; only a close look names what a set-up lacks."""
    registration, awards = event.stage("registration"), event.stage("awards")
    judging = event.stage("judging")
    opens = registration.opens_at if registration else None
    format_ = active_plugins().format_of(event)
    left = [(name, assigned - sent) for name, assigned, sent in numbers.jurors if assigned > sent]
    return Facts(
        phase=phase(event, at),
        missing=_missing(event) if is_close and event.published_at is None else None,
        has_begun=opens is not None and opens <= at,
        has_ended=has_closed(registration, at),
        days_to_opening=days_left(opens, at, event.timezone) if opens else 0,
        days_left=_days_left(event, at),
        sent=numbers.sent,
        waiting=numbers.waiting,
        admitted=numbers.admitted,
        jurors=len(numbers.jurors),
        without_link=numbers.without_link,
        judging_day=first_day(judging) if judging else None,
        has_jury=format_.has_jury,
        is_counted=format_.is_counted,
        sheets_needed=numbers.sheets_needed,
        sheets_assigned=numbers.sheets_assigned,
        sheets_sent=numbers.sheets_sent,
        behind=sorted(left, key=lambda one: (-one[1], one[0])),
        replacements=numbers.replacements,
        calculation=numbers.calculation,
        ties=numbers.ties,
        appeals=numbers.appeals,
        awards=numbers.awards[0],
        unchecked=numbers.awards[1],
        unissued=numbers.awards[2],
        ceremony_ahead=awards is not None and awards.opens_at is not None and awards.opens_at > at,
    )


def _missing(event: Event) -> list[str]:
    return [check.text for check in checks(event) if check.state == "bad"]


def _days_left(event: Event, at: datetime) -> int:
    stage = event.stage("judging" if current_stage(event, at) == "judging" else "registration")
    end = last_moment(stage) if stage else None
    if end is None:
        return 0
    # The last day itself has 0 days left; once its last second is over the term has passed.
    return days_left(end, at, event.timezone) if at <= end else -1


def opens_later(event: Event, at: datetime) -> bool:
    """Whether the event is announced and its registration opens on a later day."""
    registration = event.stage("registration")
    opens = registration.opens_at if registration else None
    return phase(event, at) == "registration" and opens is not None and opens > at


def phase_word(event: Event, at: datetime) -> str:
    """Where the event stands, in a few words."""
    if opens_later(event, at):
        registration = event.stage("registration")
        opens = registration.opens_at if registration else None
        day = short_day(opens, event.timezone)
        if not active_plugins().format_of(event).is_counted:
            return str(_("объявлено, запись с %(day)s", day=day))
        return str(_("объявлено, приём с %(day)s", day=day))
    format_ = active_plugins().format_of(event)
    is_over = has_closed(event.stage("registration"), at)
    if phase(event, at) == "registration" and is_over:
        return str(_("приём закончен") if format_.is_counted else _("запись закончена"))
    words = {
        "setup": _("настройка"),
        "registration": _("приём заявок") if format_.is_counted else _("запись"),
        "judging": _("работает жюри") if format_.has_jury else _("идёт"),
        "results": _("подводим итоги"),
        "awards": _("награждение") if format_.is_counted else _("прошло"),
        "archived": _("в архиве"),
    }
    return str(words[phase(event, at)])
