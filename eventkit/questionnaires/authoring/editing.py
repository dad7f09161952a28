"""Changes of a questionnaire's document: items, their order, pages, scales.

Each takes a document as ``Instrument.to_dict`` writes it and returns a new one; the codec checks
the whole afterwards. Items always stand in the order of the pages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from string import ascii_uppercase
from typing import Any

Document = Mapping[str, Any]
AGREEMENT: dict[str, Any] = {
    "min": "1",
    "max": "5",
    "labels": [
        {"ru": "совершенно не согласен", "en": "strongly disagree"},
        {"ru": "скорее не согласен", "en": "rather disagree"},
        {"ru": "трудно сказать", "en": "hard to say"},
        {"ru": "скорее согласен", "en": "rather agree"},
        {"ru": "полностью согласен", "en": "fully agree"},
    ],
}
"""How a new statement is answered: bare numbers would leave open which end means agreement."""


def free_name(prefix: str, taken: Collection[str]) -> str:
    """The first of q1, q2, … that is not taken."""
    return next(
        name for number in range(1, len(taken) + 2) if (name := f"{prefix}{number}") not in taken
    )


def free_scale(taken: Collection[str]) -> str:
    """The first of A, B, …, Z, S1, S2, … that is not taken."""
    return next((one for one in ascii_uppercase if one not in taken), "") or free_name("S", taken)


def put_item(document: Document, item: Mapping[str, Any]) -> dict[str, Any]:
    """Put an item in the place of the one with its id, or last on the last page."""
    made = deepcopy(dict(document))
    items = made["items"]
    known = [one["id"] for one in items]
    if item["id"] in known:
        items[known.index(item["id"])] = dict(item)
        return made
    items.append(dict(item))
    if not made["pages"]:
        made["pages"] = [{"title": {}, "text": {}, "items": [], "shuffled": False}]
    made["pages"][-1]["items"].append(item["id"])
    return made


def put_group(document: Document, item_id: str, wanted: bool) -> dict[str, Any]:
    """Say whether reports are split by an item."""
    groups = [one for one in document["groups"] if one != item_id]
    return dict(document) | {"groups": [*groups, item_id] if wanted else groups}


def without_item(document: Document, item_id: str) -> dict[str, Any]:
    """Take an item out, and out of scales and groups."""
    made = deepcopy(dict(document))
    made["items"] = [one for one in made["items"] if one["id"] != item_id]
    made["groups"] = [one for one in made["groups"] if one != item_id]
    for scale in made["scales"]:
        for name in ("items", "reversed"):
            scale[name] = [one for one in scale[name] if one.partition(".")[0] != item_id]
        scale["min_answered"] = max(1, min(scale["min_answered"], len(scale["items"])))
    for page in made["pages"]:
        page["items"] = [one for one in page["items"] if one != item_id]
    return _in_order(made)


def moved_item(document: Document, item_id: str, up: bool) -> dict[str, Any]:
    """Exchange an item with its neighbour; at the edge of a page it goes to the next page."""
    made = deepcopy(dict(document))
    pages = [page["items"] for page in made["pages"]]
    here = next(number for number, items in enumerate(pages) if item_id in items)
    place = pages[here].index(item_id)
    there = place - 1 if up else place + 1
    if 0 <= there < len(pages[here]):
        pages[here][place], pages[here][there] = pages[here][there], pages[here][place]
    elif 0 <= here + (-1 if up else 1) < len(pages):
        pages[here].remove(item_id)
        other = pages[here - 1 if up else here + 1]
        other.insert(len(other) if up else 0, item_id)
    return _in_order(made)


def broken_page(document: Document, item_id: str) -> dict[str, Any]:
    """Let a new page begin with an item."""
    made = deepcopy(dict(document))
    for number, page in enumerate(made["pages"]):
        place = page["items"].index(item_id) if item_id in page["items"] else 0
        if place:
            rest = page["items"][place:]
            page["items"] = page["items"][:place]
            new = {"title": {}, "text": {}, "items": rest, "shuffled": page["shuffled"]}
            made["pages"].insert(number + 1, new)
            break
    return made


def joined_page(document: Document, number: int) -> dict[str, Any]:
    """Put a page's items at the end of the page before it; ``number`` counts from 0."""
    made = deepcopy(dict(document))
    if 0 < number < len(made["pages"]):
        page = made["pages"].pop(number)
        made["pages"][number - 1]["items"] += page["items"]
    return made


def put_page(document: Document, number: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """Give a page its title, text and order."""
    made = deepcopy(dict(document))
    made["pages"][number] |= dict(said)
    return made


def put_scale(document: Document, scale: Mapping[str, Any]) -> dict[str, Any]:
    """Put a scale in the place of the one with its id, or last."""
    scales: Sequence[Any] = document["scales"]
    if any(one["id"] == scale["id"] for one in scales):
        changed = [dict(scale) if one["id"] == scale["id"] else one for one in scales]
    else:
        changed = [*scales, dict(scale)]
    return dict(document) | {"scales": changed}


def without_scale(document: Document, scale_id: str) -> dict[str, Any]:
    """Take a scale out."""
    return dict(document) | {"scales": [one for one in document["scales"] if one["id"] != scale_id]}


def _in_order(made: dict[str, Any]) -> dict[str, Any]:
    made["pages"] = [page for page in made["pages"] if page["items"]]
    by_id = {item["id"]: item for item in made["items"]}
    made["items"] = [by_id[one] for page in made["pages"] for one in page["items"]]
    return made
