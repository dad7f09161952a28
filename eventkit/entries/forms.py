"""How an entry is handed in where the format has no form of its own."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from eventkit.entries.models import Entry
from eventkit.web.fields import Needed

LONGEST_TEXT = 60_000


class EntryForm(FlaskForm):
    """A title, and the text or a file.

    A format's own form has the same two methods; a field called ``file`` is received, checked and
    attached by the core.
    """

    title = StringField(
        _l("Название работы"),
        validators=[
            Needed(_l("Напишите название работы.")),
            Length(max=300, message=_l("Название длиннее 300 знаков. Сократите его.")),
        ],
    )
    text = TextAreaField(
        _l("Текст работы"),
        validators=[Length(max=LONGEST_TEXT, message=_l("Текст слишком длинный. Приложите файл."))],
    )
    file = FileField(_l("Или файл"))

    def load(self, entry: Entry) -> None:
        """Show what the entry holds."""
        self.title.data, self.text.data = entry.title, entry.text

    def save(self, entry: Entry) -> None:
        """Write what was typed into the entry."""
        entry.title = " ".join((self.title.data or "").split())
        entry.text = (self.text.data or "").replace("\r\n", "\n").strip()
