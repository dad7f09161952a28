"""Codes on photographs that a form brings, for pages where somebody scans."""

from __future__ import annotations

from io import BytesIO

from flask import request
from flask_babel import gettext as _

from eventkit.printing.reading_codes import PictureError, read_codes

PHOTO_LIMIT = 20 * 1024 * 1024


class PhotoError(ValueError):
    """What was sent shows no code; the message says what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def codes_in_photo(name: str = "photo") -> list[str]:
    """The texts of all codes on the photograph in the request's field ``name``; one at least.

    Raises:
        PhotoError: nothing was sent, it is no photograph, too large, or no code is seen on it.
    """
    sent = request.files.get(name)
    content = sent.stream.read(PHOTO_LIMIT + 1) if sent else b""
    if not content:
        raise PhotoError(_("Выберите снимок QR-кода."))
    if len(content) > PHOTO_LIMIT:
        raise PhotoError(_("Снимок больше 20 МБ. Сделайте фото с обычным качеством."))
    try:
        texts = read_codes(BytesIO(content))
    except PictureError as problem:
        raise PhotoError(problem.message) from problem
    if not texts:
        raise PhotoError(_("QR-код на снимке не нашёлся. Снимите его ближе, целиком и без бликов."))
    return texts
