"""Verbs of hosts and about them: links, marks, confirmation, checking of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from secrets import token_hex

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.lazy import dataclass
from eventkit.people.passwords import new_token, token_hash
from eventkit.web.clock import now
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.models import QuestHappening, QuestStation
from eventkit_quest.queries import definition_of
from eventkit_quest.running.models import QuestHost
from eventkit_quest.running.noting import HOST, Word, hold_game, note, tell
from eventkit_quest.running.queries import happening


@dataclass(frozen=True)
class Said:
    """Who says something, on what, under which id: one that came again changes nothing."""

    actor: str = "system"
    device: str = HOST
    uid: str = field(default_factory=lambda: f"host-{token_hex(8)}")
    comment: str = ""


def add_host(event: Event, station: QuestStation, name: str, *, actor: str = "system") -> QuestHost:
    """Let somebody stand at a station; the link is made apart."""
    host = QuestHost(event_id=event.id, station_id=station.id, name=name)
    db.session.add(host)
    db.session.flush()
    _journal(host, "quest.host_added", actor, {"station": station.code})
    return host


def issue_host_link(host: QuestHost, *, actor: str = "system") -> str:
    """Make a new link and return its secret, which is kept nowhere: an older link dies."""
    token = new_token()
    host.token_hash = token_hash(token)
    _journal(host, "quest.host_link", actor)
    return token


def revoke_host_link(host: QuestHost, *, actor: str = "system") -> None:
    """Take the link back: what was done with it stays."""
    if host.token_hash is None:
        return
    host.token_hash = None
    _journal(host, "quest.host_revoked", actor)


def give_marks(
    entry: Entry, station: QuestStation, marks: Mapping[str, Fraction], said: Said
) -> bool:
    """Mark a team by the station's criteria; a later call is a revision, and the last one counts.

    Returns False for an id that has come before. Raises RefusalError at ``mark-<code>``.
    """
    definition = definition_of(station)
    _look_at_marks(definition, marks)
    hold_game(entry.event_id)
    if happening(entry.event_id, said.uid) is not None:
        return False
    revision = _next_revision(entry, station, "judge_score")
    total = sum(marks.values(), Fraction(0)) if definition.criteria else definition.maximum
    word = Word(
        "judge_score",
        now(),
        said.comment,
        total,
        revision,
        station=station,
        marks={code: str(mark) for code, mark in marks.items()},
        uid=said.uid,
    )
    note(entry, word, device=said.device)
    data = {"station": station.code, "points": str(total), "revision": revision}
    _tell(entry, "quest.marked", said, data)
    return True


def confirm(entry: Entry, station: QuestStation, said: Said) -> bool:
    """Confirm that a team has passed a station: a code counts as solved, a judged one in full."""
    definition = definition_of(station)
    if definition.kind == "quiz":
        raise RefusalError(_("У викторины вводят число верных ответов."))
    if definition.kind == "judged":
        if definition.criteria:
            raise RefusalError(_("На этой станции ставят баллы по критериям."))
        return give_marks(entry, station, {}, said)
    return _check(entry, station, "", True, said)


def check_answer(entry: Entry, station: QuestStation, uid: str, right: bool, said: Said) -> bool:
    """Say whether an answer that waits is right; may be said anew, and the last word counts."""
    hold_game(entry.event_id)
    row = happening(entry.event_id, uid)
    if row is None or row.type != "answer" or row.station_id != station.id:
        raise RefusalError(_("Такого ответа нет."))
    if row.entry_id != entry.id:
        raise RefusalError(_("Это ответ другой команды."))
    return _check(entry, station, uid, right, said)


def count_quiz(entry: Entry, station: QuestStation, right: int, said: Said) -> bool:
    """Write down how many answers of a quiz are right; the last result counts."""
    definition = definition_of(station)
    if definition.kind != "quiz":
        raise RefusalError(_("Эта станция – не викторина."))
    hold_game(entry.event_id)
    if happening(entry.event_id, said.uid) is not None:
        return False
    word = Word("quiz_result", now(), said.comment, Fraction(right), station=station, uid=said.uid)
    note(entry, word, device=said.device)
    _tell(entry, "quest.quiz_counted", said, {"station": station.code, "right": right})
    return True


def _check(entry: Entry, station: QuestStation, uid: str, right: bool, said: Said) -> bool:
    hold_game(entry.event_id)
    if happening(entry.event_id, said.uid) is not None:
        return False
    revision = _next_revision(entry, station, "checked")
    word = Word(
        "checked",
        now(),
        said.comment,
        Fraction(int(right)),
        revision,
        about=uid,
        station=station,
        uid=said.uid,
    )
    note(entry, word, device=said.device)
    _tell(entry, "quest.checked", said, {"station": station.code, "right": right, "answer": uid})
    return True


def _look_at_marks(definition: StationDefinition, marks: Mapping[str, Fraction]) -> None:
    if definition.kind != "judged":
        raise RefusalError(_("На этой станции баллы не ставят."))
    for criterion in definition.criteria:
        mark = marks.get(criterion.code)
        where = f"mark-{criterion.code}"
        if mark is None:
            raise RefusalError(_("Поставьте балл."), where)
        if not 0 <= mark <= criterion.maximum or (mark / criterion.step).denominator != 1:
            raise RefusalError(_("Такого балла в критерии нет."), where)


def _next_revision(entry: Entry, station: QuestStation, kind: str) -> int:
    query = select(func.max(QuestHappening.number)).where(
        QuestHappening.entry_id == entry.id,
        QuestHappening.station_id == station.id,
        QuestHappening.type == kind,
    )
    return (db.session.scalar(query) or 0) + 1


def _tell(entry: Entry, act: str, said: Said, data: Mapping[str, object]) -> None:
    tell(entry, act, said.actor, {**data, "source": said.device}, {"comment": said.comment})


def _journal(
    host: QuestHost, act: str, actor: str, data: Mapping[str, object] | None = None
) -> None:
    record(
        event_chain(host.event_id),
        act,
        f"host:{host.id}",
        actor=actor,
        data=data,
        texts={"name": host.name},
    )
