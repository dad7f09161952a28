"""Verbs about rounds: they open and close by hand, one after another."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event, Round, Trial
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment
from eventkit.juries.rounds.queries import promotion_to, round_before, round_of_number
from eventkit.juries.task_lists import place_tasks
from eventkit.web.clock import now


def open_first_round(event: Event, *, actor: str = "system") -> None:
    """When the jury begins, its first round is open."""
    if event.rounds and event.rounds[0].opened_at is None:
        _open(event.rounds[0], actor)


def open_round(subject: Round, *, actor: str = "system") -> None:
    """Let a round be judged: the one before is closed, and it is known who goes on."""
    if subject.is_open:
        return
    if phase(subject.event, now()) != "judging":
        raise RefusalError(_("Сначала откройте работу жюри на странице обзора."))
    before = round_before(subject)
    if before is not None and before.closed_at is None:
        raise RefusalError(
            _("Сначала закройте тур «%(title)s»: пока он идёт, места меняются.", title=before.title)
        )
    if before is not None and promotion_to(subject) is None:
        raise RefusalError(_("Сначала решите, кто проходит в этот тур."))
    following = round_of_number(subject.event, subject.number + 1)
    if following is not None and following.opened_at is not None:
        raise RefusalError(
            _("Уже открывали следующий тур «%(title)s»: этот не вернуть.", title=following.title)
        )
    _open(subject, actor)


def close_round(subject: Round, *, actor: str = "system") -> None:
    """End a round: its sheets take no marks, and those that are not sent stay out of the count."""
    if subject.opened_at is None:
        raise RefusalError(_("Этот тур ещё не открывали."))
    if subject.closed_at is not None:
        return
    subject.closed_at = now()
    _follow(subject, "round.closed", actor)


def _open(subject: Round, actor: str) -> None:
    subject.opened_at, subject.closed_at = subject.opened_at or now(), None
    _follow(subject, "round.opened", actor)


def _follow(subject: Round, act: str, actor: str) -> None:
    """Write it down, and let the lists of jurors show what they may mark now."""
    db.session.flush()
    trials = select(Trial.id).where(Trial.round_id == subject.id)
    place_tasks(Assignment.trial_id.in_(trials))
    chain, about = event_chain(subject.event_id), f"round:{subject.id}"
    record(chain, act, about, actor=actor, data={"number": subject.number})
