"""A training from its ready template to the day after: what the organizer and visitors read."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.duties import managed
from eventkit.desk.setup_check import announce, checks
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.queries import event_by_slug
from eventkit.mail.models import Letter
from eventkit.questionnaires.queries import questionnaires_of
from eventkit.registration.operations import submit_application
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.registration import Applicant
from eventkit.web.clock import now, today
from eventkit.web.viewer import Viewer
from eventkit_training.queries import sessions_of

ZONE = "Asia/Yakutsk"
OF_CONTESTS = ("жюри", "номинац", "критери", "приём работ", "приём заявок", "конкурс", "апелляц")


def of_contests(page) -> list[str]:
    return [word for word in OF_CONTESTS if word in words(page).casefold()]


def day(days: int) -> str:
    return f"{today(ZONE) + timedelta(days=days):%d.%m.%Y}"


@pytest.fixture
def made(app, client) -> Event:
    """A ready training for next week, made on the screen; sign-up has begun."""
    account = create_account()
    account.is_administrator = True
    sign_in(client, account)
    fields = {
        "title": "Формула успеха",
        "format": "training",
        "organizer": "0",
        "registration_first": day(0),
        "registration_last": day(6),
        "judging_first": day(7),
        "judging_last": day(7),
        "awards_day": "",
    }
    turned = client.post("/manage/new/formula", data=fields | {"judging_last": day(6)})
    assert turned.status_code == 422
    assert "Это раньше первого дня." in words(turned)
    answer = client.post("/manage/new/formula", data=fields)
    assert answer.status_code == 302, words(answer)
    event = event_by_slug(answer.location.rsplit("/", 1)[1])
    assert event is not None
    return event


def test_the_ready_training_has_its_day_and_its_questionnaires(client, made):
    sessions = sessions_of(made)
    assert [(one.title, one.places) for one in sessions[1:4]] == [
        ("Эмоции на уроке", None),
        ("Трудный разговор с родителями", 12),
        ("Как вернуть силы", 8),
    ]
    begins = sessions[0].point.begins_at
    assert begins is not None
    assert f"{begins.astimezone(ZoneInfo(made.timezone)):%d.%m.%Y %H:%M}" == f"{day(7)} 09:30"
    asked = questionnaires_of(made)
    assert [(one.draft["title"]["ru"], one.mode, len(one.waves)) for one in asked] == [
        ("Молодой педагог", "code", 2),
        ("Наставник", "code", 2),
        ("Отзыв после тренинга", "anonymous", 1),
    ]
    assert {check.state for check in checks(made)} == {"ok"}
    here = f"/manage/{made.slug}"
    for page in (
        here,
        f"{here}/settings",
        f"{here}/settings/stages",
        f"{here}/settings/check",
        f"{here}/settings/format",
        f"{here}/registrations",
        f"{here}/awards",
        f"{here}/checkin",
        f"/training/{made.slug}/manage/programme",
    ):
        shown = client.get(page)
        assert shown.status_code == 200, page
        assert of_contests(shown) == [], page


def test_a_participant_reads_no_word_of_contests_on_the_way(client, made):
    announce(made)
    db.session.commit()
    with client.session_transaction() as session:
        session.clear()
    for page in (f"/events/{made.slug}", f"/events/{made.slug}/regulation"):
        assert of_contests(client.get(page)) == [], page
    assert "Идёт запись" in words(client.get("/"))
    applicant = Applicant(client, made)
    applicant.start()
    typed = [
        ("school", {"organization": applicant.school}),
        ("part", {"role": "young", "partner": "Опытнов Пётр Захарович"}),
        ("consents", {"processing": "y"}),
    ]
    for step, fields in typed:
        # The text of the consent is the site's own, one for all events.
        assert step == "consents" or of_contests(applicant.get(step)) == [], step
        assert applicant.post(step, **fields).status_code == 302, step
    assert of_contests(applicant.get("check")) == []
    sent = applicant.send()
    assert sent.status_code == 302, words(sent)
    for page in (sent.location, applicant.address):
        assert of_contests(client.get(page, follow_redirects=True)) == [], page
    letter = db.session.scalars(select(Letter)).one()
    assert letter.subject == "Заявка № 1 получена"
    assert not any(word in letter.body.casefold() for word in OF_CONTESTS)


def test_the_days_alone_lead_from_sign_up_to_the_papers(made):
    announce(made)
    person = create_person()
    submit_application(made, person, None, made.nominations[0], {}, now())
    admin = Viewer(account_id=1, is_administrator=True)

    def at(days: float) -> tuple[str, str]:
        moment = now() + timedelta(days=days)
        (row,) = managed(admin, moment)
        return phase(made, moment), row.step.title

    assert at(0) == ("registration", "1 заявка ждёт решения")
    assert at(7) == ("judging", "Мероприятие идёт")
    assert at(9) == ("awards", "Мероприятие прошло")
