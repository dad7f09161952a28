"""What was decided, in two words: for lists and papers."""

from __future__ import annotations

from flask_babel import gettext as _


def decision_words(kind: str) -> str:
    """The kind of a recorded decision."""
    return {
        "shared_place": str(_("Место разделено")),
        "order": str(_("Места расставлены")),
        "no_award": str(_("Первое место не присуждено")),
        "special_prize": str(_("Специальный приз")),
        "late_recusal": str(_("Поздний самоотвод")),
    }[kind]
