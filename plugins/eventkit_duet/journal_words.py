"""Acts of a duet in the words of the journal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ACTS = {
    "case.added": _l("Добавлен кейс"),
    "case.changed": _l("Кейс изменён"),
    "case.archived": _l("Кейс убран в архив"),
    "case.restored": _l("Кейс возвращён из архива"),
    "case.table": _l("Добавлены кейсы из таблицы"),
    "case.shipped": _l("Добавлены готовые кейсы"),
    "case.chosen": _l("Выбраны кейсы для испытания"),
    "case.drawn": _l("Вытянут кейс"),
    "case.reading": _l("Начато чтение кейса"),
    "duet.card_saved": _l("Сохранена визитная карточка"),
    "duet.card_agreed": _l("Дано согласие показывать визитную карточку"),
    "duet.card_hidden": _l("Визитная карточка скрыта"),
}
