"""Verbs about applications: draft, send, change. Decisions and consents stand beside.

Public for importers too: ``submit_application`` takes a whole application at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.operations import attach, create_entry, set_authors
from eventkit.entries.reading import Prepared
from eventkit.events.models import Event, Nomination
from eventkit.events.refusals import RefusalError
from eventkit.people.models import Organization, Person
from eventkit.people.passwords import new_token, token_hash
from eventkit.registration.applicants import organization_of, person_of
from eventkit.registration.changes import sent_steps
from eventkit.registration.consent_operations import give_consent, withdraw_consent
from eventkit.registration.decision_operations import admit, refuse, reopen, withdraw
from eventkit.registration.drafts import (
    Applicant,
    entrant_of,
    only_nomination,
    typed_in,
    with_step,
)
from eventkit.registration.eligibility import REFUSED
from eventkit.registration.holding import hold, hold_event
from eventkit.registration.journalling import journal
from eventkit.registration.letters import send_received, send_refused
from eventkit.registration.models import Registration
from eventkit.registration.pairs.doubles import expect_free
from eventkit.registration.pairs.members import form_pair
from eventkit.registration.rules import in_time
from eventkit.registration.trace_search import ask_search
from eventkit.registration.verdicts import late_sentence, reason_in_words, verdict_of
from eventkit.web.clock import now

__all__ = [
    "admit",
    "change_sent",
    "choose_nomination",
    "entry_of",
    "give_consent",
    "refuse",
    "reopen",
    "save_step",
    "sent_steps",
    "start_draft",
    "submit",
    "submit_application",
    "withdraw",
    "withdraw_consent",
]


def start_draft(
    event: Event, *, account_id: int | None = None, actor: str = "system"
) -> tuple[Registration, str]:
    """Begin an application; the second value is the secret of its address, kept only as a hash."""
    token = new_token()
    only = only_nomination(event)
    registration = Registration(
        event=event,
        nomination=only,
        token_hash=token_hash(token),
        account_id=account_id,
        draft={"nomination": {"nomination": str(only.id)}} if only else {},
        sent={},
        created_at=now(),
    )
    db.session.add(registration)
    db.session.flush()
    journal(registration, "registration.started", actor)
    return registration, token


def save_step(
    registration: Registration, step: str, values: Mapping[str, Any], *, done: bool
) -> None:
    """Keep what was typed in a step; ``done`` says that it has been checked.

    Drafts are saved every few seconds and change nothing official: no line in the journal.
    """
    registration.draft = with_step(
        registration.draft, step, values, done=done, saved_at=now().isoformat()
    )
    if step == "you" and done:
        registration.email = Applicant.of(registration).email
    db.session.flush()


def choose_nomination(registration: Registration, nomination: Nomination) -> None:
    """Choose where to take part; a work that is there already moves along, when nothing is sent."""
    if registration.state != "draft":
        return
    registration.nomination = nomination
    if registration.entry is not None:
        registration.entry.nomination = nomination
    db.session.flush()


def entry_of(registration: Registration, *, actor: str = "system") -> Entry:
    """The work of an application, begun if there is none."""
    if registration.entry is None:
        if registration.nomination is None:
            raise ValueError("a work needs a nomination")
        registration.entry = create_entry(registration.event, registration.nomination, actor=actor)
        db.session.flush()
    return registration.entry


def submit(
    registration: Registration, *, received_at: datetime, link: str = "", actor: str = "system"
) -> Registration:
    """Send a draft. One that is sent already stays as it is, so that sending twice does no harm.

    A late application, or one outside of the nomination's limits, is kept as refused with its
    reason. ``link`` is the full address of the own page, for the letter. Raises RefusalError for
    somebody who is in another pair of the event.
    """
    hold(registration)
    if registration.state != "draft" or registration.nomination is None:
        return registration
    applicant = Applicant.of(registration)
    _expect_one_pair(registration, applicant)
    organization = organization_of(registration, actor=actor)
    person = person_of(registration, applicant, organization, actor=actor)
    registration.sent = sent_steps(registration)
    entry_of(registration, actor=actor)
    _send(registration, person, organization, applicant, received_at, actor)
    _name_entrants(registration, person)
    consents = typed_in(registration, "consents")
    for kind in ("processing", "publication"):
        if consents.get(kind):
            read = str(consents.get(f"{kind}_version", ""))
            give_consent(registration, kind, at=received_at, version=read, actor=actor)
    if registration.state == "refused":
        send_refused(registration)
    else:
        send_received(registration, link)
    return registration


def change_sent(registration: Registration, *, at: datetime, actor: str = "system") -> None:
    """Put the changed draft in the place of what was sent, before the deadline and the decision.

    Raises:
        RefusalError: it is too late, the changes do not fit the nomination, or the applicant is
            in another pair.
    """
    hold(registration)
    event = registration.event
    number = int(typed_in(registration, "nomination").get("nomination") or 0)
    nomination = next((n for n in event.nominations if n.id == number), registration.nomination)
    if registration.state != "submitted" or nomination is None or not in_time(event, at):
        raise RefusalError(late_sentence(event))
    applicant = Applicant.of(registration)
    verdict = verdict_of(nomination, applicant.birth_date, applicant.teaching_since, at)
    if verdict.status == REFUSED:
        raise RefusalError(reason_in_words(verdict, nomination), "nomination")
    _expect_one_pair(registration, applicant)
    organization = organization_of(registration, actor=actor)
    person = person_of(registration, applicant, organization, actor=actor)
    registration.sent = sent_steps(registration)
    registration.nomination = nomination
    entry = entry_of(registration, actor=actor)
    entry.nomination = nomination
    _describe(registration, person, organization, applicant)
    _name_entrants(registration, person)
    registration.age, registration.experience = verdict.age, verdict.experience
    journal(registration, "registration.changed", actor, {"nomination": nomination.id})
    ask_search(entry)


def submit_application(
    event: Event,
    person: Person,
    organization: Organization | None,
    nomination: Nomination,
    entry_values: Mapping[str, Any],
    received_at: datetime,
    consents: Collection[str] = ("processing",),
    *,
    part: Mapping[str, Any] | None = None,
    late_too: bool = False,
    actor: str = "system",
) -> Registration:
    """Take a whole application at once, as importers do.

    ``entry_values``: ``title``, ``text`` and ``files`` (a sequence of prepared files), each may be
    absent. ``consents``: kinds given. ``part``: answers to the questions of the format's own form.
    ``late_too``: the deadline does not count, as for somebody who stands at the door.
    No letter is sent, for there is no link to an own page; the state is ``submitted``, or
    ``refused`` with the reason.
    """
    registration, _token = start_draft(event, actor=actor)
    registration.nomination = nomination
    if part:
        registration.sent = {"part": dict(part)}
    registration.entry = create_entry(
        event,
        nomination,
        title=str(entry_values.get("title", "")),
        text=str(entry_values.get("text", "")),
        authors=[(person, "author")],
        actor=actor,
    )
    files: Sequence[Prepared] = entry_values.get("files", ())
    for prepared in files:
        attach(registration.entry, prepared, actor=actor)
    applicant = Applicant(
        birth_date=person.birth_date,
        teaching_since=person.teaching_since,
        position=person.position,
        email=person.email,
    )
    _send(registration, person, organization, applicant, received_at, actor, late_too=late_too)
    for kind in consents:
        give_consent(registration, kind, at=received_at, actor=actor)
    return registration


def _send(
    registration: Registration,
    person: Person,
    organization: Organization | None,
    applicant: Applicant,
    received_at: datetime,
    actor: str,
    *,
    late_too: bool = False,
) -> None:
    nomination = registration.nomination
    if nomination is None:
        raise ValueError("an application needs a nomination")
    verdict = verdict_of(nomination, applicant.birth_date, applicant.teaching_since, received_at)
    _describe(registration, person, organization, applicant)
    registration.number = _next_number(registration.event_id)
    registration.submitted_at = received_at
    registration.age, registration.experience = verdict.age, verdict.experience
    registration.state = "submitted"
    facts: dict[str, Any] = {"number": registration.number, "nomination": nomination.id}
    if verdict.status == REFUSED and not (late_too and verdict.reason_code == "late"):
        registration.state, registration.reason_code = "refused", verdict.reason_code
        registration.reason_text = reason_in_words(verdict, nomination)
        registration.decided_at = received_at
        facts["reason_code"] = verdict.reason_code
    db.session.flush()
    journal(registration, f"registration.{registration.state}", actor, facts)
    if registration.entry is not None:
        ask_search(registration.entry)


def _describe(
    registration: Registration,
    person: Person,
    organization: Organization | None,
    applicant: Applicant,
) -> None:
    registration.person, registration.organization = person, organization
    registration.position, registration.email = applicant.position, applicant.email
    registration.organization_name = organization.short_name if organization else ""


def _name_entrants(registration: Registration, person: Person) -> None:
    """Who stands behind the entry: the applicant, or the pair as far as it is there."""
    if entrant_of(registration.event) == "pair":
        form_pair(registration, person)
    elif registration.entry is not None:
        set_authors(registration.entry, [(person, "author")])


def _expect_one_pair(registration: Registration, applicant: Applicant) -> None:
    if entrant_of(registration.event) == "pair":
        hold_event(registration.event_id)
        expect_free(registration, applicant)


def _next_number(event_id: int) -> int:
    hold_event(event_id)  # two applications never get one number
    query = select(func.max(Registration.number)).where(Registration.event_id == event_id)
    return (db.session.scalar(query) or 0) + 1
