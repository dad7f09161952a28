"""The one next step of an event, from facts alone: no database, no request."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.jury_steps import (
    after_registration,
    judging,
    no_jury,
    opening_words,
    queue,
    ready_jury,
)
from eventkit.desk.step_values import Act, Facts, NextStep
from eventkit.desk.step_words import term_words
from eventkit.desk.uncounted_steps import uncounted_step

__all__ = ["Act", "Facts", "NextStep", "next_step"]


def next_step(facts: Facts) -> NextStep:
    """What the organizer should do now."""
    own = None if facts.is_counted else uncounted_step(facts)
    if own is not None:
        return own
    steps = {
        "setup": _set_up,
        "registration": _registration,
        "judging": judging,
        "results": _results,
        "awards": _awards,
    }
    step = steps.get(facts.phase)
    return step(facts) if step else _archived()


def _set_up(facts: Facts) -> NextStep:
    if facts.missing is None:
        check = Act(_("Проверить настройку"), "desk.check")
        return NextStep("mend", _("Мероприятие ещё не объявлено"), act=check)
    if facts.missing:
        return NextStep(
            "mend",
            ngettext(
                "До объявления не хватает %(num)d вещи",
                "До объявления не хватает %(num)d вещей",
                len(facts.missing),
            ),
            " ".join(facts.missing),
            Act(_("Закончить настройку"), "desk.check"),
        )
    return NextStep(
        "announce",
        _("Всё готово, можно объявлять"),
        _("После этого мероприятие увидят все, а в первый день приёма откроются заявки."),
        Act(_("Проверить и объявить"), "desk.check"),
    )


def _registration(facts: Facts) -> NextStep:
    if not facts.has_begun:
        title = ngettext(
            "Приём откроется через %(num)d день",
            "Приём откроется через %(num)d дней",
            facts.days_to_opening,
        )
        share = Act(_("Открыть страницу мероприятия"), "desk.event")
        return NextStep("wait", title, _("Разошлите ссылку школам заранее."), share)
    if not facts.has_ended:
        return _open_registration(facts)
    if facts.waiting:
        return queue(facts, _("Приём закончен: жюри увидит только допущенные работы."))
    if not facts.admitted:
        text = _("Можно продлить приём и ещё раз разослать ссылку школам.")
        extend = Act(_("Продлить приём"), "events.extend", arguments={"kind": "registration"})
        title = _("Допущенных работ нет") if facts.has_jury else _("Допущенных заявок нет")
        return NextStep("nobody", title, text, extend)
    return after_registration(facts)


def _open_registration(facts: Facts) -> NextStep:
    if facts.waiting:
        return queue(facts, term_words(facts.days_left))
    if not facts.sent and not facts.admitted:
        text = _("Приём открыт. Разошлите ссылку школам.")
        act = Act(_("Открыть страницу мероприятия"), "desk.event")
        return NextStep("share", _("Заявок пока нет"), text, act)
    if facts.has_jury and not facts.jurors:
        return no_jury(_("Приём ещё идёт, но состав жюри лучше собрать заранее."))
    early = ready_jury(facts) if facts.has_jury else None
    if early is not None:
        return early
    title = ngettext(
        "Все заявки разобраны: допущена %(num)d",
        "Все заявки разобраны: допущено %(num)d",
        facts.admitted,
    )
    act = Act(_("Открыть страницу мероприятия"), "desk.event")
    ready = opening_words(facts) if facts.has_jury and facts.sheets_assigned else ""
    text = " ".join(filter(None, (term_words(facts.days_left), ready)))
    return NextStep("share", title, text, act)


def _results(facts: Facts) -> NextStep:
    room = "results.room"
    if facts.ties:
        title = ngettext(
            "%(num)d ничью решает председатель", "%(num)d ничьи решает председатель", facts.ties
        )
        text = _("Правила не разделили работы. Решение войдёт в протокол.")
        return NextStep("ties", title, text, Act(_("Открыть итоги"), room))
    if not facts.calculation:
        text = _("Места, суммы и равенства программа покажет вместе с объяснениями.")
        title = _("Жюри закончило, пора считать") if facts.has_jury else _("Пора считать итоги")
        return NextStep("calculate", title, text, Act(_("Посчитать итоги"), room))
    text = _("Проверьте места и протокол. После публикации их увидят все, участникам уйдут письма.")
    act = Act(_("Проверить и опубликовать"), room)
    return NextStep("publish", _("Итоги посчитаны, но не опубликованы"), text, act)


def _awards(facts: Facts) -> NextStep:
    awards = "documents.awards"
    if facts.appeals:
        return _appeals(facts)
    if facts.calculation in ("draft", "locked"):
        text = _("Проверьте, кто сдвинется. Письма получат только те, чей результат изменился.")
        return NextStep(
            "correct",
            _("Итоги подсчитаны заново, но не опубликованы"),
            text,
            Act(_("Проверить и опубликовать"), "results.publication"),
        )
    if not facts.awards:
        text = _("Имена и склонения можно проверить до выдачи.")
        prepare = Act(_("Подготовить дипломы"), awards)
        return NextStep("prepare", _("Итоги опубликованы"), text, prepare)
    if facts.unchecked:
        title = ngettext(
            "Проверьте имя в %(num)d документе",
            "Проверьте имена в %(num)d документах",
            facts.unchecked,
        )
        text = _("После выдачи номер и имя не меняются, документ можно только заменить.")
        return NextStep("check", title, text, Act(_("Проверить имена"), awards))
    if facts.unissued:
        title = ngettext(
            "%(num)d документ готов к выдаче", "%(num)d документов готовы к выдаче", facts.unissued
        )
        text = _("После выдачи документы можно проверить по номеру и QR-коду.")
        return NextStep("issue", title, text, Act(_("Выдать документы"), awards))
    if facts.ceremony_ahead:
        title = _("Документы выданы, впереди награждение")
        return NextStep("ceremony", title, "", Act(_("Открыть документы"), awards))
    text = _("Итоги останутся открыты, мероприятие уйдёт с афиши.")
    archive = Act(_("Убрать в архив"), "events.archive", is_post=True)
    return NextStep(
        "archive", _("Всё сделано"), text, archive, Act(_("Повторить в новом году"), "desk.edition")
    )


def _appeals(facts: Facts) -> NextStep:
    title = ngettext(
        "%(num)d апелляция ждёт ответа", "%(num)d апелляций ждут ответа", facts.appeals
    )
    text = _("Назовите комиссию и запишите решение. Если балл исправят, дипломы заменят.")
    return NextStep("appeals", title, text, Act(_("Рассмотреть апелляции"), "results.appeals"))


def _archived() -> NextStep:
    text = _("Итоги открыты всем. Настройки можно взять для следующего года.")
    act = Act(_("Повторить в новом году"), "desk.edition")
    return NextStep("archived", _("Мероприятие в архиве"), text, act)
