"""The form of whoever invites helpers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

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
