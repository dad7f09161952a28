"""The forms of the ceremony's plan."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from eventkit.web.fields import Needed, stripped


class ArrangeForm(FlaskForm):
    """What the lines show."""

    from_place = IntegerField(
        _l("Открывать по одному с места"),
        [Optional(), NumberRange(1, 999, _l("Место – число от 1."))],
        description=_l("Например, 3. Пусто – с последнего присуждённого."),
    )
    with_rest = BooleanField(_l("Остальных назвать вместе, до мест"))
    shows_values = BooleanField(_l("Показывать баллы"))


class PartForm(FlaskForm):
    """The words that belong to a part of the plan."""

    text = TextAreaField(
        _l("Слова ведущего"),
        [Optional(), Length(max=2000)],
        filters=[stripped],
        description=_l("Только для сценария: на экране их не видно."),
    )
    presenter = StringField(
        _l("Кто вручает"),
        [Optional(), Length(max=200)],
        filters=[stripped],
        description=_l("Например: начальник отдела образования Ирина Львовна Рябинина."),
    )


class WordsForm(PartForm):
    """Words of the host between nominations: thanks, a pause, a concert number."""

    title = StringField(
        _l("Что увидит зал"),
        [Needed(), Length(max=200)],
        filters=[stripped],
        description=_l("Например: Благодарности членам жюри."),
    )
