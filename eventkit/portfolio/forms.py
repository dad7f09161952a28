"""The owner's note at a line."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length


def tidy(text: str | None) -> str:
    """One paragraph with single blanks."""
    return " ".join((text or "").split())


class NoteForm(FlaskForm):
    """Own words beside a line."""

    note = TextAreaField(
        _l("Пояснение"),
        filters=[tidy],
        validators=[Length(max=500, message=_l("Не длиннее 500 знаков: это две-три фразы."))],
        description=_l("Его увидят все, кому вы дадите ссылку."),
    )
