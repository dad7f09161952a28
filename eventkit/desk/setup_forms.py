"""Forms by which an event begins."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from eventkit.events.forms import NEEDED, organizer_choices, text_field
from eventkit.events.models import Event
from eventkit.events.stage_forms import StagesForm
from eventkit.hooks import EventPreset, Format, active_plugins
from eventkit.web.fields import DayField

ANY_DAYS = {"judging_last": _l("Последний день работы жюри или проведения")}
"""While the format is still to be chosen."""


class NewEventForm(StagesForm):
    """Title, organizer and days; everything else comes from the preset."""

    title = text_field(_l("Название"), 200, needed=True)
    organizer = SelectField(_l("Организатор"), coerce=int)
    format = SelectField(_l("Формат"))
    same_title = HiddenField()
    """The event of the same title of which the page has warned."""
    namesake: Event | None = None

    reference_date = DayField(
        _l("Возраст и стаж считают на день"), [NEEDED], description=_l("Полные годы на эту дату.")
    )

    def __init__(self, preset: EventPreset | None, **options: Any) -> None:
        kinds = active_plugins().formats
        super().__init__(kinds[preset.format][1] if preset else Format(), **options)
        if preset is None:
            self.call(ANY_DAYS)
        if not self.is_counted:
            del self.reference_date
        self.preset = preset
        self.organizer.choices = organizer_choices()
        self.format.choices = [
            SelectChoice(name, kind.title)
            for name, (_owner, kind) in kinds.items()
            if kind.is_offered
        ]
        if preset is not None:
            self.format.data = preset.format

    def knows_of(self, namesake: Event | None) -> bool:
        """Whether there is no event of this title, or its maker was warned of it already."""
        if namesake is None or self.same_title.data == namesake.slug:
            return True
        self.namesake = namesake
        self.same_title.data = namesake.slug
        return False


class EditionForm(FlaskForm):
    """The next edition needs a title alone."""

    title = text_field(_l("Название"), 200, needed=True)
