"""A training from its ready template to the day after: what the organizer and visitors read."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
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
from eventkit.questionnaires.operations import change_wave, open_wave
from eventkit.questionnaires.queries import questionnaires_of
from eventkit.registration.operations import submit_application
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.registration import Applicant
from eventkit.web.clock import now, today
from eventkit.web.viewer import Viewer
from eventkit_training.operations import add_link
from eventkit_training.portrait.choosing import Choice, ChosenSide
from eventkit_training.portrait.operations import change_portrait, publish_portrait
from eventkit_training.portrait.queries import drawn_of, is_published
from eventkit_training.queries import feedback_of, sessions_of, times_of

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


def test_next_years_training_begins_with_programme_questionnaires_and_portrait(client, made):
    asked = questionnaires_of(made)
    young, mentor, _feedback = asked
    closes = datetime.combine(today(ZONE) + timedelta(days=8), time(18), ZoneInfo(ZONE))
    change_wave(mentor.waves[1], "в конце", closes_at=closes, actor="system")
    open_wave(young.waves[0], actor="system")
    session = sessions_of(made)[2]
    add_link(session, "Памятка", "https://example.org/memo")
    sides = (ChosenSide(mentor.id, "Наставники", ("A",)),)
    change_portrait(made, Choice(sides=sides, words="-"), ())
    publish_portrait(made)
    db.session.commit()
    answer = client.post(f"/manage/{made.slug}/new-edition", data={"title": "Формула успеха 2"})
    assert answer.status_code == 302, words(answer)
    edition = event_by_slug(answer.location.split("/")[2])
    assert edition is not None

    copied = questionnaires_of(edition)
    assert [one.draft for one in copied] == [one.draft for one in asked]
    assert [(one.mode, one.pair_scale) for one in copied] == [
        ("code", "C"),
        ("code", "C"),
        ("anonymous", ""),
    ]
    waves = [wave for one in copied for wave in one.waves]
    assert [wave.title for wave in waves] == [
        "до тренинга",
        "после тренинга",
        "до тренинга",
        "в конце",
        "после тренинга",
    ]
    assert {wave.state for wave in waves} == {"planned"}
    assert waves[3].closes_at == closes.replace(year=closes.year + 1)
    codes = {wave.code for one in (*asked, *copied) for wave in one.waves}
    assert len(codes) == 10
    assert {one.salt for one in asked}.isdisjoint(one.salt for one in copied)
    assert feedback_of(edition) == waves[4]

    programme = f"/training/{edition.slug}/manage/programme"
    assert [one.title for one in sessions_of(edition)] == [one.title for one in sessions_of(made)]
    begins = times_of(session)[0].astimezone(ZoneInfo(ZONE))
    same = sessions_of(edition)[2]
    assert times_of(same)[0] == begins.replace(year=begins.year + 1)
    assert (same.places, same.point.hours) == (12, Decimal("1.5"))
    assert [(one.title, one.url) for one in same.materials] == [
        ("Памятка", "https://example.org/memo")
    ]
    assert "программа в другой день" not in words(client.get(programme))

    portrait = drawn_of(edition).choice
    assert portrait == Choice((ChosenSide(copied[1].id, "Наставники", ("A",)),), words="-")
    assert not is_published(edition)


def test_the_overview_reminds_of_what_is_asked_before_and_not_of_the_feedback(client, made):
    def told() -> list[str]:
        shown = words(client.get(f"/manage/{made.slug}")).partition("Требует внимания")[2]
        titles = ("Молодой педагог", "Наставник", "Отзыв после тренинга")
        return [one for one in titles if f"Опросник «{one}» ещё не открыт." in shown]

    assert told() == []
    announce(made)
    db.session.commit()
    assert told() == ["Молодой педагог", "Наставник"]
    young, mentor, _feedback = questionnaires_of(made)
    open_wave(young.waves[0], actor="system")
    change_wave(mentor.waves[0], "до", opens_at=now() + timedelta(days=1), actor="system")
    db.session.commit()
    assert told() == []


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
