"""How a proposal is worded, and why it is declined."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from eventkit.desk.plan.models import PlanProposal
from eventkit.desk.year import year_name
from eventkit.web.fields import Needed, stripped

YEARS_AHEAD = 3


class WordingForm(FlaskForm):
    """What is proposed, for whom, for which school year."""

    title = StringField(_l("Что предложено"), [Needed(), Length(max=300)], filters=[stripped])
    audience = StringField(_l("Для кого"), [Optional(), Length(max=200)], filters=[stripped])
    year = SelectField(_l("Учебный год"))

    def __init__(self, row: PlanProposal, begun: int, **given: Any) -> None:
        """Offer the school year that has begun, those after it, and the proposal's own."""
        super().__init__(obj=row, **given)
        years = sorted({row.year, *range(begun, begun + YEARS_AHEAD)})
        self.year.choices = [SelectChoice(str(year), year_name(year)) for year in years]
        if not self.is_submitted():
            self.year.data = str(row.year)


class DeclineForm(FlaskForm):
    """Why it does not go into the plan."""

    reason = TextAreaField(_l("Почему не берём"), [Needed(), Length(max=1000)], filters=[stripped])
