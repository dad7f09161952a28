"""Forms about the make-up of a jury."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.events.models import Event, Nomination
from eventkit.juries.models import Juror


def limit_field() -> IntegerField:
    """The most works that a juror takes."""
    return IntegerField(
        _l("Предельная нагрузка"),
        [
            Optional(),
            NumberRange(0, 10000, message=_l("Нагрузка от 0 до 10 000 работ.")),
        ],
        description=_l("Сколько работ готов прочитать. Пусто: без предела."),
    )


class ExpertiseForm(FlaskForm):
    """What a member knows well; a part of the forms below."""

    nominations = SelectMultipleField(
        _l("В каких номинациях разбирается"),
        coerce=int,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        description=_l("План даст ему прежде всего эти работы. Ничего не отмечено: любые."),
    )

    def offer(self, event: Event, juror: Juror | None = None) -> None:
        """Let the event's nominations be chosen; one alone is no choice."""
        if len(event.nominations) < 2:
            del self.nominations
            return
        self.nominations.choices = [SelectChoice(n.id, n.title) for n in event.nominations]
        if juror is not None and not self.is_submitted():
            self.nominations.data = [nomination.id for nomination in juror.nominations]

    def chosen(self, event: Event) -> list[Nomination]:
        """The nominations that were chosen."""
        ids = (self.nominations.data or []) if "nominations" in self else []
        return [nomination for nomination in event.nominations if nomination.id in ids]


class JurorForm(ExpertiseForm):
    """A new member: somebody of the directory, or a new person with an address."""

    person = StringField(
        _l("Найти среди известных людей"),
        description=_l("Начните вводить фамилию. Если человека нет, заполните поля ниже."),
    )
    person_id = HiddenField()
    last_name = StringField(_l("Фамилия"), [Length(max=100)])
    first_name = StringField(_l("Имя"), [Length(max=100)])
    patronymic = StringField(_l("Отчество"), [Length(max=100)])
    organization = StringField(_l("Организация"), [Length(max=400)])
    organization_id = HiddenField()
    email = EmailField(
        _l("Электронная почта"),
        [
            Optional(),
            Email(message=_l("Проверьте адрес, например ivanova@school.ru.")),
            Length(max=254),
        ],
        description=_l("На неё придёт личная ссылка. Без почты ссылку можно напечатать."),
    )
    is_chair = BooleanField(_l("Председатель жюри"))
    load_limit = limit_field()

    @property
    def is_known(self) -> bool:
        """Whether somebody of the directory is meant, by choice or by what was typed."""
        return bool(self.person_id.data or (self.person.data or "").strip())

    def validate_last_name(self, field: StringField) -> None:
        """A person is chosen, or named by surname and first name."""
        if not self.is_known and not (field.data or "").strip():
            raise ValidationError(_l("Выберите человека из списка или впишите фамилию."))

    def validate_first_name(self, field: StringField) -> None:
        """As above."""
        if not self.is_known and not (field.data or "").strip():
            raise ValidationError(_l("Впишите имя."))


class JurorSettingsForm(ExpertiseForm):
    """What is changed about a member later."""

    email = EmailField(
        _l("Электронная почта"),
        [
            Optional(),
            Email(message=_l("Проверьте адрес, например ivanova@school.ru.")),
            Length(max=254),
        ],
    )
    is_chair = BooleanField(_l("Председатель жюри"))
    load_limit = limit_field()
