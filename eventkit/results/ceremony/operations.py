"""The verbs on the stage: start, open the next line, take it back, end, begin anew.

Each holds the event's chain before it reads the ceremony, so that of two controllers who press at
once the second one sees what the first has done.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold, record
from eventkit.people.passwords import new_token
from eventkit.results.ceremony.models import Ceremony
from eventkit.results.ceremony.queries import items_of
from eventkit.results.ceremony.steps import Step, fixed, planned
from eventkit.results.queries import place_rows
from eventkit.web.clock import now


def held(event: Event) -> Ceremony | None:
    """The ceremony as it stands now; until the commit nobody else changes it."""
    hold(event_chain(event.id))
    return db.session.get(Ceremony, event.id, populate_existing=True)


def prepared(event: Event) -> Ceremony:
    """The ceremony, held. Raises RefusalError where there is none."""
    ceremony = held(event)
    if ceremony is None:
        raise RefusalError(_("Сначала подготовьте церемонию."))
    return ceremony


def start(event: Event, *, actor: str = "system") -> None:
    """Fix the lines; nothing is open yet. Raises RefusalError."""
    ceremony = prepared(event)
    if ceremony.started_at is not None:
        raise RefusalError(_("Церемония уже идёт."))
    steps = planned(ceremony, items_of(event), place_rows(ceremony.calculation))
    if not steps:
        raise RefusalError(_("В плане нет ни одной строки: открывать нечего."))
    ceremony.steps = [step.to_dict() for step in steps]
    ceremony.opened, ceremony.started_at, ceremony.ended_at = 0, now(), None
    data = {"calculation": ceremony.calculation.number, "lines": len(steps)}
    _done(ceremony, "ceremony.started", actor, data)


def open_next(event: Event, seen: int, *, actor: str = "system") -> Step:
    """Open one more line; ``seen`` is the turn that was on the controller's page.

    Raises RefusalError when somebody has acted since, and when all lines are open.
    """
    ceremony = _running(event, seen)
    steps = fixed(ceremony)
    if ceremony.opened >= len(steps):
        raise RefusalError(_("Все строки уже открыты."))
    step = steps[ceremony.opened]
    ceremony.opened += 1
    _done(ceremony, "ceremony.opened", actor, {"line": ceremony.opened, "kind": step.kind})
    return step


def close_last(event: Event, seen: int, *, actor: str = "system") -> None:
    """Take the last line back from the screen. Raises RefusalError as ``open_next`` does."""
    ceremony = _running(event, seen)
    if not ceremony.opened:
        raise RefusalError(_("Открытых строк нет."))
    ceremony.opened -= 1
    _done(ceremony, "ceremony.returned", actor, {"line": ceremony.opened + 1})


def finish(event: Event, *, actor: str = "system") -> None:
    """End it: the screen thanks. Results stay as public or as closed as they were."""
    ceremony = prepared(event)
    if ceremony.started_at is None or ceremony.ended_at is not None:
        return
    ceremony.ended_at = now()
    _done(ceremony, "ceremony.finished", actor, {"line": ceremony.opened})


def begin_anew(event: Event, *, actor: str = "system") -> None:
    """Close all lines; the plan may be changed again."""
    ceremony = prepared(event)
    if ceremony.started_at is None:
        return
    ceremony.steps, ceremony.opened = [], 0
    ceremony.started_at = ceremony.ended_at = None
    _done(ceremony, "ceremony.restarted", actor, {})


def change_address(event: Event, *, actor: str = "system") -> None:
    """Give the screen another address; the former one goes blind."""
    ceremony = prepared(event)
    ceremony.key = new_token()
    db.session.flush()
    record(event_chain(event.id), "ceremony.address", f"event:{event.id}", actor=actor)


def _running(event: Event, seen: int) -> Ceremony:
    ceremony = prepared(event)
    if ceremony.started_at is None or ceremony.ended_at is not None:
        raise RefusalError(_("Церемония сейчас не идёт."))
    if ceremony.turn != seen:
        raise RefusalError(
            _("Пока вы смотрели, строку открыли или вернули с другого устройства. Проверьте экран.")
        )
    return ceremony


def _done(ceremony: Ceremony, act: str, actor: str, data: Mapping[str, object]) -> None:
    ceremony.turn += 1
    db.session.flush()
    subject = f"event:{ceremony.event_id}"
    record(event_chain(ceremony.event_id), act, subject, actor=actor, data=data)
