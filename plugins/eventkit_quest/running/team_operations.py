"""Verbs about one team: start, finish, window, time, penalty, out of the competition, mistakes."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.refusals import RefusalError
from eventkit.web.clock import now
from eventkit_quest.engine import valid_events
from eventkit_quest.queries import events_of
from eventkit_quest.running.noting import Word, hold_game, note, tell
from eventkit_quest.running.operations import put_window
from eventkit_quest.running.queries import happening, window_of


def start_team(entry: Entry, at: datetime | None = None, *, actor: str = "system") -> None:
    """Start a team by hand; refused where it has started."""
    _once(entry, "start", at, actor, _("Команда уже стартовала."))


def finish_team(entry: Entry, at: datetime | None = None, *, actor: str = "system") -> None:
    """Finish a team by hand; refused where it has not started or has finished."""
    hold_game(entry.event_id)
    if not _has(entry, "start"):
        raise RefusalError(_("Команда ещё не стартовала."))
    _once(entry, "finish", at, actor, _("Команда уже финишировала."))


def set_window(
    entry: Entry,
    opens: datetime | None,
    closes: datetime | None,
    seen: str,
    *,
    actor: str = "system",
) -> None:
    """Give a team a window of its own.

    ``seen`` is :func:`window_seen` of the page: where somebody else has changed the window since,
    nothing is overwritten.
    """
    hold_game(entry.event_id)
    if window_seen(entry) != seen:
        raise RefusalError(_("Пока вы писали, окно изменил другой человек. Проверьте и повторите."))
    if opens is not None and closes is not None and closes <= opens:
        raise RefusalError(_("Окно закрывается раньше, чем открывается."), "closes")
    put_window(entry, opens, closes)
    told = {
        "opens": opens.isoformat(timespec="minutes") if opens else None,
        "closes": closes.isoformat(timespec="minutes") if closes else None,
    }
    tell(entry, "quest.window", actor, told)


def window_seen(entry: Entry) -> str:
    """The state of a window, for whoever fills in its form."""
    window = window_of(entry.id)
    return f"{window.opens_at}/{window.closes_at}" if window else ""


def give_time(entry: Entry, minutes: Fraction, reason: str, *, actor: str = "system") -> None:
    """Give a team minutes that do not count as its time."""
    _say(entry, "extra_time", "quest.time_given", minutes, reason, actor)


def penalize(entry: Entry, points: Fraction, reason: str, *, actor: str = "system") -> None:
    """Take points off a team."""
    _say(entry, "penalty", "quest.penalized", points, reason, actor)


def put_out(entry: Entry, reason: str, *, actor: str = "system") -> None:
    """Let a team play on without a place."""
    hold_game(entry.event_id)
    if _has(entry, "out"):
        raise RefusalError(_("Команда уже вне зачёта."))
    _say(entry, "out", "quest.put_out", Fraction(0), reason, actor)


def strike(entry: Entry, uid: str, reason: str, *, actor: str = "system") -> None:
    """Strike an event out: it stays in the log and counts no more."""
    hold_game(entry.event_id)
    row = happening(entry.event_id, uid)
    if row is None or row.entry_id != entry.id or row.type == "struck":
        raise RefusalError(_("Такого события нет."))
    if uid not in {e.id for e in valid_events(events_of(entry.event_id, entry.id))}:
        raise RefusalError(_("Это событие уже вычеркнуто."))
    note(entry, Word("struck", now(), reason, about=uid))
    tell(entry, "quest.struck", actor, {"event": uid, "type": row.type}, {"reason": reason})


def _once(entry: Entry, kind: str, at: datetime | None, actor: str, refusal: str) -> None:
    hold_game(entry.event_id)
    if _has(entry, kind):
        raise RefusalError(refusal)
    moment = at or now()
    note(entry, Word(kind, moment))
    tell(entry, f"quest.team_{kind}", actor, {"at": moment.isoformat(timespec="seconds")})


def _has(entry: Entry, kind: str) -> bool:
    return any(e.type == kind for e in valid_events(events_of(entry.event_id, entry.id)))


def _say(entry: Entry, kind: str, act: str, amount: Fraction, reason: str, actor: str) -> None:
    hold_game(entry.event_id)
    note(entry, Word(kind, now(), reason, amount))
    tell(entry, act, actor, {"amount": str(amount)}, {"reason": reason})
