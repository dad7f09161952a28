"""Questionnaires of an event for its next edition: the same questions, nobody's answers."""

from __future__ import annotations

from datetime import datetime

from eventkit.events.days import a_year_later, moment_a_year_later
from eventkit.events.models import Event
from eventkit.questionnaires.models import Questionnaire
from eventkit.questionnaires.operations import add_wave, change_settings, create_questionnaire
from eventkit.questionnaires.queries import questionnaires_of


def copy_questionnaires(source: Event, target: Event, *, actor: str) -> None:
    """Give an event the questionnaires of another in their order, with waves a year later.

    Waves wait to be opened under addresses of their own; self-made codes are digested anew, so
    that nobody's answers of two editions can be laid side by side.
    """
    for asked in questionnaires_of(source):
        _copy(asked, target, actor)


def _copy(asked: Questionnaire, target: Event, actor: str) -> None:
    made = create_questionnaire(target, asked.draft, mode=asked.mode, actor=actor)
    change_settings(
        made,
        mode=asked.mode,
        once=asked.once,
        small_group=asked.small_group,
        pair_scale=asked.pair_scale,
        keep_until=a_year_later(asked.keep_until) if asked.keep_until else None,
        actor=actor,
    )
    for wave in asked.waves:
        add_wave(
            made,
            wave.title,
            opens_at=_later(wave.opens_at, target),
            closes_at=_later(wave.closes_at, target),
            actor=actor,
        )


def _later(moment: datetime | None, event: Event) -> datetime | None:
    return None if moment is None else moment_a_year_later(moment, event.timezone)
