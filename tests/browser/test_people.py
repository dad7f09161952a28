"""Pages of accounts and of the directory, in both languages and at three widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db
from eventkit.people.operations import create_account, create_person
from eventkit.people.passwords import hash_password

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "width", [360, *(pytest.param(wider, marks=pytest.mark.all) for wider in (768, 1440))]
)
def test_signing_in_and_the_directory(
    site: Any, person: Callable[..., Page], accessible: Callable[[Page], None], width: int
) -> None:
    """An administrator signs in and adds a person; no page scrolls sideways, none fails axe."""
    with site.app.app_context():
        who = create_person("Праведникова", "Антонина", "Степановна")
        create_account(
            "admin@example.org",
            who,
            hashed_password=hash_password("тихая река"),
            is_administrator=True,
        )
        db.session.commit()
    page = person(width=width)
    page.goto("/login")
    accessible(page)
    page.get_by_role("region", name="С паролем").get_by_label("Электронная почта").fill(
        "admin@example.org"
    )
    page.get_by_label("Пароль").fill("тихая река")
    page.get_by_role("button", name="Войти", exact=True).click()
    for path in (
        "/me",
        "/manage/people",
        "/manage/organizations",
        "/manage/accounts",
        "/manage/site",
        "/manage/site/consents",
        "/manage/site/consents/processing",
    ):
        for language in ("ru", "en"):
            page.goto(f"{path}?lang={language}")
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/manage/people/new?lang=ru")
    page.get_by_label("Фамилия").fill("Звонкова")
    page.get_by_label("Имя", exact=True).fill("Алина")
    page.get_by_label("Отчество").fill("Руслановна")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Звонковой Алине Руслановне")).to_be_visible()
