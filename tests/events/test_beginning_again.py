"""A year later: what may be repeated, what is easily confused, which days were left behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.desk.facts import phase_word
from eventkit.desk.setup_operations import create_event_from_preset
from eventkit.desk.stage_words import opening_words
from eventkit.events.models import Event
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.pages import words
from eventkit.testing.registration import CLOSES, DURING, OPENS, create_open_event
from eventkit.web.clock import set_clock
from tests.events.test_settings_pages import DAYS, SCHEDULE

pytestmark = pytest.mark.database
BEFORE = datetime(2025, 9, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_september(app):
    set_clock(lambda: datetime(2026, 9, 1, tzinfo=UTC))


@pytest.fixture
def event(app) -> Event:
    made = create_event_from_preset("summit", schedule=SCHEDULE)
    db.session.commit()
    return made


@pytest.fixture
def organizer(client: FlaskClient, event: Event) -> FlaskClient:
    sign_in(client, create_account(roles={event.id: "organizer"}, is_administrator=True))
    return client


def test_last_years_event_is_offered_on_the_page_of_a_new_one(app, client: FlaskClient) -> None:
    """The latest of each series that is the viewer's own."""
    mine = create_event(title="Мой конкурс")
    older = create_event(title="Прежний", series=mine.series)
    create_event(title="Чужой")
    latest = create_event(title="Последний", series=mine.series)
    roles = dict.fromkeys((mine.id, older.id, latest.id), "organizer")
    sign_in(client, create_account(roles=roles))
    page = client.get("/manage/new").text
    assert f'href="/manage/{latest.slug}/new-edition"' in page
    assert page.count("/new-edition") == 1
    assert client.get(f"/manage/{latest.slug}/new-edition").status_code == 200


def test_a_title_that_runs_already_is_warned_of_once(organizer, event: Event) -> None:
    sent = {"title": f" {event.title.upper()} ", "organizer": 0, "format": "essay", **DAYS}
    sent["reference_date"] = "2026-10-01"
    answer = organizer.post("/manage/new/summit", data=sent)
    assert answer.status_code == 422
    assert "Мероприятие с таким названием уже есть." in words(answer)
    kept = answer.text.split('name="same_title"')[1].split('value="')[1].split('"')[0]
    answer = organizer.post("/manage/new/summit", data=sent | {"same_title": kept})
    assert answer.status_code == 302


def test_an_archived_event_of_that_title_is_no_warning(organizer, event: Event) -> None:
    organizer.post(f"/manage/{event.slug}/archive")
    sent = {"title": event.title, "organizer": 0, "format": "essay", **DAYS}
    answer = organizer.post("/manage/new/summit", data=sent | {"reference_date": "2026-10-01"})
    assert answer.status_code == 302


def test_announcing_names_the_days_and_a_first_day_that_is_still_ahead(app) -> None:
    event = create_open_event()
    assert opening_words(event, BEFORE) == (
        "Страницу мероприятия увидят все. Заявки принимают: 6–31 октября."
        " Первый день ещё впереди: до 6 октября подать заявку нельзя."
    )
    assert opening_words(event, DURING).endswith("Подать заявку можно будет сразу.")


def test_the_page_of_the_check_says_so(organizer, event: Event) -> None:
    assert "Заявки принимают: 1–31 октября." in words(
        organizer.get(f"/manage/{event.slug}/settings/check")
    )


def test_a_moved_first_day_tells_that_ages_are_counted_on_the_old_one(
    organizer, event: Event
) -> None:
    address = f"/manage/{event.slug}/settings/stages"
    moved = DAYS | {"registration_first": "2026-10-05", "appeal_days": "3"}
    said = words(organizer.post(address, data=moved, follow_redirects=True))
    assert "Возраст и стаж по-прежнему считают на 1 октября 2026 г." in said
    again = words(organizer.post(address, data=moved, follow_redirects=True))
    assert "по-прежнему считают" not in again


def test_where_the_link_is_to_be_sent_round_it_can_be_copied(organizer, event: Event) -> None:
    organizer.post(f"/manage/{event.slug}/publish")
    page = organizer.get(f"/manage/{event.slug}").text
    assert f'/events/{event.slug}" data-copied=' in page


def test_an_applications_end_is_called_so_inside_too(app) -> None:
    event = create_open_event()
    assert phase_word(event, OPENS) == "приём заявок"
    assert phase_word(event, CLOSES) == "приём закончен"
