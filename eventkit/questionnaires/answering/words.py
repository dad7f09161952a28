"""What answering says: promises of the modes, mistakes, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import CHOSEN, LONG, Condition, Item, said
from eventkit.questionnaires.engine.validity import Mistake
from eventkit.questionnaires.models import Questionnaire
from eventkit.web.i18n import day, exact_words

ITEMS_A_MINUTE = 6


def minutes_of(instrument: Instrument) -> int:
    """How long answering takes, roughly; each row of a matrix counts as an item."""
    items = sum(max(1, len(item.rows)) for item in instrument.items)
    return max(1, round(items / ITEMS_A_MINUTE))


def promises_of(
    questionnaire: Questionnaire, name: str = "", *, is_live: bool = False
) -> list[str]:
    """Who sees what, in sentences for the respondent; ``is_live``: the wave grows on a wall."""
    by_mode = {
        "anonymous": [
            _("Ответы анонимны: без имени, учётной записи, адреса и времени."),
            _("По базе нельзя узнать, кто что ответил: ответы лежат отдельно и вперемешку."),
            _("Не пишите в ответах имён, если не хотите, чтобы вас узнали."),
        ],
        "code": [
            _("Имя не спрашиваем. Код, который вы придумаете, связывает ваши разные ответы."),
            _("Это псевдоним: кто знает ваш код или угадает его, тот найдёт и ответы."),
        ],
        "named": [
            _("Ответы сохраняются под вашим именем: %(name)s.", name=name)
            if name
            else _("Ответы сохраняются под вашим именем."),
            _("Их видят организаторы. Другие участники видят только общие итоги."),
        ],
    }
    found = by_mode[questionnaire.mode]
    found.append(
        _(
            "В итогах не показываем группы, где ответило меньше %(limit)d.",
            limit=questionnaire.small_group,
        )
    )
    if is_live:
        found.append(
            _(
                "Общие итоги растут на экране, пока люди отвечают: сразу не меньше чем по"
                " %(limit)d ответов, вперемешку.",
                limit=questionnaire.small_group,
            )
        )
    if questionnaire.keep_until is not None:
        found.append(_("Ответы удалим после %(day)s.", day=day(questionnaire.keep_until)))
    return found


def mistake_words(instrument: Instrument, mistakes: Iterable[Mistake]) -> dict[str, str]:
    """What to say at each item that is wrong, once for each."""
    found: dict[str, str] = {}
    for one in mistakes:
        found.setdefault(one.item, _mistake(instrument.item(one.item), one))
    return found


def _mistake(item: Item, one: Mistake) -> str:
    limits = {"low": exact_words(item.minimum), "high": exact_words(item.maximum)}
    if one.kind == "many":
        most = item.at_most or 0
        return str(ngettext("Выберите не больше %(num)d.", "Выберите не больше %(num)d.", most))
    if one.kind == "missing" and one.row:
        return str(_("Ответьте в каждой строке."))
    words: dict[str, str] = {
        "missing": _("Здесь нужен ответ."),
        "number": _("Нужно число от %(low)s до %(high)s.", **limits),
        "range": _("Нужно число от %(low)s до %(high)s.", **limits),
        "step": _("Нужно число с шагом %(step)s.", step=exact_words(item.step)),
        "choice": _("Выберите из предложенного."),
        "order": _("Дайте каждой строке своё место: 1, 2, 3 и так далее."),
        "long": _("Сократите до %(most)d знаков.", most=LONG),
        "text": _("Здесь нужен текст."),
    }
    return words[one.kind]


def condition_words(instrument: Instrument, condition: Condition | None, language: str) -> str:
    """When an item is asked, for pages without scripts and for paper; empty: always."""
    if condition is None:
        return ""
    on = instrument.item(condition.item)
    options: Mapping[str, str] = {one.id: said(one.text, language) for one in on.options}
    value = options.get(condition.value, condition.value) if on.kind in CHOSEN else condition.value
    told = {"item": said(on.text, language), "value": value}
    words: dict[str, str] = {
        "is": _("Только если на «%(item)s» ответ «%(value)s».", **told),
        "is_not": _("Только если на «%(item)s» ответ не «%(value)s».", **told),
        "has": _("Только если в «%(item)s» отмечено «%(value)s».", **told),
        "at_least": _("Только если на «%(item)s» ответ от %(value)s.", **told),
        "at_most": _("Только если на «%(item)s» ответ до %(value)s.", **told),
        "answered": _("Только если на «%(item)s» есть ответ.", **told),
    }
    return words[condition.test]
