"""What is asked of whoever reads results: from where on a difference counts."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import NumberRange, Optional

from eventkit.questionnaires.engine.change import SMALLEST_CHANGE
from eventkit.questionnaires.engine.comparing import SMALLEST_GAP
from eventkit.web.fields import ExactField

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
