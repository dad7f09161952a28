"""The verbs of improvisation: keep the bank, choose for a trial, draw, begin the reading."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import SITE, event_chain, hold, record
from eventkit.people.passwords import new_token
from eventkit.web.clock import now
from eventkit_duet.cases import queries
from eventkit_duet.cases.bank import SHIPPED
from eventkit_duet.cases.models import Case, CaseDraw, CaseSetting, Ticket


def save_case(
    found: Case | None, title: str, topic: str, text: str, *, actor: str = "system"
) -> Case:
    """Add a situation to the bank or change it; what was drawn shows the new words too."""
    one = found or Case()
    one.title, one.topic, one.text = title, topic, text
    db.session.add(one)
    db.session.flush()
    act = "case.changed" if found else "case.added"
    record(SITE, act, f"duet_case:{one.id}", actor=actor)
    return one


def archive_case(one: Case, *, actor: str = "system") -> None:
    """Take a situation out of what is offered, or bring it back."""
    one.archived_at = None if one.archived_at else now()
    db.session.flush()
    act = "case.archived" if one.archived_at else "case.restored"
    record(SITE, act, f"duet_case:{one.id}", actor=actor)


def add_shipped(*, actor: str = "system") -> int:
    """Add the plugin's own situations that the bank lacks, in the reader's language; how many."""
    present = {one.shipped for one in queries.bank()}
    lacking = [one for one in SHIPPED if one.name not in present]
    for one in lacking:
        words = {"title": str(one.title), "topic": str(one.topic), "text": str(one.text)}
        db.session.add(Case(shipped=one.name, **words))
    db.session.flush()
    if lacking:
        record(SITE, "case.shipped", "duet_case:0", actor=actor, data={"n": len(lacking)})
    return len(lacking)


def hold_bank() -> None:
    """Let whoever else adds cases wait, so that two files of the same cases are told apart."""
    hold(SITE)


def add_cases(rows: Sequence[tuple[str, str, str]], *, actor: str = "system") -> None:
    """Add situations of a table: title, topic, text of each."""
    for title, topic, text in rows:
        db.session.add(Case(title=title, topic=topic, text=text))
    db.session.flush()
    record(SITE, "case.table", "duet_case:0", actor=actor, data={"n": len(rows)})


def choose(
    trial: Trial, cases: Sequence[Case], minutes: int, *, actor: str = "system"
) -> CaseSetting:
    """Say which situations a trial draws from and how long they are read.

    Tickets keep their numbers, new ones get the next; a drawn one stays. Raises RefusalError.
    """
    hold(event_chain(trial.event_id))
    drawn = {one.case_id for one in queries.draws(trial.id)}
    wanted = {one.id for one in cases} | drawn
    if not wanted:
        raise RefusalError(_("Выберите хотя бы один кейс."), "cases")
    setting = db.session.get(CaseSetting, trial.id)
    if setting is None:
        setting = CaseSetting(trial_id=trial.id, key=new_token(), minutes=minutes)
        db.session.add(setting)
    setting.minutes = minutes
    present = {one.case_id: one for one in queries.tickets(trial.id)}
    last = max((one.number for one in present.values()), default=0)
    for case_id, ticket in present.items():
        if case_id not in wanted:
            db.session.delete(ticket)
    for step, case_id in enumerate(sorted(wanted - present.keys()), start=1):
        db.session.add(Ticket(trial_id=trial.id, case_id=case_id, number=last + step))
    db.session.flush()
    _note(trial, "case.chosen", actor, {"trial": trial.id, "cases": sorted(wanted)})
    return setting


def draw(performance: Performance, number: int | None = None, *, actor: str = "system") -> CaseDraw:
    """Draw a ticket for a performance; ``number`` is one drawn by hand.

    Nothing that was drawn in the trial comes again: a second draw for the same performance is a
    technical repeat. The machine's choice follows from the recorded seed, see ``place_of``. Raises
    RefusalError.
    """
    trial = performance.trial
    hold(event_chain(trial.event_id))
    before = queries.draws(trial.id)
    used = {one.case_id for one in before}
    left = [one for one in queries.tickets(trial.id) if one.case_id not in used]
    if not left:
        raise RefusalError(_("Билетов больше нет. Добавьте кейсы к испытанию."))
    run = sum(one.performance_id == performance.id for one in before) + 1
    seed = ""
    if number is None:
        seed = secrets.token_hex(8)
        ticket = left[place_of(seed, performance.position, run, len(left))]
    else:
        found = next((one for one in left if one.number == number), None)
        if found is None:
            raise RefusalError(_("Билета № %(number)d нет или он уже вытянут.", number=number))
        ticket = found
    made = CaseDraw(
        trial_id=trial.id,
        performance=performance,
        case_id=ticket.case_id,
        run=run,
        number=ticket.number,
        seed=seed,
        drawn_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    data = {"performance": performance.id, "ticket": ticket.number, "run": run, "seed": seed}
    _note(trial, "case.drawn", actor, data)
    return made


def place_of(seed: str, position: int, run: int, left: int) -> int:
    """Which of the tickets that are left, by number, from 0: SHA-256 of «seed:position:run»."""
    return int(sha256(f"{seed}:{position}:{run}".encode()).hexdigest(), 16) % left


def begin_reading(made: CaseDraw, *, actor: str = "system") -> None:
    """Start the time of reading; a second press changes nothing."""
    if made.reading_since is not None:
        return
    made.reading_since = now()
    db.session.flush()
    data = {"performance": made.performance_id, "run": made.run}
    _note(made.performance.trial, "case.reading", actor, data)


def _note(trial: Trial, act: str, actor: str, data: Mapping[str, object]) -> None:
    record(event_chain(trial.event_id), act, f"trial:{trial.id}", actor=actor, data=data)
