"""Forms of the organizer's pages about samples."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from eventkit.entries.forms import LONGEST_TEXT
from eventkit.events.models import Event
from eventkit.scoring.calibration.models import Sample
from eventkit.web.fields import Needed


class SampleForm(FlaskForm):
    """What jurors read of a sample."""

    title = StringField(
        _l("Название"),
        [
            Needed(_l("Напишите название работы.")),
            Length(max=300, message=_l("Название длиннее 300 знаков. Сократите его.")),
        ],
    )
    trial_id = SelectField(_l("Испытание"), coerce=int)
    nomination_id = SelectField(_l("Номинация"), coerce=int)
    text = TextAreaField(
        _l("Текст работы"),
        [Length(max=LONGEST_TEXT, message=_l("Текст слишком длинный. Приложите файл."))],
        description=_l("Не берите работу, которую прислали на этот конкурс. Имена уберите."),
    )
    file = FileField(_l("Или файл"))
    is_required = BooleanField(
        _l("Обязательна: без неё члены жюри не отправят ни одного листа"),
        description=_l("Баллы настоящим работам ставить можно и до неё, они сохранятся."),
    )

    def offer(self, event: Event, sample: Sample | None) -> None:
        """The event's trials and nominations; of a sample with marks the trial stays."""
        if len(event.trials) > 1 and sample is None:
            self.trial_id.choices = [(trial.id, trial.title) for trial in event.trials]
        else:
            del self.trial_id
        lines = [(line.id, line.title) for line in event.nominations]
        self.nomination_id.choices = [(0, _("Любая")), *lines]

    def load(self, sample: Sample) -> None:
        """Show what the sample holds."""
        self.title.data, self.text.data = sample.title, sample.text
        self.nomination_id.data = sample.nomination_id or 0
        self.is_required.data = sample.is_required

    @property
    def clean_title(self) -> str:
        """The title without stray blanks."""
        return " ".join((self.title.data or "").split())

    @property
    def clean_text(self) -> str:
        """The text with plain ends of lines."""
        return (self.text.data or "").replace("\r\n", "\n").strip()
