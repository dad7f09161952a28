"""Verbs about how the judging is divided: rounds, and the days and order of trials."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.days import end_of, first_day, last_day, start_of
from eventkit.events.models import PROMOTES_BY, TRIAL_MODES, Event, Round, Trial
from eventkit.events.operations import journal
from eventkit.events.ordering import exchange
from eventkit.events.refusals import RefusalError


def change_trial(
    trial: Trial,
    *,
    title: str,
    mode: str = "remote",
    first: date | None = None,
    last: date | None = None,
    actor: str = "system",
) -> None:
    """Name a trial, say whether it is remote or live, and on which days it is held."""
    if mode not in TRIAL_MODES:
        raise RefusalError(_("Выберите, заочно или очно."), "mode")
    if first and last and last < first:
        raise RefusalError(_("Последний день раньше первого. Поменяйте их местами."), "last")
    zone = trial.event.timezone
    trial.title, trial.mode = title, mode
    trial.opens_at = start_of(first, zone) if first else None
    trial.closes_at = end_of(last, zone) if last else None
    db.session.flush()
    _note_trial(trial, "trial.changed", actor)


def move_trial(trial: Trial, up: bool, *, actor: str = "system") -> None:
    """Exchange a trial with its neighbour above or below."""
    event = trial.event
    if exchange(event.trials, trial, up):
        db.session.flush()
        db.session.expire(event, ["trials"])
        _note_trial(trial, "trial.moved", actor)


def put_into_round(trial: Trial, wanted: Round, *, actor: str = "system") -> None:
    """Say in which round a trial is judged, until the jury begins."""
    if trial.round_id == wanted.id:
        return
    _require_still(trial.event)
    trial.round = wanted
    db.session.flush()
    _note_trial(trial, "trial.moved", actor)


def add_round(event: Event, title: str, *, actor: str = "system") -> Round:
    """Add a round after those there are; with the second one the first comes to be a round too."""
    _require_still(event)
    if not event.rounds:
        first = _new_round(event, _("Первый тур"), actor)
        for trial in event.trials:
            trial.round = first
    return _new_round(event, title, actor)


def change_round(
    subject: Round,
    *,
    title: str,
    promotes_by: str | None = None,
    promotes_from: Decimal | None = None,
    actor: str = "system",
) -> None:
    """Name a round and say who goes on to it; the first one takes every work."""
    if subject.number == 1:
        promotes_by = promotes_from = None
    elif promotes_by not in PROMOTES_BY:
        raise RefusalError(_("Выберите, кто проходит в этот тур."), "promotes_by")
    else:
        _check_bound(promotes_by, promotes_from)
    subject.title = title
    subject.promotes_by, subject.promotes_from = promotes_by, promotes_from
    db.session.flush()
    _note_round(subject, "round.changed", actor)


def remove_last_round(event: Event, *, actor: str = "system") -> None:
    """Take the last round out; its trials go to the one before. One round alone is none."""
    _require_still(event)
    if not event.rounds:
        return
    *before, last = event.rounds
    heir = before[-1] if len(before) > 1 else None
    gone = [last] if heir else [*before, last]
    for trial in event.trials:
        if trial.round in gone:
            trial.round = heir
    db.session.flush()
    for each in gone:
        _note_round(each, "round.removed", actor)
        event.rounds.remove(each)
    db.session.flush()


def _new_round(event: Event, title: str, actor: str) -> Round:
    made = Round(number=len(event.rounds) + 1, title=title)
    event.rounds.append(made)
    db.session.flush()
    _note_round(made, "round.added", actor)
    return made


def _check_bound(by: str, bound: Decimal | None) -> None:
    if bound is None:
        raise RefusalError(_("Напишите число: без него не сказать, кто проходит."), "promotes_from")
    if by in ("places", "works") and (bound < 1 or bound != bound.to_integral_value()):
        raise RefusalError(_("Напишите целое число не меньше 1."), "promotes_from")
    if by == "percent" and not 0 <= bound <= 100:
        raise RefusalError(_("Процент – от 0 до 100."), "promotes_from")
    if bound < 0:
        raise RefusalError(_("Балл не бывает меньше нуля."), "promotes_from")


def _require_still(event: Event) -> None:
    judging = event.stage("judging")
    if judging is not None and judging.opened_at is not None:
        raise RefusalError(_("Жюри уже работает, поэтому испытания и туры не меняются."), "title")


def _note_round(subject: Round, act: str, actor: str) -> None:
    bound = subject.promotes_from
    data = {
        "number": subject.number,
        "by": subject.promotes_by,
        "from": None if bound is None else format(bound, "f"),
    }
    about, texts = f"round:{subject.id}", {"title": subject.title}
    journal(subject.event, act, actor, subject=about, data=data, texts=texts)


def _note_trial(trial: Trial, act: str, actor: str) -> None:
    days = {"first": first_day(trial), "last": last_day(trial)}
    data = {name: day.isoformat() if day else None for name, day in days.items()}
    data |= {"code": trial.code, "mode": trial.mode}
    data["round"] = str(trial.round.number) if trial.round else None
    about, texts = f"trial:{trial.id}", {"title": trial.title}
    journal(trial.event, act, actor, subject=about, data=data, texts=texts)
