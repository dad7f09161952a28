"""Who makes questionnaires, and when a wave takes answers."""

from __future__ import annotations

from datetime import datetime

from eventkit.events.models import Event
from eventkit.events.rules import may_manage
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.web.viewer import Viewer

LEAST_GROUP = 3
"""No small-group limit is lower: of two people each would know what the other has answered."""


def may_author(viewer: Viewer, subject: Event | Questionnaire | Wave) -> bool:
    """The organizer of the event writes its questionnaires, runs its waves and tries them out."""
    if isinstance(subject, Wave):
        subject = subject.questionnaire
    event = subject.event if isinstance(subject, Questionnaire) else subject
    return may_manage(viewer, event)


def takes_answers(wave: Wave, at: datetime) -> bool:
    """Whether a wave is open at a moment, by hand or by its times."""
    if wave.closes_at is not None and at >= wave.closes_at:
        return False
    by_time = wave.state == "planned" and wave.opens_at is not None and wave.opens_at <= at
    return wave.state == "open" or by_time
