"""Forms of the results room."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from eventkit.web.fields import DayField, Needed

NEEDED = Needed()


def _stripped(value: str | None) -> str | None:
    return value.strip() if isinstance(value, str) else value


class DecisionForm(FlaskForm):
    """What the chair decided about a nomination."""

    kind = RadioField(
        _l("Что решено"),
        choices=[
            SelectChoice("shared_place", _l("Разделить место")),
            SelectChoice("order", _l("Расставить по местам")),
            SelectChoice("special_prize", _l("Присудить специальный приз")),
        ],
        validators=[Needed(_l("Выберите, что решило жюри."))],
    )
    entry_codes = StringField(
        _l("Шифры работ"),
        [Length(max=400, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Через запятую. Если места расставлены, первой – лучшая."),
        filters=[_stripped],
    )
    text = TextAreaField(
        _l("Решение словами"),
        [NEEDED, Length(max=2000, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Войдёт в протокол, например: «Первое место разделить»."),
        filters=[_stripped],
    )
    protocol_number = StringField(
        _l("Номер протокола"),
        [Length(max=40, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[_stripped],
    )
    decided_on = DayField(_l("Дата решения"), [NEEDED])

    def codes(self) -> list[str]:
        """The codes typed, in their order."""
        typed = (self.entry_codes.data or "").replace(";", ",")
        return [code for part in typed.split(",") if (code := part.strip())]


class ReasonForm(FlaskForm):
    """Why something is done, for the journal."""

    reason = StringField(
        _l("Причина"),
        [NEEDED, Length(max=400, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Останется в журнале."),
        filters=[_stripped],
    )


class PublishForm(FlaskForm):
    """Publication: the number that the protocol bears."""

    protocol_number = StringField(
        _l("Номер протокола"),
        [NEEDED, Length(max=40, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[_stripped],
    )
