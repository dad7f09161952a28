"""What a device without a network hands over: a file, or a code on its screen.

Both carry the same touches as the network would, and the seal of their juror. Loading is the same
merge, so that it does no harm to load twice or to be overtaken by the network.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from eventkit.db import begin_writing, db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror
from eventkit.juries.queries import juror_of_event
from eventkit.lazy import dataclass
from eventkit.printing.reading_codes import PictureError, read_codes
from eventkit.scoring.touches.keeping import Answer, Bearer, take
from eventkit.scoring.touches.merging import Touch
from eventkit.scoring.touches.reading import MalformedError, TooManyError, parsed, touches_of
from eventkit.scoring.touches.seals import is_seal
from eventkit.web.requests import LARGEST_ID

FORMAT = "eventkit.handover/1"
MOST = 5000
"""Touches in a file."""
AT_ONCE = 200
"""Touches in one transaction: others wait for it."""
LARGEST_TEXT = 2 * 1024 * 1024
LARGEST_UNPACKED = 8 * 1024 * 1024
_PACKED = re.compile(r"(?:.*#h=)?([zpfc])\.([\w-]+)=*", re.ASCII | re.DOTALL)


class HandoverError(RefusalError):
    """What came cannot be loaded; the message says why and what to do."""


@dataclass(frozen=True)
class Handover:
    """Touches of one juror, believed."""

    juror: Juror
    touches: Sequence[Touch]
    via: str
    """file or code."""
    text: str
    """The whole again, short enough for a field of a form."""
    written_at: str = ""


def text_of_upload(content: bytes, stream: Any) -> str:
    """The text of an uploaded file: of the file itself, or of the code in a photograph.

    Raises HandoverError: not a file, no code, several codes.
    """
    start = content.lstrip()[:1]
    if start in (b"{", b"["):
        return content.decode("utf-8", "replace")
    try:
        codes = read_codes(stream)
    except PictureError as problem:
        raise HandoverError(
            _("Это не файл с устройства и не снимок кода. %(why)s", why=problem.message)
        ) from problem
    ours = [code for code in codes if _PACKED.fullmatch(code.strip())]
    if len(ours) > 1:
        raise HandoverError(
            _("На снимке несколько кодов с баллами. Снимите каждый отдельно, чтобы не перепутать.")
        )
    if ours:
        return ours[0]
    if codes:
        raise HandoverError(_("На снимке другой код: баллов члена жюри в нём нет."))
    raise HandoverError(
        _("Кода на снимке не видно. Снимите экран ближе и ровнее, без бликов, целиком.")
    )


def opened(event: Event, text: str) -> Handover:
    """What a text hands over to an event. Raises HandoverError in words."""
    text = text.strip()
    if len(text) > LARGEST_TEXT:
        raise HandoverError(_("Файл слишком большой. Передайте его администратору сайта."))
    via, data = _data(text)
    try:
        named = _named(data, event)
        touches = touches_of(data, most=MOST)
    except TooManyError as problem:
        raise HandoverError(problem.message) from problem
    except MalformedError as problem:
        raise HandoverError(_damaged(via)) from problem
    juror = juror_of_event(event.id, named)
    if juror is None:
        raise HandoverError(_("В этом жюри такого человека нет. Проверьте мероприятие."))
    if not is_seal(juror, str(data.get("seal", ""))):
        raise HandoverError(
            _("Печать не подошла: это передал не телефон члена жюри, или содержимое изменили.")
        )
    if not touches:
        raise HandoverError(_("Здесь нет ни одного балла: всё уже ушло по сети."))
    return Handover(juror, touches, via, packed(data, via), str(data.get("written_at") or ""))


def packed(data: Any, via: str) -> str:
    """What was handed over, as a short text that :func:`opened` takes again."""
    squeezed = zlib.compress(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"), 9)
    way = "f" if via == "file" else "c"
    return f"{way}." + base64.urlsafe_b64encode(squeezed).decode().rstrip("=")


def load(handover: Handover, actor: str) -> list[Answer]:
    """Merge what was handed over; each part of it is kept by a transaction of its own."""
    juror_id, event_id = handover.juror.id, handover.juror.event_id
    bearer = Bearer(
        owns=lambda juror: juror.id == juror_id,
        seats=lambda: [juror for juror in [juror_of_event(event_id, juror_id)] if juror],
        via=handover.via,
        actor=actor,
    )
    answers: list[Answer] = []
    for start in range(0, len(handover.touches), AT_ONCE):
        begin_writing()
        part = take(handover.touches[start : start + AT_ONCE], bearer)[0]
        fresh = sum(not answer.is_known for answer in part)
        if fresh:
            data = {"via": handover.via, "touches": fresh}
            chain = event_chain(event_id)
            record(chain, "touches.handed_over", f"juror:{juror_id}", actor=actor, data=data)
        db.session.commit()
        answers += part
    return answers


def _data(text: str) -> tuple[str, dict[str, Any]]:
    """How it came, and the touches in the form of a file."""
    found = _PACKED.fullmatch(text)
    via = "file" if text.startswith("{") or (found and found[1] == "f") else "code"
    try:
        if text.startswith("{"):
            data = parsed(text)
        elif found is None:
            raise HandoverError(
                _("Это не файл с устройства и не ссылка из кода. Проверьте, то ли вы загрузили.")
            )
        else:
            data = parsed(_unpacked(found[1], found[2]))
        if isinstance(data, dict) and "t" in data:
            data = _long(data)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise HandoverError(_("Это не файл с баллами члена жюри."))
    except (MalformedError, ValueError, TypeError, LookupError, zlib.error) as problem:
        if isinstance(problem, HandoverError):
            raise
        raise HandoverError(_damaged(via)) from problem
    return via, data


def _unpacked(way: str, text: str) -> bytes:
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if way == "p":
        return data
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS if way == "z" else zlib.MAX_WBITS)
    content = unpacking.decompress(data, LARGEST_UNPACKED)
    if not unpacking.eof:
        raise ValueError("cut off, or larger than anything that is handed over")
    return content


def _long(short: dict[str, Any]) -> dict[str, Any]:
    """The touches of a code, which is short, in the form of a file."""
    names = ("id", "task", "field", "value", "base", "counter", "resolves")
    return {
        "format": FORMAT,
        "event": None,
        "juror": short["j"],
        "seal": short["s"],
        "device": short["d"],
        "touches": [dict(zip(names, row, strict=False)) for row in short["t"]],
    }


def _named(data: dict[str, Any], event: Event) -> int:
    """Whose touches they say they are. Raises HandoverError for another event's."""
    if data.get("event") not in (None, event.slug):
        raise HandoverError(
            _("Это баллы другого мероприятия. Откройте передачу баллов там и загрузите их туда.")
        )
    juror = data.get("juror")
    if not isinstance(juror, int) or not 0 < juror <= LARGEST_ID:
        raise MalformedError("juror")
    return juror


def _damaged(via: str) -> str:
    if via == "code":
        return str(_("Код прочитан не целиком или повреждён. Снимите его ещё раз."))
    return str(_("Файл повреждён. Попросите передать его ещё раз."))
