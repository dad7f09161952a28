"""Forms of the awards' pages and of verification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from eventkit.documents.models import Award
from eventkit.web.fields import Needed


def tidy(text: str | None) -> str:
    """One line with single blanks."""
    return " ".join((text or "").split())


class NamesForm(Form):
    """The forms of one paper's name: a row of the table."""

    name_nominative = StringField(
        _l("Имя в именительном падеже"),
        filters=[tidy],
        validators=[
            Needed(_l("Напишите имя: кто?")),
            Length(max=200, message=_l("Не длиннее 200 знаков.")),
        ],
    )
    name_dative = StringField(
        _l("Имя в дательном падеже"),
        filters=[tidy],
        validators=[
            Needed(_l("Напишите имя: кому?")),
            Length(max=200, message=_l("Не длиннее 200 знаков.")),
        ],
    )
    post = StringField(
        _l("Должность: кто?"),
        filters=[tidy],
        validators=[Length(max=200, message=_l("Не длиннее 200 знаков."))],
    )
    post_dative = StringField(
        _l("Должность: кому?"),
        filters=[tidy],
        validators=[Length(max=200, message=_l("Не длиннее 200 знаков."))],
    )
    is_checked = BooleanField(_l("Проверено"))


def rows_of(awards: Sequence[Award], typed: Any = None) -> list[tuple[Award, NamesForm]]:
    """A form for each paper, told apart by prefixes; ``typed`` is what came back."""
    return [(a, NamesForm(formdata=typed, obj=a, prefix=f"a{a.id}-")) for a in awards]


class CaseForm(FlaskForm):
    """In which case a batch names its people."""

    case = RadioField(
        _l("Падеж имени"),
        choices=[
            SelectChoice("nominative", _l("именительный: «Награждается Звонкова Алина»")),
            SelectChoice("dative", _l("дательный: «вручается Звонковой Алине»")),
        ],
    )


class VoidForm(FlaskForm):
    """Why a paper is voided."""

    reason = TextAreaField(
        _l("Причина"),
        filters=[tidy],
        validators=[
            Needed(_l("Напишите причину: её увидит тот, кто проверит документ.")),
            Length(max=500, message=_l("Не длиннее 500 знаков.")),
        ],
        description=_l("Её увидит каждый, кто проверит документ. Не пишите здесь имён."),
    )


class VerifyForm(FlaskForm):
    """Number or code, and the surname for whoever types the number."""

    number = StringField(
        _l("Номер или код документа"),
        filters=[tidy],
        validators=[
            Needed(_l("Напишите номер, например КВМ-2025-001, или код под ним.")),
            Length(max=60, message=_l("Номер короче 60 знаков. Проверьте, что вы вставили.")),
        ],
    )
    surname = StringField(
        _l("Фамилия на документе"),
        filters=[tidy],
        validators=[Length(max=100, message=_l("Не длиннее 100 знаков."))],
    )
