"""A helper's phone loses the network, goes on marking, and what it kept arrives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.events.models import Audience, Event, Nomination
from eventkit.events.operations import create_event
from eventkit.people.operations import create_person
from eventkit.registration.checkin.keys import badge_address
from eventkit.registration.checkin.operations import add_helper, issue_helper_link
from eventkit.registration.checkin.queries import arrival_of, present_by_point
from eventkit.registration.operations import submit_application
from eventkit.web.clock import now
from tests.browser.conftest import Site, network

pytestmark = pytest.mark.browser
NAMES = ("Азбукина", "Букварёва", "Глаголева")


def test_marks_made_without_a_network_arrive_when_it_is_back(
    person: Callable[..., Page], site: Site, accessible: Callable[..., None], tmp_path
) -> None:
    with site.app.app_context():
        set_mode("write")
        event = create_event("Слёт наставников", "essay", reference_date=date(2026, 3, 1))
        line = Nomination(code="У", title="Участники", audience=Audience(code="В", title="Все"))
        event.audiences.append(line.audience)
        event.nominations.append(line)
        people = [create_person(name, "Дарья", "Игоревна") for name in NAMES]
        for each in people:
            submit_application(event, each, None, line, {}, now())
        token = issue_helper_link(add_helper(event, "Мария", actor="system"), actor="system")
        picture(badge_address(event.id, people[2].id), tmp_path / "badge.png")
        event_id, address = event.id, f"/events/{event.slug}/checkin/{token}"
        db.session.commit()
    page = person(width=360)
    page.goto(address)
    accessible(page)
    page.get_by_label("Снимок бейджа").set_input_files(tmp_path / "badge.png")
    expect(page.get_by_text("Глаголева Дарья Игоревна: отмечено.")).to_be_visible()
    network(page, is_there=False)
    page.get_by_label("Найти в списке").fill("букварев")
    expect(page.get_by_text("Азбукина")).to_be_hidden()
    page.get_by_role("button", name="Отметить: Букварёва").click()
    page.get_by_label("Найти в списке").fill("")
    page.get_by_role("button", name="Отметить: Азбукина").click()
    page.get_by_role("button", name="Здесь, снять отметку: Азбукина").click()
    expect(page.get_by_text("Не отправлено: 3")).to_be_visible()
    accessible(page)
    assert marked(site, event_id) == {"Глаголева"}
    network(page, is_there=True)
    expect(page.locator("[data-line]")).to_be_hidden()
    assert marked(site, event_id) == {"Глаголева", "Букварёва"}
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("2")


def picture(text: str, path) -> None:
    """A photograph of a badge."""
    import qrcode

    qrcode.make(text).save(path, "PNG")


def marked(site: Site, event_id: int) -> set[str]:
    """Last names of those who have come, as the site knows."""
    from eventkit.people.models import Person

    with site.app.app_context():
        set_mode("read")
        event = db.session.get_one(Event, event_id)
        arrival = arrival_of(event)
        ids = present_by_point(event).get(arrival.id, set()) if arrival else set()
        found = {db.session.get_one(Person, one).last_name for one in ids}
        db.session.rollback()
    return found
