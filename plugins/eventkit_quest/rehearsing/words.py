"""What a rehearsal found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.web.i18n import number
from eventkit_quest.engine import Quest
from eventkit_quest.engine.rehearsal import Proof, Rehearsal, StationFigures, Stuck
from eventkit_quest.engine.rehearsal.worth import hints_of
from eventkit_quest.rehearsing.remarks import remarks_of

LONG_WAIT = 3
"""Minutes of the longest wait from which a queue is spoken of."""
FEW_FINISH = 0.9
FEW_SOLVE = 0.7
MANY_TIES = 0.2
MUCH_LONGER = 2.2
"""Times the usual station from which one is called long."""


@dataclass(frozen=True)
class Verdict:
    """What the proof says: a kind of alert, the fact, what to do, and each place to get stuck."""

    kind: str
    title: str
    text: str
    places: Sequence[str] = ()


def verdict_of(quest: Quest, plain: Proof, skipping: Proof) -> Verdict:
    """``plain`` is without skipping stations, ``skipping`` with it."""
    if plain.holds:
        return Verdict(
            "ok",
            _("Застрять нельзя."),
            _("До цели можно дойти из любого положения, даже не пропуская станций."),
        )
    if skipping.stuck:
        places = [stuck_words(quest, stuck) for stuck in skipping.stuck]
        text = _("Есть положения, из которых до цели не дойти:")
        return Verdict("bad", _("Команда может застрять."), text, places)
    if not skipping.is_whole:
        return Verdict(
            "warn",
            _("Проверено не полностью."),
            _("Сочетаний слишком много. Среди просмотренных нет таких, где можно застрять."),
        )
    return Verdict(
        "warn",
        _("Иногда выручит только пропуск."),
        _("Дойти до цели можно всегда, но вот где для этого придётся пропустить станцию:"),
        [stuck_words(quest, stuck) for stuck in plain.stuck],
    )


def stuck_words(quest: Quest, stuck: Stuck) -> str:
    """One way to get stuck, as a sentence."""
    closed = named(quest, stuck.closed)
    lost = named(quest, stuck.lost)
    if stuck.lost and stuck.closed:
        said = _("Если попытки или время кончатся здесь: %(lost)s, не откроется: %(closed)s.")
    elif stuck.lost:
        said = _("Если попытки или время кончатся здесь: %(lost)s, цели уже не достичь.")
    elif stuck.by_points:
        said = _("После всех подсказок и ошибок баллов не хватит, чтобы открыть: %(closed)s.")
    else:
        said = _("Не откроется никогда: %(closed)s. Проверьте, чего ждёт эта станция.")
    said = said % {"lost": lost, "closed": closed}
    if stuck.route:
        route = " → ".join(stuck.route)
        said = _("Маршрут %(route)s. %(said)s", route=route, said=said)
    return str(said)


def named(quest: Quest, codes: Sequence[str]) -> str:
    """Titles of stations in a row."""
    return ", ".join(f"«{quest.station(code).title}»" for code in codes)


def advice_of(quest: Quest, seen: Rehearsal) -> list[str]:
    """What the organizer should look at, the whole game first, then its stations."""
    found = [*_of_game(quest, seen), *remarks_of(quest)]
    played = [station for station in seen.stations if station.came]
    usual = median(station.minutes for station in played) if played else 0
    for station in seen.stations:
        found += _of_station(quest, station, usual)
    return found


def _of_game(quest: Quest, seen: Rehearsal) -> Iterator[str]:
    control = quest.rules.control_time_minutes
    if not any(station.is_goal for station in quest.stations):
        yield _("Цель не отмечена: игра кончается, когда пройдены все станции.")
    if seen.finished < FEW_FINISH:
        yield _("До конца доходят %(count)s %% команд.", count=percent(seen.finished))
    if control is not None and seen.duration and seen.duration.high > control:
        yield _(
            "Каждая десятая команда играет дольше %(long)s мин, а контрольное время %(control)s.",
            long=short(seen.duration.high),
            control=number(control, 0),
        )
    if seen.tied > MANY_TIES:
        yield _(
            "В %(count)s %% игр призовое место делят. Добавьте правило при равенстве баллов.",
            count=percent(seen.tied),
        )


def _of_station(quest: Quest, seen: StationFigures, usual: float) -> Iterator[str]:
    station = quest.station(seen.code)
    control = quest.rules.control_time_minutes
    if not seen.came:
        yield _("До станции «%(title)s» никто не дошёл.", title=seen.title)
        return
    if seen.waited >= LONG_WAIT:
        yield _(
            "«%(title)s»: очередь к ведущему до %(minutes)s мин. Помогут второй ведущий,"
            " маршруты или разный старт.",
            title=seen.title,
            minutes=short(seen.waited),
        )
    if seen.solved < FEW_SOLVE:
        yield _(
            "«%(title)s» решают %(count)s %% команд. Может быть, не хватает подсказки.",
            title=seen.title,
            count=percent(seen.solved),
        )
    if seen.minutes - seen.waited > usual * MUCH_LONGER:
        yield _(
            "«%(title)s» занимает %(minutes)s мин, обычная станция %(usual)s.",
            title=seen.title,
            minutes=short(seen.minutes),
            usual=short(usual),
        )
    if station.hints and 0 < station.most <= hints_of(station, quest.rules):
        yield _(
            "«%(title)s»: все подсказки вместе стоят не меньше, чем даёт станция.",
            title=seen.title,
        )
    if control is not None and station.opens.after_minutes >= control:
        yield _("«%(title)s» открывается позже контрольного времени.", title=seen.title)


def short(value: float) -> str:
    """A number of minutes or points with one digit."""
    return number(Decimal(value), 1)


def percent(share: float) -> str:
    """A share in per cent."""
    return number(Decimal(share * 100), 0)
