"""The results room and the public pages, as each person sees them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.operations import dismiss_juror, issue_link, make_chair, revoke_link
from eventkit.juries.queries import jurors_of
from eventkit.mail.models import Letter
from eventkit.people.models import Person
from eventkit.people.passwords import token_hash
from eventkit.registration.models import Registration
from eventkit.registration.operations import give_consent, withdraw_consent
from eventkit.results import queries
from eventkit.results.models import Calculation
from eventkit.results.operations import calculate, publish
from eventkit.scoring.models import Sheet
from eventkit.scoring.operations import reopen_sheet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.results import create_judged_event
from eventkit.web.clock import now

RULES = {
    "winner_min_percent": 75,
    "prize_min_percent": 60,
    "tie_break": ["K2_mean", "chair_decision", "shared_place"],
    "sheets_per_entry": 2,
    "divergence_points": 8,
    "strict_judge_flag": {"min_sheets": 1, "abs_mean_deviation": 2},
}
TABLE: dict[str, Any] = {
    "N1": {"Э-1": ((40, 50), (40, 40)), "Э-2": ((50, 30), (50, 40)), "Э-3": ((30, 30), (30, 40))},
    "N2": {"Э-4": ((40, 40), (40, 40)), "Э-5": ((40, 40), (40, 40))},
    "N3": {"Э-6": ((30, 34), (30, 34))},
}
CRITERIA = (("K1", 50), ("K2", 50))
ROOM = "/manage/{}/results"


@pytest.fixture
def event(app: Flask) -> Event:
    return create_judged_event(TABLE, rules=RULES, criteria=CRITERIA)


@pytest.fixture
def room(event: Event) -> str:
    return ROOM.format(event.slug)


def enter(app: Flask, event: Event, role: str) -> FlaskClient:
    """The browser of somebody with a role in the event."""
    client = app.test_client()
    sign_in(client, create_account(roles={event.id: role}))
    return client


def text(response: Any) -> str:
    return str(response.get_data(as_text=True)).replace("\u00a0", " ").replace("\u2060", "")


def registration_of(event: Event, code: str) -> Registration:
    query = select(Registration).where(Registration.event_id == event.id)
    return next(r for r in db.session.scalars(query) if r.entry and r.entry.code == code)


def name_of(event: Event, code: str) -> str:
    person = registration_of(event, code).person
    assert person is not None
    return person.full_name


def published(event: Event) -> None:
    publish(calculate(event, "account:1"), actor="account:1")
    db.session.commit()


@pytest.mark.parametrize("path", ["", "/jury", "/decisions", "/versions"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("organizer", 200), ("chair", 200), ("secretary", 200), ("observer", 200), ("juror", 403)],
)
def test_the_staff_sees_the_room_and_a_juror_does_not(
    app: Flask, event: Event, room: str, role: str, status: int, path: str
) -> None:
    client = enter(app, event, role)
    assert client.get(room + path).status_code == status  # nothing counted yet
    calculate(event, "account:1")
    db.session.commit()
    assert client.get(room + path).status_code == status


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, room: str) -> None:
    answer = client.get(room)
    assert answer.status_code == 302
    assert answer.location.startswith("/login?next=/manage/")


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("observer", "/calculate", 403),
        ("observer", "/publish", 403),
        ("observer", "/lock", 403),
        ("secretary", "/calculate", 302),
        ("secretary", "/publish", 403),
        ("organizer", "/decisions/new?nomination=N2", 403),
        ("secretary", "/decisions/new?nomination=N2", 403),
        ("chair", "/decisions/new?nomination=N2", 422),
    ],
)
def test_who_may_act(
    app: Flask, event: Event, room: str, role: str, path: str, status: int
) -> None:
    calculate(event, "account:1")
    db.session.commit()
    assert enter(app, event, role).post(room + path).status_code == status


def test_the_chair_withholds_first_place(app: Flask, event: Event, room: str) -> None:
    calculate(event, "account:1")
    db.session.commit()
    chair = enter(app, event, "chair")
    form = {"kind": "no_award", "text": "Достойных первого места нет", "decided_on": "20.11.2025"}
    answer = chair.post(f"{room}/decisions/new?nomination=N1", data=form)
    assert answer.status_code == 302
    page = text(chair.get(f"{room}?nomination=N1&open=Э-1"))
    assert "Первое место решено не присуждать, поэтому места начинаются со второго." in page
    assert "первое место решено не присуждать" in page
    made = queries.calculation(event)
    assert made is not None
    places = {row.entry.code: row.place for row in queries.standings(made)}
    assert (places["Э-1"], places["Э-2"]) == (2, 3)


def test_an_observer_reads_without_buttons(app: Flask, event: Event, room: str) -> None:
    calculate(event, "account:1")
    db.session.commit()
    page = text(enter(app, event, "observer").get(room))
    assert name_of(event, "Э-1") in page
    assert "К публикации" not in page
    assert "Посчитать" not in page


def test_counting_from_the_empty_room(app: Flask, event: Event, room: str) -> None:
    client = enter(app, event, "organizer")
    assert "Итоги ещё не подсчитаны" in text(client.get(room))
    page = text(client.post(f"{room}/calculate", follow_redirects=True))
    assert "Подсчёт № 1 готов." in page
    assert "Подсчёт № 1, не опубликован" in page
    again = text(client.post(f"{room}/calculate", follow_redirects=True))
    assert "С подсчёта № 1 ничего не изменилось." in again


def test_before_the_first_sent_sheet_there_is_nothing_to_count(
    app: Flask, event: Event, room: str
) -> None:
    for sheet in db.session.scalars(select(Sheet)).all():
        if sheet.state == "submitted":
            reopen_sheet(sheet)
    db.session.commit()
    page = text(enter(app, event, "organizer").get(room))
    assert "Ни один лист ещё не отправлен." in page
    assert "Посчитать итоги" not in page
    assert "Все назначенные листы отправлены" not in page
    refused = enter(app, event, "organizer").post(f"{room}/calculate", follow_redirects=True)
    assert "Ни один лист ещё не отправлен, считать нечего." in text(refused)
    assert db.session.scalars(select(Calculation)).all() == []


def test_the_reason_opens_in_sentences_with_the_deciding_criterion(
    app: Flask, event: Event, room: str
) -> None:
    calculate(event, "account:1")
    db.session.commit()
    page = text(enter(app, event, "organizer").get(f"{room}?nomination=N1&open=Э-1"))
    assert "Балл работы – среднее 2 листов: (90 + 80) / 2 = 85,00 из 100." in page
    assert "Столько же у работы Э-2." in page
    assert "среднее по критерию «Критерий K2»: здесь 45,00, там 35,00. Это и решило." in page
    assert 'class="key-row"' in page
    assert "ничья решена по критерию 2" in page
    assert "нужно решение председателя" in page
    assert "победителя нет: 64 % при пороге 75 %" in page
    assert "Справочно, на места не влияет." in page


def test_unknown_nominations_and_versions_are_not_found(
    app: Flask, event: Event, room: str
) -> None:
    calculate(event, "account:1")
    db.session.commit()
    client = enter(app, event, "organizer")
    for query in ("nomination=нет", "version=7", "version=x", "version=99999999999999999999"):
        assert client.get(f"{room}?{query}").status_code == 404


def test_the_chair_decides_and_the_places_follow(app: Flask, event: Event, room: str) -> None:
    calculate(event, "account:1")
    db.session.commit()
    chair = enter(app, event, "chair")
    form = text(chair.get(f"{room}/decisions/new?nomination=N2"))
    assert 'value="Э-4, Э-5"' in form
    values = {
        "kind": "order", "entry_codes": "Э-5, Э-4", "text": "Первой считать Э-5",
        "protocol_number": "3", "decided_on": "14.11.2025",
    }  # fmt: skip
    page = text(
        chair.post(f"{room}/decisions/new?nomination=N2", data=values, follow_redirects=True)
    )
    assert "ничью решил председатель" in page
    made = queries.calculation(event)
    assert made is not None
    rows = [(s.entry.code, s.place) for s in queries.standings(made)]
    assert rows[3:5] == [("Э-5", 1), ("Э-4", 2)]
    versions = text(chair.get(f"{room}/versions"))
    assert "Чем № 2 отличается от № 1" in versions
    assert "Первой считать Э-5" in versions


def test_the_chair_finds_the_tie_on_the_list_of_works(app: Flask, event: Event, room: str) -> None:
    """The personal link opens no desk: without this line the chair would meet a dead end."""
    calculate(event, "account:1")
    chair, other = jurors_of(event.id)[:2]
    make_chair(chair)
    seats = []
    for juror in (chair, other):
        seats.append(app.test_client())
        enter_by_link(seats[-1], juror)
    said = text(seats[0].get("/jury"))
    assert "ничью решает председатель" in said
    assert f'href="{room}"' in said
    assert seats[0].get(room).status_code == 200
    assert room not in text(seats[1].get("/jury"))


@pytest.mark.parametrize("shut", [revoke_link, issue_link, dismiss_juror])
def test_a_link_of_the_chair_that_is_no_longer_valid_opens_nothing(
    app: Flask, event: Event, room: str, shut: Callable[[Juror], object]
) -> None:
    """Taken back, replaced by another, or its juror has left: the old device decides nothing."""
    publish(calculate(event, "account:1"), actor="account:1")
    chair = jurors_of(event.id)[0]
    make_chair(chair)
    old = app.test_client()
    enter_by_link(old, chair)
    papers = ("", "/protocol.pdf", "/rating.xlsx", "/whole", "/places", "/decisions/new")
    assert [old.get(f"{room}{end}?nomination=N2").status_code for end in papers] == [200] * 6
    shut(chair)
    db.session.commit()
    assert [old.get(f"{room}{end}?nomination=N2").status_code for end in papers] == [302] * 6
    values = {"kind": "special_prize", "entry_codes": "Э-1", "text": "За смелость"}
    answer = old.post(f"{room}/decisions/new?nomination=N1", data=values)
    assert answer.status_code == 403
    assert "За смелость" not in text(enter(app, event, "chair").get(f"{room}/decisions"))


def test_a_wrong_decision_keeps_what_was_typed(app: Flask, event: Event, room: str) -> None:
    calculate(event, "account:1")
    db.session.commit()
    values = {
        "kind": "order", "entry_codes": "Э-5, Э-1", "text": "Первой считать Э-5",
        "decided_on": "31.02.2025",
    }  # fmt: skip
    chair = enter(app, event, "chair")
    answer = chair.post(f"{room}/decisions/new?nomination=N2", data=values)
    assert answer.status_code == 422
    assert "Такого дня нет" in text(answer)
    answer = chair.post(
        f"{room}/decisions/new?nomination=N2", data=values | {"decided_on": "28.02.2025"}
    )
    assert answer.status_code == 422
    page = text(answer)
    assert "В этой номинации нет работы Э-1." in page
    assert 'value="Э-5, Э-1"' in page
    assert "Первой считать Э-5" in page


def test_publishing_names_its_consequences_and_then_everybody_sees(
    app: Flask, client: FlaskClient, event: Event, room: str
) -> None:
    calculate(event, "account:1")
    db.session.commit()
    public = f"/events/{event.slug}/results"
    before = client.get(public)
    assert before.status_code == 404
    assert "Итогов пока нет" in text(before)
    organizer = enter(app, event, "organizer")
    question = text(organizer.get(f"{room}/publish"))
    assert "Уйдёт 6 писем" in question
    assert "2 мест" in question  # the tie of N2 waits for the chair
    refused = organizer.post(f"{room}/publish", data={"protocol_number": ""})
    assert refused.status_code == 422
    assert client.get(public).status_code == 404
    organizer.post(f"{room}/publish", data={"protocol_number": "4"})
    after = client.get(public)
    assert after.status_code == 200
    assert "протокол № 4" in text(after)
    assert len(db.session.scalars(select(Letter)).all()) == 6
    assert event.title in text(client.get("/results"))


def test_publication_waits_for_the_jury(app: Flask) -> None:
    event = create_judged_event(TABLE, rules=RULES, criteria=CRITERIA, closed=False)
    calculate(event, "account:1")
    db.session.commit()
    client = enter(app, event, "organizer")
    page = text(
        client.post(
            f"/manage/{event.slug}/results/publish",
            data={"protocol_number": "1"},
            follow_redirects=True,
        )
    )
    assert "Сначала закройте" in page
    assert queries.published_calculation(event) is None


def test_the_chair_sees_codes_while_a_blind_jury_reads(app: Flask) -> None:
    event = create_judged_event(TABLE, rules=RULES, criteria=CRITERIA, closed=False)
    calculate(event, "account:1")
    db.session.commit()
    chair = enter(app, event, "chair")
    page = text(chair.get(f"/manage/{event.slug}/results"))
    assert "Работа Э-1" in page
    assert name_of(event, "Э-1").split()[0] not in page
    assert chair.get(f"/manage/{event.slug}/results/protocol.pdf").status_code == 403


def test_nobody_is_named_in_public_without_consent(client: FlaskClient, event: Event) -> None:
    named, hidden = registration_of(event, "Э-1"), registration_of(event, "Э-2")
    give_consent(named, "publication", at=now())
    give_consent(hidden, "publication", at=now())
    published(event)
    address = f"/events/{event.slug}/results"
    page = text(client.get(address))
    assert name_of(event, "Э-1") in page
    assert name_of(event, "Э-2") in page
    assert name_of(event, "Э-3") not in page
    withdraw_consent(hidden, "publication", at=now())
    db.session.commit()
    page = text(client.get(address))
    assert name_of(event, "Э-1") in page
    assert name_of(event, "Э-2") not in page
    assert hidden.organization_name not in page
    assert f"участник № {hidden.number}" in page


def test_the_public_page_says_how_places_were_decided(client: FlaskClient, event: Event) -> None:
    published(event)
    page = text(client.get(f"/events/{event.slug}/results"))
    assert "Балл работы – среднее всех отправленных листов." in page
    assert "Средний балл по критерию «Критерий K2»" in page
    assert "Первое место не присуждено." in page


def own_page(event: Event, code: str, token: str = "secret") -> str:
    registration = registration_of(event, code)
    registration.token_hash = token_hash(token)
    db.session.commit()
    return f"/events/{event.slug}/register/{token}/result"


def test_the_author_reads_the_own_result_without_names_of_jurors(
    client: FlaskClient, event: Event
) -> None:
    sheet = next(s for s in db.session.scalars(select(Sheet)) if s.assignment.entry.code == "Э-1")
    sheet.comment_for_author = "Искренне и точно."
    sheet.private_note = "Не показывать автору."
    address = own_page(event, "Э-1")
    assert client.get(address).status_code == 404  # before publication
    published(event)
    page = text(client.get(address))
    for words in ("85,00", "из 100", "45,00", "Искренне и точно.", "Место первое."):
        assert words in page
    jurors = db.session.scalars(
        select(Person.last_name).join(Juror, Juror.person_id == Person.id)
    ).all()
    assert len(jurors) == 2
    for name in {*jurors, "Не показывать автору.", "Э-2"}:
        assert name not in page


def test_a_wrong_secret_opens_nothing(client: FlaskClient, event: Event) -> None:
    published(event)
    assert client.get(f"/events/{event.slug}/register/wrong/result").status_code == 404
    number = registration_of(event, "Э-1").id
    answer = client.get(f"/events/{event.slug}/register/my-{number}/result")
    assert answer.status_code == 302
    stranger = client.application.test_client()
    sign_in(stranger, create_account())
    assert stranger.get(f"/events/{event.slug}/register/my-{number}/result").status_code == 403


def test_a_signed_in_author_finds_the_result(app: Flask, event: Event) -> None:
    published(event)
    registration = registration_of(event, "Э-1")
    client = app.test_client()
    sign_in(client, create_account(person=registration.person))
    page = text(client.get(f"/events/{event.slug}/register/my-{registration.id}/result"))
    assert "Ваш результат" in page
    assert f"/register/my-{registration.id}/result" in text(client.get("/me"))


def test_papers_bear_the_journals_head_once_the_version_is_closed(
    app: Flask, event: Event, room: str
) -> None:
    made = calculate(event, "account:1")
    db.session.commit()
    client = enter(app, event, "secretary")
    assert "ПРОЕКТ" in pdf_text(client.get(f"{room}/protocol.pdf").data)
    client.post(f"{room}/lock")
    db.session.refresh(made)
    words = pdf_text(client.get(f"{room}/protocol.pdf").data)
    assert made.journal_head[:16] in words
    assert "ПРОЕКТ" not in words
    assert name_of(event, "Э-1").split()[0] in words
    summary = pdf_text(client.get(f"{room}/summary.pdf").data)
    assert "Сводная ведомость" in summary
    assert "85,00" in summary


def pdf_text(data: bytes) -> str:
    document = PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join("".join(pages).split())


def test_workbooks_hold_numbers_and_places(app: Flask, event: Event, room: str) -> None:
    calculate(event, "account:1")
    db.session.commit()
    client = enter(app, event, "organizer")
    answer = client.get(f"{room}/summary.xlsx")
    assert "%D0%A1%D0%B2%D0%BE%D0%B4%D0%BD%D0%B0%D1%8F" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = list(rows[0])
    first = dict(zip(head, rows[1], strict=True))
    assert (first["Место"], first["Шифр"], first["Сумма"], first["Балл"]) == ("1", "Э-1", 170, 85)
    assert first["Статус"] == "победитель"
    rating = load_workbook(io.BytesIO(client.get(f"{room}/rating.xlsx").data)).worksheets[0]
    assert rating.max_row == 7
    assert rating["J2"].value == "диплом I степени"


def test_jury_statistics_flag_the_strict_and_the_lenient(
    app: Flask, event: Event, room: str
) -> None:
    calculate(event, "account:1")
    db.session.commit()
    page = text(enter(app, event, "organizer").get(f"{room}/jury"))
    # Totals of juror 1 minus those of juror 2: 90−80, 80−90, 60−70, 80−80, 80−80, 64−64 = −10/6
    assert "−1,7" in page
    assert "+1,7" in page
    assert "строгий" not in page  # 1,67 < 2


def test_other_methods_are_compared_and_change_nothing(app: Flask, event: Event, room: str) -> None:
    calculate(event, "account:1")
    db.session.commit()
    client = enter(app, event, "organizer")
    page = text(client.get(f"{room}?nomination=N1&method=two_plus_third"))
    assert "Два чтения и третье" in page
    assert len(queries.calculations(event)) == 1


def test_pages_cost_the_same_number_of_queries(
    app: Flask, count_queries: Callable[[], Any]
) -> None:
    counts: dict[str, list[int]] = {}
    for works in (2, 25):
        table = {"N": {f"Э-{n}": ((n, n), (n, n)) for n in range(works)}}
        event = create_judged_event(table, rules=RULES, criteria=CRITERIA)
        published(event)
        client = enter(app, event, "organizer")
        for path in (
            f"/events/{event.slug}/results", f"/manage/{event.slug}/results",
            f"/manage/{event.slug}/results/jury", f"/manage/{event.slug}/results/versions",
        ):  # fmt: skip
            client.get(path)
            db.session.expire_all()
            with count_queries() as sent:
                assert client.get(path).status_code == 200
            counts.setdefault(path.replace(event.slug, "…"), []).append(len(sent))
    assert {path: numbers[0] for path, numbers in counts.items()} == {
        path: numbers[1] for path, numbers in counts.items()
    }
