"""Forms of the doors: whoever helps there, whoever comes without an application."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from eventkit.registration.checkin.walk_ins import WalkIn
from eventkit.registration.forms import SchoolForm
from eventkit.web.fields import Needed, stripped


class HelperForm(FlaskForm):
    """Who stands at a door."""

    name = StringField(
        _l("Имя помощника"),
        [
            Needed(_l("Напишите имя: по нему видно, чья это ссылка.")),
            Length(max=200, message=_l("Не длиннее 200 знаков.")),
        ],
        filters=[stripped],
    )


def _name(label: Any, missing: Any = None) -> StringField:
    checks = [Needed(missing)] if missing else []
    longest = Length(max=100, message=_l("Не длиннее 100 знаков."))
    return StringField(label, [*checks, longest], filters=[stripped])


class WalkInForm(SchoolForm):
    """The least that a certificate needs, and the consent that was signed on paper."""

    last_name = _name(_l("Фамилия"), _l("Напишите фамилию."))
    first_name = _name(_l("Имя"), _l("Напишите имя."))
    patronymic = _name(_l("Отчество"))
    position = StringField(
        _l("Должность"),
        [Length(max=200, message=_l("Не длиннее 200 знаков."))],
        filters=[stripped],
    )
    consent = BooleanField(
        _l("Согласие на обработку персональных данных подписано на бумаге"),
        [Needed(_l("Без согласия записать человека нельзя."))],
    )

    def walk_in(self) -> WalkIn:
        """What was typed."""
        names = ("organization", "organization_id", "not_listed", "place")
        return WalkIn(
            self.last_name.data or "",
            self.first_name.data or "",
            self.patronymic.data or "",
            self.position.data or "",
            {name: self[name].data for name in names},
        )
