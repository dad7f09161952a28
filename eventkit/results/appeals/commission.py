"""Who may hear an appeal: people of the event without those who judged the work."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.conflicts import conflicts_of_people
from eventkit.juries.models import Assignment, Conflict, Juror
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.people.queries import staff_of


@dataclass(frozen=True)
class Candidate:
    """Somebody of the event; ``bar`` says in words why not, empty for who may."""

    person: Person
    role: str
    bar: str = ""


def candidates(event: Event, entry: Entry) -> list[Candidate]:
    """Staff with a name and the jury, once each, those who may hear the appeal first."""
    roles = _roles(event)
    people = [person for person, _role in roles.values()]
    bars = bars_of(entry, people)
    found = [Candidate(p, role, bars.get(p.id, "")) for p, role in roles.values()]
    return sorted(found, key=lambda one: (bool(one.bar), one.person.sort_key, one.person.id))


def bars_of(entry: Entry, people: Sequence[Person] = ()) -> dict[int, str]:
    """Why people must not hear an appeal about a work, by the person's id.

    All who were ever given the work to judge, an annulled sheet too, and all with a recorded
    conflict; of ``people`` also the authors and those whose conflict follows from the directory.
    """
    derived = conflicts_of_people(people, entry)
    bars = {person_id: _kind_words(kind) for person_id, kind in derived.items()}
    recorded = select(Juror.person_id, Conflict.kind).join(Conflict.juror)
    for person_id, kind in db.session.execute(recorded.where(Conflict.entry_id == entry.id)):
        bars[person_id] = _kind_words(kind)
    judged = select(Juror.person_id).join(Assignment, Assignment.juror_id == Juror.id)
    for person_id in db.session.scalars(judged.where(Assignment.entry_id == entry.id)):
        bars[person_id] = str(_("оценивал(а) эту работу"))
    for author in entry.authors:
        bars[author.person_id] = str(_("автор работы"))
    return bars


def _roles(event: Event) -> dict[int, tuple[Person, str]]:
    """Each person of the event with the words of the role."""
    words = {
        "organizer": str(_("организатор")),
        "chair": str(_("председатель жюри")),
        "juror": str(_("член жюри")),
        "secretary": str(_("секретарь")),
        "observer": str(_("наблюдатель")),
    }
    found: dict[int, tuple[Person, str]] = {}
    for juror in jurors_of(event.id, with_left=True):
        role = words["chair"] if juror.is_chair else words["juror"]
        found[juror.person_id] = juror.person, role
    for given in staff_of(event.id):
        person = given.account.person
        if person is not None:
            found.setdefault(person.id, (person, words.get(given.role, given.role)))
    return found


def persons(person_ids: Sequence[int]) -> Sequence[Person]:
    """People by their ids, with their organizations."""
    query = select(Person).where(Person.id.in_(person_ids)).options(joinedload(Person.organization))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def _kind_words(kind: str) -> str:
    words = {
        "same_organization": _("из одной организации с автором"),
        "branch": _("из организации автора или её филиала"),
        "mentor": _("наставник автора"),
        "mentee": _("наставляемый автора"),
        "author": _("автор работы"),
        "pair": _("в одной паре или команде с автором"),
        "coauthor": _("соавтор автора в другой работе"),
        "challenged": _("отведён(а) от этой работы"),
    }
    return str(words.get(kind) or _("взял(а) самоотвод по этой работе"))
