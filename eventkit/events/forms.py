"""Forms of an event's settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, NumberRange, Optional

from eventkit.db import db
from eventkit.events.days import first_day, last_day
from eventkit.events.models import Audience, Event, Nomination
from eventkit.hooks import Format, active_plugins
from eventkit.people.models import Organization
from eventkit.people.queries import organizations
from eventkit.web.fields import DayField, Needed, WholeField, stripped

ACCENTS = (
    SelectChoice("chernila", _l("Чернила, синий")),
    SelectChoice("surguch", _l("Сургуч, вишнёвый")),
    SelectChoice("bor", _l("Бор, зелёный")),
    SelectChoice("ohra", _l("Охра, коричневый")),
    SelectChoice("voda", _l("Вода, бирюзовый")),
    SelectChoice("grafit", _l("Графит, серый")),
)
NEEDED = Needed()


def text_field(label: Any, most: int, needed: bool = False, **options: Any) -> StringField:
    """A line of text of at most ``most`` signs."""
    too_long = _l("Слишком длинно: не больше %(max)d знаков.")
    checks = [NEEDED if needed else Optional(), Length(max=most, message=too_long)]
    return StringField(label, checks, filters=[stripped], **options)


class MainForm(FlaskForm):
    """What visitors read first, and how things are numbered."""

    title = text_field(_l("Название"), 200, needed=True)
    subtitle = text_field(_l("Подзаголовок"), 300)
    description = TextAreaField(
        _l("О мероприятии"),
        [Length(max=20000, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Два-три предложения. Можно ставить **выделение** и ссылки."),
        filters=[stripped],
    )
    organizer = SelectField(_l("Организатор"), coerce=int)
    contact_email = StringField(
        _l("Почта для вопросов"),
        [Optional(), Email(_l("Проверьте адрес: в нём должна быть «@».")), Length(max=254)],
        filters=[stripped],
    )
    reference_date = DayField(
        _l("Возраст и стаж считают на день"),
        [NEEDED],
        description=_l("Полные годы на эту дату."),
    )
    accent = RadioField(_l("Цвет"), choices=ACCENTS, default="chernila")
    document_prefix = text_field(
        _l("Начало номеров дипломов"), 30, needed=True, description=_l("Например, КВМ-2026-.")
    )
    code_prefix = text_field(
        _l("Начало шифров работ"), 10, needed=True, description=_l("Например, Э-.")
    )
    pair_papers = RadioField(
        _l("Документы пары"),
        choices=[
            SelectChoice("both", _l("паре и каждому участнику")),
            SelectChoice("pair", _l("только паре")),
            SelectChoice("members", _l("только участникам, каждому свой")),
        ],
        default="both",
        description=_l("Документы, которые уже подготовлены, останутся."),
    )
    is_blind = BooleanField(
        _l("Жюри не видит имён авторов"),
        description=_l("Члены жюри читают работы под шифрами."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.organizer.choices = organizer_choices()
        event = options.get("obj")
        if event is None or not enter_in_pairs(event):
            del self.pair_papers
        if event is not None and not active_plugins().format_of(event).has_jury:
            del self.is_blind
            del self.code_prefix

    def load(self, event: Event) -> None:
        """Show the present settings."""
        self.organizer.data = event.organizer_id or 0

    def values(self) -> dict[str, Any]:
        """Settings as ``change_event`` takes them."""
        values = {name: value for name, value in self.data.items() if name != "csrf_token"}
        chosen = values.pop("organizer")
        values["organizer"] = db.session.get(Organization, chosen) if chosen else None
        return values


def enter_in_pairs(event: Event) -> bool:
    """Whether the format of the event is one of pairs."""
    return active_plugins().format_of(event).entrant == "pair"


def organizer_choices() -> list[SelectChoice]:
    """Organizations of the directory, the site's own department first."""
    rows = db.session.scalars(organizations()).unique().all()
    own = SelectChoice(0, _l("Отдел, как на сайте"))
    return [own, *(SelectChoice(row.id, row.short_name) for row in rows)]


UNCOUNTED_DAYS = {
    "registration_first": _l("Первый день записи"),
    "registration_last": _l("Последний день записи"),
    "judging_last": _l("Последний день мероприятия"),
    "awards_day": _l("День выдачи сертификатов"),
}


UNJUDGED_DAYS = {"judging_last": _l("Последний день проведения")}


class StagesForm(FlaskForm):
    """First and last days; each last day counts to 23:59:59.

    Where nothing is counted there is no day of results, and the days of the event are named.
    """

    registration_first = DayField(_l("Первый день приёма"), [NEEDED])
    registration_last = DayField(
        _l("Последний день приёма"),
        [NEEDED],
        description=_l("Последний день считается целиком, до 23:59:59."),
    )
    judging_first = DayField(_l("Первый день мероприятия"), [NEEDED])
    judging_last = DayField(_l("Последний день работы жюри"), [NEEDED])
    results_day = DayField(_l("День итогов"), [NEEDED])
    awards_day = DayField(_l("День награждения"), [Optional()])

    def __init__(self, format_: Format, **options: Any) -> None:
        super().__init__(**options)
        self.is_counted, self.has_jury = format_.is_counted, format_.has_jury
        if self.is_counted:
            del self.judging_first
            self.call({} if self.has_jury else UNJUDGED_DAYS)
        else:
            del self.results_day
            self.call(UNCOUNTED_DAYS)

    def call(self, labels: Mapping[str, Any]) -> None:
        """Give days other labels, by the names of their fields."""
        for name, label in labels.items():
            self[name].label.text = label

    def load(self, event: Event) -> None:
        """Show the present days."""
        days = {stage.kind: (first_day(stage), last_day(stage)) for stage in event.stages}
        none = (None, None)
        self.registration_first.data, self.registration_last.data = days.get("registration", none)
        first, self.judging_last.data = days.get("judging", none)
        if self.is_counted:
            self.results_day.data = days.get("results", none)[0]
        else:
            self.judging_first.data = first
        self.awards_day.data = days.get("awards", none)[0]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each step comes after the one before."""
        valid = bool(super().validate(extra_validators))
        for before, after, message in self._order():
            if before.data is None or after.data is None or before.errors or after.errors:
                continue
            same_day = before is not self.registration_last
            if after.data < before.data or (after.data == before.data and not same_day):
                after.errors = [*after.errors, message]
                valid = False
        return valid

    def _order(self) -> tuple[tuple[Any, Any, Any], ...]:
        """Which day follows which, and what is said where it does not."""
        early = _l("Это раньше первого дня.")
        begins = (self.registration_first, self.registration_last, early)
        if not self.is_counted:
            return (
                begins,
                (self.registration_first, self.judging_first, _l("Это раньше, чем начнут запись.")),
                (self.judging_first, self.judging_last, early),
                (self.judging_first, self.awards_day, _l("Сертификаты не раньше мероприятия.")),
            )
        if self.has_jury:
            day, after = (
                _l("Жюри нужен день после приёма работ."),
                _l("Итоги не раньше, чем закончит жюри."),
            )
        else:
            day = _l("Проведение – после приёма заявок.")
            after = _l("Итоги не раньше проведения.")
        return (
            begins,
            (self.registration_last, self.judging_last, day),
            (self.judging_last, self.results_day, after),
            (self.results_day, self.awards_day, _l("Награждение не раньше итогов.")),
        )

    def schedule(self) -> dict[str, tuple[Any, Any]]:
        """First and last day of each stage."""
        if not self.is_counted:
            return {
                "registration": (self.registration_first.data, self.registration_last.data),
                "judging": (self.judging_first.data, self.judging_last.data),
                "awards": (self.awards_day.data, None),
            }
        last = self.registration_last.data
        reading = last + timedelta(days=1) if last else None
        return {
            "registration": (self.registration_first.data, self.registration_last.data),
            "judging": (reading, self.judging_last.data),
            "results": (self.results_day.data, None),
            "awards": (self.awards_day.data, None),
        }


class TermsForm(StagesForm):
    """The days of an event that stands already, and how long appeals are accepted."""

    appeal_days = WholeField(
        _l("Сколько дней после публикации итогов принимают апелляции"),
        [NEEDED, NumberRange(max=90, message=_l("Не больше %(max)s дней."))],
        description=_l("Последний день считается целиком. 0 – апелляции не принимают."),
    )

    def __init__(self, format_: Format, **options: Any) -> None:
        super().__init__(format_, **options)
        if not self.is_counted:
            del self.appeal_days

    def load(self, event: Event) -> None:
        """Show the present days."""
        super().load(event)
        if self.is_counted:
            self.appeal_days.data = event.appeal_days


class ExtensionForm(FlaskForm):
    """A later last day, and why."""

    last = DayField(_l("Новый последний день"), [NEEDED])
    reason = text_field(
        _l("Почему"), 300, needed=True, description=_l("Причина останется в журнале.")
    )


class AudienceForm(FlaskForm):
    """Who may enter, in full years."""

    title = text_field(_l("Кто участвует"), 200, needed=True)
    max_age = WholeField(_l("Возраст не больше, лет"), [Optional()])
    min_experience = WholeField(_l("Стаж не меньше, лет"), [Optional()])
    max_experience = WholeField(_l("Стаж не больше, лет"), [Optional()])

    def values(self) -> dict[str, Any]:
        """Columns of Audience."""
        names = ("title", "max_age", "min_experience", "max_experience")
        return {name: self[name].data for name in names}


class NominationForm(FlaskForm):
    """A line in which places are given."""

    title = text_field(_l("Название номинации"), 300, needed=True)
    genre = text_field(_l("Жанр"), 200, description=_l("Например, письмо-размышление."))
    audience = SelectField(_l("Для кого"), coerce=int)

    def __init__(self, event: Event, obj: Nomination | None = None, **options: Any) -> None:
        super().__init__(obj=obj, **options)
        self.audiences: dict[int, Audience] = {row.id: row for row in event.audiences}
        everybody = SelectChoice(0, _l("Для всех участников"))
        rows = [SelectChoice(key, row.title) for key, row in self.audiences.items()]
        self.audience.choices = [everybody, *rows]
        if obj is not None and not self.is_submitted():
            self.audience.data = obj.audience_id or 0

    def values(self) -> dict[str, Any]:
        """Columns of Nomination."""
        chosen = self.audiences.get(self.audience.data)
        return {"title": self.title.data, "genre": self.genre.data or "", "audience": chosen}


class RegulationForm(FlaskForm):
    """The organizer's own text of the regulation."""

    regulation = TextAreaField(
        _l("Свой текст положения"),
        [Length(max=100000, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
    )
