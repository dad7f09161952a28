"""Forms of a person's name and post as the rules know them, before anybody has looked."""

from __future__ import annotations

from typing import NamedTuple, cast

from eventkit.documents.wanted import Wanted
from eventkit.documents.wording import role_word
from eventkit.people.models import Person
from eventkit.people.naming import Gender, dative, guess_gender, is_doubtful
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


def forms_of_all(wanted: Wanted) -> Forms:
    """The same of a paper; of a pair's a line for each member, whose role stands in the post."""
    each = [forms_of(one.person, one.post) for one in wanted.recipients]
    if wanted.is_of_pair:
        each = [
            form._replace(
                post=_joined(role_word(one.role, "nominative"), form.post),
                post_dative=_joined(role_word(one.role, "dative"), form.post_dative),
            )
            for form, one in zip(each, wanted.recipients, strict=True)
        ]
    return Forms(
        nominative="\n".join(form.nominative for form in each),
        dative="\n".join(form.dative for form in each),
        post="\n".join(form.post for form in each),
        post_dative="\n".join(form.post_dative for form in each),
        is_sure=all(form.is_sure for form in each),
    )


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def dative_name(person: Person) -> tuple[str, bool]:
    """The dative of a name, and whether it may be printed without a look."""
    if person.dative_name:
        return person.dative_name, True
    names = (person.last_name, person.first_name, person.patronymic)
    gender = person.gender or guess_gender(*names)
    if gender not in ("f", "m"):
        return person.full_name, False
    sex = cast("Gender", gender)
    return dative(*names, sex), not is_doubtful(person.last_name, sex)
