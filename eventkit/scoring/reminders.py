"""Letters to jurors: that they may begin, that sheets are not sent yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.days import last_moment
from eventkit.events.models import Event, Round
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment
from eventkit.juries.rounds.operations import open_round
from eventkit.lazy import dataclass
from eventkit.mail.operations import enqueue
from eventkit.scoring.deadlines import own_deadline
from eventkit.scoring.letters import address_to
from eventkit.scoring.paper.queries import IN_WORK
from eventkit.scoring.queries import JurorProgress, progress
from eventkit.scoring.reminding.models import Reminder
from eventkit.scoring.rules_operations import open_judging
from eventkit.web.clock import now
from eventkit.web.i18n import moment


@dataclass(frozen=True)
class OwnTerm:
    """A work with a term of its own, later than the jury's."""

    code: str
    until: datetime


def remind(
    event: Event,
    juror_ids: Collection[int] | None = None,
    *,
    slot: datetime | None = None,
    actor: str = "system",
) -> list[JurorProgress]:
    """Write to those who owe sheets, or to the named ones of them; returns who got one.

    ``slot`` is the moment of the schedule that writes, if one does.
    """
    own = own_terms(event)
    written = [
        row
        for row in progress(event)
        if row.owed > 0
        and (juror_ids is None or row.juror.id in juror_ids)
        and _write(event, row, own.get(row.juror.id, ()))
    ]
    if written:
        ids = sorted(row.juror.id for row in written)
        for id_ in ids:
            db.session.add(Reminder(event_id=event.id, juror_id=id_, slot=slot, at=now()))
        db.session.flush()
        record(
            event_chain(event.id),
            "jury.reminded",
            f"event:{event.id}",
            actor=actor,
            data={"jurors": ids},
        )
    return written


def begin_judging(event: Event, *, actor: str = "system") -> list[JurorProgress]:
    """Let the jury begin and tell everybody who has works; returns who got a letter."""
    open_judging(event, actor=actor)
    own = own_terms(event)
    return [
        row
        for row in progress(event)
        if row.owed > 0 and _write(event, row, own.get(row.juror.id, ()), begins=True)
    ]


def begin_round(subject: Round, *, actor: str = "system") -> list[JurorProgress]:
    """Open a round and tell everybody who has works in it; returns who got a letter."""
    open_round(subject, actor=actor)
    own = own_terms(subject.event)
    return [
        row
        for row in progress(subject.event)
        if row.owed > 0 and _write(subject.event, row, own.get(row.juror.id, ()), begins=True)
    ]


def own_terms(event: Event) -> dict[int, list[OwnTerm]]:
    """By juror: the works still to be sent that may be later than the jury's term."""
    query = (
        select(Assignment.juror_id, Entry.code, Assignment.due_at)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.event_id == event.id,
            Assignment.list_place.is_not(None),
            Assignment.progress != "submitted",
            Assignment.due_at.is_not(None),
            Assignment.id.not_in(IN_WORK),
        )
        .order_by(Assignment.due_at, Entry.code)
    )
    found: dict[int, list[OwnTerm]] = defaultdict(list)
    for juror_id, code, due_at in db.session.execute(query):
        until = own_deadline(event, due_at)
        if until is not None:
            found[juror_id].append(OwnTerm(code or "", until))
    return found


def _write(
    event: Event, row: JurorProgress, own: Sequence[OwnTerm], *, begins: bool = False
) -> bool:
    person = row.juror.person
    words = {
        "name": address_to(person),
        "event": event.title,
        "left": ngettext("Вам осталась %(num)d работа.", "Вам осталось %(num)d работ.", row.owed),
        "until": _until(event, row, own),
    }
    if begins:
        subject = _("Жюри может начинать: %(event)s", event=event.title)
        body = _(
            "Здравствуйте, %(name)s.\n\n%(event)s: можно оценивать. %(left)s %(until)s\n\n"
            "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
            "ответьте на это письмо: организатор пришлёт новую.",
            **words,
        )
    else:
        subject = _("Напоминание жюри: %(event)s", event=event.title)
        body = _(
            "Здравствуйте, %(name)s.\n\n%(event)s: %(left)s %(until)s\n\n"
            "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
            "ответьте на это письмо: организатор пришлёт новую.",
            **words,
        )
    kind = "jury_begins" if begins else "jury_reminder"
    return enqueue(person.email, subject, body, kind=kind, event_id=event.id) is not None


def _until(event: Event, row: JurorProgress, own: Sequence[OwnTerm]) -> str:
    """The jury's term where something falls under it, then each work with a term of its own."""
    judging = event.stage("judging")
    end = last_moment(judging) if judging is not None else None
    said = []
    if end is not None and row.owed > len(own):
        when = moment(end, event.timezone)
        words = _("Срок был %(moment)s.", moment=when)
        said.append(words if end < now() else _("Срок: %(moment)s.", moment=when))
    said += [
        _(
            "Третье чтение, работа %(code)s: до %(moment)s.",
            code=one.code,
            moment=moment(one.until, event.timezone),
        )
        for one in own
    ]
    return " ".join(said)
