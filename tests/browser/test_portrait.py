"""The portrait on a projector: fits without scrolling, grows, says when it is off line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.people.models import Person
from eventkit.questionnaires.live import show_live
from eventkit.questionnaires.models import Wave
from eventkit.testing.factories import create_event, create_person
from eventkit.web.clock import now
from eventkit_training.portrait.operations import publish_portrait
from tests.browser.conftest import Site, network
from tests.training.portraits import ACTOR, MENTORS, answer, opened, two_groups

pytestmark = [pytest.mark.browser, pytest.mark.all]
HANGS_OVER = """() => [...document.querySelectorAll(".pt, .pt-side, .pt-mid, html")]
  .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.className)"""


def test_the_wall_fits_grows_and_says_since_when_it_has_no_network(
    person: Callable[..., Page], site: Site, accessible: Callable[..., None]
) -> None:
    with site.app.app_context():
        set_mode("write")
        event = create_event(format="training", title="Тренинг", published_at=now())
        _teachers, mentors = two_groups(event)
        wave = opened(mentors, "После тренинга")
        show_live(wave, actor=ACTOR)
        publish_portrait(event)
        people = [create_person(last_name=f"Живова{number}").id for number in range(10)]
        wave_id, address = wave.id, f"/training/{event.slug}/portrait/wall"
        db.session.commit()
    page = person(width=1920, height=1080)
    page.goto(address)
    expect(page.locator(".pt-live")).to_have_text("На экране ответы 16 человек.")
    for width, height in ((1920, 1080), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(HANGS_OVER) == [], (width, height)
    accessible(page)
    phone = person(width=360, height=740)
    phone.emulate_media(color_scheme="dark")
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    accessible(phone)
    with site.app.app_context():
        set_mode("write")
        wave = db.session.get(Wave, wave_id)
        answer(wave, [db.session.get(Person, one) for one in people], MENTORS * 2)
        db.session.commit()
    expect(page.locator(".pt-live")).to_have_text(
        "На экране ответы 16 человек, ещё 5 получено: покажем, когда наберётся шаг."
    )
    expect(page.get_by_text("8 анкет до, 5 после")).to_be_visible()
    network(page, is_there=False)
    expect(page.locator(".pt-offline")).to_contain_text("без сети с")
    network(page, is_there=True)
    expect(page.locator(".pt-offline")).to_be_hidden()
