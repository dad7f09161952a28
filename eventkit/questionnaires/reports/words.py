"""Figures of a report in plain words, for readers who never learned statistics."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventkit.questionnaires.engine.change import Change
from eventkit.questionnaires.engine.choices import Chosen
from eventkit.questionnaires.engine.comparing import Difference
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option
from eventkit.questionnaires.engine.reliability import Reliability
from eventkit.questionnaires.engine.suspicion import Finding
from eventkit.questionnaires.reports.contents import LiveState
from eventkit.questionnaires.titles import text_of
from eventkit.web.i18n import number, readers_language

WEAK, FAIR, TWICE = 0.5, 0.7, 0.95
"""Limits of alpha: below them a scale tells nothing, something of a group, enough; above the last
its items say the same in other words."""
ENOUGH = 30
"""With fewer whole answers reliability is a rough guess."""
SMALL, MIDDLE, LARGE = 0.2, 0.5, 0.8
"""Limits of the effect d, as Cohen drew them."""
SUSPICIONS = {
    "straight": _l("один и тот же ответ на все пункты"),
    "fast": _l("слишком быстро, чтобы прочитать"),
    "impossible": _l("недопустимое значение"),
    "too_many": _l("отмечено больше допустимого"),
}


def decimal(value: float | Fraction | None, digits: int = 2) -> str:
    """A rounded number of advice, as the reader writes it."""
    if value is None:
        return "–"
    text = f"{float(value):.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if readers_language() == "ru" else text


def change_words(change: Change) -> str:
    """Whether the group has moved: «В группе выросло, у 7 из 8 человек»."""
    counts = {"up": change.up, "down": change.down, "all": change.n}
    if change.up * 2 > change.n:
        return str(_("В группе выросло, у %(up)s из %(all)s.", **counts))
    if change.down * 2 > change.n:
        return str(_("В группе снизилось, у %(down)s из %(all)s.", **counts))
    if change.low is not None and change.low > 0:
        return str(_("В среднем выросло, заметно у %(up)s из %(all)s.", **counts))
    if change.high is not None and change.high < 0:
        return str(_("В среднем снизилось, заметно у %(down)s из %(all)s.", **counts))
    return str(
        _(
            "Общего сдвига нет: выросло у %(up)s, снизилось у %(down)s из %(all)s.",
            **counts,
        )
    )


def certainty_words(change: Change) -> str:
    """How sure the change is, and how large."""
    if change.low is None or change.high is None:
        return str(_("По этим ответам не сказать, насколько сдвиг надёжен."))
    low, high = decimal(change.low), decimal(change.high)
    if change.low <= 0 <= change.high:
        return str(
            _(
                "Это может быть и случайностью: вероятный сдвиг от %(low)s до %(high)s.",
                low=low,
                high=high,
            )
        )
    return str(
        _(
            "Случайностью это не объяснить: вероятный сдвиг от %(low)s до %(high)s."
            " Эффект %(size)s.",
            low=low,
            high=high,
            size=size_words(change.d_z),
        )
    )


def size_words(effect: float | None) -> str:
    """The effect in a word."""
    size = abs(effect or 0)
    if size < SMALL:
        return str(_("едва заметный"))
    if size < MIDDLE:
        return str(_("небольшой"))
    return str(_("заметный") if size < LARGE else _("большой"))


def difference_words(difference: Difference) -> str:
    """How two groups differ; groups are small, so a chance is named as one."""
    mean = number(abs(difference.mean))
    if difference.low is None or difference.high is None:
        return str(
            _("Средние различаются на %(mean)s; людей слишком мало, чтобы судить.", mean=mean)
        )
    if difference.low <= 0 <= difference.high:
        return str(_("Средние различаются на %(mean)s: это может быть и случайностью.", mean=mean))
    return str(
        _(
            "Средние различаются на %(mean)s, различие %(size)s и вряд ли случайно.",
            mean=mean,
            size=size_words(difference.g),
        )
    )


def reliability_words(found: Reliability) -> str:
    """What the scale is good for, and whether there are enough answers to say so."""
    if found.alpha is None:
        return str(_("Надёжность не посчитать: ответы на пункты не различаются или их мало."))
    told = str(_("Надёжность хорошая: пункты измеряют одно и то же."))
    if found.alpha < WEAK:
        told = str(_("Ненадёжна: пункты отвечают на разное, выводы по этой шкале не делайте."))
    elif found.alpha < FAIR:
        told = str(_("Надёжность слабая: годится для группы, но не для вывода об одном человеке."))
    elif found.alpha > TWICE:
        told = str(_("Надёжность высокая, но пункты почти повторяют друг друга."))
    if found.n_complete >= ENOUGH:
        return told
    more = _("Полных анкет только %(n)s, это лишь прикидка.", n=found.n_complete)
    return f"{told} {more}"


def finding_words(finding: Finding, instrument: Instrument) -> str:
    """What was noticed in an answer, with the item where it stands."""
    what, item = str(SUSPICIONS[finding.kind]), item_text(instrument, finding.item)
    if finding.kind == "fast":
        return str(_("%(what)s (%(seconds)s с)", what=what, seconds=finding.value))
    if not item:
        return what
    if finding.value is None:
        return str(_("%(what)s, «%(item)s»", what=what, item=item))
    return str(_("%(what)s, «%(item)s»: %(value)s", what=what, item=item, value=finding.value))


def people(count: int) -> str:
    """«18 человек»."""
    return str(ngettext("%(num)d человек", "%(num)d человек", count))


def signed(value: Fraction | None) -> str:
    """A difference with its sign: +0,61."""
    text = number(value)
    return f"+{text}" if value is not None and value > 0 else text


def by_count(item: Item, chosen: Chosen) -> list[Option]:
    """Options from the most to the least chosen; equals in their own order."""
    return sorted(item.options, key=lambda option: -chosen.counts.get(option.id, 0))


def live_words(state: LiveState) -> str:
    """How far an open wave is on the wall, and when it grows again."""
    told = str(
        _(
            "Ответили: %(answers)s. На экране: %(shown)s.",
            answers=state.answers,
            shown=state.on_wall,
        )
    )
    more = ngettext(
        "Следующий шаг – не раньше чем через %(num)d ответ.",
        "Следующий шаг – не раньше чем через %(num)d ответов.",
        state.until_next,
    )
    return f"{told} {more}"


def item_text(instrument: Instrument, one: str) -> str:
    """The text of a scale's item; of a matrix that of the row."""
    for item in instrument.items:
        if one == item.id:
            return text_of(item.text)
        for row in item.rows:
            if one == f"{item.id}.{row.id}":
                return text_of(row.text)
    return one
