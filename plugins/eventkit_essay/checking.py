"""What is wrong with a work, beyond what the core itself finds."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.entries.models import Entry
from eventkit.hooks import Problem
from eventkit_essay.models import EssaySettings
from eventkit_essay.queries import words_of


def problems_of(entry: Entry, settings: EssaySettings) -> list[Problem]:
    """Problems with the length and the way of handing in, at the field that mends them."""
    typed, has_file = bool(entry.text.strip()), bool(entry.files)
    if not typed and not has_file:
        return []  # the core says so itself
    if settings.accepts == "file" and not has_file:
        return [Problem(str(_("Этот конкурс принимает работы файлом. Приложите его.")), "file")]
    if settings.accepts == "text" and not typed:
        return [Problem(str(_("Этот конкурс принимает работы текстом. Впишите его.")), "text")]
    found = _length(entry, settings, "file" if has_file and not typed else "text")
    if typed and has_file:
        both = _("Есть и текст, и файл: жюри прочтёт оба. Лишнее уберите.")
        found.append(Problem(str(both), "text", blocking=False))
    return found


def _length(entry: Entry, settings: EssaySettings, field: str) -> list[Problem]:
    words = words_of(entry)
    if words is None:
        return []
    counted = ngettext("%(num)d слово", "%(num)d слова", words)
    if settings.min_words and words < settings.min_words:
        text = _(
            "В работе %(counted)s, а нужно не меньше %(least)d. Допишите её.",
            counted=counted,
            least=settings.min_words,
        )
        return [Problem(str(text), field)]
    if settings.max_words and words > settings.max_words:
        text = _(
            "В работе %(counted)s, а можно не больше %(most)d. Сократите её.",
            counted=counted,
            most=settings.max_words,
        )
        return [Problem(str(text), field)]
    return []
