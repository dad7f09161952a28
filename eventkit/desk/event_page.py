"""What a visitor's page of an event shows, gathered from the rooms below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.desk.milestones import days_left, is_taking
from eventkit.desk.playbill import apply_label
from eventkit.desk.queries import Sent, sent_counts
from eventkit.desk.stage_words import Step, interval, moment_words, path_of
from eventkit.events.days import first_day, last_day, last_moment
from eventkit.events.models import Audience, Event, Nomination
from eventkit.events.phases import has_closed, phase
from eventkit.hooks import active_plugins
from eventkit.juries.models import Juror
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.registration.pages import ornament_of
from eventkit.results.models import Calculation
from eventkit.results.queries import published_calculation
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_words import sentences
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, largest_total
from eventkit.web.i18n import short_day


@dataclass(frozen=True)
class Apply:
    """The card that invites, or says why there is nothing to enter now."""

    title: str
    text: str
    label: str
    sticky: str
    counted: str


@dataclass(frozen=True)
class EventPage:
    """One event for everybody."""

    event: Event
    ornament: str
    kind: str
    facts: Sequence[tuple[str, str]]
    path: Sequence[Step]
    lines: Sequence[tuple[Audience | None, Sequence[Nomination]]]
    criteria: Sequence[Criterion]
    largest: Fraction
    how: str
    jury: Sequence[Juror]
    published: Calculation | None
    apply: Apply


def event_page(event: Event, at: datetime) -> EventPage:
    """Gather the page; the number of queries does not depend on what it lists."""
    format_ = active_plugins().format_of(event)
    criteria = criteria_of_event(event) if format_.has_jury else ()
    return EventPage(
        event=event,
        ornament=ornament_of(event),
        kind=str(format_.title),
        facts=facts_of(event),
        path=path_of(event, at),
        # One line for everybody is no choice, and a game gives no nominations.
        lines=lines_of(event) if format_.has_jury or len(event.nominations) > 1 else (),
        criteria=criteria,
        largest=largest_total(criteria),
        how=how_it_is_judged(event, criteria),
        jury=jurors_of(event.id),
        published=published_calculation(event),
        apply=apply_card(event, at, sent_counts([event.id]).get(event.id, Sent())),
    )


def facts_of(event: Event) -> list[tuple[str, str]]:
    """Dates before adjectives: at most three."""
    format_ = active_plugins().format_of(event)
    if not format_.is_counted:
        return _uncounted_facts(event)
    registration, results, awards = (
        event.stage(kind) for kind in ("registration", "results", "awards")
    )
    facts = []
    if registration is not None:
        days = interval(first_day(registration), last_day(registration))
        facts.append((days, _("приём работ") if format_.hands_in else _("приём заявок")))
    if results is not None and results.opens_at:
        facts.append((short_day(results.opens_at, event.timezone), _("итоги на этой странице")))
    if awards is not None and awards.opens_at:
        facts.append((moment_words(awards.opens_at, event.timezone), _("награждение")))
    return [(day, what) for day, what in facts if day]


def _uncounted_facts(event: Event) -> list[tuple[str, str]]:
    """When it is, and until when one signs up."""
    held, registration = event.stage("judging"), event.stage("registration")
    found = [
        (interval(first_day(held), last_day(held)), _("проведение")) if held else ("", ""),
        (short_day(last_day(registration)), _("запись до этого дня")) if registration else ("", ""),
    ]
    return [(day, what) for day, what in found if day]


def lines_of(event: Event) -> list[tuple[Audience | None, list[Nomination]]]:
    """Nominations side by side by who may enter; those for everybody last."""
    groups: list[tuple[Audience | None, list[Nomination]]] = []
    for audience in (*event.audiences, None):
        own = [
            line
            for line in event.nominations
            if line.audience_id == (audience.id if audience else None)
        ]
        if own:
            groups.append((audience, own))
    return groups


def how_it_is_judged(event: Event, criteria: Sequence[Criterion]) -> str:
    """The usual rules as sentences in one paragraph."""
    if not criteria:
        return ""
    rules = [one for one in sentences(current_rules(event), criteria) if not one.is_rare]
    blind = [_("Жюри не знает авторов: работы читают под шифрами.")] if event.is_blind else []
    return " ".join(one.text for one in rules if not one.steps) + (
        " " + str(blind[0]) if blind else ""
    )


def apply_card(event: Event, at: datetime, sent: Sent) -> Apply:
    """What the card says in the present phase."""
    registration = event.stage("registration")
    end = last_moment(registration) if registration else None
    counted = counted_words(sent)
    if is_taking(event, at) and end is not None:
        days = days_left(end, at, event.timezone)
        left = (
            _("Сегодня последний день")
            if days <= 0
            else ngettext("Остался %(num)d день", "Осталось %(num)d дней", days)
        )
        label = apply_label(event)
        text = _("Заявка занимает около пяти минут. Её можно прервать: черновик сохранится.")
        return Apply(left, text, label, f"{label}: {left[0].lower()}{left[1:]}", counted)
    return Apply(*_closed_words(event, at), "", "", counted)


def _closed_words(event: Event, at: datetime) -> tuple[str, str]:
    registration, results = event.stage("registration"), event.stage("results")
    zone = event.timezone
    opens = short_day(registration.opens_at, zone) if registration else ""
    if not active_plugins().format_of(event).is_counted:
        if phase(event, at) in ("setup", "registration") and not has_closed(registration, at):
            text = _("Запись откроется %(day)s.", day=opens) if opens else ""
            return _("Запись ещё не открыта"), text
        is_over = phase(event, at) in ("awards", "archived")
        return _("Мероприятие прошло") if is_over else _("Запись закончена"), ""
    if phase(event, at) in ("setup", "registration") and not has_closed(registration, at):
        text = _("Приём откроется %(day)s.", day=opens) if opens else _("Срок ещё не назначен.")
        return _("Приём ещё не открыт"), text
    if phase(event, at) in ("awards", "archived"):
        return _("Итоги подведены"), ""
    day = short_day(results.opens_at, zone) if results and results.opens_at else ""
    text = _("Итоги появятся на этой странице %(day)s.", day=day) if day else ""
    return _("Приём закончен"), text


def counted_words(sent: Sent) -> str:
    """«Подано 18 заявок из 9 организаций», nothing for none."""
    if not sent.applications:
        return ""
    schools = ngettext("из %(num)d организации", "из %(num)d организаций", sent.organizations)
    return str(
        ngettext(
            "Подана %(num)d заявка %(schools)s",
            "Подано %(num)d заявок %(schools)s",
            sent.applications,
            schools=schools,
        )
    )
