"""Acts of a quest in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

QUEST_ACTS = {
    "quest.door_renewed": _l("Команде выданы новые код и ссылка"),
    "quest.doors": _l("Командам квеста выданы коды и ссылки"),
    "quest.photo": _l("Команда прислала фотографию"),
    "quest.received": _l("Получены события квеста"),
    "quest.set_up": _l("Подготовлен квест"),
    "quest.started": _l("Дан общий старт квеста"),
    "quest.windows": _l("Командам квеста назначены старты по очереди"),
    "quest.window": _l("Команде квеста назначено своё окно"),
    "quest.paused": _l("Квест поставлен на паузу"),
    "quest.resumed": _l("Квест продолжен"),
    "quest.ended": _l("Квест закончен для всех"),
    "quest.reopened": _l("Конец квеста отменён"),
    "quest.board": _l("Выбрано, что видит зал"),
    "quest.frozen": _l("Табло квеста заморожено"),
    "quest.revealed": _l("Табло квеста открыто залу"),
    "quest.team_start": _l("Команда стартовала по слову организатора"),
    "quest.team_finish": _l("Команда финишировала по слову организатора"),
    "quest.time_given": _l("Команде дано дополнительное время"),
    "quest.penalized": _l("С команды сняты баллы"),
    "quest.put_out": _l("Команда выведена из зачёта"),
    "quest.struck": _l("Событие команды вычеркнуто"),
    "quest.marked": _l("Ведущий станции поставил баллы"),
    "quest.marked:desk": _l("Баллы за станцию поставлены организатором"),
    "quest.marked:paper": _l("Баллы за станцию введены с бумаги"),
    "quest.quiz_counted": _l("Записан результат викторины"),
    "quest.quiz_counted:paper": _l("Результат викторины введён с бумаги"),
    "quest.checked": _l("Ответ команды проверен"),
    "quest.checked:paper": _l("Прохождение станции введено с бумаги"),
    "quest.typed": _l("Маршрутный лист введён с бумаги"),
    "quest.host_added": _l("Добавлен ведущий станции"),
    "quest.host_link": _l("Выдана ссылка ведущему станции"),
    "quest.host_revoked": _l("Ссылка ведущего станции отозвана"),
}
