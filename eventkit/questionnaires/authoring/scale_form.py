"""The form of one scale: its items, how they count, what a value means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from eventkit.questionnaires.authoring.forms import decimal_of, line, text
from eventkit.questionnaires.engine.scales import MOST_LEVELS
from eventkit.web.fields import ExactField, Needed, WholeField, stripped
from eventkit.web.i18n import exact_words

FIELDS = {
    "title": "title_ru",
    "about": "about_ru",
    "min_answered": "min_answered",
}
"""Which field shows which part of a scale; mistakes of levels and norms stand above the form."""
SPARE_LEVELS = 3
SPARE_NORMS = 1
MOST_NORMS = 50


class LevelForm(Form):
    """A level; empty ones are passed over."""

    title_ru = line(_l("Уровень"), 200)
    title_en = line(_l("По-английски"), 200)
    below = ExactField(_l("Значение меньше"), [Optional()])
    text_ru = line(_l("Слова человеку с этим уровнем"), 500)
    text_en = line(_l("По-английски"), 500)


class NormForm(Form):
    """Mean and deviation of a reference group; without a mean it is passed over."""

    group = SelectField(_l("Кого"), default="")
    mean = ExactField(_l("Среднее"), [Optional()])
    sd = ExactField(_l("Стандартное отклонение"), [Optional()])


class ScaleForm(FlaskForm):
    """A scale. Its items are ticked beside the form's own fields."""

    title_ru = StringField(_l("Название шкалы"), [Needed(), Length(max=200)], filters=[stripped])
    title_en = line(_l("Название по-английски"), 200)
    about_ru = text(
        _l("Что она говорит человеку"),
        hint=_l("Покажем рядом с его собственным результатом: по-доброму и без диагнозов."),
    )
    about_en = text(_l("По-английски"))
    score = RadioField(
        _l("Значение шкалы"),
        choices=[
            SelectChoice("mean", _l("среднее отвеченных пунктов")),
            SelectChoice("sum", _l("сумма; вместо пропуска – среднее отвеченных")),
        ],
        default="mean",
    )
    min_answered = WholeField(
        _l("Сколько пунктов нужно ответить"),
        [Optional()],
        least=1,
        description=_l("Если отвечено меньше, значения нет. Пусто – все."),
    )
    levels = FieldList(FormField(LevelForm), max_entries=MOST_LEVELS)
    norms = FieldList(FormField(NormForm), max_entries=MOST_NORMS)

    def __init__(self, groups: Sequence[Mapping[str, Any]], **more: Any) -> None:
        """Show empty levels and norms after the filled ones; norms are of these groups."""
        super().__init__(**more)
        for name, spare in (("levels", SPARE_LEVELS), ("norms", SPARE_NORMS)):
            blocks = self[name]
            if not self.is_submitted() or not len(blocks):
                for _number in range(min(spare, blocks.max_entries - len(blocks))):
                    blocks.append_entry()
        choices = [SelectChoice("", _("всех"))]
        choices += [SelectChoice(one["id"], one["text"].get("ru", "")) for one in groups]
        for block in self.norms:
            block.form.group.choices = choices

    def validate_levels(self, field: FieldList) -> None:
        """Levels go up: each but the last has a limit above the one before it."""
        before = None
        for level in self._levels()[:-1]:
            below, message = level.below, ""
            if below.data is None:
                message = _("Напишите, где этот уровень кончается.")
            elif before is not None and below.data <= before:
                limit = exact_words(before)
                message = _("Нужно больше, чем у уровня перед ним: %(limit)s.", limit=limit)
            if message and not below.errors:
                below.errors = [message]
                raise ValidationError(message)
            before = below.data

    def _levels(self) -> list[Form]:
        """The levels that were filled in."""
        forms = [one.form for one in self.levels]
        return [
            one
            for one in forms
            if one.title_ru.data or one.text_ru.data or one.below.data is not None
        ]

    def scale(self, scale_id: str, items: Sequence[str], turned: Sequence[str]) -> dict[str, Any]:
        """The scale as in the document."""
        return {
            "id": scale_id,
            "title": _both(self, "title"),
            "about": _both(self, "about"),
            "items": list(items),
            "reversed": list(turned),
            "score": self.score.data,
            "min_answered": self.min_answered.data or max(1, len(items)),
            "levels": [
                {
                    "title": _both(one, "title"),
                    "below": _number(one.below.data),
                    "text": _both(one, "text"),
                }
                for one in self._levels()
            ],
            "norms": [
                {
                    "group": one.form.group.data,
                    "mean": _number(one.form.mean.data),
                    "sd": _number(one.form.sd.data),
                }
                for one in self.norms
                if one.form.mean.data is not None
            ],
        }


def scale_data(scale: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a scale."""
    data: dict[str, Any] = {"score": scale["score"], "min_answered": scale["min_answered"]}
    for part in ("title", "about"):
        data |= _columns(scale.get(part, {}), part)
    data["levels"] = [
        _columns(one["title"], "title")
        | _columns(one.get("text", {}), "text")
        | {"below": _decimal(one.get("below"))}
        for one in scale["levels"]
    ]
    data["norms"] = [
        {"group": one["group"], "mean": _decimal(one["mean"]), "sd": _decimal(one["sd"])}
        for one in scale.get("norms", [])
    ]
    return data


def _columns(words: Mapping[str, str], part: str) -> dict[str, str]:
    return {f"{part}_{name}": words.get(name, "") for name in ("ru", "en")}


def _both(form: Form, part: str) -> dict[str, str]:
    both = (("ru", form[f"{part}_ru"].data), ("en", form[f"{part}_en"].data))
    return {language: words for language, words in both if words}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else decimal_of(value)
