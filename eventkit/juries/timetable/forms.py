"""Forms of the times of a trial, and of one performance."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import Length, Optional, ValidationError

from eventkit.entries.performances.models import Performance
from eventkit.events.days import first_day
from eventkit.events.models import Trial
from eventkit.juries.timetable.models import TrialTimes
from eventkit.juries.timetable.slots import Layout
from eventkit.web.fields import ClockField, DayField, Needed, WholeField, stripped

LONGEST = 24 * 60
"""Minutes that a performance or a break may take at most."""


class MomentForm(FlaskForm):
    """A day and an hour."""

    day = DayField(_l("День"), [Needed()])
    clock = ClockField(_l("Начало"), [Needed()], description=_l("Часы и минуты: 9:00."))

    def moment(self, zone: str) -> datetime:
        """The instant, in UTC."""
        return self.moment_of(self.clock.data, zone)

    def moment_of(self, clock: time, zone: str) -> datetime:
        """The instant of another hour on the same day, in UTC."""
        assert self.day.data is not None  # the field is needed
        return datetime.combine(self.day.data, clock, ZoneInfo(zone)).astimezone(UTC)

    def show(self, at: datetime, zone: str) -> None:
        """Put an instant into the fields."""
        local = at.astimezone(ZoneInfo(zone))
        self.day.data, self.clock.data = local.date(), local.time()


class LayoutForm(MomentForm):
    """When a trial begins and how it goes on."""

    minutes = WholeField(
        _l("Минут от начала до начала"),
        [Needed()],
        least=1,
        description=_l("Выступление и пауза после него."),
    )
    together = BooleanField(_l("Все сразу, как за круглым столом"))
    break_after = WholeField(
        _l("Перерыв после скольких выступлений"),
        [Optional()],
        least=1,
        description=_l("Пусто – без перерывов."),
    )
    break_minutes = WholeField(_l("Сколько минут перерыв"), [Optional()], least=1)
    break_at = ClockField(
        _l("Перерыв в определённый час"),
        description=_l("Например, обед в 12:30. Кто не успевает до него, выступает после."),
    )
    break_at_minutes = WholeField(_l("Сколько минут он длится"), [Optional()], least=1)
    room = StringField(
        _l("Где"),
        [Length(max=100, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Зал или кабинет. У составов жюри свои аудитории."),
        filters=[stripped],
    )

    def validate_minutes(self, field: WholeField) -> None:
        """A day has an end."""
        if field.data and field.data > LONGEST:
            raise ValidationError(_("Больше суток не бывает. Проверьте время."))

    validate_break_minutes = validate_minutes
    validate_break_at_minutes = validate_minutes

    def validate_break_after(self, field: WholeField) -> None:
        """A break has a length."""
        if field.data and not self.break_minutes.data:
            raise ValidationError(_("Напишите, сколько минут длится перерыв."))

    def validate_break_at(self, field: ClockField) -> None:
        """A break at an hour comes after the start, and has a length."""
        if field.data is None:
            return
        if self.clock.data is not None and field.data <= self.clock.data:
            raise ValidationError(_("Перерыв начинается позже, чем испытание."))
        if not self.break_at_minutes.data:
            raise ValidationError(_("Напишите, сколько минут длится перерыв."))

    def load(self, trial: Trial, times: TrialTimes | None, limit: int | None) -> None:
        """Show what there is, else the trial's own first day and its limit of minutes."""
        if times is None:
            self.day.data, self.minutes.data = first_day(trial), limit
            return
        self.show(times.starts_at, trial.event.timezone)
        self.minutes.data, self.together.data = times.minutes, times.together
        self.break_after.data, self.break_minutes.data = (
            times.break_after,
            times.break_minutes or None,
        )
        self.break_at.data = (
            times.break_at.astimezone(ZoneInfo(trial.event.timezone)).time()
            if times.break_at
            else None
        )
        self.break_at_minutes.data = times.break_at_minutes or None
        self.room.data = times.room

    def layout(self, zone: str) -> Layout:
        """What was typed."""
        return Layout(
            self.moment(zone),
            self.minutes.data,
            self.break_after.data,
            self.break_minutes.data or 0,
            self.together.data,
            self.moment_of(self.break_at.data, zone) if self.break_at.data else None,
            self.break_at_minutes.data or 0,
        )


class MoveForm(MomentForm):
    """Another time for one performance."""

    following = BooleanField(_l("Сдвинуть и всё, что после него в этом испытании"), default=True)

    def load(self, performance: Performance) -> None:
        """Show the time as it is."""
        if performance.starts_at is not None:
            self.show(performance.starts_at, performance.trial.event.timezone)
