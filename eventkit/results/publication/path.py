"""The way to publication, step by step: what is done, what is to be done now."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.results.models import Calculation
from eventkit.web.i18n import day

LOOKED = "results_looked_at"
"""In the browser's session: the version whose preview was opened."""


@dataclass(frozen=True)
class Step:
    """One step; ``state`` is done, now or ahead."""

    key: str
    title: str
    state: str
    note: str = ""


def steps_of(made: Calculation | None, *, is_current: bool, has_looked: bool) -> list[Step]:
    """Count, close, sign, look, publish.

    ``is_current``: nothing changed since the version was made.
    """
    counted = made is not None and (is_current or made.state == "published")
    closed = made is not None and counted and made.state != "draft"
    done = {
        "count": counted,
        "close": closed,
        "sign": closed and made is not None and made.signed_at is not None,
        "look": closed and has_looked,
        "publish": made is not None and made.state == "published",
    }
    now = next((key for key, is_done in done.items() if not is_done), "")
    if done["publish"]:
        now = ""
    notes = _notes(made) if made is not None else {}
    return [
        Step(
            key,
            title,
            "done" if done[key] else "now" if key == now else "ahead",
            notes.get(key, "") if done[key] else "",
        )
        for key, title in _titles().items()
    ]


def _titles() -> dict[str, str]:
    return {
        "count": str(_("Посчитать")),
        "close": str(_("Закрыть подсчёт")),
        "sign": str(_("Подписать протокол")),
        "look": str(_("Посмотреть, что увидит каждый")),
        "publish": str(_("Опубликовать")),
    }


def _notes(made: Calculation) -> dict[str, str]:
    zone = made.event.timezone
    return {
        "count": str(
            _("№ %(number)d, %(day)s", number=made.number, day=day(made.created_at, zone))
        ),
        "close": day(made.locked_at, zone),
        "sign": day(made.signed_at, zone),
        "publish": day(made.published_at, zone),
    }
