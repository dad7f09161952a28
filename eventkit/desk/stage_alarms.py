"""What a contest in a hall still lacks when its day comes near: an order, times, a timetable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from eventkit.desk.seen import Alarm, Seen
from eventkit.entries.performances.queries import performances_of_event
from eventkit.events.days import first_day
from eventkit.events.models import Trial
from eventkit.juries.draw.queries import draw_now, live_trials
from eventkit.juries.timetable.queries import is_shown
from eventkit.results.explained.telling import listed
from eventkit.web.i18n import short_day

NEAR = 7
"""Days before the first live trial from which its order and times are somebody's duty."""


def stage_alarms(seen: Seen) -> Iterator[Alarm]:
    """The one next thing that the organizer or the secretary does before a live trial."""
    near = _near(seen)
    if not near:
        return
    slug, first = seen.event.slug, near[0]
    kind = "bad" if _days_to(seen, first) <= 1 else "warn"
    drawn = draw_now(seen.event)
    if drawn is None or drawn.finished_at is None:
        fact = _("Жеребьёвка не проведена.") if drawn is None else _("Жеребьёвка не закончена.")
        link = _("Провести жеребьёвку") if drawn is None else _("Открыть билеты")
        yield Alarm(kind, fact, _who(first), link, url_for("draw.room", slug=slug), for_office=True)
        return
    rows = performances_of_event(seen.event)
    bare = {row.trial_id for row in rows if row.starts_at is None and row.begun_at is None}
    lacking = [trial.title for trial in near if trial.id in bare]
    if lacking:
        text = _("Без времени выступлений: %(titles)s.", titles=listed(lacking))
    elif not is_shown(seen.event):
        text = _("Время назначено, но посетители его не видят.")
    else:
        return
    fact = _("Расписание не готово.") if lacking else _("Расписание не показано.")
    link, url = _("Открыть расписание"), url_for("timetable.room", slug=slug)
    kind = kind if lacking else "info"
    yield Alarm(kind, fact, f"{text} {_who(first)}", link, url, for_office=True)


def _near(seen: Seen) -> Sequence[Trial]:
    """Live trials of the round now that begin soon or run already, the first first."""
    if seen.facts.phase not in ("registration", "judging"):
        return []
    dated = [trial for trial in live_trials(seen.event) if trial.opens_at is not None]
    near = [trial for trial in dated if _days_to(seen, trial) <= NEAR and not _is_over(seen, trial)]
    return sorted(near, key=lambda trial: (trial.opens_at, trial.position))


def _is_over(seen: Seen, trial: Trial) -> bool:
    return trial.closes_at is not None and trial.closes_at <= seen.at


def _days_to(seen: Seen, trial: Trial) -> int:
    day, today = first_day(trial), _today(seen)
    return (day - today).days if day is not None else NEAR


def _today(seen: Seen) -> date:
    return seen.at.astimezone(ZoneInfo(seen.event.timezone)).date()


def _who(trial: Trial) -> str:
    return str(
        _(
            "Начало %(day)s: %(title)s. Дело организатора или секретаря.",
            title=trial.title,
            day=short_day(trial.opens_at, trial.event.timezone),
        )
    )
