"""The form of a table of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from eventkit.web.fields import Needed
from eventkit.web.requests import row_id
from eventkit_quest.models import QuestStation


class ResultsForm(FlaskForm):
    """For which station, and the table."""

    station = SelectField(_l("Станция"), coerce=row_id)
    file = FileField(_l("Таблица"), [Needed()])

    def __init__(self, stations: Sequence[QuestStation], **options: Any) -> None:
        """Offer the stations that take results."""
        super().__init__(**options)
        self.station.choices = [
            SelectChoice(str(one.id), f"{one.code}. {one.definition['title']}") for one in stations
        ]
