"""Verbs about promotion: let works into a round, change that, tell the people."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Round
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.operations import withdraw
from eventkit.juries.rounds.models import Promotion, PromotionRow
from eventkit.juries.rounds.queries import promotion_to, round_before, tasks_of_round
from eventkit.results.promotion.letters import tell_entrants
from eventkit.results.promotion.standing import Contender, Preliminary, has_sheets
from eventkit.web.clock import now


def promote(
    subject: Round,
    standing: Preliminary,
    *,
    chosen: Collection[int] | None = None,
    reason: str = "",
    actor: str = "system",
) -> Promotion:
    """Let into a round those who go on by its rule; a decision before this one is replaced.

    Of works that are equal at the line all go on, or those of ``chosen`` (entry ids) that the chair
    has decided for; then, and for a change, ``reason`` is needed. Raises RefusalError while the
    round before is open, or when the round is judged already.
    """
    # One decision at a time: whoever comes second sees the first one.
    db.session.execute(select(Round.id).where(Round.id == subject.id).with_for_update())
    former = promotion_to(subject)
    _check(subject, former, chosen, reason)
    going = {row.entry.id for row in standing.rows if _goes_on(row, chosen)}
    if not going:
        raise RefusalError(
            _("По этому условию не проходит никто. Измените условие тура в настройках.")
        )
    if former is not None:
        former.replaced_at = now()
        _take_back(subject, going, actor)
    assert subject.promotes_by is not None
    assert subject.promotes_from is not None
    made = Promotion(
        round_id=subject.id,
        by=subject.promotes_by,
        bound=subject.promotes_from,
        reason=reason,
        actor=actor,
        created_at=now(),
        rows=[
            PromotionRow(
                entry_id=row.entry.id,
                goes_on=row.entry.id in going,
                place=row.place,
                value=row.value,
                percent=row.percent,
            )
            for row in standing.rows
        ],
    )
    db.session.add(made)
    db.session.flush()
    _note_promotion(made, subject, former)
    return made


def announce(made: Promotion, *, actor: str = "system") -> int:
    """Let participants see on their pages whether they went on, and write to them; how many.

    After a change those alone get a letter whose answer is another than they were told.
    """
    if made.published_at is not None or made.replaced_at is not None:
        return 0
    told = _told_before(made.round)
    made.published_at = now()
    db.session.flush()
    news = [row for row in made.rows if told.get(row.entry_id) is not row.goes_on]
    written = tell_entrants(made, news)
    record(
        event_chain(made.round.event_id),
        "round.announced",
        f"round:{made.round_id}",
        actor=actor,
        data={"promotion": made.id, "letters": written},
    )
    return written


def _check(
    subject: Round, former: Promotion | None, chosen: Collection[int] | None, reason: str
) -> None:
    before = round_before(subject)
    if before is None or before.closed_at is None:
        title = before.title if before else ""
        raise RefusalError(_("Сначала закройте тур «%(title)s»: места ещё меняются.", title=title))
    if has_sheets(subject):
        raise RefusalError(_("В этом туре уже есть листы жюри, поэтому состав не меняется."))
    if former is not None and not reason:
        raise RefusalError(
            _("Напишите, почему решение меняется: причина останется в журнале."), "reason"
        )
    if chosen is not None and not reason:
        raise RefusalError(
            _("Напишите решение председателя словами: оно останется в журнале."), "reason"
        )


def _goes_on(row: Contender, chosen: Collection[int] | None) -> bool:
    if row.is_at_line and chosen is not None:
        return row.entry.id in chosen
    return row.goes_on


def _take_back(subject: Round, going: set[int], actor: str) -> None:
    """Tasks of works that no longer go on; nobody has begun one."""
    for task in tasks_of_round(subject):
        if task.entry_id not in going:
            withdraw(task, actor=actor)


def _told_before(subject: Round) -> dict[int, bool]:
    """What the last announced decision told, by entry id."""
    query = (
        select(Promotion)
        .where(Promotion.round_id == subject.id, Promotion.published_at.is_not(None))
        .order_by(Promotion.id.desc())
    )
    last = db.session.scalars(query).first()
    return {row.entry_id: row.goes_on for row in last.rows} if last else {}


def _note_promotion(made: Promotion, subject: Round, former: Promotion | None) -> None:
    data = {
        "promotion": made.id,
        "number": subject.number,
        "by": made.by,
        "from": format(made.bound, "f"),
        "entries": sorted(row.entry_id for row in made.rows if row.goes_on),
        "stopped": sorted(row.entry_id for row in made.rows if not row.goes_on),
        "replaces": former.id if former else None,
    }
    chain, about = event_chain(subject.event_id), f"round:{subject.id}"
    texts = {"reason": made.reason} if made.reason else None
    record(chain, "round.promoted", about, actor=made.actor, data=data, texts=texts)
