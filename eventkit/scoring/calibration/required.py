"""Samples that come before the first sheet of a real work."""

from __future__ import annotations

from flask_babel import ngettext

from eventkit.scoring.calibration.queries import required_left
from eventkit.scoring.models import Sheet


def samples_first(sheet: Sheet) -> str:
    """Why a sheet cannot be sent yet, «» where nothing stands against it.

    Marks are taken all the same, nothing of them is lost. A sheet from paper or a table, and one
    that was sent before, wait for nothing.
    """
    if sheet.source != "screen" or sheet.submitted_at is not None:
        return ""
    left = required_left(sheet.assignment.juror)
    if not left:
        return ""
    return str(
        ngettext(
            "Баллы сохранены. Чтобы отправить лист, сначала оцените %(num)d пробную работу:"
            " она первая в вашем списке.",
            "Баллы сохранены. Чтобы отправить лист, сначала оцените %(num)d пробных работ:"
            " они первые в вашем списке.",
            left,
        )
    )
