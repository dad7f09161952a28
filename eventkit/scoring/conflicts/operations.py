"""Verbs about challenges: raise, accept, refuse, take back.

An accepted challenge does what ``declare_conflict`` does; one that waits holds the juror's tasks:
what is marked stays, nothing is added, and no other plan moves them.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import RECUSAL_DECIDERS, Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold, record
from eventkit.juries.models import RAISERS, Assignment, Challenge, Juror
from eventkit.juries.operations import assign
from eventkit.juries.queries import conflict_of, waiting_challenge
from eventkit.juries.task_lists import place_tasks
from eventkit.scoring.conflicts.letters import ask_for_a_decision, tell_juror
from eventkit.scoring.conflicts.rules import needs_decision
from eventkit.scoring.conflicts.words import raised_kind, reason_words
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import has_begun
from eventkit.scoring.readings import jurors_to_offer, replace
from eventkit.scoring.recusals import Recusal, declare_conflict, tasks_with_sheets
from eventkit.scoring.rules import judging_is_open
from eventkit.web.clock import now

Task = tuple[Assignment, Sheet | None]


def raise_challenge(
    juror: Juror,
    entry: Entry,
    *,
    raised_by: str = "juror",
    ground: str = "",
    reason: str = "",
    actor: str = "system",
) -> Challenge:
    """Say that a juror must not judge a work; it is accepted at once where nobody has to decide.

    Raises RefusalError without a reason, and where the same is recorded or waits already.
    """
    if raised_by not in RAISERS:
        raise ValueError(f"nobody of this kind raises a challenge: {raised_by!r}")
    hold(event_chain(juror.event_id))
    _refuse_twice(juror, entry, ground, reason)
    tasks = tasks_with_sheets(juror, entry)
    made = Challenge(
        juror=juror,
        entry=entry,
        raised_by=raised_by,
        ground=ground,
        reason=reason.strip(),
        moment=_moment(tasks),
        state="waiting",
        actor=actor,
        created_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    _note(made, "challenge.raised", actor, reason_words(ground, reason))
    if not needs_decision(juror.event, raised_by):
        accept(made, actor=actor, at_once=True)
        return made
    _hold(tasks, held=True)
    ask_for_a_decision(made)
    if raised_by != "juror":
        tell_juror(made)
    return made


def accept(
    challenge: Challenge,
    answer: str = "",
    *,
    hand_on: bool = False,
    actor: str = "system",
    at_once: bool = False,
) -> Recusal:
    """Take the juror off the work; ``hand_on`` gives it to the least loaded free juror.

    ``at_once``: nobody has decided, so nobody is told. Raises RefusalError for one that is decided.
    """
    _require_waiting(challenge)
    juror, entry = challenge.juror, challenge.entry
    tasks = tasks_with_sheets(juror, entry)
    challenge.effect = [_as_it_was(task, sheet) for task, sheet in tasks]
    _settle(challenge, "accepted", answer, actor)
    _hold(tasks, held=False)
    done = declare_conflict(
        juror,
        entry,
        reason_words(challenge.ground, challenge.reason),
        kind=raised_kind(challenge),
        actor=actor,
    )
    if hand_on and judging_is_open(juror.event):
        _hand_on(entry, challenge.effect, done, actor)
    if not at_once:
        _note(challenge, "challenge.accepted", actor, answer)
        tell_juror(challenge)
    return done


def refuse(challenge: Challenge, answer: str, *, actor: str = "system") -> None:
    """Let the juror go on with the work; the answer tells him or her why.

    Raises RefusalError for one that is decided.
    """
    _require_waiting(challenge)
    _settle(challenge, "refused", answer, actor)
    _hold(tasks_with_sheets(challenge.juror, challenge.entry), held=False)
    _note(challenge, "challenge.refused", actor, answer)
    tell_juror(challenge)


def take_back(challenge: Challenge, *, actor: str = "system") -> None:
    """Take back a challenge that waits: the work is judged as if nothing had been said."""
    _require_waiting(challenge)
    _settle(challenge, "withdrawn", "", actor)
    _hold(tasks_with_sheets(challenge.juror, challenge.entry), held=False)
    _note(challenge, "challenge.withdrawn", actor)


def choose_decider(event: Event, decider: str, *, actor: str = "system") -> None:
    """Say whose word is enough for a recusal; what waits already waits on."""
    if decider not in RECUSAL_DECIDERS:
        raise ValueError(f"not a way to decide recusals: {decider!r}")
    if event.recusal_decider == decider:
        return
    before, event.recusal_decider = event.recusal_decider, decider
    data = {"before": before, "after": decider}
    record(event_chain(event.id), "event.recusals", f"event:{event.id}", actor=actor, data=data)


def _refuse_twice(juror: Juror, entry: Entry, ground: str, reason: str) -> None:
    if ground in ("", "other") and not reason.strip():
        raise RefusalError(_("Назовите причину: выберите её или напишите."), "reason")
    if waiting_challenge(juror.id, entry.id) is not None:
        raise RefusalError(
            _("По работе %(code)s отвод уже заявлен и ждёт решения.", code=entry.code), "code"
        )
    standing = conflict_of(juror.id, entry.id)
    if standing is not None and standing.reason:
        raise RefusalError(
            _("По работе %(code)s конфликт этого члена жюри уже записан.", code=entry.code), "code"
        )


def _moment(tasks: list[Task]) -> str:
    sheets = [sheet for _task, sheet in tasks if sheet is not None and has_begun(sheet)]
    if any(sheet.state == "submitted" for sheet in sheets):
        return "after"
    return "while" if sheets else "before"


def _hold(tasks: list[Task], *, held: bool) -> None:
    for task, _sheet in tasks:
        task.is_held = held
    db.session.flush()
    place_tasks(Assignment.id.in_([task.id for task, _sheet in tasks]))


def _as_it_was(task: Assignment, sheet: Sheet | None) -> dict[str, Any]:
    return {
        "task": task.id,
        "trial": task.trial_id,
        "reading": task.reading,
        "replaces": task.replaces_id,
        "due_at": task.due_at.isoformat() if task.due_at else None,
        "sheet": sheet.state if sheet is not None else None,
    }


def _hand_on(entry: Entry, before: list[Any], done: Recusal, actor: str) -> None:
    """Give each reading that fell to somebody else; where nobody is free, the overview says so."""
    annulled = {task.id: task for task in done.annulled}
    for was in before:
        free = jurors_to_offer(entry)
        if not free or _is_taken(entry, was):
            continue
        if was["task"] in annulled:
            replace(annulled[was["task"]], free[0], actor=actor)
            continue
        trial = next(one for one in entry.event.trials if one.id == was["trial"])
        assign(free[0], entry, trial, reading=was["reading"], actor=actor)


def _is_taken(entry: Entry, was: dict[str, Any]) -> bool:
    query = select(Assignment.id).where(
        Assignment.entry_id == entry.id,
        Assignment.trial_id == was["trial"],
        Assignment.reading == was["reading"],
        Assignment.state == "active",
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _require_waiting(challenge: Challenge) -> None:
    # Two may decide at once: whoever comes second reads what the first has written.
    hold(event_chain(challenge.juror.event_id))
    db.session.refresh(challenge)
    if challenge.state != "waiting":
        raise RefusalError(_("Решение уже принято."))


def _settle(challenge: Challenge, state: str, answer: str, actor: str) -> None:
    challenge.state, challenge.answer = state, answer.strip()
    challenge.decided_by, challenge.decided_at = actor, now()


def _note(challenge: Challenge, act: str, actor: str, text: str = "") -> None:
    data = {
        "juror": challenge.juror_id,
        "entry": challenge.entry_id,
        "by": challenge.raised_by,
        "ground": challenge.ground,
        "moment": challenge.moment,
    }
    chain, subject = event_chain(challenge.juror.event_id), f"challenge:{challenge.id}"
    texts = {"reason": text} if text else None
    record(chain, act, subject, actor=actor, data=data, texts=texts)
