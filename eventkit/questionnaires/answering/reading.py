"""From the fields of a form to the answers of an instrument.

A field is named «q-item»; a row of a matrix «q-item.row», an option's place in a rank
«q-item.option».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import LONG, Item

WHOLE = re.compile(r"^[-−]?\d{1,6}$", re.ASCII)
LONGEST_NUMBER = 40
Form = MultiDict[str, str]


def name_of(item: Item, part: str = "") -> str:
    """The name of an item's field, or of one of its parts."""
    return f"q-{item.id}.{part}" if part else f"q-{item.id}"


def answers_of(instrument: Instrument, form: Form) -> dict[str, Any]:
    """What a form says, as ``engine.Item`` wants it; what cannot be right is kept as typed."""
    return {item.id: _answer(item, form) for item in instrument.items}


def _answer(item: Item, form: Form) -> Any:
    name = name_of(item)
    if item.kind == "several":
        return [one[:LONGEST_NUMBER] for one in form.getlist(name)[: 2 * len(item.options)] if one]
    if item.kind == "rank":
        return _ranked(item, form)
    if item.kind == "matrix":
        typed = {row.id: _whole(form.get(name_of(item, row.id), "")) for row in item.rows}
        return {row: value for row, value in typed.items() if value != ""}
    typed_text = form.get(name, "").strip()
    if item.kind in ("likert", "differential"):
        return _whole(typed_text)
    if item.kind in ("number", "slider"):
        return typed_text[:LONGEST_NUMBER].replace(",", ".").replace("−", "-")
    return typed_text[: LONG + 1]


def _whole(text: str) -> int | str:
    """A whole number, or the text as it was typed."""
    text = text.strip()[:LONGEST_NUMBER]
    return int(text.replace("−", "-")) if WHOLE.match(text) else text


def _ranked(item: Item, form: Form) -> list[str]:
    """Options by the places typed at them; one place given twice makes no order."""
    places: Mapping[str, int | str] = {
        option.id: _whole(form.get(name_of(item, option.id), "")) for option in item.options
    }
    given = {option: place for option, place in places.items() if place != ""}
    order = sorted(given, key=lambda option: (str(type(given[option])), given[option]))
    # Fewer options than there are: the check then says that the order is not whole.
    is_order = len(set(given.values())) == len(given)
    return order if is_order else order[:1]
