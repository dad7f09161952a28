"""A questionnaire for paper: lines to type in by keyboard, and the sheet to print.

On paper options have numbers, so that a line is typed as «2» or «1 3 4».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from eventkit.lazy import dataclass
from eventkit.printing.question_sheets import QuestionLine, QuestionSheet, question_sheet
from eventkit.questionnaires.answering.reading import answers_of, name_of
from eventkit.questionnaires.answering.shown import Question, leaves_of
from eventkit.questionnaires.answering.words import promises_of
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import CHOSEN, WRITTEN, Item, said
from eventkit.questionnaires.models import Wave
from eventkit.questionnaires.queries import asked
from eventkit.web.urls import full_url

BETWEEN = re.compile(r"[\s,;.]+")


@dataclass(frozen=True)
class Line:
    """One field to type into; ``hint`` says what may stand there."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    is_long: bool


def lines_of(
    instrument: Instrument, language: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Line]:
    """A field for each item in the order of the paper; a matrix has one for each row.

    ``typed`` is what the form has sent, by the names of its fields.
    """
    found = []
    number = 0
    for page in instrument.pages:
        for item_id in page.items:
            number += 1
            found += _lines(instrument.item(item_id), number, language, typed, errors)
    return found


def typed_answers(instrument: Instrument, form: MultiDict[str, str]) -> dict[str, Any]:
    """The answers of a typed sheet: numbers of options become their ids."""
    return answers_of(instrument, form) | {
        item.id: _chosen(item, form.get(name_of(item), ""))
        for item in instrument.items
        if item.kind in CHOSEN
    }


def _chosen(item: Item, text: str) -> Any:
    parts = [part for part in BETWEEN.split(text.strip()[:400]) if part]
    if item.kind == "rank":
        return _ranked(item, parts)
    ids = [_option(item, part) for part in parts]
    return " ".join(ids) if item.kind == "one" else ids


def _ranked(item: Item, places: list[str]) -> list[str]:
    """Options in their order, by the places that stand beside them on paper."""
    wanted = [str(place) for place in range(1, len(item.options) + 1)]
    if sorted(places) != sorted(wanted):
        return [option.id for option in item.options[:1]] if places else []
    by_place = dict(zip(places, item.options, strict=True))
    return [by_place[place].id for place in wanted]


def _option(item: Item, part: str) -> str:
    """The option of a number; what is none stays as it was typed and is told at the field."""
    place = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 0
    return item.options[place - 1].id if 1 <= place <= len(item.options) else f"?{part}"


def _lines(
    item: Item, number: int, language: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Line]:
    label, error = f"{number}. {said(item.text, language)}", errors.get(item.id, "")
    if item.kind == "matrix":
        return [
            Line(
                name_of(item, row.id),
                f"{label} {said(row.text, language)}",
                _limits(item),
                typed.get(name_of(item, row.id), ""),
                error if place == 0 else "",
                False,
            )
            for place, row in enumerate(item.rows)
        ]
    name, is_long = name_of(item), item.kind in WRITTEN
    return [Line(name, label, _hint(item, language), typed.get(name, ""), error, is_long)]


def _hint(item: Item, language: str) -> str:
    if item.kind in WRITTEN:
        return ""
    if item.kind not in CHOSEN:
        return _limits(item)
    listed = ", ".join(
        f"{place} – {said(option.text, language)}" for place, option in enumerate(item.options, 1)
    )
    if item.kind == "one":
        return listed
    if item.kind == "rank":
        return str(_("места из клеток подряд: %(options)s", options=listed))
    return str(_("номера через пробел: %(options)s", options=listed))


def _limits(item: Item) -> str:
    low, high = str(item.minimum).replace("-", "−"), str(item.maximum).replace("-", "−")
    return str(_("от %(low)s до %(high)s", low=low, high=high))


def sheet_pdf(wave: Wave, language: str) -> bytes:
    """The questionnaire as a PDF: every item, in the order of the document."""
    questionnaire = wave.questionnaire
    instrument = asked(questionnaire)
    lines = []
    for leaf in leaves_of(instrument, language):
        for place, one in enumerate(leaf.questions):
            heading = (leaf.title, leaf.text) if place == 0 else ("", "")
            lines.append(_printed(one, *heading))
    codes = []
    if questionnaire.mode == "code":
        codes.append(
            _(
                "Ваш код: две первые буквы имени мамы, день рождения двумя цифрами, две последние"
                " цифры телефона"
            )
        )
    if questionnaire.mode == "named":
        codes.append(_("Фамилия, имя, отчество"))
    if questionnaire.mode != "anonymous" and questionnaire.pair_scale:
        codes.append(_("Код вашей пары"))
    sheet = QuestionSheet(
        title=said(instrument.title, language),
        intro=said(instrument.intro, language),
        wave=wave.title,
        event=questionnaire.event.title,
        promises=tuple(promises_of(questionnaire)),
        address=full_url(url_for("answering.show", code=wave.code)),
        lines=tuple(lines),
        codes=tuple(codes),
        quoted=instrument.quoted,
        thanks=said(instrument.thanks, language),
    )
    return question_sheet(sheet)


def _printed(one: Question, heading: str, text: str) -> QuestionLine:
    return QuestionLine(
        number=str(one.number),
        kind=one.kind,
        text=one.text,
        note=one.note,
        condition=one.condition,
        heading=heading,
        heading_text=text,
        choices=tuple((c.value.replace("-", "−"), c.text) for c in one.choices),
        rows=tuple(row.text for row in one.rows),
        ends=one.ends,
        limits=(one.low.replace("-", "−"), one.high.replace("-", "−")),
        most=one.most or 0,
    )
