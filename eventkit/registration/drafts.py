"""The draft of an application: what was typed, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from eventkit.events.models import Event, Nomination
from eventkit.hooks import active_plugins
from eventkit.lazy import dataclass
from eventkit.registration.days import parse_day
from eventkit.registration.models import Registration

STEPS = ("you", "school", "nomination", "work", "consents", "check")
PAIR_STEPS = ("you", "school", "pair", "nomination", "consents", "check")
"""What a pair shows the jury is seen on a stage, or handed in later."""
TITLES = {
    "you": _l("Вы"),
    "school": _l("Школа"),
    "pair": _l("Пара"),
    "part": _l("Участие"),
    "nomination": _l("Номинация"),
    "work": _l("Работа"),
    "consents": _l("Согласия"),
    "check": _l("Проверка"),
}
NEXT_TITLES = {
    "school": _l("Дальше: школа"),
    "pair": _l("Дальше: пара"),
    "part": _l("Дальше: участие"),
    "nomination": _l("Дальше: номинация"),
    "work": _l("Дальше: работа"),
    "consents": _l("Дальше: согласия"),
    "check": _l("Дальше: проверка"),
}


class Drafted(Protocol):
    """Whatever holds answers by step: an application, or its second person."""

    draft: Any


def steps_of(event: Event) -> tuple[str, ...]:
    """The steps of an application to an event, the last one sends it."""
    steps: tuple[str, ...] = PAIR_STEPS if entrant_of(event) == "pair" else STEPS
    if only_nomination(event) is not None:
        steps = tuple(step for step in steps if step != "nomination")
    if own_form(event) is None:
        return steps
    more = ("you", "school", "part", *steps[2:])
    hands_in = active_plugins().format_of(event).hands_in
    return tuple(step for step in more if hands_in or step != "work")


def only_nomination(event: Event) -> Nomination | None:
    """The one line for all, where nothing is counted: nobody is asked to choose it."""
    if active_plugins().format_of(event).is_counted or len(event.nominations) != 1:
        return None
    line = event.nominations[0]
    return line if line.audience_id is None else None


def own_form(event: Event) -> type[Any] | None:
    """The form of the format's own questions; its answers stay with the application as «part»."""
    form: type[Any] | None = active_plugins().ask_owner("eventkit_registration_form", event)
    return form


def entrant_of(event: Event) -> str:
    """Who enters: person, pair or team, as the event's format says."""
    return active_plugins().format_of(event).entrant


@dataclass(frozen=True)
class Applicant:
    """The person as the first step says; dates are None while they cannot be read."""

    last_name: str = ""
    first_name: str = ""
    patronymic: str = ""
    birth_date: date | None = None
    teaching_since: date | None = None
    position: str = ""
    category: str = ""
    email: str = ""
    phone: str = ""

    @classmethod
    def of(cls, registration: Registration) -> Applicant:
        """Read the first step of a draft."""
        return cls.read(typed_in(registration, "you"))

    @classmethod
    def read(cls, typed: Mapping[str, Any]) -> Applicant:
        """Read what was typed in the first step."""
        words = {
            name: " ".join(str(typed.get(name, "")).split())
            for name in ("last_name", "first_name", "patronymic", "position", "category", "phone")
        }
        return cls(
            **words,
            email=str(typed.get("email", "")).strip().lower(),
            birth_date=read_day(typed.get("birth_date", "")),
            teaching_since=read_day(typed.get("teaching_since", "")),
        )

    @property
    def full_name(self) -> str:
        """«Звонкова Алина Руслановна»."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))


def typed_in(registration: Drafted, step: str) -> Mapping[str, Any]:
    """What was typed in a step, by the names of its fields."""
    typed: Mapping[str, Any] = registration.draft.get(step) or {}
    return typed


def done_steps(registration: Registration) -> frozenset[str]:
    """Steps that were checked and have not changed since."""
    return frozenset(registration.draft.get("done") or ())


def first_open_step(registration: Registration) -> str:
    """The step at which to go on."""
    done = done_steps(registration)
    typed = steps_of(registration.event)[:-1]
    return next((step for step in typed if step not in done), "check")


def with_step(
    draft: Mapping[str, Any], step: str, values: Mapping[str, Any], *, done: bool, saved_at: str
) -> dict[str, Any]:
    """The draft with a step's values; a step saved unchecked has to be checked again."""
    finished = [name for name in draft.get("done") or () if name != step]
    if done:
        finished.append(step)
    return {**draft, step: dict(values), "done": finished, "saved_at": saved_at}


def read_day(text: Any) -> date | None:
    """The day that was typed; None while it cannot be read."""
    try:
        return parse_day(str(text))
    except ValueError:
        return None
