"""Invented letters for the demo site."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event

OPENINGS = (
    "Здравствуйте, дорогой коллега. Пишу вам в пятницу вечером, когда школа уже затихла.",
    "Дорогая Нина Павловна, вы вряд ли помните мою первую открытую пятиминутку.",
    "Привет тебе, я из первого сентября. Ты ещё не знаешь, сколько раз перепишешь план урока.",
)
MIDDLES = (
    (
        "В моём классе двадцать три человека и столько же способов не услышать вопрос. Сначала я"
        " думала, что дело в голосе, и говорила громче. Потом заметила, что тишина приходит, когда"
        " мне самой интересно, чем кончится задача."
    ),
    (
        "Вы тогда сели на последнюю парту и ничего не записывали. А после урока спросили только"
        " одно: кого из детей я сегодня ни разу не видела. Я перечисляла до самой остановки."
    ),
    (
        "Однажды ученик принёс мне камень с реки и сказал, что это ответ к задаче. Мы искали в нём"
        " условие всю перемену, и я опоздала на педсовет впервые за год."
    ),
    (
        "Я веду тетрадь ошибок: своих, не детских. В ней есть страница про то, как я перебила"
        " мальчика на верном слове. Её я перечитываю чаще других."
    ),
)
CLOSINGS = (
    "Если вы читаете это письмо, значит, понедельник уже близко. Мне больше не страшно.",
    "Спасибо вам за ту последнюю парту. Теперь на ней сижу я.",
    "Школа держит меня не звонком. Меня держат те, кто остаётся после звонка.",
)
PARAGRAPHS = 4


def fill() -> None:
    """Give each essay of the demo that has no text an invented letter."""
    query = (
        select(Entry)
        .join(Event)
        .where(Event.format == "essay", Entry.text == "", ~Entry.files.any())
        .order_by(Entry.id)
    )
    for number, entry in enumerate(db.session.scalars(query)):
        entry.text = letter(number)
    db.session.flush()


def letter(number: int) -> str:
    """One of the possible letters; the same number gives the same letter."""
    middles = [MIDDLES[(number + step) % len(MIDDLES)] for step in range(PARAGRAPHS)]
    opening, closing = OPENINGS[number % len(OPENINGS)], CLOSINGS[number % len(CLOSINGS)]
    return "\n\n".join([opening, *middles, closing])
