"""Setting an event up by verbs: what the organizer can rely on."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.setup_operations import (
    create_empty_event,
    create_event_from_preset,
    new_edition,
)
from eventkit.events.naming import slug_of
from eventkit.events.nomination_operations import add_audience, move_line, remove_line
from eventkit.events.operations import (
    archive_event,
    change_event,
    create_event,
    publish_event,
    restore_event,
)
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.events.stage_operations import extend_deadline, set_stage_days
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.registration.models import Registration
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.scoring.setup_queries import criteria_of, current_rules
from eventkit.web.clock import now, set_clock

SCHEDULE = {
    "registration": (date(2025, 10, 1), date(2025, 10, 31)),
    "judging": (date(2025, 11, 1), date(2025, 11, 10)),
    "results": (date(2025, 11, 14), None),
    "awards": (date(2025, 11, 21), None),
}


def contest(**values):
    return create_event_from_preset("summit", schedule=SCHEDULE, timezone="Asia/Yakutsk", **values)


def acts(event) -> list[str]:
    chain = select(JournalLine.act).where(JournalLine.chain == event_chain(event.id))
    return list(db.session.scalars(chain.order_by(JournalLine.number)))


def test_the_preset_brings_the_whole_contest(app):
    event = contest()
    assert event.slug == "k-vershinam-masterstva-2025"
    assert event.document_prefix == "КВМ-2025-"
    assert event.reference_date == date(2025, 10, 1)
    assert [(a.code, a.max_age, a.min_experience, a.max_experience) for a in event.audiences] == [
        ("YS", 35, None, 5),
        ("EX", None, 6, None),
    ]
    assert [n.title for n in event.nominations if n.audience.code == "EX"] == [
        "Наставник и молодой педагог: секреты успешного взаимодействия",
        "Эстафета славных дел",
        "Наставничество: вызовы времени",
        "Эстафета поколений",
    ]
    criteria = criteria_of(event.trials[0])
    assert [int(c.maximum) for c in criteria] == [5, 10, 10, 5, 5, 5]
    assert all(c.levels[-1].highest == c.maximum for c in criteria)
    assert current_rules(event).tie_break[0] == "K2_mean"
    assert "event.created" in acts(event)


def test_an_unknown_preset_is_refused_in_words(app):
    with pytest.raises(RefusalError, match="Такой заготовки нет"):
        create_event_from_preset("no such thing")


def test_the_last_day_counts_to_its_last_second_in_the_zone_of_the_event(app):
    registration = contest().stage("registration")
    # Yakutsk is nine hours ahead: the day of 31 October ends at 15:00 UTC.
    assert registration.closes_at == datetime(2025, 10, 31, 15, 0, tzinfo=UTC)
    assert registration.opens_at == datetime(2025, 9, 30, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("К вершинам мастерства", "k-vershinam-masterstva"),
        ("Ёлка, щука и съезд", "elka-shchuka-i-sezd"),
        ("«Мой лучший урок» 2026", "moy-luchshiy-urok-2026"),
        ("!!!", "event"),
    ],
)
def test_an_address_is_made_of_the_title(title, slug):
    assert slug_of(title) == slug


def test_two_events_of_one_title_get_addresses_and_numbers_of_their_own(app):
    first, second, third = (contest() for _ in range(3))
    assert second.slug == "k-vershinam-masterstva-2025-2"
    assert [e.document_prefix for e in (first, second, third)] == [
        "КВМ-2025-",
        "КВМ-2025-2-",
        "КВМ-2025-3-",
    ]
    assert first.series_id == second.series_id


def test_document_numbers_may_not_begin_like_those_of_another_event(app):
    contest()
    other = contest()
    with pytest.raises(RefusalError, match="номера мероприятия") as refusal:
        change_event(other, document_prefix="КВМ-2025-")
    assert refusal.value.field == "document_prefix"


def test_an_event_without_nominations_or_deadline_is_not_announced(app):
    event = create_event("Пустой", "essay")
    with pytest.raises(RefusalError, match="последний день"):
        publish_event(event)
    set_stage_days(event.stage("registration"), date(2030, 1, 1), date(2030, 1, 31))
    with pytest.raises(RefusalError, match="номинации"):
        publish_event(event)
    assert event.published_at is None


def test_an_event_goes_through_its_phases_and_the_journal_knows(app):
    event = contest()
    seen = [phase(event, now())]
    for verb in (publish_event, open_judging, close_judging, archive_event, restore_event):
        verb(event)
        seen.append(phase(event, now()))
    assert seen == ["setup", "registration", "judging", "results", "archived", "results"]
    assert acts(event)[-6:] == [
        "event.published",
        "rules.frozen",
        "stage.opened",
        "stage.closed",
        "event.archived",
        "event.restored",
    ]


def test_judging_does_not_open_without_criteria(app):
    event = create_empty_event("Пустой", "essay", schedule=SCHEDULE)
    event.published_at = now()
    with pytest.raises(RefusalError, match="критерия"):
        open_judging(event)


def test_a_deadline_is_extended_with_a_reason_that_the_journal_keeps(app):
    set_clock(lambda: datetime(2025, 10, 31, 20, tzinfo=UTC))
    event = contest()
    stage = event.stage("registration")
    with pytest.raises(RefusalError, match="причина"):
        extend_deadline(stage, date(2025, 11, 5), " ")
    with pytest.raises(RefusalError, match="не позже прежнего"):
        extend_deadline(stage, date(2025, 10, 31), "каникулы")
    extend_deadline(stage, date(2025, 11, 5), "каникулы")
    assert stage.closes_at == datetime(2025, 11, 5, 15, 0, tzinfo=UTC)
    line = db.session.scalars(select(JournalLine).where(JournalLine.act == "stage.extended")).one()
    assert line.data["last"] == "2025-11-05"
    assert [text.text for text in line.texts] == ["каникулы"]


def test_a_deadline_is_not_moved_to_a_day_that_has_passed(app):
    set_clock(lambda: datetime(2025, 12, 1, tzinfo=UTC))
    stage = contest().stage("registration")
    with pytest.raises(RefusalError, match="уже прошёл"):
        extend_deadline(stage, date(2025, 11, 5), "каникулы")


def test_a_nomination_with_applications_stays_and_an_empty_one_goes(app):
    event = contest()
    taken, free = event.nominations[0], event.nominations[1]
    db.session.add(
        Registration(event=event, nomination=taken, token_hash="t", created_at=now(), draft={})
    )
    db.session.flush()
    with pytest.raises(RefusalError, match="уже есть заявки"):
        remove_line(taken)
    remove_line(free)
    assert [n.code for n in event.nominations][:3] == ["YS1", "YS3", "YS4"]


def test_an_audience_with_nominations_stays(app):
    event = contest()
    with pytest.raises(RefusalError, match="в ней есть номинации"):
        remove_line(event.audiences[0])
    assert len(event.audiences) == 2


def test_an_audience_that_nobody_fits_is_refused(app):
    with pytest.raises(RefusalError, match="никто не подходит"):
        add_audience(contest(), "Никто", min_experience=10, max_experience=3)


def test_lines_change_places(app):
    event = contest()
    move_line(event.nominations[1], up=True)
    assert [n.code for n in event.nominations][:3] == ["YS2", "YS1", "YS3"]
    move_line(event.nominations[0], up=True)
    assert [n.code for n in event.nominations][:3] == ["YS2", "YS1", "YS3"]


def test_a_new_edition_has_the_settings_of_the_old_one_a_year_later(app):
    event = contest(subtitle="Муниципальный конкурс, 2025 год")
    change_event(event, regulation="Приказ 2025 года")
    edition = new_edition(event)
    assert edition.slug == "k-vershinam-masterstva-2026"
    assert edition.series_id == event.series_id
    assert edition.document_prefix == "КВМ-2026-"
    assert edition.subtitle == "Муниципальный конкурс, 2026 год"
    assert edition.regulation == "Приказ 2026 года"
    assert edition.reference_date == date(2026, 10, 1)
    assert edition.stage("registration").closes_at == datetime(2026, 10, 31, 15, tzinfo=UTC)
    assert edition.published_at is None
    assert [n.audience.event_id for n in edition.nominations] == [edition.id] * 8
    assert [c.title for c in criteria_of(edition.trials[0])] == [
        c.title for c in criteria_of(event.trials[0])
    ]
    assert current_rules(edition) == current_rules(event)
