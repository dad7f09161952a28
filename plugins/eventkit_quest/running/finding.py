"""Which team stands before a host: its QR code, read from a photograph or by the host's phone."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.web.codes import PictureError, read_codes
from eventkit_quest.queries import teams_of
from eventkit_quest.running.queries import doors_of

PHOTO_LIMIT = 20 * 1024 * 1024


def door_digests(event: Event) -> dict[int, str]:
    """By entry id: SHA-256 of the team's secret, so that a host's phone knows a code it reads.

    The secret itself would let the host into the team's game.
    """
    doors = doors_of(event.id).values()
    return {door.entry_id: sha256(door.secret.encode()).hexdigest() for door in doors}


def team_on_photo(event: Event, content: bytes) -> Entry:
    """The team whose card, route sheet or phone a photograph shows. Raises RefusalError."""
    if not content:
        raise RefusalError(_("Выберите снимок QR-кода."), "photo")
    if len(content) > PHOTO_LIMIT:
        raise RefusalError(_("Снимок больше 20 МБ. Сделайте фото с обычным качеством."), "photo")
    try:
        texts = read_codes(BytesIO(content))
    except PictureError as problem:
        raise RefusalError(problem.message, "photo") from problem
    if not texts:
        words = _("QR-код на снимке не нашёлся. Снимите его ближе или выберите команду из списка.")
        raise RefusalError(words, "photo")
    secrets = {text.rstrip("/").rpartition("/")[2] for text in texts}
    shown = {id_ for id_, door in doors_of(event.id).items() if door.secret in secrets}
    found = [entry for entry in teams_of(event) if entry.id in shown]
    if not found:
        raise RefusalError(_("Это QR-код не команды этого квеста."), "photo")
    if len(found) > 1:
        raise RefusalError(_("На снимке коды нескольких команд. Снимите один."), "photo")
    return found[0]
