"""Verbs about draws. Each leaves a draw that stays, and the order of every trial in the hall."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.performances.operations import set_order
from eventkit.entries.performances.ordering import by_seed, rotated_parts, seal
from eventkit.entries.performances.queries import performances_of
from eventkit.events.models import Event, Trial
from eventkit.events.operations import journal
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold
from eventkit.juries.draw.models import Draw
from eventkit.juries.draw.queries import (
    draw_now,
    draws_of,
    entrants,
    is_begun,
    late_entrants,
    live_trials,
)
from eventkit.juries.rounds.queries import current_round
from eventkit.juries.timetable.operations import lay_out_again
from eventkit.web.clock import now


def draw_by_seed(event: Event, seed: str, *, actor: str = "system", **told: Any) -> Draw:
    """Draw from a seed that was named aloud: nobody can choose it to fit.

    ``told``: source, present, reason, step, as the columns of Draw say; ``within``: lots decide
    within each nomination, and nominations are on one after another. Raises RefusalError.
    """
    draw = _begin(event, "seed", actor, told)
    draw.seed = seed
    _finish(draw, by_seed(draw.codes, seed), actor)
    return draw


def draw_by_numbers(
    event: Event, numbers: Mapping[str, int], *, actor: str = "system", **told: Any
) -> Draw:
    """Keep what real tickets said: a number for each code, every one from 1 on exactly once."""
    draw = _begin(event, "numbers", actor, told)
    if sorted(numbers) != sorted(draw.codes):
        raise RefusalError(_("Впишите номер каждому, кто выступает."))
    if sorted(numbers.values()) != list(range(1, len(draw.codes) + 1)):
        raise RefusalError(_("Номера идут от 1 без пропусков, и двух одинаковых не бывает."))
    _finish(draw, sorted(draw.codes, key=numbers.__getitem__), actor)
    return draw


def seal_tickets(event: Event, *, actor: str = "system", **told: Any) -> Draw:
    """Close a ticket for everybody: what they say is settled now and vouched for by a seal."""
    draw = _begin(event, "tickets", actor, told)
    draw.tickets = list(range(1, len(draw.codes) + 1))
    secrets.SystemRandom().shuffle(draw.tickets)
    draw.salt = secrets.token_hex(16)
    draw.sealed = seal(draw.tickets, draw.salt)
    db.session.flush()
    _note(draw, "draw.sealed", actor, {"sealed": draw.sealed})
    return draw


def open_ticket(draw: Draw, code: str, *, actor: str = "system") -> int:
    """Open the next closed ticket for somebody; returns the number on it.

    The last ticket ends the draw. Raises RefusalError for one who has a number already.
    """
    hold(event_chain(draw.event_id))
    db.session.refresh(draw)
    if draw.replaced_at is not None or draw.finished_at is not None:
        raise RefusalError(_("Жеребьёвка уже закончена."))
    if code not in draw.codes:
        raise RefusalError(_("Выберите, кто тянет билет."))
    if code in draw.opened:
        raise RefusalError(_("%(code)s уже тянул билет.", code=code))
    draw.opened = [*draw.opened, code]
    number = draw.taken[code]
    db.session.flush()
    _note(draw, "draw.opened", actor, {"code": code, "ticket": number})
    if len(draw.opened) == len(draw.codes):
        _finish(draw, sorted(draw.codes, key=draw.taken.__getitem__), actor)
    return number


def give_up(draw: Draw, reason: str, *, actor: str = "system") -> None:
    """End a draw whose tickets are not all open; it stays, with the reason, for everybody to see.

    The draw before it, if there was one, is in force again. Raises RefusalError without a reason,
    or for a draw that is finished.
    """
    hold(event_chain(draw.event_id))
    db.session.refresh(draw)
    if draw.finished_at is not None or draw.replaced_at is not None:
        raise RefusalError(_("Жеребьёвка уже закончена."))
    if not reason.strip():
        raise RefusalError(_("Напишите, почему от билетов отказались."))
    draw.replaced_at, draw.given_up = now(), reason.strip()
    former = next((d for d in draws_of(draw.event) if d.number < draw.number and d.order), None)
    if former is not None and former.round_id == draw.round_id:
        former.replaced_at = None
    db.session.flush()
    _note(draw, "draw.given_up", actor, {"sealed": draw.sealed})


def change_order(trial: Trial, codes: Sequence[str], reason: str, *, actor: str = "system") -> None:
    """Give one trial another order than the draw and the rotation say, with a reason."""
    hold(event_chain(trial.event_id))
    rows = {row.entry.code: row.entry for row in performances_of(trial)}
    if sorted(codes) != sorted(code for code in rows if code):
        raise RefusalError(_("Назовите каждого, кто выступает, ровно один раз."), "order")
    if not reason.strip():
        raise RefusalError(_("Напишите, почему порядок другой: это войдёт в журнал."), "reason")
    if is_begun([trial]):
        raise RefusalError(_("Выступления уже начались, поэтому порядок не меняется."))
    _place(trial, [rows[code] for code in codes], actor)
    journal(
        trial.event,
        "order.changed",
        actor,
        subject=f"trial:{trial.id}",
        data={"order": list(codes)},
        texts={"reason": reason.strip()},
    )


def add_late(event: Event, *, actor: str = "system") -> list[Entry]:
    """Put those who were admitted after the draw at the end of every trial; returns them."""
    hold(event_chain(event.id))
    found = late_entrants(event)
    for trial in live_trials(event) if found else ():
        standing = [row.entry for row in performances_of(trial)]
        set_order(trial, [*standing, *found], actor=actor)
    return found


def _begin(event: Event, kind: str, actor: str, told: dict[str, Any]) -> Draw:
    hold(event_chain(event.id))
    if not live_trials(event):
        raise RefusalError(_("В этом туре нет очных испытаний."))
    entries = entrants(event)
    if len(entries) < 2:
        raise RefusalError(_("Для жеребьёвки нужно хотя бы двое допущенных."))
    if is_begun(live_trials(event)):
        raise RefusalError(_("Выступления уже начались, поэтому порядок не меняется."))
    before = draw_now(event)
    if before is not None:
        if not told.get("reason"):
            raise RefusalError(
                _("Жеребьёвка уже была. Напишите, почему её проводят снова."), "reason"
            )
        before.replaced_at = now()
    judged_in = current_round(event)
    last = db.session.scalar(select(func.max(Draw.number)).where(Draw.event_id == event.id))
    draw = Draw(
        event=event,
        round_id=judged_in.id if judged_in else None,
        number=(last or 0) + 1,
        kind=kind,
        codes=[entry.code or "" for entry in entries],
        nominations=_nominations(entries) if told.pop("within", False) else [],
        order=[],
        tickets=[],
        opened=[],
        made_at=now(),
        made_by=actor,
        **told,
    )
    db.session.add(draw)
    db.session.flush()
    return draw


def _nominations(entries: Sequence[Entry]) -> list[Any]:
    """As a draw keeps them; nothing where everybody is in one nomination."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.nomination.title, []).append(entry.code or "")
    return [[title, codes] for title, codes in found.items()] if len(found) > 1 else []


def _finish(draw: Draw, order: Sequence[str], actor: str) -> None:
    draw.order, draw.finished_at = list(order), now()
    draw.order = [code for part in draw.parts for code in part]
    entries = {entry.code: entry for entry in entrants(draw.event)}
    standing = [[entries[code] for code in part if code in entries] for part in draw.parts]
    for times, trial in enumerate(live_trials(draw.event)):
        _place(trial, rotated_parts(standing, draw.step, times), actor)
    _note(draw, "draw.made", actor, {"order": draw.order, "step": draw.step})


def _place(trial: Trial, entries: Sequence[Entry], actor: str) -> None:
    """A new order of a trial, and its times again where there were any."""
    set_order(trial, entries, actor=actor)
    lay_out_again(trial, actor=actor)


def _note(draw: Draw, act: str, actor: str, data: Mapping[str, Any]) -> None:
    said = {"seed": draw.seed, "source": draw.source, "reason": draw.given_up or draw.reason}
    journal(
        draw.event,
        act,
        actor,
        subject=f"draw:{draw.number}",
        data={"kind": draw.kind, **data},
        texts={name: text for name, text in said.items() if text},
    )
