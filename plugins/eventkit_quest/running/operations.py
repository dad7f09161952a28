"""Verbs of the whole game: start, windows, pause, finish, what the hall sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.web.clock import now
from eventkit_quest.engine import valid_events
from eventkit_quest.queries import events_of, teams_of
from eventkit_quest.running.models import BOARDS, QuestRun, QuestWindow
from eventkit_quest.running.noting import Word, hold_game, note
from eventkit_quest.running.queries import run_of


def start_all(event: Event, *, actor: str = "system") -> int:
    """Start every team that has not started, at this instant; returns how many."""
    run = _open_run(event)
    if run.paused_at is not None:
        raise RefusalError(_("Игра на паузе. Сначала продолжите её."))
    waiting = _lacking(event, "start")
    if not waiting:
        raise RefusalError(_("Все команды уже стартовали."))
    at = now()
    for entry in waiting:
        note(entry, Word("start", at))
    run.started_at = run.started_at or at
    _journal(event, "quest.started", actor, teams=len(waiting))
    return len(waiting)


def stagger(
    event: Event,
    first: datetime,
    every_minutes: int,
    length_minutes: int | None = None,
    *,
    actor: str = "system",
) -> None:
    """Give windows to the teams that have not started: the next opens ``every_minutes`` later.

    The first start belongs to the first of them in the order of the list; ``length_minutes`` says
    when a window closes, None leaves it open.
    """
    run = _open_run(event)
    waiting = _lacking(event, "start")
    if not waiting:
        raise RefusalError(_("Все команды уже стартовали."))
    for place, entry in enumerate(waiting):
        opens = first + timedelta(minutes=every_minutes * place)
        closes = opens + timedelta(minutes=length_minutes) if length_minutes else None
        put_window(entry, opens, closes)
    run.started_at = run.started_at or first
    data = {"teams": len(waiting), "every": every_minutes, "length": length_minutes}
    _journal(event, "quest.windows", actor, first=first.isoformat(timespec="minutes"), **data)


def put_window(entry: Entry, opens: datetime | None, closes: datetime | None) -> None:
    """Set a window; the caller holds the game."""
    window = db.session.get(QuestWindow, entry.id)
    if window is None:
        window = QuestWindow(entry_id=entry.id)
        db.session.add(window)
    window.opens_at, window.closes_at = opens, closes


def pause(event: Event, *, actor: str = "system") -> None:
    """Stop the clocks of all teams. A second pause is refused: two people may press at once."""
    run = _open_run(event)
    if run.paused_at is not None:
        raise RefusalError(_("Игра уже на паузе."))
    at = run.paused_at = now()
    for entry in teams_of(event):
        note(entry, Word("pause", at))
    _journal(event, "quest.paused", actor)


def resume(event: Event, *, actor: str = "system") -> None:
    """Let the clocks go on; windows move by the length of the pause."""
    run = _open_run(event)
    if run.paused_at is None:
        raise RefusalError(_("Игра не на паузе."))
    at = now()
    stood = at - run.paused_at
    for window in _windows(event):
        if window.opens_at is not None and window.opens_at > run.paused_at:
            window.opens_at += stood
        if window.closes_at is not None and window.closes_at > run.paused_at:
            window.closes_at += stood
    for entry in teams_of(event):
        note(entry, Word("resume", at))
    run.paused_at = None
    _journal(event, "quest.resumed", actor, seconds=int(stood.total_seconds()))


def finish_all(event: Event, *, actor: str = "system") -> int:
    """End the game: every team on its way finishes at this instant; returns how many did."""
    run = _open_run(event)
    at = now()
    if run.paused_at is not None:
        for entry in teams_of(event):
            note(entry, Word("resume", at))
        run.paused_at = None
    started = {entry.id for entry in teams_of(event)} - {e.id for e in _lacking(event, "start")}
    playing = [entry for entry in _lacking(event, "finish") if entry.id in started]
    for entry in playing:
        note(entry, Word("finish", at))
    run.ended_at = at
    _journal(event, "quest.ended", actor, teams=len(playing))
    return len(playing)


def reopen(event: Event, *, actor: str = "system") -> None:
    """Take the end of the game back; finishes that were wrong are struck out team by team."""
    run = held_run(event)
    if run.ended_at is None:
        raise RefusalError(_("Игра ещё не закончена."))
    run.ended_at = None
    _journal(event, "quest.reopened", actor)


def choose_board(event: Event, board: str, *, actor: str = "system") -> None:
    """Choose what the hall sees; one of BOARDS. Raises RefusalError."""
    if board not in BOARDS:
        raise RefusalError(_("Выберите, что показывать."), "board")
    run = held_run(event)
    if run.board != board:
        data = {"board": board, "before": run.board}
        run.board = board
        _journal(event, "quest.board", actor, **data)


def freeze(event: Event, *, actor: str = "system") -> None:
    """Let the hall see what has come by now and nothing later."""
    run = held_run(event)
    if run.frozen_at is not None:
        raise RefusalError(_("Табло уже заморожено."))
    run.frozen_at = now()
    _journal(event, "quest.frozen", actor)


def reveal(event: Event, *, actor: str = "system") -> None:
    """Show the hall how everything stands."""
    run = held_run(event)
    if run.frozen_at is None:
        raise RefusalError(_("Табло не заморожено."))
    run.frozen_at = None
    _journal(event, "quest.revealed", actor)


def held_run(event: Event) -> QuestRun:
    """The state of the game, held until the transaction ends."""
    hold_game(event.id)
    run = run_of(event.id)
    if run is None:
        run = QuestRun(event_id=event.id, board=BOARDS[0])
        db.session.add(run)
    return run


def _open_run(event: Event) -> QuestRun:
    run = held_run(event)
    if run.ended_at is not None:
        raise RefusalError(_("Игра уже закончена."))
    return run


def _lacking(event: Event, kind: str) -> Sequence[Entry]:
    """The teams without an event of a type that counts."""
    have = {e.team for e in valid_events(events_of(event.id)) if e.type == kind}
    return [entry for entry in teams_of(event) if entry.code not in have]


def _windows(event: Event) -> Sequence[QuestWindow]:
    query = select(QuestWindow).join(QuestWindow.entry).where(Entry.event_id == event.id)
    return db.session.scalars(query).all()


def _journal(event: Event, act: str, actor: str, **data: object) -> None:
    record(event_chain(event.id), act, f"event:{event.id}", actor=actor, data=data)
