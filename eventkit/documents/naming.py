"""Forms of a person's name and post as the rules know them, before anybody has looked."""

from __future__ import annotations

from typing import NamedTuple, cast

from eventkit.people.models import Person
from eventkit.people.naming import Gender, dative, guess_gender
from eventkit.people.posts import dative_post


class Forms(NamedTuple):
    """A name and a post in both cases; unsure ones want a look before they are printed."""

    nominative: str
    dative: str
    post: str
    post_dative: str
    is_sure: bool


def forms_of(person: Person, post: str) -> Forms:
    """Decline by the rules; a form that somebody corrected earlier is kept beside the person."""
    name, is_sure = dative_name(person)
    declined = dative_post(post)
    return Forms(person.full_name, name, post, declined.text, is_sure and declined.sure)


def dative_name(person: Person) -> tuple[str, bool]:
    """The dative of a name, and whether it may be printed without a look."""
    if person.dative_name:
        return person.dative_name, True
    names = (person.last_name, person.first_name, person.patronymic)
    gender = person.gender or guess_gender(*names)
    if gender not in ("f", "m"):
        return person.full_name, False
    return dative(*names, cast("Gender", gender)), True
