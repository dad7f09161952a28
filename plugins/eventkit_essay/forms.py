"""Forms of the essay: what an event accepts, and the work itself."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.web.fields import Needed, WholeField
from eventkit_essay.models import EssaySettings
from eventkit_essay.operations import save_settings
from eventkit_essay.queries import settings_of

LONGEST_TEXT = 60_000


class SettingsForm(FlaskForm):
    """How long a work may be and how it is handed in."""

    min_words = WholeField(
        _l("Слов не меньше"), [Optional()], least=1, description=_l("Пусто – без ограничения.")
    )
    max_words = WholeField(
        _l("Слов не больше"),
        [Optional()],
        least=1,
        description=_l("Страница шрифтом 14 – около 300 слов."),
    )
    accepts = RadioField(
        _l("Как присылают работу"),
        choices=[
            SelectChoice("both", _l("Текстом на странице или файлом")),
            SelectChoice("text", _l("Только текстом на странице")),
            SelectChoice("file", _l("Только файлом")),
        ],
        default="both",
    )

    def validate_max_words(self, field: WholeField) -> None:
        """The limits leave something between them."""
        least = self.min_words.data
        if least is not None and field.data is not None and field.data < least:
            raise ValidationError(_("Это меньше, чем нижняя граница."))

    def load(self, event: Event) -> None:
        """Show what the event accepts now."""
        settings = settings_of(event)
        self.min_words.data = settings.min_words
        self.max_words.data = settings.max_words
        self.accepts.data = settings.accepts

    def save(self, event: Event) -> None:
        """Keep what was chosen."""
        save_settings(
            event,
            min_words=self.min_words.data,
            max_words=self.max_words.data,
            accepts=self.accepts.data,
        )


class EssayForm(FlaskForm):
    """The work. A field called ``file`` is received, checked and attached by the core."""

    title = StringField(
        _l("Название работы"),
        [
            Needed(_l("Напишите название работы.")),
            Length(max=300, message=_l("Название длиннее 300 знаков. Сократите его.")),
        ],
    )

    def load(self, entry: Entry) -> None:
        """Show what the work holds."""
        self.title.data = entry.title
        if "text" in self:
            self["text"].data = entry.text

    def save(self, entry: Entry) -> None:
        """Write what was typed into the work."""
        entry.title = " ".join((self.title.data or "").split())
        if "text" in self:
            entry.text = (self["text"].data or "").replace("\r\n", "\n").strip()


def entry_form(settings: EssaySettings) -> type[EssayForm]:
    """The form with the fields that an event accepts; the limits stand beside the text."""
    limits = limits_in_words(settings)
    fields: dict[str, object] = {}
    if settings.accepts != "file":
        too_long = _l("Текст слишком длинный. Приложите файл.")
        checks = [Length(max=LONGEST_TEXT, message=too_long)]
        fields["text"] = TextAreaField(
            _l("Текст письма"), checks, description=limits, render_kw=_counter(settings)
        )
    if settings.accepts != "text":
        label = _l("Файл с работой") if settings.accepts == "file" else _l("Или файл")
        fields["file"] = FileField(label)
    return type("EssayEntryForm", (EssayForm,), fields)


def _counter(settings: EssaySettings) -> dict[str, object]:
    """What the page needs to count the words while they are typed: the limits and the words."""
    least, most = settings.min_words or 0, settings.max_words or 0
    return {
        "data-words": "",
        "data-words-least": least,
        "data-words-most": most,
        "data-words-said": _("Слов: %(n)s из %(most)s", n="{n}", most=most)
        if most
        else _("Слов: %(n)s", n="{n}"),
        "data-words-short": _("Слов: %(n)s, нужно ещё %(more)s", n="{n}", more="{more}"),
        "data-words-over": _("Слов: %(n)s, лишних %(less)s", n="{n}", less="{less}"),
    }


def limits_in_words(settings: EssaySettings) -> str:
    """How long a work may be, as a sentence; empty without limits."""
    least, most = settings.min_words, settings.max_words
    if least and most:
        return str(_("Объём от %(least)d до %(most)d слов.", least=least, most=most))
    if most:
        return str(_("Объём до %(most)d слов.", most=most))
    return str(_("Объём от %(least)d слов.", least=least)) if least else ""
