"""The organizer sets a contest up on the screen; nobody else can."""

from datetime import UTC, date, datetime

import pytest

from eventkit.db import db
from eventkit.desk.setup_operations import create_event_from_preset
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.testing.factories import create_account, create_organization, sign_in
from eventkit.web.clock import set_clock

SCHEDULE = {
    "registration": (date(2026, 10, 1), date(2026, 10, 31)),
    "judging": (date(2026, 11, 1), date(2026, 11, 10)),
    "results": (date(2026, 11, 14), None),
    "awards": (date(2026, 11, 21), None),
}
SLUG = "k-vershinam-masterstva-2026"
DAYS = {
    "registration_first": "2026-10-01",
    "registration_last": "31.10.2026",
    "judging_last": "2026-11-10",
    "results_day": "2026-11-14",
    "awards_day": "",
}
PAGES = (
    "settings",
    "settings/stages",
    "settings/entrants",
    "settings/entrants/audience",
    "settings/entrants/nomination",
    "settings/criteria",
    "settings/criteria/new",
    "settings/rules",
    "settings/rules/ties",
    "settings/regulation",
    "settings/format",
    "settings/check",
    "new-edition",
    "judging/open",
    "judging/close",
)


@pytest.fixture(autouse=True)
def in_september(app):
    set_clock(lambda: datetime(2026, 9, 1, tzinfo=UTC))


@pytest.fixture
def event(app) -> Event:
    return create_event_from_preset("summit", schedule=SCHEDULE)


@pytest.fixture
def organizer(client, event):
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return client


def again(slug: str = SLUG) -> Event:
    db.session.expire_all()
    return event_by_slug(slug)


def text_of(answer) -> str:
    return answer.get_data(as_text=True).replace("\u00a0", " ").replace("\u2060", "")


def test_an_administrator_creates_a_contest_in_one_form(app, client):
    sign_in(client, create_account(is_administrator=True))
    school = create_organization(short_name="Методический центр")
    db.session.commit()
    cards = text_of(client.get("/manage/new"))
    assert "К вершинам мастерства" in cards
    assert "Пустое мероприятие" in cards
    form = text_of(client.get("/manage/new/summit"))
    assert "Методический центр" in form
    sent = {"title": "К вершинам мастерства", "organizer": school.id, "format": "essay", **DAYS}
    answer = client.post("/manage/new/summit", data=sent | {"reference_date": "2026-10-01"})
    assert answer.status_code == 302
    assert answer.location.endswith(f"/manage/{SLUG}")
    made = again()
    assert made.organizer.short_name == "Методический центр"
    assert len(made.nominations) == 8
    # 23:59:59 of the last day still counts, in the zone of the installation (UTC+9).
    assert made.stage("registration").closes_at == datetime(2026, 10, 31, 15, tzinfo=UTC)


def test_an_empty_contest_says_what_is_missing_and_is_not_announced(app, client):
    sign_in(client, create_account(is_administrator=True))
    sent = {"title": "Ступени", "organizer": 0, "format": "essay", **DAYS}
    client.post("/manage/new/empty", data=sent | {"reference_date": "2026-10-01"})
    check = text_of(client.get("/manage/stupeni-2026/settings/check"))
    assert "Нет ни одной номинации" in check
    assert "Нет ни одного критерия" in check
    assert "Объявить мероприятие" not in check
    answer = client.post("/manage/stupeni-2026/publish", follow_redirects=True)
    assert "Нет ни одной номинации" in text_of(answer)
    assert again("stupeni-2026").published_at is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Заполните это поле"),
        ({"title": "Я" * 201}, "не больше 200"),
        ({"registration_last": "31.09.2026"}, "Такого дня нет"),
        ({"registration_last": "вчера"}, "Такого дня нет"),
        ({"registration_last": "2026-09-01"}, "раньше первого дня"),
        ({"judging_last": "2026-10-31"}, "хотя бы день после приёма работ"),
        ({"results_day": "2026-11-09"}, "Итоги не раньше"),
        ({"awards_day": "2026-11-01"}, "Награждение не раньше"),
        ({"organizer": "нет"}, "Организатор"),
    ],
)
def test_a_form_that_is_wrong_says_so_at_the_field_and_keeps_what_was_typed(
    app, client, changes, message
):
    sign_in(client, create_account(is_administrator=True))
    sent = {"title": "Проба", "organizer": 0, "reference_date": "2026-10-01", "format": "essay"}
    answer = client.post("/manage/new/summit", data=sent | DAYS | changes)
    assert answer.status_code == 422
    text = text_of(answer)
    assert message in text
    if "title" not in changes:
        assert 'value="Проба"' in text
    assert event_by_slug("proba-2026") is None


@pytest.mark.parametrize("page", PAGES)
def test_settings_are_the_organizers_alone(app, client, event, page):
    address = f"/manage/{event.slug}/{page}"
    assert client.get(address).location.startswith("/login")
    sign_in(client, create_account(roles={event.id: "secretary"}))
    assert client.get(address).status_code == 403
    sign_in(client, create_account(roles={event.id: "organizer"}))
    assert client.get(address).status_code == 200
    assert client.get(f"/manage/net-takogo/{page}").status_code == 404


@pytest.mark.parametrize("verb", ["publish", "archive", "restore", "judging/open", "judging/close"])
def test_acts_are_the_organizers_alone(app, client, event, verb):
    sign_in(client, create_account(roles={event.id: "observer"}))
    assert client.post(f"/manage/{event.slug}/{verb}").status_code == 403


def test_a_person_without_any_event_may_not_create_one(app, client):
    sign_in(client, create_account())
    assert client.get("/manage/new").status_code == 403
    assert client.post("/manage/new/summit", data={}).status_code == 403


def test_a_ready_contest_is_announced_and_visitors_read_its_regulation(organizer, app, event):
    address = f"/events/{SLUG}/regulation"
    stranger = app.test_client()
    assert stranger.get(address).status_code in (302, 403)
    check = text_of(organizer.get(f"/manage/{SLUG}/settings/check"))
    assert "Всё готово к объявлению" in check
    organizer.post(f"/manage/{SLUG}/publish")
    text = text_of(stranger.get(address))
    assert "до 31 октября 2026 г., 23:59 (UTC+9)" in text
    assert "возраст до 35 лет включительно, стаж не больше 5 лет на 1 октября 2026 г." in text
    assert "Храню я в сердце благодарность" in text
    assert "Грамотность (орфография, пунктуация, речь)" in text
    assert "глубокое самостоятельное размышление" in text
    assert "не меньше 75 % наибольшего балла" in text
    assert "Объём до 1500 слов" in text


def test_the_own_text_of_a_regulation_is_shown_without_anything_dangerous(organizer, app, event):
    own = "## Порядок\n\n<script>alert(1)</script> [сюда](javascript:alert(1)) **важно**"
    organizer.post(f"/manage/{SLUG}/settings/regulation", data={"regulation": own})
    organizer.post(f"/manage/{SLUG}/publish")
    page = text_of(app.test_client().get(f"/events/{SLUG}/regulation"))
    assert "<strong>важно</strong>" in page
    assert "Порядок</h3>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_main_settings_are_saved_and_a_bad_address_of_mail_is_not(organizer, event):
    sent = {
        "title": "К вершинам",
        "organizer": 0,
        "reference_date": "01.10.2026",
        "accent": "bor",
        "document_prefix": "КВ-26-",
        "code_prefix": "П-",
        "contact_email": "не адрес",
    }
    address = f"/manage/{SLUG}/settings"
    answer = organizer.post(address, data=sent)
    assert answer.status_code == 422
    assert "не адрес" in text_of(answer)
    assert "Проверьте адрес" in text_of(answer)
    assert again().accent == "chernila"
    assert organizer.post(address, data=sent | {"contact_email": ""}).status_code == 302
    saved = again()
    assert (saved.title, saved.accent, saved.code_prefix) == ("К вершинам", "bor", "П-")
    assert saved.is_blind is False


def test_before_announcing_days_change_freely_and_afterwards_with_a_reason(organizer, event):
    address = f"/manage/{SLUG}/settings/stages"
    sent = DAYS | {"registration_last": "2026-11-01", "judging_last": "2026-11-12"}
    sent |= {"appeal_days": "3"}
    assert organizer.post(address, data=sent).status_code == 302
    assert again().stage("registration").closes_at == datetime(2026, 11, 1, 15, tzinfo=UTC)
    organizer.post(f"/manage/{SLUG}/publish")
    # The page no longer sends this field; whoever sends it all the same changes nothing.
    organizer.post(address, data=sent | {"registration_last": "2026-11-05"})
    assert again().stage("registration").closes_at == datetime(2026, 11, 1, 15, tzinfo=UTC)
    extend = f"{address}/registration/extend"
    short = organizer.post(extend, data={"last": "2026-10-20", "reason": "каникулы"})
    assert "не позже прежнего" in text_of(short)
    assert short.status_code == 422
    assert organizer.post(extend, data={"last": "2026-11-05", "reason": ""}).status_code == 422
    organizer.post(extend, data={"last": "2026-11-05", "reason": "каникулы"})
    assert again().stage("registration").closes_at == datetime(2026, 11, 5, 15, tzinfo=UTC)


def test_audiences_and_nominations_are_added_changed_moved_and_removed(organizer, event):
    here = f"/manage/{SLUG}/settings/entrants"
    wrong = {"title": "Никто", "min_experience": "9", "max_experience": "два"}
    answer = organizer.post(f"{here}/audience", data=wrong)
    assert answer.status_code == 422
    assert "Напишите число" in text_of(answer)
    answer = organizer.post(f"{here}/audience", data=wrong | {"max_experience": "3"})
    assert "никто не подходит" in text_of(answer)
    organizer.post(f"{here}/audience", data={"title": "Студенты", "max_experience": "0"})
    students = again().audiences[-1]
    assert (students.title, students.max_experience) == ("Студенты", 0)
    organizer.post(f"{here}/nomination", data={"title": "Первый шаг", "audience": students.id})
    line = again().nominations[-1]
    assert (line.title, line.audience_id) == ("Первый шаг", students.id)
    organizer.post(f"{here}/nomination/{line.id}", data={"title": "Первый урок", "audience": 0})
    organizer.post(f"{here}/nomination/{line.id}/move", data={"to": "up"})
    assert [n.title for n in again().nominations][-2:] == ["Первый урок", "Эстафета поколений"]
    organizer.post(f"{here}/nomination/{line.id}/remove")
    assert len(again().nominations) == 8
    stays = organizer.post(
        f"{here}/audience/{again().audiences[0].id}/remove", follow_redirects=True
    )
    assert "в ней есть номинации" in text_of(stays)
    assert organizer.post(f"{here}/nomination/99999/remove").status_code == 404
    assert organizer.post(f"{here}/thing/1/remove").status_code == 404


def test_an_organizer_does_not_reach_the_lines_of_another_contest(organizer, event):
    other = create_event_from_preset("summit", schedule=SCHEDULE, title="Чужой")
    db.session.commit()
    line, criterion = other.nominations[0].id, 7
    here = f"/manage/{SLUG}/settings"
    assert organizer.get(f"{here}/entrants/nomination/{line}").status_code == 404
    assert organizer.get(f"{here}/criteria/{criterion}").status_code == 404


def test_next_years_edition_is_made_with_one_button(organizer, event):
    answer = organizer.post(f"/manage/{SLUG}/new-edition", data={"title": event.title})
    assert answer.location.endswith("/manage/k-vershinam-masterstva-2027/settings/stages")
    assert organizer.get(answer.location).status_code == 200


def test_an_archived_contest_comes_back(organizer, event):
    organizer.post(f"/manage/{SLUG}/archive")
    assert again().archived_at is not None
    organizer.post(f"/manage/{SLUG}/restore")
    assert again().archived_at is None
