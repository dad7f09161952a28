"""Verbs of the names on prepared papers: the case, a correction, the look of a person."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.documents.journaling import record_papers
from eventkit.documents.models import Award
from eventkit.documents.naming import dative_name
from eventkit.documents.queries import awards_of
from eventkit.documents.texts import text_for
from eventkit.documents.wording import contest_of
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.people.operations import update_person


def choose_case(event: Event, kind: str, case: str, *, actor: str) -> int:
    """Write the prepared papers of a kind (works or thanks) in a case; returns how many."""
    prepared = [a for a in awards_of(event, kind=kind) if a.state == "prepared"]
    contest = contest_of(event, kind)
    for award in prepared:
        award.case = case
        if award.organization_id is None:  # what a head is thanked for has no case
            award.text = text_for(award, contest, case)
    db.session.flush()
    if prepared:
        record_papers(event, "documents.case_chosen", prepared, actor, case=case)
    return len(prepared)


def correct_names(
    award: Award,
    *,
    nominative: str,
    dative: str,
    post: str,
    post_dative: str,
    is_checked: bool,
    actor: str,
    text: str = "",
) -> bool:
    """Write the names of a prepared paper as a person read them; returns whether any changed.

    ``text`` is what a head of a school is thanked for; other papers' words follow the results.

    A dative that differs from the rules is kept beside the person for the next contest.
    Raises RefusalError for a paper that was issued or voided.
    """
    if award.state != "prepared":
        raise RefusalError(
            _(
                "Документ № %(number)s уже выдан. Его можно только аннулировать.",
                number=award.number,
            )
        )
    award.is_checked = is_checked
    given = (nominative, dative, post, post_dative)
    former = (award.name_nominative, award.name_dative, award.post, award.post_dative)
    rewritten = bool(text) and award.organization_id is not None and text != award.text
    if given == former and not rewritten:
        return False
    if rewritten:
        award.text = text
    award.name_nominative, award.name_dative, award.post, award.post_dative = given
    person = award.person
    if person is not None and nominative == person.full_name and dative != dative_name(person)[0]:
        update_person(person, actor=actor, dative_name=dative)
    record(
        event_chain(award.event_id),
        "document.corrected",
        f"award:{award.id}",
        actor=actor,
        data={"number": award.number},
        texts={
            "nominative": nominative,
            "dative": dative,
            "post": post,
            "post_dative": post_dative,
            **({"text": text} if rewritten else {}),
        },
    )
    return True


def check_all(event: Event, *, actor: str) -> int:
    """Say that a person has looked at all prepared names; returns how many were new."""
    new = [a for a in awards_of(event) if a.state == "prepared" and not a.is_checked]
    for award in new:
        award.is_checked = True
    if new:
        db.session.flush()
        record_papers(event, "documents.checked", new, actor)
    return len(new)
