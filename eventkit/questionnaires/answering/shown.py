"""A questionnaire as its page shows it: plain words and values, in the order of one respondent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.answering.reading import name_of
from eventkit.questionnaires.answering.words import condition_words
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option, said
from eventkit.web.plain_data import written


@dataclass(frozen=True)
class Choice:
    """An option, a point of a scale, or a row of a matrix."""

    value: str
    text: str
    name: str = ""
    """Of its own field: rows of a matrix, options of a rank."""
    is_chosen: bool = False
    given: str = ""


@dataclass(frozen=True)
class Question:
    """An item on the page; ``number`` counts through all pages, ``when`` is JSON for scripts."""

    id: str
    kind: str
    name: str
    number: int
    text: str
    note: str
    required: bool
    shuffled: bool
    condition: str
    when: str
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    ends: tuple[str, str] = ("", "")
    """Words at the two poles."""
    low: str = ""
    high: str = ""
    step: str = ""
    most: int | None = None
    value: str = ""
    error: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page of the questionnaire."""

    title: str
    text: str
    shuffled: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Filled:
    """What a form has so far: answers, and what is wrong by item."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


NOTHING = Filled()


def leaves_of(
    instrument: Instrument, language: str, uid: str = "", filled: Filled = NOTHING
) -> list[Leaf]:
    """The pages with their items. A ``uid`` gives shuffled ones an order of its own."""
    found, number = [], 0
    for page in instrument.pages:
        ids = _mixed(page.items, uid) if page.shuffled else page.items
        questions = []
        for item_id in ids:
            number += 1
            questions.append(_question(instrument, item_id, number, language, uid, filled))
        title, text = said(page.title, language), said(page.text, language)
        found.append(Leaf(title, text, page.shuffled, tuple(questions)))
    return found


def _question(
    instrument: Instrument, item_id: str, number: int, language: str, uid: str, filled: Filled
) -> Question:
    item = instrument.item(item_id)
    answer = filled.answers.get(item.id)
    when = item.when
    return Question(
        id=item.id,
        kind=item.kind,
        name=name_of(item),
        number=number,
        text=said(item.text, language),
        note=said(item.note, language),
        required=item.required,
        shuffled=item.shuffled,
        condition=condition_words(instrument, when, language),
        when=json.dumps([when.item, when.test, when.value]) if when else "",
        choices=_choices(item, answer, language, uid),
        rows=_rows(item, answer, language),
        ends=_ends(item, language),
        low=written(item.minimum),
        high=written(item.maximum),
        step=written(item.step),
        most=item.at_most,
        value=str(answer) if isinstance(answer, str | int) else "",
        error=filled.errors.get(item.id, ""),
    )


def _choices(item: Item, answer: Any, language: str, uid: str) -> tuple[Choice, ...]:
    if item.kind in ("likert", "differential", "matrix"):
        labels = item.labels if item.kind != "differential" else ()
        return tuple(
            Choice(
                str(point),
                said(labels[place], language) if labels else "",
                is_chosen=str(answer) == str(point),
            )
            for place, point in enumerate(item.points)
        )
    given = [answer] if isinstance(answer, str) else list(answer or ())
    return tuple(
        Choice(
            option.id,
            said(option.text, language),
            name=name_of(item, option.id),
            is_chosen=option.id in given,
            given=_place(item, option, given),
        )
        for option in _options(item, uid)
    )


def _options(item: Item, uid: str) -> Sequence[Option]:
    if not item.shuffled:
        return item.options
    by_id = {option.id: option for option in item.options}
    return [by_id[one] for one in _mixed(by_id, uid)]


def _place(item: Item, option: Option, given: Sequence[Any]) -> str:
    is_ranked = item.kind == "rank" and option.id in given
    return str(given.index(option.id) + 1) if is_ranked else ""


def _rows(item: Item, answer: Any, language: str) -> tuple[Choice, ...]:
    given = answer if isinstance(answer, Mapping) else {}
    return tuple(
        Choice(
            row.id,
            said(row.text, language),
            name=name_of(item, row.id),
            given=str(given.get(row.id, "")),
        )
        for row in item.rows
    )


def _ends(item: Item, language: str) -> tuple[str, str]:
    if not item.labels:
        return "", ""
    return said(item.labels[0], language), said(item.labels[-1], language)


def _mixed(ids: Iterable[str], uid: str) -> list[str]:
    """An order that follows from the respondent's ``uid`` alone; as it is without one."""
    if not uid:
        return list(ids)
    return sorted(ids, key=lambda one: hashlib.sha256(f"{uid}{one}".encode()).digest())
