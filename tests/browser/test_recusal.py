"""A juror's pages of recusal: they keep nothing on the phone, and their scripts still run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db
from eventkit.juries.operations import issue_link
from eventkit.testing.juries import create_entry, create_judged_event, create_juror, create_task

pytestmark = pytest.mark.browser


def test_a_juror_steps_back_from_a_work_on_a_phone(
    site: Any, person: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    """An error of a script on the way fails the test when the browser is closed."""
    with site.app.app_context():
        event = create_judged_event()
        juror = create_juror(event)
        for code in ("Э-301", "Э-302"):
            create_task(event, juror, create_entry(event, code=code))
        token = issue_link(juror)
        db.session.commit()
    page = person(width=360)
    page.goto(f"/jury/{token}")
    page.get_by_role("button", name="Открыть мои работы").click()
    page.goto("/jury/recusals")
    expect(page.get_by_role("heading", level=1)).to_have_text("Самоотвод")
    accessible(page)
    page.get_by_text("Э-301").first.click()
    page.get_by_role("button", name="Родственник").first.click()
    expect(page.get_by_role("heading", name="Заявлено")).to_be_visible()
    accessible(page)
