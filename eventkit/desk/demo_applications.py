"""Applications of the demo: sent, unfit, and begun."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.desk.demo_clock import DemoClock
from eventkit.desk.demo_district import Cast, load_district
from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.registration.operations import (
    save_step,
    start_draft,
    submit_application,
)
from eventkit.registration.verdicts import offers


def apply_all(
    event: Event, people: Sequence[Person], clock: DemoClock, first: float, last: float
) -> list[Registration]:
    """An application of each person in a nomination that fits, spread over the days."""
    titles, taken, sent = load_district()["works"], dict[int, int](), []
    for number, person in enumerate(people):
        fits = [
            o.nomination
            for o in offers(event, person.birth_date, person.teaching_since)
            if o.is_offered
        ]
        nomination = min(fits or event.nominations, key=lambda n: (taken.get(n.id, 0), n.position))
        taken[nomination.id] = taken.get(nomination.id, 0) + 1
        clock.go(first + (last - first) * number / max(1, len(people) - 1))
        # Every sixth person keeps their name to themself.
        kinds = ("processing",) if number % 6 == 5 else ("processing", "publication")
        sent.append(
            submit_application(
                event,
                person,
                person.organization,
                nomination,
                {"title": titles[(number + event.id) % len(titles)]},
                clock.at,
                kinds,
            )
        )
    return sent


def apply_unfit(event: Event, cast: Cast, clock: DemoClock) -> Registration:
    """Somebody in a nomination that the dates do not allow: refused with its reason."""
    for person in reversed(cast.authors):
        for offer in offers(event, person.birth_date, person.teaching_since):
            if not offer.is_offered:
                work = {"title": load_district()["works"][-1]}
                school = person.organization
                return submit_application(event, person, school, offer.nomination, work, clock.at)
    return apply_all(event, cast.authors[-1:], clock, -0.3, -0.3)[0]


def leave_draft(event: Event, person: Person, clock: DemoClock) -> None:
    """An application begun and left."""
    registration, _token = start_draft(event)
    born, since = person.birth_date, person.teaching_since
    typed = {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "birth_date": f"{born:%d.%m.%Y}" if born else "",
        "teaching_since": f"{since:%d.%m.%Y}" if since else "",
        "position": person.position,
        "category": person.category,
        "email": person.email,
        "phone": "",
    }
    save_step(registration, "you", typed, done=True)


def fill_works() -> None:
    """Let each plugin give the works what its format asks for."""
    for contribution in active_plugins().contributions.values():
        if contribution.demo is not None:
            contribution.demo()
