"""The next step of an event in which nothing is counted: sign up, come, get one's paper."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.step_values import Act, Facts, NextStep

SHARE = "desk.event"


def uncounted_step(facts: Facts) -> NextStep | None:
    """What is to be done; None where it is the same as in a contest."""
    steps = {"setup": _announce, "registration": _sign_up, "judging": _held, "awards": _papers}
    step = steps.get(facts.phase)
    return step(facts) if step else None


def _announce(facts: Facts) -> NextStep | None:
    if facts.missing is None or facts.missing:
        return None
    text = _("После этого мероприятие увидят все, а записаться можно будет с первого дня записи.")
    act = Act(_("Проверить и объявить"), "desk.check")
    return NextStep("announce", _("Всё готово, можно объявлять"), text, act)


def _sign_up(facts: Facts) -> NextStep | None:
    share = Act(_("Открыть страницу мероприятия"), SHARE)
    if not facts.has_begun:
        title = ngettext(
            "Запись откроется через %(num)d день",
            "Запись откроется через %(num)d дней",
            facts.days_to_opening,
        )
        return NextStep("wait", title, _("Разошлите ссылку школам заранее."), share)
    if facts.waiting:
        return _waiting(facts)
    if not facts.has_ended:
        if not facts.sent:
            return NextStep(
                "share", _("Заявок пока нет"), _("Запись идёт. Разошлите ссылку школам."), share
            )
        return NextStep("share", _come(facts), _("Запись идёт."), share)
    if not facts.admitted:
        extend = Act(_("Продлить запись"), "events.extend", arguments={"kind": "registration"})
        text = _("Можно продлить запись и ещё раз разослать ссылку школам.")
        return NextStep("nobody", _("Участников нет"), text, extend)
    text = _("Запись закончена. Напечатайте бейджи и дайте помощникам ссылки для отметки.")
    return NextStep("badges", _come(facts), text, Act(_("Посещение и бейджи"), "checkin.room"))


def _waiting(facts: Facts) -> NextStep:
    title = ngettext("%(num)d заявка ждёт решения", "%(num)d заявок ждут решения", facts.waiting)
    text = _("На занятия эти люди уже могут записываться.")
    return NextStep("queue", title, text, Act(_("Разобрать заявки"), "registration.queue"))


def _held(facts: Facts) -> NextStep:
    text = _("Отмечайте пришедших на каждом занятии: по отметкам считаются часы.")
    mark = Act(_("Отметить пришедших"), "checkin.desk")
    other = Act(_("Разобрать заявки"), "registration.queue") if facts.waiting else None
    return NextStep("held", _("Мероприятие идёт"), text, mark, other)


def _papers(facts: Facts) -> NextStep | None:
    if facts.awards:
        # All that is left when the papers are out is the day on which they are given.
        is_done = not facts.unchecked and not facts.unissued and facts.ceremony_ahead
        return _issued() if is_done else None
    text = _("Проверьте отметки и подготовьте сертификаты: часы в них встанут сами.")
    papers = Act(_("Подготовить сертификаты"), "documents.awards", arguments={"kind": "hours"})
    return NextStep(
        "prepare", _("Мероприятие прошло"), text, papers, Act(_("Посещение"), "checkin.room")
    )


def _issued() -> NextStep:
    papers = Act(_("Открыть сертификаты"), "documents.awards", arguments={"kind": "hours"})
    return NextStep("ceremony", _("Сертификаты выданы"), "", papers)


def _come(facts: Facts) -> str:
    return str(ngettext("Придёт %(num)d участник", "Придут %(num)d участников", facts.admitted))
