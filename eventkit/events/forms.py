"""Forms of an event's settings."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, Optional

from eventkit.db import db
from eventkit.events.models import Audience, Event, Nomination
from eventkit.hooks import active_plugins
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
        description=_l("Два-три предложения: о чём мероприятие и кого вы ждёте."),
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
