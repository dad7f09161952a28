"""The form of a panel: its name and room, its jurors, its works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.entries.models import Entry
from eventkit.juries.models import Juror
from eventkit.juries.panels.models import JuryPanel
from eventkit.web.fields import Needed, stripped

_TOO_LONG = _l("Слишком длинно: не больше %(max)d знаков.")


def _boxes(label: Any, **options: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        [Optional()],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        **options,
    )


class PanelForm(FlaskForm):
    """Who sits in a panel and what it judges."""

    title = StringField(
        _l("Название"),
        [Needed(), Length(max=100, message=_TOO_LONG)],
        description=_l("Например, «Первый состав» или «Начальная школа»."),
        filters=[stripped],
    )
    room = StringField(
        _l("Где заседает"),
        [Length(max=200, message=_TOO_LONG)],
        description=_l("Например, кабинет 12. Члены жюри увидят это в своём списке."),
        filters=[stripped],
    )
    jurors = _boxes(_l("Члены жюри"))
    nominations = _boxes(
        _l("Номинации целиком"),
        description=_l("Все работы номинации уйдут этому составу, и из других составов тоже."),
    )
    codes = TextAreaField(
        _l("И отдельные работы"),
        [Length(max=20000, message=_TOO_LONG)],
        description=_l("Шифры через запятую или с новой строки."),
        filters=[stripped],
    )

    def offer(self, jurors: Sequence[Juror], works: Sequence[Entry]) -> None:
        """Who and what there is to choose from."""
        self._works = works
        self.jurors.choices = [SelectChoice(j.id, j.person.full_name) for j in jurors]
        lines = {work.nomination_id: work.nomination.title for work in works}
        self.nominations.choices = [SelectChoice(id_, title) for id_, title in lines.items()]

    def load(self, panel: JuryPanel) -> None:
        """Show the panel: nominations that are whole its own, and the codes of other works."""
        self.title.data, self.room.data = panel.title, panel.room
        self.jurors.data = [seat.juror_id for seat in panel.seats]
        own = {work.entry_id for work in panel.works}
        whole = {
            line
            for line in {work.nomination_id for work in self._works}
            if all(work.id in own for work in self._works if work.nomination_id == line)
        }
        self.nominations.data = sorted(whole)
        self.codes.data = ", ".join(
            work.code or ""
            for work in self._works
            if work.id in own and work.nomination_id not in whole
        )

    def works(self) -> set[int]:
        """The ids of the works that are chosen."""
        codes = set(_codes(self.codes.data))
        return {
            work.id
            for work in self._works
            if work.nomination_id in (self.nominations.data or ())
            or (work.code or "").casefold() in codes
        }

    def validate_codes(self, field: TextAreaField) -> None:
        """Each code is of a work that is judged now."""
        known = {(work.code or "").casefold() for work in self._works}
        unknown = [code for code in _codes(field.data) if code not in known]
        if unknown:
            named = ", ".join(code.upper() for code in unknown[:5])
            raise ValidationError(_("В этом туре нет работ: %(codes)s.", codes=named))


def _codes(text: str | None) -> list[str]:
    return [part.casefold() for part in re.split(r"[\s,;]+", text or "") if part]
