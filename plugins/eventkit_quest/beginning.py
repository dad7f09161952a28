"""How a new event becomes a quest: with a game of its own, empty, a shipped or last year's."""

from __future__ import annotations

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.events.models import Event
from eventkit.events.operations import change_event
from eventkit.hooks import EventPreset
from eventkit_quest.operations import copy_quest, open_game, set_up_quest
from eventkit_quest.presets import PRO_SHKOLU, shipped

READY = EventPreset(
    name=PRO_SHKOLU,
    format="quest",
    title=_l("Pro_ШКОЛУ"),
    subtitle=_l("Готовый квест с картой: восемь станций о жизни школы на 15–25 минут"),
    accent="bor",
    stage_days={"setup": 3, "registration": 10, "judging": 1, "results": 1, "awards": 1},
)


def begin(event: Event, preset_name: str, actor: str) -> None:
    """Give a new event its game; that of a preset is a copy in the language of whoever begins."""
    if preset_name != READY.name:
        open_game(event, actor=actor)
        return
    document = shipped(READY.name, str(get_locale() or ""))
    set_up_quest(event, document, actor=actor)
    texts = {"subtitle": str(_("Образовательный квест")), "description": document["legend"]}
    change_event(event, actor=actor, **texts)


def carry_over(event: Event, edition: Event, actor: str) -> None:
    """Let next year's edition begin with the same game."""
    copy_quest(event, edition, actor=actor)
