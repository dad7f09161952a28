"""Verbs of an appeal's author: file it, take it back. What the commission does stands beside."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.registration.models import Registration
from eventkit.results.appeals import letters
from eventkit.results.appeals.models import APPEAL_KINDS, Appeal
from eventkit.results.appeals.window import in_time, own_end
from eventkit.results.appeals.words import late_words
from eventkit.results.models import Standing
from eventkit.results.queries import published_standing
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import current_rules
from eventkit.web.clock import now


def file_appeal(
    registration: Registration,
    kind: str,
    ground: str,
    criterion: Criterion | None = None,
    *,
    link: str = "",
    actor: str = "system",
) -> Appeal:
    """File an appeal about the application's work; both sides get a letter.

    ``kind`` is mark (then a criterion is needed), time (where the rules limit it) or procedure;
    ``link`` leads to the author's page. Raises RefusalError naming the field: too late, no such
    ground, one like it is open.
    """
    event = registration.event
    standing = published_standing(registration.entry_id or 0)
    if standing is None:
        raise RefusalError(_("У этой работы нет опубликованного результата."))
    end = own_end(event, standing.entry_id)
    if not in_time(end, now()):
        raise RefusalError(late_words(event, end))
    _hold_numbers(event)
    _check(standing, kind, ground, criterion)
    made = Appeal(
        event=event,
        number=_next_number(event),
        entry=standing.entry,
        calculation=standing.calculation,
        kind=kind,
        criterion=criterion,
        ground=ground.strip(),
        filed_by=actor,
        filed_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    data = {
        "number": made.number,
        "kind": kind,
        "entry": made.entry.code,
        "criterion": criterion.code if criterion else None,
        "calculation": standing.calculation.number,
    }
    _note(made, "appeal.filed", actor, data, made.ground)
    letters.tell_filed(made, registration, link)
    return made


def withdraw_appeal(appeal: Appeal, *, actor: str = "system") -> None:
    """Take an appeal back. Raises RefusalError once it was answered."""
    hold(appeal)
    if appeal.state == "withdrawn":
        return
    if not appeal.is_waiting:
        raise RefusalError(_("Решение уже принято, отозвать апелляцию нельзя."))
    appeal.state, appeal.withdrawn_at = "withdrawn", now()
    _note(appeal, "appeal.withdrawn", actor, {"number": appeal.number})
    letters.tell_withdrawn(appeal)


def hold(appeal: Appeal) -> None:
    """Read its state under a lock: of two who act at once the second sees what the first did."""
    db.session.flush()
    db.session.refresh(appeal, ["state"], with_for_update=True)


def _check(standing: Standing, kind: str, ground: str, criterion: Criterion | None) -> None:
    if kind not in APPEAL_KINDS:
        raise RefusalError(
            _("Несогласие с баллом не основание для апелляции: выберите другое основание."), "kind"
        )
    if not ground.strip():
        raise RefusalError(_("Напишите, что произошло."), "ground")
    if kind == "time" and not current_rules(standing.entry.event).time_limits:
        raise RefusalError(_("В этом конкурсе время выступлений не ограничено."), "kind")
    if kind == "mark" and criterion is None:
        raise RefusalError(_("Выберите критерий, в котором описка."), "criterion")
    if criterion is not None and criterion.trial.event_id != standing.entry.event_id:
        raise RefusalError(_("Такого критерия в этом конкурсе нет."), "criterion")
    same = select(Appeal.number).where(
        Appeal.entry_id == standing.entry_id,
        Appeal.state == "filed",
        Appeal.kind == kind,
        Appeal.criterion_id == (criterion.id if criterion else None),
    )
    number = db.session.scalars(same).first()
    if number is not None:
        message = _(
            "Такая апелляция уже подана: № %(number)s. Дождитесь ответа или отзовите её.",
            number=number,
        )
        raise RefusalError(message, "criterion" if criterion else "kind")


def _hold_numbers(event: Event) -> None:
    """The event's row is locked, so that two who file at once follow each other."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())


def _next_number(event: Event) -> int:
    query = select(func.max(Appeal.number)).where(Appeal.event_id == event.id)
    return (db.session.scalar(query) or 0) + 1


def _note(appeal: Appeal, act: str, actor: str, data: dict[str, object], ground: str = "") -> None:
    record(
        event_chain(appeal.event_id),
        act,
        f"appeal:{appeal.id}",
        actor=actor,
        data=data,
        texts={"ground": ground} if ground else None,
    )
