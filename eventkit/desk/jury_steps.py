"""The next step about a jury: gather it, hand out works, send links, open, see it through."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.step_values import Act, Facts, NextStep
from eventkit.desk.step_words import behind_words, remind_label, term_words
from eventkit.web.i18n import short_day

BEGIN = "scoring.begin_judging"
END = "scoring.end_judging"


def queue(facts: Facts, text: str) -> NextStep:
    """Applications wait for a decision."""
    title = ngettext("%(num)d заявка ждёт решения", "%(num)d заявок ждут решения", facts.waiting)
    # After the term the text is about what the jury sees.
    said = text if facts.has_jury or not facts.has_ended else ""
    return NextStep("queue", title, said, Act(_("Разобрать заявки"), "registration.queue"))


def no_jury(text: str) -> NextStep:
    """Nobody is in the jury yet."""
    act = Act(_("Собрать жюри"), "juries.jury")
    return NextStep("jury", _("В жюри пока никого нет"), text, act)


def ready_jury(facts: Facts) -> NextStep | None:
    """What the jury lacks before it may begin: works, then links; None when it has both."""
    if facts.sheets_assigned < facts.sheets_needed:
        return _assign(facts)
    if facts.sheets_assigned and facts.without_link:
        return _links(facts)
    return None


def after_registration(facts: Facts) -> NextStep:
    """Registration is over and every application is decided."""
    if not facts.has_jury:
        text = _("Баллы дают правила самого формата.")
        act = Act(_("Закрыть приём и начать"), BEGIN)
        return NextStep("open", _("Всё готово к началу"), text, act)
    if not facts.jurors:
        text = ngettext(
            "Оценивать нужно %(num)d работу.", "Оценивать нужно %(num)d работ.", facts.admitted
        )
        return no_jury(text)
    lacking = ready_jury(facts)
    if lacking is not None:
        return lacking
    text = _("Правила и критерии после этого не меняются, члены жюри видят свои работы.")
    title = _("Работы розданы, можно начинать")
    said = " ".join(filter(None, (opening_words(facts), text)))
    return NextStep("open", title, said, _open())


def judging(facts: Facts) -> NextStep:
    """The jury works, or what stands in its place."""
    if facts.replacements:
        title = ngettext(
            "%(num)d работе нужна замена члена жюри",
            "%(num)d работам нужна замена члена жюри",
            facts.replacements,
        )
        text = _("Лист аннулирован из-за самоотвода. Передайте работу другому члену жюри.")
        return NextStep("replace", title, text, Act(_("Передать работу"), "judging.works"))
    if facts.waiting:
        return queue(facts, _("Жюри уже работает и этих работ не видит."))
    if not facts.has_jury:
        text = _("Когда всё закончится, закройте проведение: после этого считают итоги.")
        return NextStep("close", _("Мероприятие идёт"), text, Act(_("Закончить проведение"), END))
    if facts.sheets_assigned < facts.sheets_needed:
        return _assign(facts)
    left = facts.sheets_assigned - facts.sheets_sent
    if left:
        return _remind(facts, left)
    title = ngettext(
        "Все листы отправлены: %(num)d", "Все листы отправлены: %(num)d", facts.sheets_sent
    )
    text = _("После закрытия листы не меняются, можно считать итоги.")
    return NextStep("close", title, text, Act(_("Закрыть работу жюри"), END))


def opening_words(facts: Facts) -> str:
    """When the jury is to begin, and that it does not begin by itself."""
    if facts.judging_day is None:
        return ""
    return str(_("По срокам жюри начинает %(day)s.", day=short_day(facts.judging_day)))


def _assign(facts: Facts) -> NextStep:
    lacking = facts.sheets_needed - facts.sheets_assigned
    if facts.sheets_assigned:
        title = ngettext("Не роздан %(num)d лист", "Не роздано %(num)d листов", lacking)
        text = _("Часть работ прочитают реже, чем требуют правила. План скажет, кого позвать.")
    else:
        title = ngettext(
            "Раздайте жюри %(num)d работу", "Раздайте жюри %(num)d работ", facts.admitted
        )
        text = _("План разделит работы поровну и обойдёт конфликты интересов.")
        if facts.phase == "registration" and not facts.has_ended:
            text = f"{text} {_('Приём ещё идёт: новые работы раздадите так же.')}"
    plan = Act(_("Раздать работы"), "planning.plan")
    return NextStep("assign", title, text, plan, _beside(facts))


def _beside(facts: Facts) -> Act | None:
    """The way on where no more sheets can be given out: nobody is kept by what cannot be mended."""
    if not facts.sheets_assigned or facts.phase != "registration":
        return None
    if facts.without_link:
        return Act(_("Отправить ссылки"), "juries.jury")
    return _open() if facts.has_ended else None


def _links(facts: Facts) -> NextStep:
    title = ngettext(
        "Отправьте личную ссылку %(num)d члену жюри",
        "Отправьте личные ссылки %(num)d членам жюри",
        facts.without_link,
    )
    text = _("Оценивать можно, когда вы откроете работу жюри.")
    said = " ".join(filter(None, (text, opening_words(facts))))
    act = Act(_("Отправить ссылки"), "juries.jury")
    return NextStep("links", title, said, act, _open() if facts.has_ended else None)


def _open() -> Act:
    return Act(_("Открыть работу жюри"), BEGIN)


def _remind(facts: Facts, left: int) -> NextStep:
    title = ngettext(
        "Остался %(num)d оценочный лист из %(all)s",
        "Осталось %(num)d оценочных листов из %(all)s",
        left,
        all=facts.sheets_assigned,
    )
    text = " ".join(filter(None, (behind_words(facts.behind), term_words(facts.days_left))))
    remind = Act(remind_label(len(facts.behind)), "desk.remind", is_post=True)
    if facts.days_left < 0:
        other = Act(_("Закрыть работу жюри"), END)
    else:
        other = Act(_("Продлить срок"), "events.extend", arguments={"kind": "judging"})
    return NextStep("remind", title, text, remind, other)
