"""Forms of the programme: a session, a material, the questionnaire at the end."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from eventkit.db import db
from eventkit.events.days import first_day
from eventkit.events.models import Event
from eventkit.questionnaires.models import Wave
from eventkit.web.fields import ClockField, DayField, ExactField, Needed, WholeField, stripped
from eventkit.web.requests import row_id
from eventkit_training.models import TrainingSession
from eventkit_training.operations import Plan, choose_feedback
from eventkit_training.queries import feedback_of, sessions_of, times_of, titles_of, waves_of


def _words(label: Any, longest: int, *checks: Any, **options: Any) -> StringField:
    too_long = _l("Слишком длинно. Сократите.")
    return StringField(
        label, [*checks, Length(max=longest, message=too_long)], filters=[stripped], **options
    )


class SessionForm(FlaskForm):
    """When, where, what, with whom, for how many."""

    title = _words(_l("Название"), 200, Needed(_l("Напишите, как называется занятие.")))
    day = DayField(_l("День"), [Needed(_l("Выберите день."))])
    begins = ClockField(_l("Начало"), [Needed(_l("Напишите, во сколько начало."))])
    ends = ClockField(_l("Конец"), [Needed(_l("Напишите, во сколько конец."))])
    hours = ExactField(
        _l("Часов в сертификат"),
        [Optional(), NumberRange(0, 100, _l("От 0 до 100 часов."))],
        description=_l("Например, 2 или 1,5. Пусто – часы не считаем."),
    )
    room = _words(_l("Где"), 120)
    speakers = _words(_l("Кто ведёт"), 400)
    exercises = TextAreaField(
        _l("Что будет"),
        [Length(max=4000, message=_l("Слишком длинно. Сократите."))],
        description=_l("Каждое упражнение – с новой строки."),
    )
    sign_up = BooleanField(_l("Участники записываются на это занятие"))
    places = WholeField(
        _l("Мест"),
        [Optional(), NumberRange(1, 5000, _l("От 1 до 5000 мест."))],
        least=1,
        description=_l("Пусто – сколько придёт. Кому не хватит места, встанет в очередь."),
    )

    def validate_ends(self, field: ClockField) -> None:
        """A session ends after it begins."""
        if field.data and self.begins.data and field.data <= self.begins.data:
            raise ValidationError(_("Занятие кончается раньше, чем начинается."))

    def propose(self, event: Event) -> None:
        """A new session stands after the last one, else on the event's first day."""
        zone, last = ZoneInfo(event.timezone), next(reversed(sessions_of(event)), None)
        if last is not None:
            ends = times_of(last)[1].astimezone(zone)
            self.day.data, self.begins.data = ends.date(), ends.time()
        elif (held := event.stage("judging")) is not None:
            self.day.data = first_day(held)

    def load(self, session: TrainingSession, zone: str) -> None:
        """Show the session as it is."""
        point = session.point
        for name in ("room", "speakers", "exercises", "sign_up", "places"):
            self[name].data = getattr(session, name)
        self.title.data, self.hours.data = point.title, point.hours or None
        begins, ends = (one.astimezone(ZoneInfo(zone)) for one in times_of(session))
        self.day.data, self.begins.data, self.ends.data = begins.date(), begins, ends

    def plan(self, zone: str) -> Plan:
        """What was typed, in the event's zone."""
        lines = (line.strip() for line in (self.exercises.data or "").splitlines())
        return Plan(
            title=self.title.data or "",
            begins_at=_at(self.day.data, self.begins.data, zone),
            ends_at=_at(self.day.data, self.ends.data, zone),
            hours=self.hours.data or Plan.hours,
            exercises="\n".join(filter(None, lines)),
            speakers=self.speakers.data or "",
            room=self.room.data or "",
            sign_up=bool(self.sign_up.data),
            places=int(self.places.data) if self.places.data is not None else None,
        )


def _at(day: date | None, clock: time, zone: str) -> datetime:
    assert day is not None
    return datetime.combine(day, clock, ZoneInfo(zone))


class MoveForm(FlaskForm):
    """On which day the whole programme begins."""

    day = DayField(_l("Первый день программы"), [Needed(_l("Выберите день."))])


class MaterialForm(FlaskForm):
    """A file or a link beside a session."""

    title = _words(_l("Как назвать"), 200, description=_l("Пусто – по имени файла."))
    url = _words(_l("Ссылка"), 1000, description=_l("Например, на презентацию или видео."))
    file = FileField(_l("Или файл"))

    def validate_url(self, field: StringField) -> None:
        """An address of the web, or a file in its place."""
        if not field.data:
            if not getattr(self.file.data, "filename", ""):
                raise ValidationError(_("Вставьте ссылку или выберите файл."))
            return
        try:
            parts = urlsplit(field.data)
            fits = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fits = False
        if not fits:
            raise ValidationError(_("Нужен адрес вида https://…"))


class SettingsForm(FlaskForm):
    """Which questionnaire asks at the end how it was."""

    feedback = SelectField(
        _l("Отзыв в конце"),
        description=_l("Ссылку на этот опросник участники увидят, пока замер открыт."),
        validate_choice=True,
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.feedback.choices = [SelectChoice("", _l("Не спрашиваем"))]

    def load(self, event: Event) -> None:
        """Show what is chosen now."""
        wave = feedback_of(event)
        self.feedback.data = str(wave.id) if wave else ""

    def save(self, event: Event) -> None:
        """Keep what was chosen."""
        wanted = row_id(self.feedback.data)
        wave = db.session.get(Wave, wanted) if wanted else None
        # The next edition begins with these settings and chooses among its own waves afterwards.
        if wave is not None and wave.questionnaire.event_id != event.id:
            wave = None
        choose_feedback(event, wave)


def settings_form(event: Event) -> type[SettingsForm]:
    """The form with the waves of this event."""
    choices = [SelectChoice("", _l("Не спрашиваем"))] + [
        SelectChoice(str(wave.id), ": ".join(titles_of(wave))) for wave in waves_of(event)
    ]

    class Form(SettingsForm):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.feedback.choices = choices

    return Form
