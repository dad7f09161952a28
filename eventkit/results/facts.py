"""What a calculation is made from: rules, criteria, works, sheets and decisions of an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, union
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Conflict
from eventkit.juries.queries import jurors_of
from eventkit.juries.rounds.queries import stops, trials_before
from eventkit.people.models import GroupMember
from eventkit.results.models import Decision
from eventkit.scoring.engine import EntryInput, NominationInput, Recused, Ruling
from eventkit.scoring.engine.codec import from_plain, to_plain
from eventkit.scoring.engine.facts import RULING_KINDS, Facts, in_order
from eventkit.scoring.models import Criterion, RulesVersion
from eventkit.scoring.queries import sheet_values
from eventkit.scoring.setup_queries import (
    criteria_of_event,
    criterion_specs,
    rules_of,
    rules_version,
    trials_of,
)
from eventkit.scoring.timing.queries import timings


def gather(event: Event) -> tuple[RulesVersion, Facts]:
    """All facts of the event in the engine's words: works by their codes, jurors by their ids.

    Raises RefusalError when there are no rules or no criteria.
    """
    version = rules_version(event)
    if version is None:
        raise RefusalError(
            _("Правила подсчёта ещё не выбраны. Их задают в настройках мероприятия.")
        )
    criteria = criteria_of_event(event)
    if not criteria:
        raise RefusalError(_("Нет ни одного критерия, поэтому считать нечего."))
    rules = rules_of(version)
    entries = entries_of(event)
    entrants = entrants_of(event) if rules.one_win_per_person else {}
    trials = stopped_trials(event, entries, criteria)
    return version, in_order(
        rules.to_dict(),
        criterion_specs(criteria),
        [
            EntryInput(
                e.code or "", e.nomination.code, entrants.get(e.id, ()), trials.get(e.id, ())
            )
            for e in entries
        ],
        sheet_values(event),
        rulings(decisions_of(event)),
        [str(juror.id) for juror in jurors_of(event.id, with_left=True)],
        [NominationInput(n.code, n.audience.code if n.audience else "") for n in event.nominations],
        recusals_of(event),
        timings(event, criteria) if rules.time_limits else (),
    )


def stopped_trials(
    event: Event, entries: Sequence[Entry], criteria: Sequence[Criterion]
) -> dict[int, tuple[str, ...]]:
    """By the work's id: the trials it was let into, for works that did not go on to all rounds."""
    judged = {trial.code for trial in trials_of(criteria)}
    return {
        entry_id: tuple(t.code for t in trials_before(event, number) if t.code in judged)
        for entry_id, number in stops(event, [entry.id for entry in entries]).items()
    }


def entrants_of(event: Event) -> dict[int, tuple[str, ...]]:
    """The persons of each work of the event, by its id: authors, or the members of its group."""
    authors = (
        select(EntryAuthor.entry_id, EntryAuthor.person_id)
        .join(Entry, EntryAuthor.entry_id == Entry.id)
        .where(Entry.event_id == event.id)
    )
    members = (
        select(Entry.id, GroupMember.person_id)
        .join(GroupMember, GroupMember.group_id == Entry.group_id)
        .where(Entry.event_id == event.id)
    )
    found: dict[int, set[str]] = {}
    for entry_id, person_id in db.session.execute(union(authors, members)):
        found.setdefault(entry_id, set()).add(str(person_id))
    return {entry_id: tuple(sorted(persons)) for entry_id, persons in found.items()}


def recusals_of(event: Event) -> list[Recused]:
    """Recorded conflicts of jurors with works that take part: what is missing there is no gap."""
    query = (
        select(Entry.code, Conflict.juror_id)
        .join(Entry, Conflict.entry_id == Entry.id)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
    )
    return [Recused(code or "", str(juror_id)) for code, juror_id in db.session.execute(query)]


def entries_of(event: Event) -> list[Entry]:
    """The works that take part."""
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
        .options(joinedload(Entry.nomination))
        .order_by(Entry.id)
    )
    return list(db.session.scalars(query))


def decisions_of(event: Event) -> list[Decision]:
    """The decisions in force, in the order they were recorded."""
    query = (
        select(Decision)
        .where(Decision.event_id == event.id, Decision.revoked_at.is_(None))
        .options(joinedload(Decision.nomination))
        .order_by(Decision.id)
    )
    return list(db.session.scalars(query))


def rulings(decisions: Iterable[Decision]) -> list[Ruling]:
    """The decisions that settle ties, numbered so that a later one overrides."""
    return [
        Ruling(d.nomination.code, d.kind, tuple(d.entry_codes), number)
        for number, d in enumerate(decisions, start=1)
        if d.kind in RULING_KINDS and d.nomination is not None
    ]


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts as a calculation keeps them."""
    plain = to_plain(facts)
    assert isinstance(plain, dict)
    return plain


def from_json(data: Mapping[str, Any]) -> Facts:
    """The facts that a calculation kept."""
    known = {field.name: data[field.name] for field in fields(Facts) if field.name in data}
    return from_plain(Facts, known)


def of_nomination(data: Mapping[str, Any], nomination: str) -> Facts:
    """The same for one nomination: its works, sheets and decisions, the rest left unread."""
    entries = [entry for entry in data["entries"] if entry["nomination"] == nomination]
    codes = {entry["entry"] for entry in entries}
    part = {
        "entries": entries,
        "sheets": [sheet for sheet in data["sheets"] if sheet["entry"] in codes],
        "times": [t for t in data.get("times", ()) if t["entry"] in codes],
        "rulings": [r for r in data["rulings"] if r["nomination"] == nomination],
        "nominations": [n for n in data["nominations"] if n["nomination"] == nomination],
    }
    return from_json({**data, **part})


def stored_rulings(data: Mapping[str, Any]) -> list[Ruling]:
    """The decisions that a calculation took into account."""
    return [from_plain(Ruling, plain) for plain in data["rulings"]]
