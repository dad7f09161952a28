"""The forms of the hall's screen: which table, and when it freezes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventkit.events.models import Event
from eventkit.web.clock import now


class TableForm(FlaskForm):
    """Whether the screen shows the table."""

    table = RadioField(
        _l("Таблица на экране"),
        choices=[
            SelectChoice("off", _l("Не показывать")),
            SelectChoice("after_trial", _l("После каждого испытания, когда все листы отправлены")),
            SelectChoice("live", _l("Сразу, с каждым отправленным листом")),
        ],
    )


class FreezeForm(FlaskForm):
    """From when on the table stands still."""

    at = TimeField(
        _l("С какого часа"), [Optional()], description=_l("Пусто – сейчас. Например, 15:30.")
    )

    def moment(self, event: Event) -> datetime:
        """The instant: today's hour in the event's zone, tomorrow's where it is past by much."""
        if self.at.data is None:
            return now()
        zone = ZoneInfo(event.timezone)
        local = now().astimezone(zone)
        found = datetime.combine(local.date(), self.at.data, tzinfo=zone)
        return found + timedelta(days=1) if local - found > timedelta(hours=12) else found
