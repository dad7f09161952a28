"""The forms of whoever runs a game."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from eventkit.events.models import Event
from eventkit.web.clock import now
from eventkit.web.fields import ClockField, ExactField, Needed, WholeField, stripped
from eventkit_quest.models import QuestStation
from eventkit_quest.queries import definition_of

HALF_A_DAY = timedelta(hours=12)
DAY = 24 * 60
REASON = _l("Причина")
REASON_HINT = _l("Останется в журнале, команда увидит её после публикации.")


class StaggerForm(FlaskForm):
    """The first start, the step between teams, how long a team may play."""

    first = ClockField(_l("Первый старт"), [Needed()], description=_l("Например, 10:00."))
    every = WholeField(
        _l("Через сколько минут следующая"),
        [Needed(), NumberRange(0, 240, _l("От 0 до 240 минут."))],
        description=_l("0 – все в одно время."),
    )
    length = WholeField(
        _l("Сколько минут открыто окно"),
        [Optional(), NumberRange(1, DAY, _l("От 1 до 1440 минут."))],
        least=1,
        description=_l("Пусто – без ограничения."),
    )


class WindowForm(FlaskForm):
    """A team's own window."""

    opens = ClockField(_l("Открывается"), [Optional()], description=_l("Пусто – в любое время."))
    closes = ClockField(_l("Закрывается"), [Optional()], description=_l("Пусто – без ограничения."))


class TimeForm(FlaskForm):
    """Minutes given to a team."""

    minutes = ExactField(
        _l("Сколько минут дать"), [Needed(), NumberRange(0.1, DAY, _l("От 0,1 до 1440 минут."))]
    )
    reason = StringField(
        REASON, [Needed(), Length(max=500)], filters=[stripped], description=REASON_HINT
    )


class PenaltyForm(FlaskForm):
    """Points taken off a team."""

    points = ExactField(
        _l("Сколько баллов снять"), [Needed(), NumberRange(0.01, 100000, _l("Больше нуля."))]
    )
    reason = StringField(
        REASON, [Needed(), Length(max=500)], filters=[stripped], description=REASON_HINT
    )


class ReasonForm(FlaskForm):
    """Why a team plays without a place, or why an event counts no more."""

    reason = StringField(
        REASON, [Needed(), Length(max=500)], filters=[stripped], description=REASON_HINT
    )


class BoardForm(FlaskForm):
    """What the hall sees."""

    board = RadioField(
        _l("Что видит зал"),
        choices=[
            SelectChoice("table", _l("Карту и таблицу с баллами")),
            SelectChoice("map", _l("Только карту, без баллов и мест")),
            SelectChoice("off", _l("Пока ничего: название и часы")),
        ],
    )


class HostForm(FlaskForm):
    """Somebody who stands at a station."""

    name = StringField(
        _l("Кто ведёт станцию"),
        [Needed(), Length(max=200)],
        filters=[stripped],
        description=_l("Имя или роль: «Мария Петровна», «старшеклассники, кабинет 12»."),
    )
    station = SelectField(_l("Станция"), coerce=str)

    def offer(self, stations: Sequence[QuestStation]) -> None:
        """Let the organizer choose one of the stations, those that need somebody first."""
        needing = sorted(stations, key=lambda one: not definition_of(one).needs_host)
        self.station.choices = [
            SelectChoice(one.code, one.definition.get("title") or one.code) for one in needing
        ]


def moment_of(event: Event, clock: object) -> datetime | None:
    """The instant of a clock typed today in the event's zone; tomorrow's where long past."""
    if not hasattr(clock, "hour"):
        return None
    zone = ZoneInfo(event.timezone)
    local = now().astimezone(zone)
    found = datetime.combine(local.date(), clock, tzinfo=zone)  # type: ignore[arg-type]
    return found + timedelta(days=1) if local - found > HALF_A_DAY else found
