"""Which pairs may take part."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from eventkit.events.models import Event
from eventkit.web.fields import WholeField
from eventkit_duet.operations import save_conditions
from eventkit_duet.queries import conditions_of

_MANY = NumberRange(max=600, message=_l("Слишком много. Проверьте число."))
LIMITS = ("young_max_age", "young_max_experience", "mentor_min_experience", "min_months")


class ConditionsForm(FlaskForm):
    """Conditions for the young teacher, for the mentor and for the two together."""

    young_max_age = WholeField(
        _l("Молодому педагогу не больше лет"),
        [Optional(), _MANY],
        least=14,
        description=_l("Полных лет на дату отсчёта включительно. Пусто – без ограничения."),
    )
    young_max_experience = WholeField(
        _l("Стаж молодого педагога не больше лет"), [Optional(), _MANY], least=0
    )
    mentor_min_experience = WholeField(_l("Стаж наставника от лет"), [Optional(), _MANY], least=0)
    min_months = WholeField(
        _l("Наставничество длится не меньше месяцев"),
        [Optional(), _MANY],
        least=1,
        description=_l("По реестру наставнических пар, нет в нём – по приказу пары."),
    )
    schools = RadioField(
        _l("Где работают участники пары"),
        choices=[
            SelectChoice("any", _l("Неважно")),
            SelectChoice("same", _l("В одной организации")),
            SelectChoice("different", _l("В разных организациях")),
        ],
        default="any",
    )

    def load(self, event: Event) -> None:
        """Show what is asked now."""
        row = conditions_of(event)
        for name in LIMITS:
            self[name].data = getattr(row, name)
        self.schools.data = row.schools

    def save(self, event: Event) -> None:
        """Keep what was chosen."""
        save_conditions(event, self.schools.data, **{name: self[name].data for name in LIMITS})
