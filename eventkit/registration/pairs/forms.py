"""The step «Пара», and what the second person fills in."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, ValidationError

from eventkit.people.forms import as_name
from eventkit.registration.consent_forms import ConsentsForm
from eventkit.registration.forms import DayText, SchoolForm, YouForm
from eventkit.registration.pairs.models import Partner
from eventkit.web.clock import today
from eventkit.web.fields import Needed, stripped
from eventkit.web.requests import row_id

_TOO_LONG = _l("Слишком длинно: не больше %(max)d знаков.")
ROLES = {"mentor": _l("Наставник"), "young": _l("Молодой педагог")}


class OrderForm(FlaskForm):
    """The order by which the one became the other's mentor; both parts or none."""

    order_number = StringField(
        _l("Номер приказа о наставничестве"),
        [Length(max=60, message=_TOO_LONG)],
        description=_l("Приказ школы, который закрепил наставника за молодым педагогом."),
        filters=[stripped],
    )
    order_date = DayText(
        _l("Дата приказа о наставничестве"),
        description=_l("По ней считается, сколько длится наставничество. Например 01.09.2024"),
        filters=[stripped],
    )

    def validate_order_number(self, field: StringField) -> None:
        """A date alone names no order."""
        if (self.order_date.data or "") and not field.data:
            raise ValidationError(_("Напишите номер приказа."))

    def validate_order_date(self, field: DayText) -> None:
        """A number alone says nothing of how long."""
        if self.order_number.data and not field.data:
            raise ValidationError(_("Напишите дату приказа, например 01.09.2024."))
        if field.day and field.day > today("UTC"):
            raise ValidationError(_("Эта дата ещё не наступила. Проверьте год."))


class InviteForm(FlaskForm):
    """Whom the invitation is for."""

    partner = StringField(
        _l("Как зовут второго участника"),
        [Needed(_l("Напишите, кто выступит с вами.")), Length(max=300, message=_TOO_LONG)],
        description=_l("Фамилия, имя и отчество: так мы обратимся в письме."),
        filters=[stripped, as_name],
    )
    partner_email = StringField(
        _l("Электронная почта второго участника"),
        [
            Needed(_l("Напишите адрес: на него придёт ссылка.")),
            Length(max=254, message=_TOO_LONG),
            Email(_l("Проверьте адрес: в нём должны быть имя, знак @ и домен.")),
        ],
        description=_l("Свои данные и согласия второй участник даст сам, по ссылке из письма."),
        filters=[stripped],
    )


class PairForm(InviteForm, OrderForm):
    """What the pair calls itself, who is who, and who the other one is."""

    title = StringField(
        _l("Название дуэта"),
        [Needed(_l("Назовите дуэт.")), Length(max=120, message=_TOO_LONG)],
        description=_l("Без кавычек, например Камертон."),
        filters=[stripped],
    )
    role = RadioField(
        _l("Кто вы в паре"),
        [Needed(_l("Выберите, кто вы в паре."))],
        choices=[SelectChoice(key, title) for key, title in ROLES.items()],
    )

    def __init__(self, own_email: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.own_email = own_email

    def validate_partner_email(self, field: StringField) -> None:
        """Two people have two addresses."""
        if self.own_email and (field.data or "").lower() == self.own_email:
            raise ValidationError(_("Это ваш адрес. Напишите адрес второго участника."))

    def validate_title(self, field: StringField) -> None:
        """Screens put the quotation marks."""
        field.data = (field.data or "").strip(" «»„“\"'")
        if not field.data:
            raise ValidationError(_("Назовите дуэт."))


class PartnerForm(YouForm, SchoolForm, ConsentsForm, OrderForm):
    """Everything the second person says of oneself, on one page."""


class ReplaceForm(InviteForm):
    """Who comes instead of a member, and why."""

    instead = HiddenField()
    """The id of the one who was asked for that place when the form was made; 0 for nobody."""

    reason = TextAreaField(
        _l("Почему меняется состав"),
        [Needed(_l("Напишите причину.")), Length(max=1000, message=_TOO_LONG)],
        filters=[stripped],
    )

    @property
    def seen(self) -> int | None:
        """The id that the form carries; None where it carries none."""
        return row_id(self.instead.data) if self.instead.data else None

    def show(self, partner: Partner | None) -> None:
        """From now on the form speaks of this one."""
        self.instead.data = str(partner.id if partner else 0)


class ReplaceFirstForm(ReplaceForm):
    """The same for the one who applied."""

    partner = StringField(
        _l("Как зовут нового участника"),
        [Needed(_l("Напишите, кто войдёт в пару.")), Length(max=300, message=_TOO_LONG)],
        description=_l("Фамилия, имя и отчество: так мы обратимся в письме."),
        filters=[stripped, as_name],
    )
    partner_email = StringField(
        _l("Электронная почта нового участника"),
        [
            Needed(_l("Напишите адрес: на него придёт ссылка.")),
            Length(max=254, message=_TOO_LONG),
            Email(_l("Проверьте адрес: в нём должны быть имя, знак @ и домен.")),
        ],
        description=_l("Свои данные и согласия он даст сам, по ссылке из письма."),
        filters=[stripped],
    )


class LeaveForm(FlaskForm):
    """A button, and why."""

    reason = StringField(
        _l("Почему вы выходите"),
        [Length(max=500, message=_TOO_LONG)],
        description=_l("Увидят второй участник пары и организатор."),
        filters=[stripped],
    )


class DeclineForm(FlaskForm):
    """A button, and a word for the one who invited."""

    reason = StringField(
        _l("Что передать пригласившему"),
        [Length(max=500, message=_TOO_LONG)],
        filters=[stripped],
    )
