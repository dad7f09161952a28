"""The form of a result at a higher level."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from eventkit.results.onward.models import OnwardResult
from eventkit.web.fields import DayField, Needed, WholeField, stripped

TOO_LONG = _l("Слишком длинно: не больше %(max)d знаков.")


class OnwardForm(FlaskForm):
    """Whose result it is, where, and what came of it."""

    entry_id = SelectField(_l("Кто"), coerce=int)
    level = SelectField(
        _l("Уровень"),
        choices=[
            SelectChoice("zone", _l("Зональный")),
            SelectChoice("region", _l("Региональный")),
            SelectChoice("district", _l("Межрегиональный")),
            SelectChoice("country", _l("Всероссийский")),
            SelectChoice("international", _l("Международный")),
        ],
        default="region",
    )
    title = StringField(
        _l("Конкурс"),
        [Needed(), Length(max=300, message=TOO_LONG)],
        filters=[stripped],
        description=_l("Как он называется там: «Педагогический дуэт», региональный этап."),
    )
    outcome = RadioField(
        _l("Что вышло"),
        choices=[
            SelectChoice("sent", _l("Направлены, итогов ещё нет")),
            SelectChoice("participant", _l("Участвовали")),
            SelectChoice("prize", _l("Призёры")),
            SelectChoice("winner", _l("Победители")),
        ],
        default="sent",
    )
    place = WholeField(_l("Место"), [Optional()], least=1, description=_l("Пусто – без места."))
    held_on = DayField(_l("Когда"), [Optional()])
    document = StringField(
        _l("Документ"),
        [Length(max=200, message=TOO_LONG)],
        filters=[stripped],
        description=_l("Например, диплом № 12 или приказ от 03.04.2026 № 117."),
    )

    def load(self, made: OnwardResult) -> None:
        """Show what stands there."""
        for name in self.values():
            self[name].data = getattr(made, name)

    def values(self) -> dict[str, Any]:
        """As the verbs take them."""
        names = ("level", "title", "outcome", "place", "held_on", "document")
        return {
            name: (self[name].data or "") if name == "document" else self[name].data
            for name in names
        }
