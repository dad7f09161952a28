"""Letters about challenges: to who decides, to the juror, to the organizer who may stop looking."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.juries.models import Challenge
from eventkit.mail.operations import enqueue
from eventkit.scoring.conflicts.rules import chairs_of, decider_of
from eventkit.scoring.conflicts.words import own_words, reason_words
from eventkit.scoring.letters import address_to


def ask_for_a_decision(challenge: Challenge) -> None:
    """Tell who decides that a challenge waits. The letter names no author."""
    juror, code = challenge.juror, challenge.entry.code
    event = juror.event
    subject = _("Нужно решение: работа %(code)s", code=code)
    body = _(
        "%(event)s: по работе %(code)s заявлен отвод члена жюри (%(name)s).\n\n"
        "Причина: %(reason)s\n\nПока решения нет, баллы по этой работе у него не принимаются. "
        "Откройте «Жюри» → «Конфликты интересов».",
        event=event.title,
        code=code,
        name=juror.person.short_name,
        reason=reason_words(challenge.ground, challenge.reason),
    )
    for address in _deciders(challenge):
        enqueue(address, subject, body, kind="jury_challenge", event_id=event.id)


def tell_juror(challenge: Challenge) -> None:
    """Tell the juror what stands now: that a work is held, or what was decided."""
    juror, code = challenge.juror, challenge.entry.code
    body = _(
        "Здравствуйте, %(name)s.\n\n%(event)s, работа %(code)s. %(fact)s %(next)s",
        name=address_to(juror.person),
        event=juror.event.title,
        code=code,
        fact=own_words(challenge),
        next=_next(challenge),
    )
    subject = _("Отвод по работе %(code)s", code=code)
    address = juror.person.email
    enqueue(address, subject, body.strip(), kind="jury_challenge", event_id=juror.event_id)


def tell_it_was_undone(challenge: Challenge) -> None:
    """Tell the organizer that nobody has to be found: the juror took the recusal back."""
    juror, code = challenge.juror, challenge.entry.code
    event = juror.event
    subject = _("Замена не нужна: работа %(code)s", code=code)
    body = _(
        "%(name)s отменяет самоотвод по работе %(code)s. Лист снова в силе, "
        "замену искать не нужно.",
        name=juror.person.short_name,
        code=code,
    )
    enqueue(event.contact_email, subject, body, kind="jury_replacement", event_id=event.id)


def _next(challenge: Challenge) -> str:
    if challenge.state == "waiting":
        return str(_("Пока решения нет, оценивать эту работу не нужно."))
    answer = _("Решение: %(answer)s", answer=challenge.answer) if challenge.answer else ""
    if challenge.state == "refused":
        return " ".join(filter(None, (answer, _("Работа снова в вашем списке."))))
    return " ".join(filter(None, (answer, _("Этой работы в вашем списке больше нет."))))


def _deciders(challenge: Challenge) -> list[str]:
    juror = challenge.juror
    chairs = chairs_of((juror.event_id,))
    if decider_of(juror, chairs) == "organizer":
        return [juror.event.contact_email]
    return [account.email for account in chairs[juror.event_id]]
