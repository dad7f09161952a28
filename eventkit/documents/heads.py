"""Letters of thanks for the heads of the pairs' schools, each with all the school's pairs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.documents.queries import awards_of
from eventkit.documents.wording import Contest
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.people.keys import sort_key
from eventkit.people.models import Group, Organization, Person
from eventkit.people.naming import dative, guess_gender

POST = ("руководитель", "руководителю")
FULL_NAME = 3


@dataclass(frozen=True)
class School:
    """A school and the titles of its pairs that took part."""

    organization: Organization
    pairs: tuple[str, ...]


def schools_of(event: Event) -> list[School]:
    """The schools of the pairs' members in Russian order; a pair of two schools counts in both."""
    query = (
        select(Entry)
        .join(Entry.group)
        .where(Entry.event_id == event.id, Entry.is_admitted, Group.kind == "pair")
        .options(
            joinedload(Entry.group),
            selectinload(Entry.authors)
            .joinedload(EntryAuthor.person)
            .joinedload(Person.organization),
        )
    )
    found: dict[Organization, dict[str, None]] = {}
    for entry in db.session.scalars(query):
        for author in entry.authors:
            if author.person.organization is not None and entry.group is not None:
                found.setdefault(author.person.organization, {})[entry.group.title] = None
    schools = [School(one, tuple(sorted(pairs, key=sort_key))) for one, pairs in found.items()]
    return sorted(schools, key=lambda one: sort_key(one.organization.short_name))


def schools_without_letter(event: Event) -> list[School]:
    """The schools whose heads are still to be thanked, those without a name of a head too."""
    have = {award.organization_id for award in awards_of(event, kind="heads")}
    return [one for one in schools_of(event) if one.organization.id not in have]


def nameless(schools: Sequence[School]) -> list[School]:
    """Schools of which the directory does not know the head."""
    return [one for one in schools if not one.organization.head_name.strip()]


def letter_to_head(event: Event, school: School, contest: Contest, case: str) -> Award:
    """An unnumbered letter; the head's name is that of the directory."""
    name = " ".join(school.organization.head_name.split())
    declined, is_sure = _dative(name)
    return Award(
        event=event,
        organization=school.organization,
        kind="thanks",
        case=case,
        name_nominative=name,
        name_dative=declined,
        post=POST[0],
        post_dative=POST[1],
        organization_name=school.organization.short_name,
        is_sure=is_sure,
        text=head_text(contest, school.pairs),
    )


def head_text(contest: Contest, pairs: Sequence[str]) -> str:
    """For what a head is thanked: «за подготовку участников конкурса …: пары «…» и «…»»."""
    titles = [f"«{title}»" for title in pairs if title]
    listed = " и ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:])))
    reason = f"{'пары' if len(titles) > 1 else 'пара'} {listed}" if titles else ""
    return f"за подготовку участников {contest.genitive}\n{contest.title}\n{reason}"


def _dative(name: str) -> tuple[str, bool]:
    """Decline a name written as surname, first name, patronymic; anything else waits for a look."""
    words = name.split()
    gender = guess_gender(*words) if len(words) == FULL_NAME else None
    if gender is None or "." in name:
        return name, False
    last, first, patronymic = words
    return dative(last, first, patronymic, gender), True
