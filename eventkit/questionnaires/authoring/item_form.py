"""The form of one item: it shows what the item's kind has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from eventkit.questionnaires.authoring.editing import AGREEMENT
from eventkit.questionnaires.authoring.forms import decimal_of, line, text
from eventkit.questionnaires.authoring.lines import shown_lines, texts_of, with_ids
from eventkit.questionnaires.authoring.words import TESTS
from eventkit.questionnaires.engine.items import CHOSEN, LONG
from eventkit.web.fields import ExactField, Needed, WholeField, stripped

OF_KIND = {
    "likert": ("minimum", "maximum", "labels"),
    "differential": ("minimum", "maximum", "labels"),
    "one": ("options", "shuffled", "is_group"),
    "several": ("options", "at_most", "shuffled"),
    "rank": ("options", "shuffled"),
    "matrix": ("rows", "minimum", "maximum", "labels"),
    "number": ("minimum", "maximum", "step"),
    "slider": ("minimum", "maximum", "step", "labels"),
    "text": (),
    "completion": (),
}
"""Which parts an item of each kind has beside its text, note and condition."""
COLUMNS = ("labels", "options", "rows")
FIELDS = {
    "text": "text_ru",
    "note": "note_ru",
    "min": "minimum",
    "max": "maximum",
    "labels": "labels_ru",
    "options": "options_ru",
    "rows": "rows_ru",
    "text.ru": "text_ru",
    "when.item": "when_item",
    "when.test": "when_test",
    "when.value": "when_value",
}
"""Which field shows which part of an item."""
LABEL_HINTS = {
    "likert": _l("По одной на строке, столько же, сколько чисел. Пусто – только числа."),
    "matrix": _l("По одной на строке, столько же, сколько чисел. Пусто – только числа."),
    "differential": _l("Две строки: левый полюс и правый."),
    "slider": _l("Две строки: левый край и правый. Пусто – без подписей."),
}


class ItemForm(FlaskForm):
    """One item of any kind; ``of`` makes it and leaves out what the kind does not have."""

    text_ru = TextAreaField(_l("Текст"), [Needed(), Length(max=LONG)], filters=[stripped])
    text_en = text(_l("Текст по-английски"))
    note_ru = line(_l("Пояснение"))
    note_en = line(_l("Пояснение по-английски"))
    minimum = ExactField(_l("От"), [Needed()])
    maximum = ExactField(_l("До"), [Needed()])
    step = ExactField(_l("Шаг"), [Needed()])
    labels_ru = text(_l("Подписи"), 20_000)
    labels_en = text(_l("Подписи по-английски"), 20_000)
    options_ru = TextAreaField(
        _l("Варианты"),
        [Needed(), Length(max=50_000)],
        description=_l("По одному на строке. Строки можно переставлять и дописывать."),
    )
    options_en = text(_l("Варианты по-английски"), 50_000)
    rows_ru = TextAreaField(
        _l("Строки таблицы"), [Needed(), Length(max=50_000)], description=_l("По одной на строке.")
    )
    rows_en = text(_l("Строки по-английски"), 50_000)
    at_most = WholeField(
        _l("Можно отметить не больше"),
        [Optional()],
        least=1,
        description=_l("Пусто – сколько угодно."),
    )
    required = BooleanField(_l("Без ответа дальше нельзя"))
    shuffled = BooleanField(_l("У каждого человека свой порядок вариантов"))
    is_group = BooleanField(
        _l("Делить отчёты по этому пункту"),
        description=_l("Например, по стажу или роли. Маленькие группы останутся скрыты."),
    )
    when_item = SelectField(_l("Спрашивать"), default="")
    when_test = SelectField(
        _l("если"),
        choices=[SelectChoice(name, label) for name, label in TESTS.items()],
        default="is",
    )
    when_value = line(_l("Вариант или число"), LONG, _l("Вариант – его словами, как выше."))

    def __init__(self, kind: str, earlier: Sequence[Mapping[str, Any]], **more: Any) -> None:
        """Leave out what the kind does not have; ``earlier`` are items it may depend on."""
        super().__init__(**more)
        self.kind, self.earlier = kind, {one["id"]: one for one in earlier}
        for part in ("minimum", "maximum", "step", "at_most", "shuffled", "is_group"):
            if part not in OF_KIND[kind]:
                del self[part]
        for part in COLUMNS:
            if part not in OF_KIND[kind]:
                del self[f"{part}_ru"], self[f"{part}_en"]
        if "labels_ru" in self:
            self.labels_ru.description = LABEL_HINTS[kind]
        self.when_item.choices = [
            SelectChoice("", _("– всегда –")),
            *(
                SelectChoice(name, f"{name}. {one['text'].get('ru', '')[:80]}")
                for name, one in self.earlier.items()
            ),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """The columns must stand beside each other."""
        fine = bool(super().validate(extra_validators))
        for part in COLUMNS:
            if f"{part}_ru" not in self:
                continue
            try:
                texts_of(self[f"{part}_ru"].data, self[f"{part}_en"].data)
            except ValueError as wanted:
                message = _("Строк должно быть столько же, сколько по-русски: %(n)s.", n=wanted)
                field = self[f"{part}_en"]
                field.errors = [*field.errors, message]
                fine = False
        return fine

    def validate_when_value(self, field: Any) -> None:
        """Name an option of the item that it depends on by its words."""
        asked = self.earlier.get(self.when_item.data)
        if asked is None or self.when_test.data == "answered":
            return
        if self.when_test.data in ("at_least", "at_most"):
            try:
                number = Decimal((field.data or "").replace(",", "."))
            except ArithmeticError:
                raise ValidationError(_("Напишите число.")) from None
            if not number.is_finite():
                raise ValidationError(_("Напишите число."))
            return
        if asked["kind"] in CHOSEN and _option(asked, field.data or "") is None:
            known = "; ".join(one["text"].get("ru", "") for one in asked.get("options", []))
            raise ValidationError(_("Такого варианта нет. Есть: %(known)s.", known=known))

    def item(self, item_id: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """The item as in the document; ``known`` is what it was."""
        made: dict[str, Any] = {"id": item_id, "kind": self.kind}
        made |= {"text": _both(self, "text"), "note": _both(self, "note")}
        made["required"] = self.required.data
        for part, name in (("minimum", "min"), ("maximum", "max"), ("step", "step")):
            if part in self:
                made[name] = format(self[part].data, "f")
        for part in COLUMNS:
            if f"{part}_ru" in self:
                texts = texts_of(self[f"{part}_ru"].data, self[f"{part}_en"].data)
                made[part] = (
                    texts
                    if part == "labels"
                    else with_ids(texts, known.get(part, []), "o" if part == "options" else "r")
                )
        for part in ("at_most", "shuffled"):
            if part in self:
                made[part] = self[part].data
        if self.when_item.data:
            made["when"] = self._condition()
        return made

    def _condition(self) -> dict[str, str]:
        asked, test = self.earlier[self.when_item.data], self.when_test.data
        value = self.when_value.data or ""
        if test in ("at_least", "at_most"):
            value = format(Decimal(value.replace(",", ".")), "f")
        elif test == "answered":
            value = ""
        elif asked["kind"] in CHOSEN:
            value = _option(asked, value) or value
        return {"item": self.when_item.data, "test": test, "value": value}


def item_data(
    item: Mapping[str, Any], asked: Mapping[str, Any], *, is_group: bool
) -> dict[str, Any]:
    """What the form shows of an item; ``asked`` holds the items by id."""
    data: dict[str, Any] = {"is_group": is_group}
    for part in ("text", "note"):
        words = item.get(part, {})
        data |= {f"{part}_ru": words.get("ru", ""), f"{part}_en": words.get("en", "")}
    for part in COLUMNS:
        texts = item.get(part, [])
        texts = texts if part == "labels" else [one["text"] for one in texts]
        data |= {f"{part}_{name}": shown_lines(texts, name) for name in ("ru", "en")}
    for part, name in (("minimum", "min"), ("maximum", "max"), ("step", "step")):
        if name in item:
            data[part] = decimal_of(item[name])
    for part in ("at_most", "required", "shuffled"):
        data[part] = item.get(part)
    when = item.get("when")
    if when:
        value = when["value"]
        options = asked.get(when["item"], {}).get("options", [])
        value = next((one["text"].get("ru", "") for one in options if one["id"] == value), value)
        data |= {"when_item": when["item"], "when_test": when["test"], "when_value": value}
    return data


def new_item(kind: str) -> dict[str, Any]:
    """What the form of a new item shows."""
    if kind == "likert":
        return {"kind": kind} | AGREEMENT
    wide = {"min": "0", "max": "100", "step": "1"}
    return {"kind": kind} | (wide if kind in ("number", "slider") else {"min": "1", "max": "5"})


def _both(form: FlaskForm, part: str) -> dict[str, str]:
    both = (("ru", form[f"{part}_ru"].data), ("en", form[f"{part}_en"].data))
    return {language: words for language, words in both if words}


def _option(asked: Mapping[str, Any], typed: str) -> str | None:
    """The id of the option that was typed by its words or by its id."""
    wanted = typed.strip().casefold()
    for option in asked.get("options", []):
        if wanted in [option["id"].casefold(), *(w.casefold() for w in option["text"].values())]:
            return str(option["id"])
    return None
