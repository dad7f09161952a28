"""Forms of the awards' pages and of verification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from eventkit.documents.models import Award
from eventkit.web.fields import Needed


def tidy(text: str | None) -> str:
    """One line with single blanks."""
    return " ".join((text or "").split())


def tidy_lines(text: str | None) -> str:
    """Lines with single blanks; empty ones at the end are dropped."""
    return "\n".join(map(tidy, (text or "").rstrip().split("\n")))


def pair_lines(label: Any, *, needed: bool = False) -> TextAreaField:
    """A field with a line for each member of a pair."""
    return TextAreaField(
        label,
        filters=[tidy_lines],
        validators=[
            *([Needed(_l("Напишите имя: кто?"))] if needed else []),
            Length(max=500, message=_l("Не длиннее 500 знаков.")),
            *([AsManyLines()] if needed else []),
        ],
        render_kw={"rows": 3},
    )


class AsManyLines:
    """As many lines as the paper names people."""

    def __call__(self, form: Any, field: Any) -> None:
        """Compare with what the paper says now."""
        wanted = len(field.object_data.split("\n")) if field.object_data else 0
        lines = (field.data or "").split("\n")
        if wanted and (len(lines) != wanted or not all(lines)):
            raise ValidationError(
                _("Каждое имя – на своей строке. Строк нужно %(num)d.", num=wanted)
            )


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
    text = TextAreaField(
        _l("За что благодарят"),
        filters=[tidy_lines],
        validators=[Length(max=1000, message=_l("Не длиннее 1000 знаков."))],
    )
    is_checked = BooleanField(_l("Проверено"))


class PairNamesForm(NamesForm):
    """The same of a pair's own paper: each field has a line for each member."""

    name_nominative = pair_lines(_l("Имена в именительном падеже"), needed=True)
    name_dative = pair_lines(_l("Имена в дательном падеже"), needed=True)
    post = pair_lines(_l("Должности: кто?"))
    post_dative = pair_lines(_l("Должности: кому?"))


def rows_of(awards: Sequence[Award], typed: Any = None) -> list[tuple[Award, NamesForm]]:
    """A form for each paper, told apart by prefixes; ``typed`` is what came back."""
    return [
        (a, (PairNamesForm if a.is_of_pair else NamesForm)(typed, obj=a, prefix=f"a{a.id}-"))
        for a in awards
    ]


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
