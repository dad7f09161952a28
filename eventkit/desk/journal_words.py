"""Lines of the journal in words: who did what, and what stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.words import entry_word
from eventkit.hooks.manager import active_plugins
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Juror
from eventkit.people.accounts import Account
from eventkit.registration.models import Registration

ACTS = {
    "event.created": _l("Мероприятие создано"),
    "event.changed": _l("Настройки изменены"),
    "event.published": _l("Мероприятие объявлено"),
    "event.archived": _l("Мероприятие убрано в архив"),
    "event.restored": _l("Мероприятие возвращено из архива"),
    "stage.dated": _l("Сроки этапа изменены"),
    "stage.extended": _l("Срок продлён"),
    "stage.opened": _l("Этап открыт"),
    "stage.closed": _l("Этап закрыт"),
    "audience.added": _l("Добавлена категория участников"),
    "audience.changed": _l("Категория участников изменена"),
    "audience.moved": _l("Категория участников переставлена"),
    "audience.removed": _l("Категория участников убрана"),
    "nomination.added": _l("Добавлена номинация"),
    "nomination.changed": _l("Номинация изменена"),
    "nomination.moved": _l("Номинация переставлена"),
    "nomination.removed": _l("Номинация убрана"),
    "trial.added": _l("Добавлено испытание"),
    "trial.changed": _l("Испытание изменено"),
    "trial.moved": _l("Испытание переставлено"),
    "trial.jury": _l("Назначено, кто судит испытание"),
    "trial.removed": _l("Испытание убрано"),
    "round.added": _l("Добавлен тур"),
    "round.changed": _l("Тур изменён"),
    "round.removed": _l("Тур убран"),
    "round.opened": _l("Тур открыт"),
    "round.closed": _l("Тур закрыт"),
    "round.promoted": _l("Решено, кто проходит в тур"),
    "round.announced": _l("Участникам сообщено, кто прошёл в тур"),
    "panel.added": _l("Добавлен состав жюри"),
    "panel.changed": _l("Состав жюри изменён"),
    "panel.removed": _l("Состав жюри убран"),
    "panel.divided": _l("Работы разделены между составами"),
    "criterion.added": _l("Добавлен критерий"),
    "criterion.changed": _l("Критерий изменён"),
    "criterion.moved": _l("Критерий переставлен"),
    "criterion.removed": _l("Критерий убран"),
    "questionnaire.created": _l("Добавлен опросник"),
    "questionnaire.changed": _l("Опросник изменён"),
    "questionnaire.settings": _l("Изменено, как отвечают на опросник"),
    "questionnaire.version": _l("Выпущена новая версия опросника"),
    "questionnaire.removed": _l("Опросник убран"),
    "answer.kept": _l("Сохранён именной ответ"),
    "answers.expired": _l("Ответы по окончании срока удалены"),
    "answers.withdrawn": _l("Ответы удалены по коду"),
    "wave.emptied": _l("Ответы замера удалены"),
    "wave.invited": _l("Отправлены личные ссылки на опросник"),
    "wave.reminded": _l("Личные ссылки отправлены ещё раз"),
    "theme.filled": _l("Ответы положены в тему"),
    "theme.thinned": _l("Ответ вынут из темы"),
    "theme.removed": _l("Тема убрана"),
    "wave.added": _l("Добавлен замер"),
    "wave.changed": _l("Замер изменён"),
    "wave.opened": _l("Замер открыт"),
    "wave.closed": _l("Замер закрыт"),
    "wave.shown_live": _l("Замер показывается на экране по ходу"),
    "wave.hidden_live": _l("Замер больше не показывается по ходу"),
    "wave.removed": _l("Замер убран"),
    "rules.set": _l("Правила подсчёта изменены"),
    "rules.frozen": _l("Правила подсчёта закреплены"),
    "registration.started": _l("Начата заявка"),
    "registration.submitted": _l("Заявка отправлена"),
    "registration.changed": _l("Заявка изменена"),
    "registration.admitted": _l("Заявка допущена"),
    "registration.refused": _l("Заявка отклонена"),
    "registration.reopened": _l("Решение по заявке отменено"),
    "registration.withdrawn": _l("Заявка отозвана"),
    "checkin.marked": _l("Участник отмечен"),
    "checkin.unmarked": _l("Отметка участника снята"),
    "checkin.helper_added": _l("Добавлен помощник для отметки"),
    "checkin.helper_link": _l("Помощнику выдана ссылка"),
    "checkin.helper_revoked": _l("Ссылка помощника отозвана"),
    "pair.invited": _l("Приглашён второй участник пары"),
    "pair.confirmed": _l("Второй участник пары подтвердил участие"),
    "pair.declined": _l("Второй участник пары отказался"),
    "pair.replaced": _l("В паре заменён участник"),
    "pair.left": _l("Участник вышел из пары"),
    "pair.kept": _l("Замена того, кто подал заявку, отменена"),
    "pair.let_late": _l("Второму участнику пары разрешено ответить после срока"),
    "consent.given": _l("Дано согласие"),
    "consent.withdrawn": _l("Согласие отозвано"),
    "entry.created": _l("Начата работа"),
    "entry.file_added": _l("К работе приложен файл"),
    "entry.file_removed": _l("Файл убран из работы"),
    "materials.wanted": _l("Сказано, что присылают для испытания"),
    "materials.handed_in": _l("Присланы материалы для испытания"),
    "materials.delayed": _l("Материалы приняты в срок позже общего"),
    "traces.searched": _l("В работе искали следы автора"),
    "traces.hidden": _l("Следы автора скрыты от жюри"),
    "traces.kept": _l("Отмечено: это не следы автора"),
    "traces.open": _l("Решение о следах автора отменено"),
    "juror.added": _l("Добавлен член жюри"),
    "juror.chair": _l("Назначен председатель жюри"),
    "juror.changed": _l("Изменены условия члена жюри"),
    "juror.expertise": _l("Изменены номинации члена жюри"),
    "juror.left": _l("Член жюри вышел из состава"),
    "juror.link_issued": _l("Выдана личная ссылка"),
    "juror.link_revoked": _l("Личная ссылка закрыта"),
    "jury.reminded": _l("Жюри напомнили о листах"),
    "jury.reminders_set": _l("Напоминания жюри поставлены на расписание"),
    "jury.reminders_off": _l("Расписание напоминаний жюри выключено"),
    "sample.added": _l("Добавлена пробная работа"),
    "sample.changed": _l("Пробная работа изменена"),
    "sample.reference_set": _l("Записаны баллы образца"),
    "sample.opened": _l("Пробная работа показана жюри"),
    "sample.closed": _l("Пробная работа скрыта от жюри"),
    "sample.removed": _l("Пробная работа удалена"),
    "sample_sheet.submitted": _l("Пробная работа оценена"),
    "conflict.derived": _l("Найден конфликт интересов"),
    "conflict.lifted": _l("Конфликт интересов снят"),
    "conflict.declared": _l("Самоотвод"),
    "challenge.raised": _l("Заявлен отвод члена жюри"),
    "challenge.accepted": _l("Отвод члена жюри принят"),
    "challenge.refused": _l("Отвод члена жюри отклонён"),
    "challenge.withdrawn": _l("Отвод члена жюри отозван"),
    "challenge.undone": _l("Самоотвод отменён"),
    "event.recusals": _l("Выбрано, кто решает о самоотводе"),
    "assignment.made": _l("Работа назначена"),
    "assignment.planned": _l("Работы распределены"),
    "assignment.withdrawn": _l("Назначение снято"),
    "assignment.annulled": _l("Назначение аннулировано"),
    "mark.saved": _l("Поставлен балл"),
    "touch.late": _l("Балл пришёл поздно, сохранён отдельно"),
    "touch.conflict": _l("На двух устройствах разное"),
    "touch.aside": _l("Опоздавший балл оставлен без внесения"),
    "touches.handed_over": _l("Баллы переданы без сети"),
    "sheet.entered": _l("Лист внесён целиком"),
    "sheet.draft": _l("Лист возвращён в черновик"),
    "sheet.submitted": _l("Лист отправлен"),
    "sheet.returned": _l("Лист возвращён члену жюри"),
    "time.noted": _l("Записано время выступления"),
    "draw.made": _l("Проведена жеребьёвка"),
    "draw.sealed": _l("Закрыты билеты жеребьёвки"),
    "draw.opened": _l("Открыт билет жеребьёвки"),
    "draw.given_up": _l("От билетов жеребьёвки отказались"),
    "order.set": _l("Записан порядок выступлений"),
    "order.changed": _l("Порядок выступлений изменён"),
    "timetable.set": _l("Составлено расписание испытания"),
    "timetable.moved": _l("Выступление сдвинуто"),
    "timetable.shown": _l("Расписание показано всем"),
    "timetable.hidden": _l("Расписание снято с сайта"),
    "live.call": _l("Вызваны на сцену"),
    "live.start": _l("Выступление начато"),
    "live.pause": _l("Секундомер на паузе"),
    "live.resume": _l("Выступление продолжено"),
    "live.stop": _l("Выступление закончено"),
    "live.repeat": _l("Технический повтор"),
    "live.wait": _l("Возвращены в очередь"),
    "live.absent": _l("Не явились на выступление"),
    "live.back": _l("Явились, ждут выступления"),
    "live.replaced": _l("Замена в выступлении"),
    "live.correct": _l("Время выступления исправлено"),
    "live.undo": _l("Нажатие отменено"),
    "screen.opened": _l("Открыт экран зала"),
    "screen.table": _l("Решено, видна ли в зале таблица"),
    "screen.frozen": _l("Таблица на экране заморожена"),
    "screen.unfrozen": _l("Таблица на экране разморожена"),
    "sheet.entered:paper": _l("Лист внесён с бумаги"),
    "sheet.corrected": _l("Балл в листе исправлен"),
    "sheet.corrected:appeal": _l("Балл исправлен по апелляции"),
    "sheet.corrected:late": _l("Внесён опоздавший балл"),
    "sheet.corrected:paper": _l("Балл исправлен по бумажному листу"),
    "sheet.annulled": _l("Лист аннулирован"),
    "paper.setting": _l("Решено, вводят ли листы с бумаги дважды"),
    "paper.typed": _l("Лист введён с бумаги"),
    "paper.taken": _l("Ввод листа с бумаги передан другому"),
    "paper.differs": _l("Два ввода листа с бумаги расходятся"),
    "paper.confirmed": _l("Два ввода листа с бумаги совпали"),
    "paper.same": _l("Бумага совпала с отправленным листом"),
    "paper.decided": _l("Решено, верна бумага или экран"),
    "paper.again": _l("Лист с бумаги вводят заново"),
    "sheet.restored": _l("Лист снова в силе"),
    "calculation.made": _l("Итоги посчитаны"),
    "calculation.locked": _l("Подсчёт закрыт для подписи"),
    "protocol.signed": _l("Протокол подписан"),
    "results.disclosure": _l("Решено, что участник увидит о листах"),
    "results.published": _l("Итоги опубликованы"),
    "ceremony.prepared": _l("План церемонии составлен"),
    "ceremony.arranged": _l("План церемонии изменён"),
    "ceremony.started": _l("Церемония начата"),
    "ceremony.opened": _l("На церемонии открыта строка"),
    "ceremony.returned": _l("На церемонии строка закрыта обратно"),
    "ceremony.finished": _l("Церемония закончена"),
    "ceremony.restarted": _l("Церемония начата заново"),
    "ceremony.address": _l("Сменён адрес экрана церемонии"),
    "decision.recorded": _l("Записано решение жюри"),
    "decision.revoked": _l("Решение жюри отменено"),
    "onward.recorded": _l("Записан результат следующего уровня"),
    "onward.changed": _l("Результат следующего уровня изменён"),
    "onward.confirmed": _l("Результат следующего уровня подтверждён"),
    "onward.removed": _l("Результат следующего уровня убран"),
    "appeal.filed": _l("Подана апелляция"),
    "appeal.withdrawn": _l("Апелляция отозвана"),
    "appeal.commission": _l("Назначена апелляционная комиссия"),
    "appeal.answered": _l("Решение по апелляции"),
    "documents.prepared": _l("Документы подготовлены"),
    "documents.case_chosen": _l("Выбран падеж имени"),
    "documents.checked": _l("Имена в документах проверены"),
    "documents.issued": _l("Документы выданы"),
    "document.corrected": _l("Документ исправлен"),
    "document.voided": _l("Документ аннулирован"),
    "role.granted": _l("Выдана роль"),
    "role.revoked": _l("Роль снята"),
}


@dataclass(frozen=True)
class Told:
    """One line as the page shows it."""

    number: int
    at: datetime
    who: str
    act: str
    about: str
    text: str


def told(event: Event, lines: Sequence[JournalLine]) -> list[Told]:
    """The lines of an event in words; four queries at most, whatever their number."""
    who = _actors({line.actor for line in lines})
    about = _subjects(event, lines)
    return [
        Told(
            number=line.number,
            at=line.at,
            who=who.get(line.actor, line.actor),
            act=_act(event, line),
            about=about.get(line.subject, "") or str(line.data.get("code", "")),
            text="; ".join(text.text for text in line.texts if text.text),
        )
        for line in lines
    ]


def _act(event: Event, line: JournalLine) -> str:
    """What was done; where the line says what it follows from, in words of that."""
    source = str(line.data.get("source", "")).partition(":")[0]
    own = active_plugins().format_of(event).acts
    known = [own, ACTS, *(brought.acts for brought in active_plugins().contributions.values())]
    found = (acts.get(key) for key in (f"{line.act}:{source}", line.act) for acts in known)
    return str(next(filter(None, found), line.act))


def _actors(actors: Collection[str]) -> dict[str, str]:
    names = {"system": str(_("программа")), "stranger": str(_("посетитель"))}
    names |= {key: str(_("ведущий станции")) for key in actors if key.startswith("host:")}
    accounts = select(Account).where(Account.id.in_(_ids(actors, "account")))
    for account in db.session.scalars(accounts.options(joinedload(Account.person))):
        name = account.person.short_name if account.person else account.email
        names[f"account:{account.id}"] = name
    return names | _jurors(actors)


def _jurors(keys: Collection[str]) -> dict[str, str]:
    query = select(Juror).where(Juror.id.in_(_ids(keys, "juror")))
    rows = db.session.scalars(query.options(joinedload(Juror.person)))
    return {f"juror:{row.id}": row.person.short_name for row in rows}


def _subjects(event: Event, lines: Sequence[JournalLine]) -> Mapping[str, str]:
    keys = {line.subject for line in lines}
    names = _jurors(keys)
    entries = select(Entry.id, Entry.code).where(Entry.id.in_(_ids(keys, "entry")))
    for id_, code in db.session.execute(entries):
        names[f"entry:{id_}"] = f"{entry_word(event)} {code}" if code else ""
    numbers = select(Registration.id, Registration.number)
    own = numbers.where(Registration.id.in_(_ids(keys, "registration")))
    for id_, number in db.session.execute(own):
        names[f"registration:{id_}"] = _("заявка № %(number)s", number=number) if number else ""
    for line in lines:
        if line.subject.startswith("appeal:"):
            names[line.subject] = _("апелляция № %(number)s", number=line.data["number"])
    return names


def _ids(keys: Collection[str], kind: str) -> list[int]:
    found = (key.partition(":") for key in keys)
    return [int(id_) for name, _colon, id_ in found if name == kind and id_.isdecimal()]
