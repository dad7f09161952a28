"""What is still missing before an event can be announced, and what is worth a look."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.events.days import last_day
from eventkit.events.models import Event
from eventkit.events.operations import publish_event
from eventkit.events.pages import entrants_title, has_jury, rules_title
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import is_read_only
from eventkit.hooks import active_plugins
from eventkit.lazy import dataclass
from eventkit.scoring.rule_warnings import warnings_about
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, trials_without
from eventkit.web.clock import today


@dataclass(frozen=True)
class Check:
    """One line of the check: what it is about, what is there or missing, where it is mended.

    ``state`` is ok, warn (may be announced so) or bad (may not).
    """

    title: str
    text: str
    endpoint: str
    state: str = "ok"


def checks(event: Event) -> list[Check]:
    """Every line of the set-up check, in the order of the settings."""
    if not active_plugins().format_of(event).is_counted:
        return [_plugin(event), _uncounted_days(event)]
    judged = [_criteria(event)] if has_jury(event) else []
    return [_plugin(event), _days(event), _entrants(event), *judged, *_rules(event)]


def announce(event: Event, *, actor: str = "system") -> None:
    """Publish an event that has everything; refused with the first thing that is missing."""
    for check in checks(event):
        if check.state == "bad":
            raise RefusalError(check.text)
    publish_event(event, actor=actor)


def _plugin(event: Event) -> Check:
    title = _("Главное")
    if is_read_only(event):
        return Check(title, _("Модуль формата не установлен."), "events.settings", "bad")
    if not event.description:
        text = _("Нет описания: посетители увидят только название и сроки.")
        return Check(title, text, "events.settings", "warn")
    return Check(title, _("Название и описание есть."), "events.settings")


def _days(event: Event) -> Check:
    title, where = _("Сроки"), "events.stages"
    stage = event.stage("registration")
    last = last_day(stage) if stage else None
    if stage is None or last is None or stage.opens_at is None:
        return Check(title, _("Не указаны первый и последний день приёма."), where, "bad")
    if last < today(event.timezone) and event.published_at is None:
        return Check(title, _("Последний день приёма уже прошёл."), where, "bad")
    judging = event.stage("judging")
    if judging is None or judging.closes_at is None:
        jury, other = _("Не указано, до какого дня работает жюри."), _("Не указан день проведения.")
        return Check(title, jury if has_jury(event) else other, where, "warn")
    jury, other = _("Приём работ, жюри и итоги идут по порядку."), _("Сроки идут по порядку.")
    return Check(title, jury if has_jury(event) else other, where)


def _uncounted_days(event: Event) -> Check:
    title, where = _("Сроки"), "events.stages"
    registration, held = event.stage("registration"), event.stage("judging")
    last = last_day(registration) if registration else None
    if registration is None or last is None or registration.opens_at is None:
        return Check(title, _("Не указаны первый и последний день записи."), where, "bad")
    if last < today(event.timezone) and event.published_at is None:
        return Check(title, _("Последний день записи уже прошёл."), where, "bad")
    if held is None or held.opens_at is None or held.closes_at is None:
        return Check(title, _("Не указано, когда проходит мероприятие."), where, "bad")
    return Check(title, _("Дни записи и мероприятия указаны."), where)


def _entrants(event: Event) -> Check:
    title, where = entrants_title(event), "events.entrants"
    if not event.nominations:
        text = _("Нет ни одной номинации: участникам нечего выбрать.")
        return Check(title, text, where, "bad")
    used = {line.audience_id for line in event.nominations}
    for audience in event.audiences:
        if audience.id not in used:
            text = _("В категории «%(title)s» нет номинаций.", title=audience.title)
            return Check(title, text, where, "warn")
    return Check(title, _("Участникам есть из чего выбрать."), where)


def _criteria(event: Event) -> Check:
    title, where = _("Критерии"), "scoring.criteria"
    criteria = criteria_of_event(event)
    if not criteria:
        return Check(title, _("Нет ни одного критерия: жюри нечего оценивать."), where, "bad")
    for trial in trials_without(event, criteria):
        text = _("У испытания «%(title)s» нет критериев: жюри нечего оценивать.", title=trial.title)
        return Check(title, text, where, "bad")
    return Check(title, _("Жюри есть что оценивать."), where)


def _rules(event: Event) -> list[Check]:
    title, where = rules_title(event), "scoring.rules"
    if not has_jury(event):
        return [Check(title, _("Призовые места заданы."), where)]
    criteria = criteria_of_event(event)
    warnings = warnings_about(current_rules(event), criteria) if criteria else []
    if not warnings:
        return [Check(title, _("Правила не спорят друг с другом."), where)]
    return [Check(title, text, where, "warn") for text in warnings]
