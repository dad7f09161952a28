"""The forms of consents: giving both, and writing a new version of a text."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from eventkit.registration.consents import current_text
from eventkit.web.fields import Needed

LONGEST = 20_000


class ConsentsForm(FlaskForm):
    """Two separate consents: the first is needed, the second is free."""

    processing = BooleanField(
        _l("Даю согласие на обработку персональных данных"),
        [DataRequired(_l("Без этого согласия заявку принять нельзя."))],
    )
    publication = BooleanField(_l("Разрешаю опубликовать моё имя в итогах"))
    processing_version = StringField()
    publication_version = StringField()
    """Which texts the page showed."""

    def validate_processing(self, _field: BooleanField) -> None:
        """Nobody agrees to a text that was not shown."""
        _refuse_older("processing", self.processing_version.data)

    def validate_publication(self, field: BooleanField) -> None:
        """The same of the second text, where it is agreed to."""
        if field.data:
            _refuse_older("publication", self.publication_version.data)


class ConsentTextForm(FlaskForm):
    """The next version of a text."""

    text = TextAreaField(
        _l("Текст"),
        [
            Needed(_l("Напишите текст согласия.")),
            Length(max=LONGEST, message=_l("Слишком длинно: не больше %(max)d знаков.")),
        ],
        description=_l(
            "Абзацы разделяет новая строка. Кто согласился раньше, согласился с прежним"
            " текстом: он сохранится."
        ),
    )


def _refuse_older(kind: str, version: str | None) -> None:
    """Stop where another version of a text came into force while the page was open."""
    if version and version != str(current_text(kind).version):
        raise ValidationError(
            _("Пока вы читали, текст согласия изменился. Прочитайте новый и согласитесь ещё раз.")
        )
