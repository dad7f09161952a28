"""Verbs about a jury: who sits in it, their personal doors, conflicts, assignments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Trial
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold, record
from eventkit.juries.conflicts import derived_conflicts
from eventkit.juries.models import DERIVED_KINDS, Assignment, Conflict, Juror
from eventkit.juries.opening import is_ahead, letter_words
from eventkit.juries.queries import conflict_of, jurors_of, next_reading, waiting_challenge
from eventkit.juries.rounds.queries import let_into
from eventkit.juries.rules import session_key
from eventkit.juries.task_lists import place_tasks
from eventkit.mail.operations import enqueue
from eventkit.people.models import Person
from eventkit.people.passwords import new_token, token_hash
from eventkit.web.clock import now


class JuryRefusalError(RefusalError):
    """What was asked for contradicts the jury's facts; the text says why, for the screen."""


def add_juror(
    event: Event,
    person: Person,
    *,
    is_chair: bool = False,
    load_limit: int | None = None,
    actor: str = "system",
) -> Juror:
    """Take a person into the jury (again, if they had left) and derive their conflicts.

    Raises JuryRefusalError when the person sits in it already.
    """
    query = select(Juror).where(Juror.event_id == event.id, Juror.person_id == person.id)
    juror = db.session.scalars(query).first()
    if juror is not None and juror.left_at is None:
        raise JuryRefusalError(_("%(name)s уже в жюри.", name=person.short_name))
    if juror is None:
        juror = Juror(event=event, person=person)
        db.session.add(juror)
    juror.left_at = juror.left_key = None
    juror.load_limit = load_limit
    db.session.flush()
    _note(event.id, "juror.added", juror, actor, person=person.id)
    if is_chair:
        make_chair(juror, actor=actor)
    derive_conflicts(event, actor=actor)
    return juror


def make_chair(juror: Juror, *, actor: str = "system") -> None:
    """Let the juror preside; a jury has one chair."""
    for other in jurors_of(juror.event_id):
        other.is_chair = other.id == juror.id
    juror.is_chair = True
    _note(juror.event_id, "juror.chair", juror, actor)


def change_juror(
    juror: Juror, *, is_chair: bool, load_limit: int | None, actor: str = "system"
) -> None:
    """Change the juror's limit and whether he or she presides."""
    juror.load_limit = load_limit
    if is_chair and not juror.is_chair:
        make_chair(juror, actor=actor)
    juror.is_chair = is_chair
    _note(juror.event_id, "juror.changed", juror, actor, limit=load_limit, chair=is_chair)


def dismiss_juror(juror: Juror, *, actor: str = "system") -> None:
    """Let a juror leave: the link dies, what was sent stays, assignments are withdrawn by hand."""
    juror.left_at = now()
    juror.left_key = session_key(juror) or None
    juror.token_hash = None
    juror.is_chair = False
    _note(juror.event_id, "juror.left", juror, actor)


def issue_link(juror: Juror, *, actor: str = "system") -> str:
    """Make a new personal link and return its token, which is kept nowhere: an older link dies."""
    token = new_token()
    juror.token_hash = token_hash(token)
    juror.invited_at = now()
    juror.link_opened_at = None
    _note(juror.event_id, "juror.link_issued", juror, actor)
    return token


def revoke_link(juror: Juror, *, actor: str = "system") -> None:
    """Close the personal door, also for whoever has come through it."""
    juror.token_hash = None
    _note(juror.event_id, "juror.link_revoked", juror, actor)


def send_invitation(juror: Juror, link: str) -> bool:
    """Put the letter with the personal link into the outbox; False without an address."""
    event = juror.event
    body = _(
        "Здравствуйте, %(name)s.\n\nВы член жюри: %(event)s.\n\n"
        "Ваша личная ссылка: %(link)s\n\n"
        "Пароль не нужен. Ссылка открывает только ваши листы, не пересылайте её. "
        "Если она потеряется, организатор пришлёт новую, а эта перестанет действовать.",
        name=" ".join(filter(None, (juror.person.first_name, juror.person.patronymic))),
        event=event.title,
        link=link,
    )
    if is_ahead(event):
        body = f"{body}\n\n{letter_words()}"
    subject = _("Жюри: %(event)s", event=event.title)
    letter = enqueue(juror.person.email, subject, body, kind="jury_link", event_id=event.id)
    return letter is not None


def note_visit(juror: Juror) -> None:
    """Remember that the juror came; at most once a minute, so that a save stays one short write."""
    moment = now()
    if juror.last_seen_at is None or (moment - juror.last_seen_at).total_seconds() >= 60:
        juror.last_seen_at = moment


def note_opening(juror: Juror) -> None:
    """Remember that the juror came through the personal link, and when the first time."""
    juror.link_opened_at = juror.link_opened_at or now()
    note_visit(juror)


def derive_conflicts(
    event: Event, *, entry_ids: Collection[int] | None = None, actor: str = "system"
) -> list[Conflict]:
    """Bring the stored derived conflicts up to date, of some works or of all.

    Returns the new ones. Declared ones stay, and so does what was declared beside a derived one.
    """
    hold(event_chain(event.id))
    jurors = jurors_of(event.id)
    fresh = derived_conflicts(jurors, event.id, entry_ids)
    query = select(Conflict).join(Juror).where(Juror.event_id == event.id)
    if entry_ids is not None:
        query = query.where(Conflict.entry_id.in_(entry_ids))
    for row in db.session.scalars(query).all():
        kind = fresh.pop((row.juror_id, row.entry_id), None)
        if row.kind not in DERIVED_KINDS or row.is_late:
            continue
        if kind is None and row.reason:
            row.kind = "declared"
        elif kind is None:
            lift_conflict(row, actor=actor)
        elif kind != row.kind:
            row.kind = kind
    made = [
        Conflict(juror_id=juror, entry_id=entry, kind=kind, created_at=now())
        for (juror, entry), kind in sorted(fresh.items())
    ]
    db.session.add_all(made)
    db.session.flush()
    for row in made:
        _note_conflict(event.id, "conflict.derived", row, actor)
    return made


def lift_conflict(row: Conflict, *, actor: str = "system") -> None:
    """Let the juror judge the work again: the reason is gone, or it was declared by mistake."""
    _note_conflict(row.juror.event_id, "conflict.lifted", row, actor)
    db.session.delete(row)
    db.session.flush()


def add_conflict(
    juror: Juror,
    entry: Entry,
    reason: str,
    *,
    is_late: bool,
    kind: str = "declared",
    actor: str = "system",
) -> Conflict:
    """Record a declared conflict; a derived one of the pair keeps its kind, with the reason."""
    row = conflict_of(juror.id, entry.id)
    if row is None:
        row = Conflict(juror=juror, entry=entry, kind=kind, created_at=now())
        db.session.add(row)
    row.reason = reason
    row.is_late = row.is_late or is_late
    db.session.flush()
    _note_conflict(juror.event_id, "conflict.declared", row, actor, reason)
    return row


def assign(
    juror: Juror,
    entry: Entry,
    trial: Trial,
    *,
    reading: int | None = None,
    replaces: Assignment | None = None,
    due_at: datetime | None = None,
    actor: str = "system",
) -> Assignment:
    """Give a juror a work to judge; ``due_at`` is a term of its own.

    Raises JuryRefusalError for a conflict of interest, for a work outside the contest and for one
    that the juror has already.
    """
    conflict = conflict_of(juror.id, entry.id) or waiting_challenge(juror.id, entry.id)
    names = {"name": juror.person.short_name, "code": entry.code or ""}
    if juror.left_at is not None:
        raise JuryRefusalError(_("%(name)s больше не в жюри.", **names))
    if not entry.is_admitted:
        raise JuryRefusalError(_("Работа %(code)s не допущена к оцениванию.", **names))
    going = let_into(trial.round)
    if going is not None and entry.id not in going:
        raise JuryRefusalError(_("Работа %(code)s не прошла в этот тур.", **names))
    if conflict is not None:
        raise JuryRefusalError(
            _("Работу %(code)s нельзя дать: %(name)s, конфликт интересов.", **names)
        )
    query = select(Assignment).where(
        Assignment.juror_id == juror.id,
        Assignment.entry_id == entry.id,
        Assignment.trial_id == trial.id,
    )
    row = db.session.scalars(query).first()
    if row is not None:
        raise JuryRefusalError(_("Работа %(code)s уже у этого члена жюри: %(name)s.", **names))
    row = Assignment(
        juror=juror,
        entry=entry,
        trial=trial,
        reading=reading or next_reading(entry.id, trial.id),
        replaces=replaces,
        due_at=due_at,
        created_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    place_tasks(Assignment.id == row.id)
    _note_assignment("assignment.made", row, actor)
    return row


def withdraw(assignment: Assignment, *, actor: str = "system") -> None:
    """Take back a work that the juror has not begun; the caller makes sure of that."""
    _note_assignment("assignment.withdrawn", assignment, actor)
    db.session.delete(assignment)
    db.session.flush()


def annul_assignment(assignment: Assignment, *, actor: str = "system") -> None:
    """Close a task whose sheet was annulled; it stays for the log."""
    assignment.state, assignment.list_place, assignment.is_held = "annulled", None, False
    _note_assignment("assignment.annulled", assignment, actor)


def _note(event_id: int, act: str, juror: Juror, actor: str, **data: object) -> None:
    record(event_chain(event_id), act, f"juror:{juror.id}", actor=actor, data=data)


def _note_assignment(act: str, row: Assignment, actor: str) -> None:
    data = {
        "juror": row.juror_id,
        "entry": row.entry_id,
        "trial": row.trial_id,
        "reading": row.reading,
    }
    chain = event_chain(row.juror.event_id)
    record(chain, act, f"assignment:{row.id}", actor=actor, data=data)


def _note_conflict(
    event_id: int, act: str, row: Conflict, actor: str, reason: str | None = None
) -> None:
    data = {"juror": row.juror_id, "entry": row.entry_id, "kind": row.kind, "late": row.is_late}
    texts = {"reason": reason} if reason else None
    record(event_chain(event_id), act, f"conflict:{row.id}", actor=actor, data=data, texts=texts)
