"""What a new version may change: never what the numbers of an answered item mean."""

from __future__ import annotations

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option


def turned_items(before: Instrument, after: Instrument) -> tuple[str, ...]:
    """Ids of items of both whose answers would no longer mean the same.

    That is another kind, another range of numbers, or an option or row that is gone.
    """
    known = {item.id: item for item in before.items}
    return tuple(
        item.id for item in after.items if item.id in known and _turned(known[item.id], item)
    )


def _turned(before: Item, after: Item) -> bool:
    if before.kind != after.kind:
        return True
    if (before.minimum, before.maximum) != (after.minimum, after.maximum):
        return True
    return _gone(before.options, after.options) or _gone(before.rows, after.rows)


def _gone(before: tuple[Option, ...], after: tuple[Option, ...]) -> bool:
    return not {one.id for one in before} <= {one.id for one in after}
