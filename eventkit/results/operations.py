"""Verbs of results: count, lock, publish. Those about decisions stand beside."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.events.stage_operations import close_stage
from eventkit.hooks import active_plugins
from eventkit.journal.operations import event_chain, record
from eventkit.journal.queries import head_hash
from eventkit.results.facts import entries_of, gather, to_json
from eventkit.results.models import Calculation, Standing
from eventkit.results.outcome import outcome
from eventkit.results.publication.differences import difference
from eventkit.results.publication.letters import tell_authors, tell_of_correction
from eventkit.results.queries import calculation as version_of
from eventkit.scoring.engine import CalculationResult, EntryResult
from eventkit.scoring.engine.codec import to_plain
from eventkit.web.clock import now

MILLION = 1_000_000


def calculate(event: Event, actor: str, reason: str = "", *, anew: bool = False) -> Calculation:
    """Make the next version of the results from the event's rules, sheets and decisions.

    While nothing has changed the latest version is given back, unless one is wanted ``anew``:
    decisions that move no place are not among the facts. Raises RefusalError when rules
    or criteria are missing, no sheet has been sent and the format counts nothing of its own, or
    the facts contradict themselves.
    """
    rules_version, facts = gather(event)
    result = outcome(event, facts)
    # a format with arithmetic of its own may need no sheets
    if not facts.sheets and all(given.value is None for given in result.entries):
        raise RefusalError(_("Ни один лист ещё не отправлен, считать нечего."))
    latest = version_of(event)
    if latest is not None and latest.inputs_hash == result.inputs_digest and not anew:
        return latest
    made = Calculation(
        event_id=event.id,
        number=latest.number + 1 if latest else 1,
        rules_version=rules_version,
        inputs_hash=result.inputs_digest,
        inputs=to_json(facts),
        result=result.to_dict(),
        reason=reason,
        created_by=actor,
        created_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(_standings(event, made, result))
    db.session.flush()
    record(
        event_chain(event.id),
        "calculation.made",
        f"calculation:{made.id}",
        actor=actor,
        data={
            "number": made.number,
            "rules_version": rules_version.number,
            "inputs_hash": made.inputs_hash,
            "entries": len(result.entries),
        },
        texts={"reason": reason} if reason else None,
    )
    return made


def _standings(event: Event, made: Calculation, result: CalculationResult) -> list[Standing]:
    """A row for each work: nominations in the event's order, works from the best."""
    entries = {entry.code: entry for entry in entries_of(event)}
    order = {nomination.code: place for place, nomination in enumerate(event.nominations)}
    prizes = {code for codes in result.grand_prix.values() for code in codes}
    ranked = sorted(result.entries, key=lambda e: order[e.nomination])  # stable: rank is kept
    return [
        _standing(made, entries[given.entry], position, given, given.entry in prizes)
        for position, given in enumerate(ranked)
    ]


def _standing(
    made: Calculation, entry: Entry, position: int, given: EntryResult, prize: bool
) -> Standing:
    value = given.value
    return Standing(
        calculation_id=made.id,
        entry_id=entry.id,
        nomination_id=entry.nomination_id,
        position=position,
        value=value,
        percent=given.percent,
        sort_value=None if value is None else value.numerator * MILLION // value.denominator,
        place=given.place,
        place_shown=given.place_shown or "",
        status=given.status,
        degree=given.degree,
        is_provisional=given.provisional,
        is_grand_prix=prize,
        details=_plain(given),
    )


def _plain(given: EntryResult) -> dict[str, Any]:
    plain = to_plain(given)
    assert isinstance(plain, dict)
    return plain


def lock(made: Calculation, *, actor: str, protocol_number: str = "") -> None:
    """Close a version for signing: its protocol prints the journal's head of this moment.

    ``protocol_number`` is what the protocol will bear; its version's number when none is given.
    Raises RefusalError when it is not the latest, or sheets, rules or decisions changed.
    """
    if made.state != "draft":
        return
    event = made.event
    _refuse_outdated(event, made)
    record(
        event_chain(event.id),
        "calculation.locked",
        f"calculation:{made.id}",
        actor=actor,
        data={"number": made.number, "inputs_hash": made.inputs_hash},
    )
    made.state = "locked"
    made.locked_at = now()
    made.protocol_number = protocol_number.strip()
    made.journal_head = head_hash(event_chain(event.id))
    db.session.flush()


def _refuse_outdated(event: Event, made: Calculation) -> None:
    newest = db.session.scalar(
        select(func.max(Calculation.number)).where(Calculation.event_id == event.id)
    )
    if made.number != newest:
        raise RefusalError(
            _(
                "Есть более новый подсчёт № %(newest)s. Закройте и опубликуйте его, а не"
                " № %(number)s.",
                newest=newest,
                number=made.number,
            )
        )
    if has_other_facts(event, made):
        raise RefusalError(
            _(
                "После подсчёта № %(number)s изменились баллы, правила или решения. Посчитайте"
                " ещё раз.",
                number=made.number,
            )
        )


def has_other_facts(event: Event, made: Calculation) -> bool:
    """Whether the event would be counted from other facts than the version was."""
    _version, facts = gather(event)
    return outcome(event, facts).inputs_digest != made.inputs_hash


def publish(made: Calculation, *, actor: str, protocol_number: str = "") -> None:
    """Make a version public: lock it, supersede the former, close the stage, write to authors.

    A correction writes to those alone whose place, value or award it changes. Rooms above
    (portfolio, documents) hear of it through ``eventkit_stage_changed``, at a correction too.
    Raises RefusalError while judging is open, when the version is outdated, or when its protocol
    was signed under another number.
    """
    event = made.event
    if made.state == "published":
        return
    number = protocol_number.strip() or made.protocol_number or str(made.number)
    _refuse_other_number(made, number)
    judging = event.stage("judging")
    if judging is not None and judging.closed_at is None:
        raise RefusalError(_still_going(event))
    lock(made, actor=actor)
    former = _supersede(event)
    made.state = "published"
    made.published_at = now()
    made.protocol_number = number
    record(
        event_chain(event.id),
        "results.published",
        f"calculation:{made.id}",
        actor=actor,
        data={
            "number": made.number,
            "supersedes": former.number if former else None,
            "protocol": made.protocol_number,
        },
    )
    db.session.flush()
    if former is None:
        tell_authors(made)
    else:
        tell_of_correction(made, difference(former, made))
    _tell_plugins(event, actor)


def _refuse_other_number(made: Calculation, number: str) -> None:
    signed = made.protocol_number or str(made.number)
    if made.signed_at is not None and number != signed:
        raise RefusalError(
            _("Подписан протокол № %(number)s: под этим номером его и публикуют.", number=signed),
            "protocol_number",
        )


def _tell_plugins(event: Event, actor: str) -> None:
    """Close the stage of results, which tells the plugins; at a correction it is closed already."""
    before = phase(event, now())
    if event.stage("results") is not None:
        close_stage(event, "results", actor=actor)
    if phase(event, now()) == before:
        active_plugins().ask_others("eventkit_stage_changed", event, before=before, after=before)


def _still_going(event: Event) -> str:
    if active_plugins().format_of(event).has_jury:
        return str(_("Жюри ещё работает. Сначала закройте оценивание."))
    return str(_("Проведение ещё идёт. Сначала закончите его."))


def _supersede(event: Event) -> Calculation | None:
    query = select(Calculation).where(
        Calculation.event_id == event.id, Calculation.state == "published"
    )
    former = db.session.scalars(query).first()
    if former is not None:
        former.state = "superseded"
    return former
