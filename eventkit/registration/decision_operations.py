"""Decisions on applications: admit, refuse, take back, withdraw."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.operations import admit_entry, set_aside
from eventkit.events.refusals import RefusalError
from eventkit.hooks import active_plugins
from eventkit.registration.holding import hold
from eventkit.registration.journalling import journal
from eventkit.registration.letters import (
    send_admitted,
    send_refused,
    send_reopened,
    send_withdrawn,
)
from eventkit.registration.models import Registration
from eventkit.registration.pairs.queries import is_waiting
from eventkit.registration.rules import can_undo, can_withdraw
from eventkit.registration.trace_search import ask_first_search


def admit(
    registration: Registration, *, at: datetime, code: str = "", actor: str = "system"
) -> str:
    """Let the work go to the jury; returns its code, drawn unless one is given (importers do).

    Raises:
        RefusalError: the application is not waiting for a decision.
    """
    _expect(registration, "submitted", "waitlisted")
    if registration.entry is None:
        raise RefusalError(_("В заявке нет работы, допускать нечего."))
    if is_waiting(registration):
        raise RefusalError(
            _(
                "Заявка № %(number)s: второй участник ещё не подтвердил участие.",
                number=registration.number,
            )
        )
    code = admit_entry(registration.entry, code)
    registration.state, registration.decided_at = "admitted", at
    registration.reason_code, registration.reason_text = None, ""
    db.session.flush()
    journal(registration, "registration.admitted", actor, {"code": code})
    send_admitted(registration)
    ask_first_search(registration.entry)
    return code


def refuse(
    registration: Registration,
    reason_text: str,
    *,
    at: datetime,
    reason_code: str = "other",
    actor: str = "system",
) -> None:
    """Refuse with a reason that the applicant reads.

    Raises:
        RefusalError: there is no reason, the application is not waiting for a decision, or the
            jury has begun to judge the admitted work.
    """
    reason = reason_text.strip()
    if not reason:
        raise RefusalError(_("Напишите причину: её увидит участник."), "reason_text")
    _expect(registration, "submitted", "waitlisted", "admitted")
    if registration.state == "admitted" and not can_undo(registration):
        raise RefusalError(_("Жюри уже работает, поэтому отклонить допущенную заявку нельзя."))
    if registration.entry is not None:
        set_aside(registration.entry)
    registration.state, registration.decided_at = "refused", at
    registration.reason_code, registration.reason_text = reason_code, reason
    db.session.flush()
    journal(
        registration,
        "registration.refused",
        actor,
        {"reason_code": reason_code},
        {"reason": reason},
    )
    send_refused(registration)
    _tell_format(registration, actor)


def reopen(registration: Registration, *, actor: str = "system") -> None:
    """Take a decision back: the application waits for a decision again.

    Raises:
        RefusalError: there is no decision, or the jury has begun.
    """
    _expect(registration, "admitted", "refused")
    if not can_undo(registration):
        raise RefusalError(_("Жюри уже работает, поэтому отменить решение нельзя."))
    before = registration.state
    if registration.entry is not None:
        set_aside(registration.entry)
    registration.state, registration.decided_at = "submitted", None
    registration.reason_code, registration.reason_text = None, ""
    db.session.flush()
    journal(registration, "registration.reopened", actor, {"before": before})
    send_reopened(registration)


def withdraw(registration: Registration, *, at: datetime, actor: str = "system") -> None:
    """The applicant takes the application back; the number stays used.

    Raises:
        RefusalError: there is nothing to withdraw, or the jury has finished.
    """
    hold(registration)
    if not can_withdraw(registration):
        raise RefusalError(_("Эту заявку отозвать уже нельзя."))
    before = registration.state
    if registration.entry is not None:
        set_aside(registration.entry)
    registration.state, registration.withdrawn_at = "withdrawn", at
    registration.reason_code = "withdrawn"
    registration.reason_text = _("Отозвана автором.")
    db.session.flush()
    journal(registration, "registration.withdrawn", actor, {"before": before})
    send_withdrawn(registration)
    _tell_format(registration, actor)


def _tell_format(registration: Registration, actor: str) -> None:
    """Whoever takes part no more gives back what the format has given them, e.g. a place."""
    ceased = active_plugins().format_of(registration.event).ceased
    if ceased is not None:
        ceased(registration, actor)


def _expect(registration: Registration, *states: str) -> None:
    """Hold the row and refuse what was decided meanwhile."""
    hold(registration)
    if registration.state not in states:
        raise RefusalError(
            _("Состояние заявки изменилось, пока страница была открыта. Посмотрите её ещё раз.")
        )
