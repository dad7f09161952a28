"""What wants attention in an event: sentences with numbers and one link each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.desk.jury_board import JuryBoard
from eventkit.desk.steps import Facts
from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.juries.queries import conflicts
from eventkit.mail.models import Letter
from eventkit.registration.queue_queries import duplicates_of
from eventkit.results.explained.telling import listed
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.readings import third_reading_limit
from eventkit.scoring.rule_warnings import warnings_about
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.scoring.third_queue import Third
from eventkit.web.i18n import exact_words, number, short_moment

SOON = 3
"""Days before a deadline from which it is an alarm."""


@dataclass(frozen=True)
class Alarm:
    """``kind``: bad, warn, info or ok (solved, shown pale)."""

    kind: str
    fact: str
    text: str = ""
    link: str = ""
    url: str = ""


@dataclass(frozen=True)
class Seen:
    """What the cockpit has gathered already."""

    event: Event
    at: datetime
    rules: ScoringRules
    board: JuryBoard
    annulled: Sequence[Assignment]
    facts: Facts
    thirds: Sequence[Third] = ()
    """Third readings that are due and not sent."""
    thirds_until: datetime | None = None
    """The last of their deadlines, where they alone are left."""


def alarms(seen: Seen) -> list[Alarm]:
    """All alarms of the event, the heaviest first, what is solved last."""
    sources: tuple[Callable[[Seen], Iterator[Alarm]], ...] = (
        _replacements,
        _thirds,
        _divergent,
        _jurors,
        _lacking,
        _deadline,
        _letters,
        _duplicates,
        _rules,
        _solved,
    )
    return [alarm for source in sources for alarm in source(seen)]


def _replacements(seen: Seen) -> Iterator[Alarm]:
    for task in seen.annulled:
        yield Alarm(
            "bad",
            _("Работе %(code)s нужна замена.", code=task.entry.code),
            _(
                "Лист аннулирован (%(name)s).",
                name=task.juror.person.short_name,
            ),
            _("Передать работу"),
            url_for("judging.works", slug=seen.event.slug),
        )


def _thirds(seen: Seen) -> Iterator[Alarm]:
    """Third readings that nobody has, then those under way."""
    waiting = [row.code for row in seen.thirds if row.state == "waiting"]
    running = [row.code for row in seen.thirds if row.state != "waiting"]
    link, url = _("Смотреть третьи чтения"), url_for("thirds.queue", slug=seen.event.slug)
    diverged = _("Листы разошлись: %(codes)s.", codes=listed((waiting or running)[:5]))
    if waiting:
        yield Alarm(
            "bad",
            ngettext(
                "%(num)d третье чтение никому не дано.",
                "%(num)d третьих чтений никому не даны.",
                len(waiting),
            ),
            diverged,
            link,
            url,
        )
    elif running:
        fact = ngettext("Идёт %(num)d третье чтение.", "Идут третьи чтения: %(num)d.", len(running))
        yield Alarm("info", fact, diverged, link, url)


def _divergent(seen: Seen) -> Iterator[Alarm]:
    found = seen.board.divergent
    if not found or seen.rules.divergence_points is None:
        return
    if third_reading_limit(seen.rules) is not None:
        return  # what is still open of them stands among the third readings
    worst, others = found[0], found[1:]
    text = _(
        "%(totals)s при допуске %(limit)s.",
        totals=listed([exact_words(total) for total in worst.totals]),
        limit=exact_words(seen.rules.divergence_points),
    )
    if others:
        codes = listed([one.code for one in others[:5]])
        more = ngettext(
            "Ещё %(num)d такой случай: %(codes)s.",
            "Ещё %(num)d таких случаев: %(codes)s.",
            len(others),
            codes=codes,
        )
        text = f"{text} {more}"
    yield Alarm(
        "bad",
        _(
            "Листы разошлись на %(points)s: %(code)s.",
            points=points_words(worst.spread),
            code=worst.code,
        ),
        text,
        _("Сравнить листы"),
        url_for("results.room", slug=seen.event.slug),
    )


def _jurors(seen: Seen) -> Iterator[Alarm]:
    for line in seen.board.lines:
        if line.flag is None or line.deviation is None:
            continue
        strict = line.flag == "strict"
        told = {
            "name": line.progress.juror.person.short_name,
            "points": number(abs(line.deviation), 1),
            "sheets": ngettext("%(num)d лист", "%(num)d листов", line.progress.submitted),
        }
        yield Alarm(
            "bad",
            _("Строгий член жюри.") if strict else _("Мягкий член жюри."),
            _("%(name)s ставит в среднем на %(points)s балла ниже коллег, %(sheets)s.", **told)
            if strict
            else _(
                "%(name)s ставит в среднем на %(points)s балла выше коллег, %(sheets)s.", **told
            ),
            _("Посмотреть, на что это влияет"),
            url_for("results.room", slug=seen.event.slug),
        )


def _lacking(seen: Seen) -> Iterator[Alarm]:
    facts = seen.facts
    lacking = facts.sheets_needed - facts.sheets_assigned
    if facts.phase == "judging" and lacking > 0:
        yield Alarm(
            "bad",
            ngettext("Не хватает %(num)d назначения.", "Не хватает %(num)d назначений.", lacking),
            _("Часть работ прочитают реже, чем требуют правила."),
            _("Распределить работы"),
            url_for("planning.plan", slug=seen.event.slug),
        )
    left = facts.sheets_assigned - facts.sheets_sent
    if facts.phase == "results" and left > 0:
        yield Alarm(
            "warn",
            ngettext("%(num)d лист не отправлен.", "%(num)d листов не отправлены.", left),
            _("Жюри закончило без них, в итогах их нет."),
            _("Смотреть жюри"),
            url_for("judging.watch", slug=seen.event.slug),
        )


def _deadline(seen: Seen) -> Iterator[Alarm]:
    facts, event = seen.facts, seen.event
    kind = {"registration": "registration", "judging": "judging"}.get(facts.phase)
    stage = event.stage(kind) if kind else None
    end = last_moment(stage) if stage else None
    if end is None or facts.days_left > SOON:
        return
    is_jury = kind == "judging"
    if is_jury and facts.sheets_sent >= facts.sheets_assigned:
        return
    if is_jury and seen.thirds_until is not None:
        yield Alarm(
            "info",
            _("Остались третьи чтения."),
            _(
                "Последнее ждут до %(moment)s.",
                moment=short_moment(seen.thirds_until, event.timezone),
            ),
            _("Смотреть третьи чтения"),
            url_for("thirds.queue", slug=event.slug),
        )
        return
    if not is_jury and (facts.has_ended or not facts.has_begun):
        return
    when = short_moment(end, event.timezone)
    if facts.days_left < 0:
        fact, text = _("Срок жюри прошёл."), _("Он был %(moment)s.", moment=when)
    else:
        fact = ngettext("До срока %(num)d день.", "До срока %(num)d дней.", facts.days_left)
        if facts.days_left == 0:
            fact = _("Сегодня последний день.")
        text = (
            _("Листы ждут до %(moment)s.", moment=when)
            if is_jury
            else _("Приём закончится %(moment)s.", moment=when)
        )
    yield Alarm(
        "warn", fact, text, _("Продлить срок"), url_for("events.extend", slug=event.slug, kind=kind)
    )


def _letters(seen: Seen) -> Iterator[Alarm]:
    failed = db.session.scalar(
        select(func.count()).where(Letter.event_id == seen.event.id, Letter.state == "failed")
    )
    if failed:
        yield Alarm(
            "warn",
            ngettext("%(num)d письмо не ушло.", "%(num)d писем не ушли.", failed),
            _("Проверьте адреса или позвоните."),
            _("Смотреть письма"),
            url_for("desk.letters", slug=seen.event.slug),
        )


def _duplicates(seen: Seen) -> Iterator[Alarm]:
    for numbers in duplicates_of(seen.event.id).values():
        yield Alarm(
            "warn",
            _("Одна заявка подана дважды."),
            _(
                "Номера %(numbers)s: тот же человек и та же номинация.",
                numbers=listed([str(one) for one in numbers]),
            ),
            _("Открыть заявки"),
            url_for("registration.queue", slug=seen.event.slug),
        )


def _rules(seen: Seen) -> Iterator[Alarm]:
    if seen.facts.phase not in ("setup", "registration"):
        return
    criteria = criteria_of_event(seen.event)
    jurors = seen.facts.jurors or None
    for text in warnings_about(seen.rules, criteria, jurors):
        url = url_for("scoring.rules", slug=seen.event.slug)
        yield Alarm("warn", _("Правила спорят."), text, _("Открыть правила"), url)


def _solved(seen: Seen) -> Iterator[Alarm]:
    if seen.facts.phase not in ("judging", "results"):
        return
    open_ones = {(task.juror_id, task.entry_id) for task in seen.annulled}
    for conflict in conflicts(seen.event):
        if conflict.is_late and (conflict.juror_id, conflict.entry_id) not in open_ones:
            yield Alarm(
                "ok",
                _("Решено: самоотвод (%(name)s).", name=conflict.juror.person.short_name),
                _(
                    "Лист работы %(code)s аннулирован и хранится в журнале, работу передали.",
                    code=conflict.entry.code,
                ),
            )


def points_words(value: Fraction) -> str:
    """«14 баллов»."""
    if value.denominator != 1:
        return str(_("%(points)s балла", points=exact_words(value)))
    return str(ngettext("%(num)d балл", "%(num)d баллов", int(value)))
