"""Acts of a duet in the words of the journal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ACTS = {
    "case.chosen": _l("Выбраны кейсы для испытания"),
    "case.drawn": _l("Вытянут кейс"),
    "case.reading": _l("Начато чтение кейса"),
}
