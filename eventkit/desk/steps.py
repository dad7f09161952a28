"""The one next step of an event, from facts alone: no database, no request."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.step_values import Act, Facts, NextStep
from eventkit.desk.step_words import behind_words, remind_label, term_words
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
        "judging": _judging,
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
        return _queue(facts, _("Приём закончен: жюри увидит только допущенные работы."))
    if not facts.admitted:
        text = _("Можно продлить приём и ещё раз разослать ссылку школам.")
        extend = Act(_("Продлить приём"), "events.extend", arguments={"kind": "registration"})
        title = _("Допущенных работ нет") if facts.has_jury else _("Допущенных заявок нет")
        return NextStep("nobody", title, text, extend)
    return _jury(facts)


def _open_registration(facts: Facts) -> NextStep:
    if facts.waiting:
        return _queue(facts, term_words(facts.days_left))
    if not facts.sent:
        text = _("Приём открыт. Разошлите ссылку школам.")
        act = Act(_("Открыть страницу мероприятия"), "desk.event")
        return NextStep("share", _("Заявок пока нет"), text, act)
    if facts.has_jury and not facts.jurors:
        return _no_jury(_("Приём ещё идёт, но состав жюри лучше собрать заранее."))
    title = ngettext(
        "Все заявки разобраны: допущена %(num)d",
        "Все заявки разобраны: допущено %(num)d",
        facts.admitted,
    )
    act = Act(_("Открыть страницу мероприятия"), "desk.event")
    return NextStep("share", title, term_words(facts.days_left), act)


def _queue(facts: Facts, text: str) -> NextStep:
    title = ngettext("%(num)d заявка ждёт решения", "%(num)d заявок ждут решения", facts.waiting)
    # After the term the text is about what the jury sees.
    said = text if facts.has_jury or not facts.has_ended else ""
    return NextStep("queue", title, said, Act(_("Разобрать заявки"), "registration.queue"))


def _no_jury(text: str) -> NextStep:
    act = Act(_("Собрать жюри"), "juries.jury")
    return NextStep("jury", _("В жюри пока никого нет"), text, act)


def _jury(facts: Facts) -> NextStep:
    """Registration is over and every application is decided."""
    if not facts.has_jury:
        text = _("Баллы дают правила самого формата.")
        act = Act(_("Закрыть приём и начать"), "scoring.begin_judging")
        return NextStep("open", _("Всё готово к началу"), text, act)
    if not facts.jurors:
        text = ngettext(
            "Оценивать нужно %(num)d работу.", "Оценивать нужно %(num)d работ.", facts.admitted
        )
        return _no_jury(text)
    if facts.sheets_assigned < facts.sheets_needed:
        return _assign(facts, _("Программа разделит работы поровну и обойдёт конфликты интересов."))
    text = _("Правила и критерии после этого не меняются, члены жюри видят свои работы.")
    title = _("Работы распределены, можно начинать")
    return NextStep("open", title, text, Act(_("Открыть работу жюри"), "scoring.begin_judging"))


def _judging(facts: Facts) -> NextStep:
    if facts.replacements:
        title = ngettext(
            "%(num)d работе нужна замена члена жюри",
            "%(num)d работам нужна замена члена жюри",
            facts.replacements,
        )
        text = _("Лист аннулирован из-за самоотвода. Передайте работу другому члену жюри.")
        return NextStep("replace", title, text, Act(_("Передать работу"), "judging.works"))
    if facts.waiting:
        return _queue(facts, _("Жюри уже работает и этих работ не видит."))
    if not facts.has_jury:
        text = _("Когда всё закончится, закройте проведение: после этого считают итоги.")
        end = Act(_("Закончить проведение"), "scoring.end_judging")
        return NextStep("close", _("Мероприятие идёт"), text, end)
    if facts.sheets_assigned < facts.sheets_needed:
        return _assign(facts, _("Часть работ прочитают реже, чем требуют правила."))
    left = facts.sheets_assigned - facts.sheets_sent
    if left:
        return _remind(facts, left)
    title = ngettext(
        "Все листы отправлены: %(num)d", "Все листы отправлены: %(num)d", facts.sheets_sent
    )
    text = _("После закрытия листы не меняются, можно считать итоги.")
    return NextStep("close", title, text, Act(_("Закончить работу жюри"), "scoring.end_judging"))


def _assign(facts: Facts, text: str) -> NextStep:
    lacking = facts.sheets_needed - facts.sheets_assigned
    title = ngettext("Не распределён %(num)d лист", "Не распределено %(num)d листов", lacking)
    return NextStep("assign", title, text, Act(_("Распределить работы"), "planning.plan"))


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
        other = Act(_("Закончить работу жюри"), "scoring.end_judging")
    else:
        other = Act(_("Продлить срок"), "events.extend", arguments={"kind": "judging"})
    return NextStep("remind", title, text, remind, other)


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
        "archive", _("Всё сделано"), text, archive, Act(_("Новый выпуск"), "desk.edition")
    )


def _appeals(facts: Facts) -> NextStep:
    title = ngettext(
        "%(num)d апелляция ждёт ответа", "%(num)d апелляций ждут ответа", facts.appeals
    )
    text = _("Назовите комиссию и запишите решение. Если балл исправят, дипломы заменят.")
    return NextStep("appeals", title, text, Act(_("Рассмотреть апелляции"), "results.appeals"))


def _archived() -> NextStep:
    text = _("Итоги открыты всем. Настройки можно взять в новый выпуск.")
    act = Act(_("Новый выпуск"), "desk.edition")
    return NextStep("archived", _("Мероприятие в архиве"), text, act)
