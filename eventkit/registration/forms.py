"""The steps of an application, the withdrawal and the organizer's decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Email, Length, Regexp

from eventkit.db import db
from eventkit.events.models import Nomination
from eventkit.people.forms import CATEGORIES, as_name
from eventkit.people.models import Organization
from eventkit.people.organizations import organization_named, search_organizations
from eventkit.registration.days import parse_day
from eventkit.registration.verdicts import Offer
from eventkit.web.clock import today
from eventkit.web.fields import Needed
from eventkit.web.requests import row_id

_NAME = Regexp(
    r"^[^\W\d_][^\d_]*$", message=_l("Имя пишется буквами, например «Анна-Мария» или «О’Генри».")
)
YOUNGEST_WORKER = 14


class DayText(StringField):
    """A date typed as text; ``day`` holds it once it has been read."""

    day: date | None = None

    def pre_validate(self, form: Any) -> None:
        """Read the date; the message says how to mend it."""
        if not (self.data or "").strip():
            return
        try:
            self.day = parse_day(self.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem


def _words(label: Any, missing: Any, longest: int, *more: Any, **options: Any) -> StringField:
    too_long = _l("Длиннее %(longest)s знаков. Сократите.", longest=longest)
    checks = [Needed(missing)] if missing else []
    return StringField(label, [*checks, Length(max=longest, message=too_long), *more], **options)


class YouForm(FlaskForm):
    """Who applies."""

    last_name = _words(_l("Фамилия"), _l("Напишите фамилию."), 100, _NAME, filters=[as_name])
    first_name = _words(_l("Имя"), _l("Напишите имя."), 100, _NAME, filters=[as_name])
    patronymic = _words(_l("Отчество"), None, 100, filters=[as_name])
    birth_date = DayText(
        _l("Дата рождения"),
        [Needed(_l("Напишите дату рождения, например 17.05.1998."))],
        description=_l("День, месяц и год, например 17.05.1998"),
    )
    teaching_since = DayText(
        _l("Начало педагогической работы"),
        [Needed(_l("Напишите, с какого дня вы работаете педагогом, например 01.09.2023."))],
        description=_l("Дата из трудовой книжки: по ней считается стаж. Например 01.09.2023"),
    )
    position = _words(
        _l("Должность"),
        _l("Напишите должность."),
        200,
        description=_l("Как в трудовом договоре, например «учитель начальных классов»"),
    )
    category = SelectField(_l("Квалификационная категория"), choices=CATEGORIES)
    email = _words(
        _l("Электронная почта"),
        _l("Напишите адрес: на него придёт номер заявки и ссылка на неё."),
        254,
        Email(_l("Проверьте адрес: в нём должны быть имя, знак @ и домен, например i.i@mail.ru.")),
    )
    phone = TelField(
        _l("Телефон"),
        [Length(max=40, message=_l("Длиннее 40 знаков. Напишите один номер."))],
        description=_l("Если возникнет вопрос"),
    )

    def validate_birth_date(self, field: DayText) -> None:
        """A birth date lies in the past, far enough for somebody who works."""
        if field.day and field.day > today("UTC"):
            raise ValidationError(_("Эта дата ещё не наступила. Проверьте год."))
        if field.day and today("UTC").year - field.day.year < YOUNGEST_WORKER:
            raise ValidationError(_("Проверьте год рождения: %(year)s.", year=field.day.year))

    def validate_teaching_since(self, field: DayText) -> None:
        """Nobody teaches before fourteen or from tomorrow on."""
        if field.day and field.day > today("UTC"):
            raise ValidationError(_("Эта дата ещё не наступила. Проверьте год."))
        born = self.birth_date.day
        if field.day and born and field.day.year - born.year < YOUNGEST_WORKER:
            raise ValidationError(_("Проверьте: дата слишком близка к дате рождения."))


class SchoolForm(FlaskForm):
    """The organization: chosen while typing, out of what a search found, or written in full."""

    organization = _words(
        _l("Школа или другая организация"),
        _l("Напишите название, например «СОШ 2 Ромашкино»."),
        200,
        description=_l("Начните писать название или номер и выберите из списка"),
    )
    organization_id = HiddenField()
    pick = HiddenField()
    """Set by a button under what the search proposed."""
    not_listed = BooleanField(_l("Моей организации нет в списке"))
    place = StringField(_l("Населённый пункт"), [Length(max=120)])
    found: Sequence[Organization] = ()
    """What the search proposes when the text alone does not decide."""

    def validate_organization(self, field: StringField) -> None:
        """Find the organization that was meant; several possible ones are shown to choose from."""
        if self.not_listed.data:
            self.organization_id.data = ""
            return
        chosen = self._chosen()
        if chosen is None:
            chosen = organization_named(field.data or "")
        if chosen is not None:
            self.organization_id.data, field.data = str(chosen.id), chosen.short_name
            return
        self.organization_id.data = ""
        self.found = search_organizations(field.data or "")
        if self.found:
            raise ValidationError(_("Уточните, какая это организация: выберите её ниже."))
        raise ValidationError(
            _("В справочнике её нет. Проверьте название или отметьте ниже, что её нет в списке.")
        )

    def validate_place(self, field: StringField) -> None:
        """A new organization is told from others by its place."""
        if self.not_listed.data and not (field.data or "").strip():
            raise ValidationError(_("Напишите, где находится организация."))

    def _chosen(self) -> Organization | None:
        pick = row_id(self.pick.data)
        if pick:
            return db.session.get(Organization, pick)
        chosen = db.session.get(Organization, row_id(self.organization_id.data))
        # The text may have been changed after a choice from the list; then the choice is void.
        text = (self.organization.data or "").strip()
        same = chosen is not None and text in (chosen.short_name, chosen.statutory_name)
        picked = chosen is not None and chosen in search_organizations(text, limit=20)
        return chosen if same or picked else None


class NominationForm(FlaskForm):
    """One of the nominations that suit the applicant."""

    nomination = RadioField(
        _l("Номинация"), [Needed(_l("Выберите номинацию."))], validate_choice=False
    )

    def __init__(self, all_offers: Sequence[Offer], **options: Any) -> None:
        super().__init__(**options)
        self.all_offers = all_offers
        self.chosen: Nomination | None = None
        self.nomination.choices = [
            (str(offer.nomination.id), offer.nomination.title)
            for offer in all_offers
            if offer.is_offered
        ]

    def validate_nomination(self, field: RadioField) -> None:
        """A nomination that does not suit is refused with its reason."""
        chosen = next((o for o in self.all_offers if str(o.nomination.id) == field.data), None)
        if chosen is None:
            raise ValidationError(_("Выберите номинацию."))
        if not chosen.is_offered:
            raise ValidationError(chosen.why_not)
        self.chosen = chosen.nomination


class PlainForm(FlaskForm):
    """A button whose sender is checked."""


class RefusalForm(FlaskForm):
    """The reason that the participant reads."""

    reason_text = TextAreaField(
        _l("Причина отказа для участника"),
        [
            Needed(_l("Напишите причину: её увидит участник.")),
            Length(max=2000, message=_l("Длиннее 2000 знаков. Сократите.")),
        ],
        # With a ready reason the text may stay empty: the browser must not stop that.
        render_kw={"required": False},
    )
    reason_code = HiddenField()


READY_REASONS = {
    "wrong_file": _l("Файл не открывается или в нём нет работы. Пришлите работу заново."),
    "not_on_topic": _l("Работа не относится к выбранной номинации."),
    "volume": _l("Объём работы не соответствует положению."),
    "borrowed": _l("Работа содержит чужой текст без ссылки на источник."),
    "not_eligible": _l("Участник не относится к категории, для которой открыта номинация."),
    "double": _l("В этой номинации уже есть ваша заявка. Рассматриваем её."),
}


def as_typed(form: FlaskForm) -> dict[str, Any]:
    """What stands in the fields, for the draft."""
    skipped = ("CSRFTokenField", "FileField", "MultipleFileField", "SubmitField")
    return {
        field.short_name: field.data
        for field in form
        if field.type not in skipped and field.data is not None and field.short_name != "pick"
    }


def from_draft(typed: Any) -> MultiDict[str, str]:
    """Values of a draft as if they had just been sent, so that fields show them as typed."""
    values: MultiDict[str, str] = MultiDict()
    for name, value in typed.items():
        if value is True:
            values[name] = "y"
        elif value is not None and value is not False:
            values[name] = str(value)
    return values
