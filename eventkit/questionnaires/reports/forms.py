"""What is asked of whoever reads results: from where on a difference counts, and themes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from eventkit.questionnaires.engine.change import SMALLEST_CHANGE
from eventkit.questionnaires.engine.comparing import SMALLEST_GAP
from eventkit.questionnaires.models import Theme
from eventkit.web.fields import ExactField, stripped

LARGEST = 1_000


class LimitsForm(FlaskForm):
    """From where on a change, and a gap within a pair, count; part of the page's address."""

    class Meta:
        """Reading needs no token."""

        csrf = False

    change = ExactField(
        _l("Изменением считать разницу от"), [Optional(), NumberRange(min=0, max=LARGEST)]
    )
    gap = ExactField(
        _l("Расхождением в паре считать разницу от"), [Optional(), NumberRange(min=0, max=LARGEST)]
    )

    def limits(self) -> dict[str, Fraction]:
        """What was asked for, as ``report_of`` takes it; the usual limits where nothing was."""
        known = {"smallest_change": SMALLEST_CHANGE, "smallest_gap": SMALLEST_GAP}
        if not self.validate():
            return known
        asked = {"smallest_change": self.change.data, "smallest_gap": self.gap.data}
        return known | {name: Fraction(x) for name, x in asked.items() if x is not None}


class ThemeForm(FlaskForm):
    """Where the ticked answers go: a theme that is there, or a new one."""

    theme = SelectField(_l("В тему"), default="")
    title = StringField(_l("Новая тема"), [Optional(), Length(max=200)], filters=[stripped])

    def __init__(self, known: Sequence[Theme], **given: Any) -> None:
        """Offer the themes of the item."""
        super().__init__(**given)
        self.titles = {str(theme.id): theme.title for theme in known}
        self.theme.choices = [
            SelectChoice("", str(_l("новую"))),
            *(SelectChoice(number, title) for number, title in self.titles.items()),
        ]

    def wanted(self) -> str:
        """The title of the theme: a new one goes first."""
        return self.title.data or self.titles.get(self.theme.data, "")
