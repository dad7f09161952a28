"""What wants attention in an event: sentences with numbers and one link each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.desk.jury_alarms import jury_alarms
from eventkit.desk.seen import Alarm, Seen
from eventkit.desk.stage_alarms import stage_alarms
from eventkit.events.days import last_moment
from eventkit.juries.queries import conflicts
from eventkit.mail.models import Letter
from eventkit.questionnaires.queries import questionnaires_of
from eventkit.registration.queue_queries import duplicates_of
from eventkit.results.explained.telling import listed
from eventkit.scoring.conflicts.alarms import conflict_alarms
from eventkit.scoring.rule_warnings import warnings_about
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.i18n import short_moment

SOON = 3
"""Days before a deadline from which it is an alarm."""


def alarms(seen: Seen) -> list[Alarm]:
    """All alarms of the event, the heaviest first, what is solved last."""
    sources: tuple[Callable[[Seen], Iterator[Alarm]], ...] = (
        _challenges,
        stage_alarms,
        deadline_alarm,
        _letters,
        _duplicates,
        _rules,
        _waves,
        _solved,
    )
    rest = [alarm for source in sources for alarm in source(seen)]
    return [*jury_alarms(seen), *rest]


def _challenges(seen: Seen) -> Iterator[Alarm]:
    url = url_for("conflicts.listed", slug=seen.event.slug)
    for fact, text in conflict_alarms(seen.event.id, is_judging=seen.facts.phase == "judging"):
        yield Alarm("bad", fact, text, _("Открыть конфликты"), url)


def deadline_alarm(seen: Seen) -> Iterator[Alarm]:
    """The term of what runs now, where it is near or gone."""
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
            if facts.is_counted
            else _("Запись закончится %(moment)s.", moment=when)
        )
    yield Alarm(
        "warn",
        fact,
        text,
        _("Продлить срок"),
        url_for("events.extend", slug=event.slug, kind=kind),
        is_act=True,
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
            )
            if seen.facts.is_counted
            else _("Номера %(numbers)s.", numbers=listed([str(one) for one in numbers])),
            _("Открыть заявки"),
            url_for("registration.queue", slug=seen.event.slug),
        )


def _rules(seen: Seen) -> Iterator[Alarm]:
    if seen.facts.phase not in ("setup", "registration") or not seen.facts.is_counted:
        return
    criteria = criteria_of_event(seen.event)
    jurors = seen.facts.jurors or None
    for text in warnings_about(seen.rules, criteria, jurors):
        url = url_for("scoring.rules", slug=seen.event.slug)
        yield Alarm("warn", _("Правила спорят."), text, _("Открыть правила"), url)


def _waves(seen: Seen) -> Iterator[Alarm]:
    """Who is asked before and after has to be asked before, while people sign up."""
    if seen.facts.phase != "registration":
        return
    for asked in questionnaires_of(seen.event):
        first = asked.waves[0] if len(asked.waves) > 1 else None
        if first is not None and first.state == "planned" and first.opens_at is None:
            title = asked.draft["title"].get("ru", "")
            yield Alarm(
                "warn",
                _("Опросник «%(title)s» ещё не открыт.", title=title),
                _("Участники не могут ответить: %(wave)s.", wave=first.title),
                _("К замерам"),
                url_for("questionnaires.waves", slug=seen.event.slug, questionnaire_id=asked.id),
                is_act=True,
            )


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
