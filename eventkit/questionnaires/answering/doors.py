"""Who comes to a questionnaire: anybody with its address, or with a personal link."""

from __future__ import annotations

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.questionnaires.answering.queries import (
    has_answered,
    invitation_by_token,
    responses_by_person,
)
from eventkit.questionnaires.models import Invitation, Questionnaire, Wave
from eventkit.questionnaires.queries import wave_by_code
from eventkit.questionnaires.rules import takes_answers
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer, current_viewer


@dataclass(frozen=True)
class Door:
    """A wave, and the personal link by which somebody came, if it is one."""

    wave: Wave
    invitation: Invitation | None = None
    token: str = ""

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return self.wave.questionnaire

    @property
    def event(self) -> Event:
        """Of which event it is."""
        return self.wave.questionnaire.event


def find_door(code: str) -> Door | None:
    """The wave of an address."""
    wave = wave_by_code(code)
    return None if wave is None else Door(wave)


def find_personal(code: str, token: str) -> Door | None:
    """The wave of a personal link."""
    wave = wave_by_code(code)
    found = None if wave is None else invitation_by_token(wave, token)
    return None if wave is None or found is None else Door(wave, found, token)


def find_wave(slug: str, wave_id: int) -> Wave | None:
    """A wave of an event, for its organizer."""
    event, wave = event_by_slug(slug), db.session.get(Wave, wave_id)
    if event is None or wave is None or wave.questionnaire.event_id != event.id:
        return None
    return wave


def person_of(door: Door) -> Person | None:
    """Whose answers they would be: of the link, else of the account; only in named mode."""
    if door.questionnaire.mode != "named":
        return None
    if door.invitation is not None:
        return door.invitation.person
    viewer = current_viewer()
    return db.session.get(Person, viewer.person_id) if viewer.person_id else None


def owns_answers(viewer: Viewer, door: Door) -> bool:
    """Whether the named answers to a questionnaire are those of whoever came."""
    person = person_of(door)
    return person is not None and bool(responses_by_person(door.questionnaire, person))


def why_shut(door: Door) -> str:
    """Why nobody can answer here now; empty where one can.

    One word: ``planned``, ``closed``, ``link`` (a personal link is wanted), ``used`` (its answer is
    given), ``account`` (an account or a link is wanted), ``answered``.
    """
    if not takes_answers(door.wave, now()):
        return "planned" if door.wave.state == "planned" else "closed"
    if door.questionnaire.once:
        if door.invitation is None:
            return "link"
        if door.invitation.used:
            return "used"
    if door.questionnaire.mode != "named":
        return ""
    person = person_of(door)
    if person is None:
        return "account"
    return "answered" if has_answered(door.wave, person.id) else ""
