"""Forms of signing in, of a person, an organization and an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    PasswordField,
    SelectField,
    StringField,
    TelField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, EqualTo, Length, Optional

from eventkit.people.naming import capitalised
from eventkit.people.passwords import SHORTEST
from eventkit.web.clock import now
from eventkit.web.fields import Needed

CATEGORIES = [
    SelectChoice("", _l("не указана")),
    SelectChoice("без категории", _l("без категории")),
    SelectChoice("соответствие", _l("соответствие занимаемой должности")),
    SelectChoice("первая", _l("первая")),
    SelectChoice("высшая", _l("высшая")),
    SelectChoice("педагог-методист", _l("педагог-методист")),
    SelectChoice("педагог-наставник", _l("педагог-наставник")),
]


def as_name(value: Any) -> Any:
    """A name as papers will carry it: whoever typed small letters alone gets capitals."""
    return capitalised(value) if isinstance(value, str) else value


def like_address(message: Any = None) -> Email:
    """The field must look like an e-mail address."""
    return Email(message or _l("Проверьте адрес, например ivanova@school.ru."))


class SignInForm(FlaskForm):
    """E-mail and password."""

    email = EmailField(_l("Электронная почта"), [Needed(), like_address()])
    password = PasswordField(_l("Пароль"), [Needed()])


class LinkForm(FlaskForm):
    """E-mail only: the link comes by letter."""

    email = EmailField(_l("Электронная почта"), [Needed(), like_address()])


class PasswordForm(FlaskForm):
    """A new password, typed twice."""

    password = PasswordField(
        _l("Новый пароль"),
        [Needed(), Length(min=SHORTEST, message=_l("Пароль короче 8 знаков. Добавьте ещё."))],
        description=_l("Не короче 8 знаков. Подойдёт фраза из нескольких слов."),
    )
    again = PasswordField(
        _l("Ещё раз"),
        [EqualTo("password", message=_l("Пароли не совпали. Наберите второй ещё раз."))],
    )


class PersonForm(FlaskForm):
    """A person of the directory."""

    last_name = StringField(_l("Фамилия"), [Needed(), Length(max=100)], filters=[as_name])
    first_name = StringField(_l("Имя"), [Needed(), Length(max=100)], filters=[as_name])
    patronymic = StringField(_l("Отчество"), [Optional(), Length(max=100)], filters=[as_name])
    gender = SelectField(
        _l("Пол"),
        choices=[
            SelectChoice("", _l("определить по имени")),
            SelectChoice("f", _l("женский")),
            SelectChoice("m", _l("мужской")),
        ],
        description=_l("Нужен, чтобы правильно просклонять имя в дипломе."),
    )
    birth_date = DateField(_l("Дата рождения"), [Optional()])
    teaching_since = DateField(_l("Начало педагогической работы"), [Optional()])
    position = StringField(_l("Должность"), [Optional(), Length(max=200)])
    category = SelectField(_l("Категория"), choices=CATEGORIES)
    email = EmailField(_l("Электронная почта"), [Optional(), like_address(), Length(max=254)])
    phone = TelField(_l("Телефон"), [Optional(), Length(max=40)])

    def validate_birth_date(self, field: Field) -> None:
        """Nobody is born in the future or takes part at a hundred and ten."""
        check_past(field.data, 110)

    def validate_teaching_since(self, field: Field) -> None:
        """Nobody begins to teach in the future or before being born."""
        check_past(field.data, 80)
        if field.data and self.birth_date.data and field.data <= self.birth_date.data:
            raise ValidationError(_l("Начало работы раньше даты рождения. Проверьте обе даты."))


class OrganizationForm(FlaskForm):
    """An organization of the directory."""

    short_name = StringField(
        _l("Краткое название"),
        [Needed(), Length(max=200)],
        description=_l("Как в дипломе: МАОУ СОШ №1 с. Ромашкино"),
    )
    statutory_name = StringField(_l("Название по уставу"), [Optional(), Length(max=400)])
    place = StringField(_l("Населённый пункт"), [Optional(), Length(max=120)])
    aliases = StringField(
        _l("Другие названия"),
        [Optional(), Length(max=600)],
        description=_l("Через точку с запятой. По ним школу тоже найдут."),
    )
    parent_id = SelectField(_l("Филиал организации"), coerce=int, validate_choice=True)


class AccountForm(FlaskForm):
    """An account opened by an administrator."""

    email = EmailField(_l("Электронная почта"), [Needed(), like_address(), Length(max=254)])
    is_administrator = BooleanField(_l("Администратор сайта"))


class RoleForm(FlaskForm):
    """A role in an event for whoever has the address."""

    email = EmailField(_l("Электронная почта"), [Needed(), like_address(), Length(max=254)])
    role = SelectField(
        _l("Роль"),
        choices=[
            SelectChoice("organizer", _l("организатор")),
            SelectChoice("chair", _l("председатель жюри")),
            SelectChoice("secretary", _l("секретарь")),
            SelectChoice("observer", _l("наблюдатель")),
        ],
    )

    def leave_out_chair(self) -> None:
        """Where nobody judges there is no jury to preside over."""
        self.role.choices = [one for one in self.role.choices if one.value != "chair"]


def person_details(form: PersonForm) -> dict[str, Any]:
    """The form's values as columns of a person: texts never None, dates as they are.

    Fields that were taken out of the form are left out.
    """
    dates = ("birth_date", "teaching_since")
    texts = (
        "last_name",
        "first_name",
        "patronymic",
        "gender",
        "position",
        "category",
        "email",
        "phone",
    )
    values: dict[str, Any] = {
        name: " ".join((form[name].data or "").split()) for name in texts if name in form
    }
    return values | {name: form[name].data for name in dates}


def check_past(value: date | None, years: int) -> None:
    """Refuse a date in the future or longer ago than a life or a career lasts."""
    if value is None:
        return
    present = now().date()
    if value > present:
        raise ValidationError(_l("Эта дата ещё не наступила. Проверьте год."))
    if present.year - value.year > years:
        raise ValidationError(_l("Проверьте год: получается больше %(n)s лет.", n=years))


class SiteForm(FlaskForm):
    """Who runs the site."""

    department = StringField(_l("Название на сайте"), [Needed(), Length(max=200)])
    district = StringField(_l("Округ или район"), [Optional(), Length(max=200)])
    full_name = StringField(_l("Полное название по уставу"), [Optional(), Length(max=400)])
    address = StringField(_l("Адрес"), [Optional(), Length(max=300)])
    email = EmailField(_l("Электронная почта"), [Optional(), like_address(), Length(max=200)])
    phone = TelField(_l("Телефон"), [Optional(), Length(max=100)])
    head_name = StringField(
        _l("Кто подписывает дипломы"),
        [Optional(), Length(max=200)],
        description=_l("И. О. Фамилия"),
    )
    head_position = StringField(_l("Должность подписывающего"), [Optional(), Length(max=200)])
    privacy_url = StringField(
        _l("Страница о персональных данных"),
        [Optional(), Length(max=300)],
        description=_l("Адрес на сайте отдела, если она там есть."),
    )
