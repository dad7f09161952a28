"""The one form of a portrait: groups, scales, the question of priorities, words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.questionnaires.reports.contents import Report
from eventkit.questionnaires.titles import text_of
from eventkit.web.fields import stripped
from eventkit.web.requests import row_id
from eventkit_training.portrait.choosing import (
    NOTHING,
    PRIORITIES,
    WORDS,
    Choice,
    ChosenSide,
    items_of,
)
from eventkit_training.portrait.contents import MOST_QUOTES
from eventkit_training.portrait.figures import group_title, quotable, scales_of
from eventkit_training.portrait.queries import Drawn

LONGEST_TITLE = 60


def _several(label: Any, description: Any) -> SelectMultipleField:
    """Boxes to tick; what is not offered is refused."""
    return SelectMultipleField(
        label,
        description=description,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _title(label: Any) -> StringField:
    too_long = _l("Слишком длинно. Сократите.")
    return StringField(
        label,
        [Length(max=LONGEST_TITLE, message=too_long)],
        filters=[stripped],
        description=_l("Например, «Молодой педагог». Пусто – название опросника."),
    )


class PortraitForm(FlaskForm):
    """What the page is made of; empty fields are filled by the page itself."""

    first = SelectField(_l("Первая группа"))
    first_title = _title(_l("Как её назвать"))
    second = SelectField(_l("Вторая группа"))
    second_title = _title(_l("Как её назвать"))
    scales = _several(_l("Какие шкалы показать"), _l("Ничего не отмечено – показываем все."))
    priorities = SelectField(_l("Главное: из какого вопроса"))
    words = SelectField(_l("Слова: из какого вопроса"))
    quotes = _several(
        _l("Какие слова показать"),
        _l("Здесь ответы тех, кто разрешил их показать. На стену помещается четыре."),
    )

    def __init__(self, drawn: Drawn, **options: Any) -> None:
        super().__init__(**options)
        reports = drawn.chosen.reports
        asked = [
            SelectChoice(str(one.questionnaire.id), text_of(one.instrument.title))
            for one in reports
        ]
        self.first.choices = [SelectChoice("", _l("Выбрать самой странице")), *asked]
        self.second.choices = [SelectChoice("", _l("Нет или выбрать самой странице")), *asked]
        self.scales.choices = [
            SelectChoice(
                f"{report.questionnaire.id}:{one.scale.id}",
                f"{group_title(report)}: {text_of(one.scale.title)}",
            )
            for report in reports
            for one in scales_of(report)
        ]
        self.priorities.choices = _items(reports, PRIORITIES)
        self.words.choices = _items(reports, WORDS)
        sides = [report for report, _side in drawn.chosen.sides]
        self.quotes.choices = [
            SelectChoice(f"{number}:{drawn.chosen.words}", text)
            for number, text in quotable(sides, drawn.chosen.words)
        ]

    def validate_second(self, field: SelectField) -> None:
        """The second group is another one, and there is a first."""
        if field.data and field.data == self.first.data:
            raise ValidationError(_("Это тот же опросник, что у первой группы. Выберите другой."))
        if field.data and not self.first.data:
            raise ValidationError(_("Выберите и первую группу."))

    def validate_quotes(self, field: SelectMultipleField) -> None:
        """No more than the wall holds."""
        if len(field.data or ()) > MOST_QUOTES:
            raise ValidationError(_("Отметьте не больше четырёх ответов."))

    def load(self, drawn: Drawn) -> None:
        """Show what is kept."""
        for side, (which, title) in zip(
            drawn.choice.sides,
            ((self.first, self.first_title), (self.second, self.second_title)),
            strict=False,
        ):
            which.data, title.data = str(side.questionnaire), side.title
        self.scales.data = [
            f"{side.questionnaire}:{scale}" for side in drawn.choice.sides for scale in side.scales
        ]
        self.priorities.data, self.words.data = drawn.choice.priorities, drawn.choice.words
        self.quotes.data = [f"{number}:{item}" for number, item in sorted(drawn.picked)]

    def choice(self) -> Choice:
        """What was chosen."""
        sides = (
            (row_id(self.first.data), self.first_title.data or ""),
            (row_id(self.second.data), self.second_title.data or ""),
        )
        return Choice(
            tuple(ChosenSide(one, title, self._scales(one)) for one, title in sides if one),
            self.priorities.data or "",
            self.words.data or "",
        )

    def picked(self) -> list[tuple[int, str]]:
        """The words that were ticked: ids of responses and of the item."""
        found = (one.partition(":") for one in self.quotes.data or ())
        return [(int(number), item) for number, _colon, item in found]

    def _scales(self, questionnaire: int) -> tuple[str, ...]:
        found = (one.partition(":") for one in self.scales.data or ())
        return tuple(scale for one, _colon, scale in found if one == str(questionnaire))


def _items(reports: Sequence[Report], kinds: Sequence[str]) -> list[SelectChoice]:
    known = [SelectChoice(item.id, text_of(item.text)) for item in items_of(reports, kinds)]
    return [
        SelectChoice("", _l("Выбрать самой странице")),
        *known,
        SelectChoice(NOTHING, _l("Не показывать")),
    ]
