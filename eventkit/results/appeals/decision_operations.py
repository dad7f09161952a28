"""Verbs of those who hear an appeal: name the commission, record what it decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.results.appeals import letters
from eventkit.results.appeals.changes import Changes
from eventkit.results.appeals.commission import bars_of, candidates
from eventkit.results.appeals.models import OUTCOMES, Appeal, AppealMember
from eventkit.results.appeals.operations import hold
from eventkit.results.appeals.queries import sheets_of
from eventkit.results.appeals.times import trial_times
from eventkit.results.operations import calculate
from eventkit.scoring.models import Sheet
from eventkit.scoring.operations import annul_sheet, correct_sheet
from eventkit.scoring.timing.operations import note_time
from eventkit.web.clock import now


@dataclass(frozen=True)
class Verdict:
    """What the commission decided; ``outcome`` is accepted, partly or rejected."""

    outcome: str
    answer: str
    considered_on: date
    protocol_number: str = ""
    changes: Changes = field(default_factory=Changes)


def name_commission(appeal: Appeal, people: Sequence[Person], *, actor: str = "system") -> None:
    """Say who hears the appeal; until the decision it may be said anew.

    Raises RefusalError for nobody, for a juror of the case, for a conflict of interests and for
    people without a role in the event.
    """
    _require_waiting(appeal)
    if not people:
        raise RefusalError(_("Отметьте хотя бы одного человека."), "members")
    _refuse_barred(appeal, people)
    _refuse_strangers(appeal, people)
    wanted = {person.id for person in people}
    appeal.members = [member for member in appeal.members if member.person_id in wanted]
    present = {member.person_id for member in appeal.members}
    appeal.members += [AppealMember(person=p) for p in people if p.id not in present]
    db.session.flush()
    data = {"number": appeal.number, "persons": sorted(wanted)}
    _note(appeal, "appeal.commission", actor, data)


def decide_appeal(appeal: Appeal, verdict: Verdict, *, actor: str = "system") -> None:
    """Record the decision, put the sheets right and count anew; the author gets the answer.

    Corrected sheets get new versions, the new calculation the reason «Апелляция № …»; it is
    published by the usual step. Raises RefusalError naming the field, MarkRefusedError for an
    impossible mark.
    """
    _require_waiting(appeal)
    _check(appeal, verdict)
    reason = str(_("Апелляция № %(number)s", number=appeal.number))
    corrections = _put_right(appeal, verdict.changes, reason, actor)
    _require_consequence(appeal, verdict, corrections)
    appeal.state, appeal.answer = verdict.outcome, verdict.answer.strip()
    appeal.considered_on = verdict.considered_on
    appeal.protocol_number = verdict.protocol_number.strip()
    appeal.decided_at, appeal.decided_by = now(), actor
    appeal.corrections = corrections
    if corrections:
        appeal.outcome = calculate(appeal.event, actor, reason)
    db.session.flush()
    data = {
        "number": appeal.number,
        "outcome": appeal.state,
        "protocol": appeal.protocol_number,
        "sheets": sorted({one["sheet"] for one in corrections if "sheet" in one}),
        "calculation": appeal.outcome.number if appeal.outcome else None,
    }
    _note(appeal, "appeal.answered", actor, data, {"answer": appeal.answer})
    letters.tell_answered(appeal)


def _require_waiting(appeal: Appeal) -> None:
    hold(appeal)
    if appeal.state == "withdrawn":
        raise RefusalError(_("Автор отозвал апелляцию, рассматривать её не нужно."))
    if not appeal.is_waiting:
        raise RefusalError(_("Решение по этой апелляции уже записано."))


def _refuse_barred(appeal: Appeal, people: Sequence[Person]) -> None:
    bars = bars_of(appeal.entry, people)
    for person in people:
        if person.id in bars:
            message = _(
                "%(name)s не может войти в комиссию: %(why)s.",
                name=person.short_name,
                why=bars[person.id],
            )
            raise RefusalError(message, "members")


def _refuse_strangers(appeal: Appeal, people: Sequence[Person]) -> None:
    known = {one.person.id for one in candidates(appeal.event, appeal.entry)}
    for person in people:
        if person.id not in known:
            message = _("У %(name)s нет роли в этом мероприятии.", name=person.short_name)
            raise RefusalError(message, "members")


def _check(appeal: Appeal, verdict: Verdict) -> None:
    if verdict.outcome not in OUTCOMES:
        raise RefusalError(_("Выберите, что решила комиссия."), "outcome")
    if not verdict.answer.strip():
        raise RefusalError(_("Напишите ответ: его прочитает автор."), "answer")
    if not appeal.members:
        raise RefusalError(_("Сначала назовите комиссию."))
    _refuse_barred(appeal, [member.person for member in appeal.members])


def _require_consequence(appeal: Appeal, verdict: Verdict, corrections: list[Any]) -> None:
    """A rejected appeal touches no sheet; a slip of the pen is not granted without mending it."""
    if verdict.outcome == "rejected" and corrections:
        raise RefusalError(
            _("Апелляция отклонена, а листы изменены. Верните баллы или выберите другое решение."),
            "outcome",
        )
    if verdict.outcome != "rejected" and appeal.kind == "time" and not corrections:
        raise RefusalError(
            _("Ошибка секундомера признана, а время прежнее. Впишите верное время."), "outcome"
        )
    if verdict.outcome != "rejected" and appeal.kind == "mark" and not corrections:
        raise RefusalError(
            _("Описка признана, а баллы прежние. Впишите балл, который стоит в бумажном листе."),
            "outcome",
        )


def _put_right(appeal: Appeal, changes: Changes, reason: str, actor: str) -> list[Any]:
    """Correct and annul; returns what became of the sheets, as the appeal keeps it."""
    if changes.is_empty:
        return []
    if changes.annulled and appeal.kind != "procedure":
        raise RefusalError(_("Лист аннулируют только за нарушение порядка."), "outcome")
    if changes.times and appeal.kind != "time":
        raise RefusalError(_("Время исправляют только по апелляции о времени."), "outcome")
    if any(changes.marks.values()) and appeal.kind == "time":
        raise RefusalError(_("По апелляции о времени баллы не исправляют."), "outcome")
    if any(changes.marks.values()) and appeal.kind != "mark":
        raise RefusalError(
            _("При нарушении порядка баллы не исправляют: можно аннулировать лист."), "outcome"
        )
    sheets: dict[int, Sheet] = {sheet.id: sheet for sheet in sheets_of(appeal.entry_id)}
    done: list[Any] = []
    for sheet_id, marks in changes.marks.items():
        if sheet_id in changes.annulled or not marks:
            continue
        source = f"appeal:{appeal.id}"
        changed = correct_sheet(sheets[sheet_id], marks, reason, source=source, actor=actor)
        done += [
            {"sheet": sheet_id, "criterion": code, "before": before, "after": after}
            for code, (before, after) in changed.items()
        ]
    for sheet_id in sorted(changes.annulled):
        annul_sheet(sheets[sheet_id], reason, actor=actor)
        done.append({"sheet": sheet_id, "annulled": True})
    return done + _put_times_right(appeal, changes, reason, actor)


def _put_times_right(appeal: Appeal, changes: Changes, reason: str, actor: str) -> list[Any]:
    """Correct the times of the work's performances; what was and what is, by the trial's code."""
    done: list[Any] = []
    for one in trial_times(appeal.entry):
        seconds = changes.times.get(one.trial.id, one.seconds)
        corrected = note_time(
            appeal.entry,
            one.trial,
            seconds,
            seen=one.seconds,
            source=f"appeal:{appeal.id}",
            reason=reason,
            actor=actor,
        )
        if corrected:
            done.append({"trial": one.trial.code, "before": one.seconds, "after": seconds})
    return done


def _note(
    appeal: Appeal,
    act: str,
    actor: str,
    data: dict[str, Any],
    texts: dict[str, str] | None = None,
) -> None:
    subject = f"appeal:{appeal.id}"
    record(event_chain(appeal.event_id), act, subject, actor=actor, data=data, texts=texts)
