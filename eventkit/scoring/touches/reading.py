"""Touches as JSON: what a device sends, a file holds. Malformed ones are told in words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.scoring.touches.merging import Touch
from eventkit.web.requests import LARGEST_ID, UNPRINTABLE

MOST = 500
"""Touches in one batch."""
LARGEST_COUNTER = 2**53
"""The largest whole number that a browser counts to exactly."""
LONGEST = 20_000
"""Characters of a value that are kept; sheets take fewer."""
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)
_LONE = re.compile("[\ud800-\udfff]")


class MalformedError(RefusalError):
    """What came is no list of touches; the message says where."""


class TooManyError(RefusalError):
    """More touches than one batch may hold."""


def parsed(text: str | bytes) -> Any:
    """The JSON of a text. Raises MalformedError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise MalformedError(_("Это не JSON.")) from problem


def touches_of(data: Any, most: int = MOST) -> list[Touch]:
    """The touches of ``{"device", "touches": […]}``, in their order.

    Raises MalformedError, TooManyError.
    """
    device = _key(_of(data, "device"), "device")
    rows = _of(data, "touches")
    if not isinstance(rows, list):
        raise _wrong("touches")
    if len(rows) > most:
        raise TooManyError(_("За один раз принимают не больше %(most)d отметок.", most=most))
    return [_touch(row, device) for row in rows]


def as_json(touch: Touch) -> dict[str, Any]:
    """A touch as it is sent."""
    return {
        "id": touch.key,
        "task": touch.task,
        "field": touch.field,
        "value": touch.value,
        "base": touch.base,
        "counter": touch.counter,
        "made_at": touch.made_at or None,
        "resolves": touch.resolves or None,
    }


def instant(text: str) -> datetime | None:
    """What a device's clock said; None where it cannot be read."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _touch(row: Any, device: str) -> Touch:
    key = _key(_of(row, "id"), "id")  # whatever has an id is an object
    resolves = row.get("resolves")
    return Touch(
        key=key,
        task=_number(_of(row, "task"), LARGEST_ID, "task"),
        field=_key(_of(row, "field"), "field"),
        value=_text(row.get("value"), "value"),
        base=_number(_of(row, "base"), LARGEST_ID, "base"),
        counter=_number(_of(row, "counter"), LARGEST_COUNTER, "counter"),
        device=device,
        made_at=_text(row.get("made_at"), "made_at")[:40],
        resolves=_key(resolves, "resolves") if resolves is not None else "",
    )


def _of(data: Any, name: str) -> Any:
    if not isinstance(data, dict) or name not in data:
        raise _wrong(name)
    return data[name]


def _key(value: Any, name: str) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise _wrong(name)
    return value


def _number(value: Any, largest: int, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        raise _wrong(name)
    return value


def _text(value: Any, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(name)
    return _LONE.sub("", UNPRINTABLE.sub("", value))


def _wrong(name: str) -> MalformedError:
    return MalformedError(_("Не понято поле „%(name)s“.", name=name))
