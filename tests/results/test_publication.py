"""The way to publication: its steps, the preview of each page, what authors see of sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.journal.models import JournalLine
from eventkit.juries.queries import jurors_of
from eventkit.people.models import Person
from eventkit.people.passwords import token_hash
from eventkit.registration.models import Registration
from eventkit.registration.operations import give_consent
from eventkit.results import queries
from eventkit.results.operations import calculate, publish
from eventkit.results.publication.operations import disclose
from eventkit.scoring.models import Sheet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.pages import plain, words
from eventkit.testing.results import create_judged_event
from eventkit.web.clock import now

RULES = {"tie_break": ["K2_mean", "chair_decision"], "winner_min_percent": 75}
TABLE: dict[str, Any] = {
    "N1": {"Э-1": ((40, 50), (40, 40)), "Э-2": ((50, 30), (50, 40)), "Э-3": ((30, 30), (30, 41))},
    "N2": {"Э-4": ((40, 40), (40, 40))},
}
CRITERIA = (("K1", 50), ("K2", 50))


@pytest.fixture
def event(app: Flask) -> Event:
    return create_judged_event(TABLE, rules=RULES, criteria=CRITERIA, contact_email="org@k.example")


@pytest.fixture
def room(event: Event) -> str:
    return f"/manage/{event.slug}/results"


def enter(app: Flask, event: Event, role: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, create_account(roles={event.id: role}))
    return client


def registration_of(event: Event, code: str) -> Registration:
    query = select(Registration).where(Registration.event_id == event.id)
    return next(r for r in db.session.scalars(query) if r.entry and r.entry.code == code)


def name_of(event: Event, code: str) -> str:
    person = registration_of(event, code).person
    assert person is not None
    return person.full_name


def counted(event: Event) -> None:
    calculate(event, "account:1")
    db.session.commit()


def own_address(event: Event, code: str) -> str:
    registration_of(event, code).token_hash = token_hash(f"secret-{code}")
    db.session.commit()
    return f"/events/{event.slug}/register/secret-{code}/result"


def body(answer: Any) -> str:
    """The page itself: from its first line to its end, without the bar of the preview."""
    text = words(answer)
    return text[text.index("Ваша заявка") : text.index("Итоги всех номинаций")]


def primary(answer: Any) -> list[str]:
    """The labels of the page's primary buttons."""
    page = plain(answer.get_data(as_text=True))
    return [part.split(">", 1)[1].split("<")[0] for part in page.split('class="btn primary')[1:]]


def test_the_path_leads_from_counting_to_publication(
    app: Flask, client: FlaskClient, event: Event, room: str
) -> None:
    organizer = enter(app, event, "organizer")
    path = f"{room}/publish"
    assert primary(organizer.get(path)) == ["Посчитать итоги"]
    organizer.post(f"{room}/calculate?back=publish")
    assert primary(organizer.get(path)) == ["Закрыть подсчёт № 1"]
    assert "Сначала закройте подсчёт." in words(organizer.get(path))
    answer = organizer.post(f"{room}/lock?back=publish", data={"protocol_number": "7-а"})
    assert answer.location == path
    assert primary(organizer.get(path)) == ["Протокол подписан"]
    assert "№ 7-а" in pdf_text(organizer.get(f"{room}/protocol.pdf"))
    organizer.post(f"{room}/sign")
    assert primary(organizer.get(path)) == ["Страница участника"]
    organizer.get(f"{room}/preview")
    assert primary(organizer.get(path)) == ["Опубликовать и отправить 4 письма"]
    organizer.post(path, data={"protocol_number": "7-а"})
    assert primary(organizer.get(path)) == ["Подготовить дипломы"]
    assert "протокол № 7-а" in words(client.get(f"/events/{event.slug}/results"))
    acts = list(db.session.scalars(select(JournalLine.act).order_by(JournalLine.id)))
    assert acts[-4:-1] == ["calculation.locked", "protocol.signed", "results.published"]


def test_closing_and_publishing_are_asked_and_the_number_is_typed_once(
    app: Flask, event: Event, room: str
) -> None:
    """The button leads to a question; the number under which one signs is that which is public."""
    counted(event)
    organizer = enter(app, event, "organizer")
    path = f"{room}/publish"
    assert "Закрыть подсчёт № 1?" not in words(organizer.get(path))
    assert f'action="{room}/lock' not in organizer.get(path).text
    asked = organizer.get(f"{path}?ask=close")
    assert "Закрыть подсчёт № 1? Закрытый подсчёт больше не меняется" in words(asked)
    assert f'action="{room}/lock' in asked.text
    organizer.post(f"{room}/lock?back=publish", data={"protocol_number": "7-а"})
    page = organizer.get(path)
    assert "Публиковать можно и так, подпись отмечают и после." in words(page)
    assert 'name="protocol_number"' not in page.text
    asked = organizer.get(f"{path}?ask=publish")
    assert "Опубликовать итоги? Их увидят все, уйдут 4 письма." in words(asked)
    assert '<input type="hidden" name="protocol_number" value="7-а">' in asked.text
    organizer.post(f"{room}/sign")
    assert "Публиковать можно и так" not in words(organizer.get(path))


def test_the_secretary_is_asked_before_closing_too(app: Flask, event: Event, room: str) -> None:
    counted(event)
    secretary = enter(app, event, "secretary")
    assert f'action="{room}/lock' not in secretary.get(f"{room}/versions").text
    assert "Закрыть подсчёт № 1?" in words(secretary.get(f"{room}/versions?ask=close"))


def test_published_places_lead_the_organizer_to_diplomas(
    app: Flask, event: Event, room: str
) -> None:
    counted(event)
    organizer = enter(app, event, "organizer")
    organizer.post(f"{room}/lock")
    organizer.post(f"{room}/publish", data={"protocol_number": "1"})
    awards = f'href="/manage/{event.slug}/awards"'
    assert awards in organizer.get(room).text.split('class="act-bar"')[1]
    observer = enter(app, event, "observer").get(room).text
    assert awards not in observer


def test_a_changed_sheet_leads_back_to_counting(app: Flask, event: Event, room: str) -> None:
    counted(event)
    organizer = enter(app, event, "organizer")
    organizer.post(f"{room}/lock")
    sheet = db.session.scalars(select(Sheet)).first()
    assert sheet is not None
    sheet.saved_at = now()
    db.session.commit()
    assert primary(organizer.get(f"{room}/publish")) == ["Посчитать итоги"]


def test_a_draft_cannot_be_signed_and_a_wrong_number_stays_typed(
    app: Flask, event: Event, room: str
) -> None:
    counted(event)
    organizer = enter(app, event, "organizer")
    page = organizer.post(f"{room}/sign", follow_redirects=True)
    assert "Сначала закройте подсчёт: пока протокол печатается как проект." in words(page)
    long = "9" * 41
    answer = organizer.post(f"{room}/lock?back=publish", data={"protocol_number": long})
    assert answer.status_code == 422
    assert "Слишком длинно: не больше 40 знаков." in words(answer)
    assert long in answer.get_data(as_text=True)
    made = queries.calculation(event)
    assert made is not None
    assert (made.state, made.signed_at) == ("draft", None)


def test_the_preview_is_the_page_that_the_author_then_reads(
    app: Flask, client: FlaskClient, event: Event, room: str
) -> None:
    sheet = next(s for s in db.session.scalars(select(Sheet)) if s.assignment.entry.code == "Э-1")
    sheet.comment_for_author = "Искренне и точно."
    counted(event)
    organizer = enter(app, event, "organizer")
    before = organizer.get(f"{room}/preview?q=Э-1")
    assert "Предпросмотр подсчёта № 1" in words(before)
    publish_now(event)
    after = client.get(own_address(event, "Э-1"))
    assert body(before) == body(after)
    assert "Искренне и точно." in body(after)
    assert "(90 + 80) / 2 = 85,00 из 100" in body(after)


def test_the_public_preview_is_the_page_that_everybody_then_reads(
    app: Flask, client: FlaskClient, event: Event, room: str
) -> None:
    give_consent(registration_of(event, "Э-1"), "publication", at=now())
    counted(event)
    before = words(enter(app, event, "organizer").get(f"{room}/preview/public"))
    publish_now(event)
    after = words(client.get(f"/events/{event.slug}/results"))
    start = "Опубликованы "
    assert (
        before[before.index(start) : before.index("Напечатать")]
        == (after[after.index(start) : after.index("Напечатать")])
    )
    assert name_of(event, "Э-1") in after
    assert name_of(event, "Э-2") not in after
    assert f"участник № {registration_of(event, 'Э-2').number}" in before


def publish_now(event: Event) -> None:
    made = queries.calculation(event)
    assert made is not None
    publish(made, actor="account:1")
    db.session.commit()


def test_nothing_unpublished_leaks(app: Flask, client: FlaskClient, event: Event) -> None:
    counted(event)
    own = own_address(event, "Э-1")
    code = registration_of(event, "Э-1")
    participant = app.test_client()
    sign_in(participant, create_account(person=code.person))
    pages = [
        own, f"{own}.pdf", f"{own}.txt", f"/events/{event.slug}/results",
        own.removesuffix("/result"),
    ]  # fmt: skip
    for door in (client, participant, enter(app, event, "juror")):
        for page in pages:
            assert "85,00" not in words(door.get(page))
    room = f"/manage/{event.slug}/results"
    for path in ("preview", "preview/public", "preview/Э-1.pdf", "places", "whole", "places.txt"):
        assert participant.get(f"{room}/{path}").status_code == 403
        assert client.get(f"{room}/{path}").status_code == 302
    assert enter(app, event, "juror").get(f"{room}/places").status_code == 403


@pytest.mark.parametrize(
    ("role", "status"), [("organizer", 200), ("chair", 200), ("secretary", 403), ("observer", 403)]
)
def test_whoever_publishes_may_look_before(
    app: Flask, event: Event, room: str, role: str, status: int
) -> None:
    counted(event)
    assert enter(app, event, role).get(f"{room}/preview").status_code == status


def test_a_blind_chair_previews_only_when_the_jury_has_finished(app: Flask) -> None:
    event = create_judged_event(TABLE, rules=RULES, criteria=CRITERIA, closed=False)
    counted(event)
    chair = enter(app, event, "chair")
    assert chair.get(f"/manage/{event.slug}/results/preview").status_code == 403
    page = words(chair.get(f"/manage/{event.slug}/results/publish"))
    assert "Имена откроются, когда жюри закончит работу." in page


def test_a_person_is_found_by_name_or_code(app: Flask, event: Event, room: str) -> None:
    counted(event)
    organizer = enter(app, event, "organizer")
    assert organizer.get(f"{room}/preview").status_code == 200
    page = words(organizer.get(f"{room}/preview", query_string={"q": name_of(event, "Э-2")}))
    assert "(Э-2)" in page
    assert "2 из 4" in page
    page = words(organizer.get(f"{room}/preview?q=э-"))
    assert all(name_of(event, f"Э-{n}") in page for n in (1, 2, 3, 4))
    assert "Никого не нашлось" in words(organizer.get(f"{room}/preview?q=Незнакомкина"))
    assert organizer.get(f"{room}/preview/Э-9.pdf").status_code == 404


def test_without_a_calculation_the_preview_leads_to_the_path(
    app: Flask, event: Event, room: str
) -> None:
    answer = enter(app, event, "organizer").get(f"{room}/preview")
    assert answer.location == f"{room}/publish"


def pdf_text(answer: Any) -> str:
    document = PdfDocument(answer.data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return plain(" ".join("".join(pages).split()))


def test_page_pdf_and_text_say_the_same(client: FlaskClient, event: Event) -> None:
    counted(event)
    publish_now(event)
    address = own_address(event, "Э-1")
    pdf, text = client.get(f"{address}.pdf"), client.get(f"{address}.txt")
    assert text.content_type == "text/plain; charset=utf-8"
    whole = " ".join(text.get_data(as_text=True).split())
    for sentence in (
        "Вашу работу оценили 2 члена жюри. Сумма каждого листа: 90 и 80.",
        "Балл работы – среднее 2 листов: (90 + 80) / 2 = 85,00 из 100.",
        "У вас 45,00. Меньше у 1 работы. Это и решило.",
        "org@k.example",
        "протокол № 1.",
    ):
        assert sentence in words(client.get(address))
        assert sentence in whole
        assert sentence in pdf_text(pdf)
    english = client.get(f"{address}.txt?lang=en").get_data(as_text=True)
    assert "The score is the mean of 2 sheets: (90 + 80) / 2 = 85.00 out of 100." in english


@pytest.mark.parametrize(
    ("sees", "there", "absent"),
    [
        ("means", ["45,00"], ["Сумма каждого листа", "90 + 80", "Лист 1"]),
        ("totals", ["Сумма каждого листа: 90 и 80", "45,00"], ["Лист 1"]),
        ("marks", ["Лист 1", "Лист 2", "Всего 90 80"], []),
        ("names", ["Всего 90 80"], ["Лист 1", "не раскрывается"]),
    ],
)
def test_the_author_sees_as_much_as_the_event_shows(
    client: FlaskClient, event: Event, sees: str, there: list[str], absent: list[str]
) -> None:
    disclose(event, sees, actor="account:1")
    counted(event)
    publish_now(event)
    page = words(client.get(own_address(event, "Э-1")))
    for text in there:
        assert text in page
    jurors = db.session.scalars(
        select(Person.last_name).where(Person.id.in_(juror_persons(event)))
    ).all()
    assert len(jurors) == 2
    for name in jurors:
        assert (name in page) == (sees == "names")
    for text in [*absent, "Э-2", name_of(event, "Э-2").split()[0]]:
        assert text not in page


def juror_persons(event: Event) -> list[int]:
    return [juror.person_id for juror in jurors_of(event.id)]


def test_the_organizer_chooses_what_authors_see(app: Flask, event: Event, room: str) -> None:
    organizer = enter(app, event, "organizer")
    address = f"{room}/disclosure"
    assert 'value="totals" checked' in checked(organizer.get(address))
    assert organizer.post(address, data={"author_sees": "всё"}).status_code == 422
    organizer.post(address, data={"author_sees": "marks"})
    assert event.author_sees == "marks"
    counted(event)
    page = words(organizer.get(f"{room}/publish"))
    assert "увидит: каждый балл по критериям, без имён членов жюри." in page
    line = db.session.scalars(
        select(JournalLine).where(JournalLine.act == "results.disclosure")
    ).one()
    assert line.data == {"before": "totals", "after": "marks"}
    assert enter(app, event, "chair").get(address).status_code == 403


def checked(answer: Any) -> str:
    """The marked options as «value="…" checked», whatever stands between."""
    page = answer.get_data(as_text=True)
    parts = [part.split(">")[0] for part in page.split("<input")[1:]]
    return " ".join(
        f'value="{part.split("value=")[1].split(chr(34))[1]}" checked'
        for part in parts
        if " checked" in part
    )


def test_the_jury_reads_how_places_came_about_once_they_are_public(
    app: Flask, event: Event, room: str
) -> None:
    give_consent(registration_of(event, "Э-1"), "publication", at=now())
    counted(event)
    juror = enter(app, event, "juror")
    assert juror.get(f"{room}/places").status_code == 403
    publish_now(event)
    page = words(juror.get(f"{room}/places?nomination=N1"))
    assert "Э-1, " in page
    assert "Столько же у работы Э-2." in page
    assert "среднее по критерию «Критерий K2»: здесь 45,00, там 35,00. Это и решило." in page
    assert name_of(event, "Э-1") in page
    assert name_of(event, "Э-2") not in page
    assert juror.get(f"{room}/whole").status_code == 403
    by_link = app.test_client()
    enter_by_link(by_link, jurors_of(event.id)[1])
    assert f'href="{room}/places"' in by_link.get("/jury").get_data(as_text=True)
    assert "Столько же у работы Э-2." in words(by_link.get(f"{room}/places?nomination=N1"))
    other = create_judged_event(TABLE, rules=RULES, criteria=CRITERIA)
    publish(calculate(other, "account:1"), actor="account:1")
    db.session.commit()
    assert by_link.get(f"/manage/{other.slug}/results/places").status_code == 302
    assert "Столько же у работы Э-2." in pdf_text(juror.get(f"{room}/places.pdf?nomination=N1"))


def test_a_blind_chair_reads_codes(app: Flask) -> None:
    event = create_judged_event(TABLE, rules=RULES, criteria=CRITERIA, closed=False)
    counted(event)
    page = words(enter(app, event, "chair").get(f"/manage/{event.slug}/results/places"))
    assert "Э-1: 1 из 3" in page
    assert name_of(event, "Э-1").split()[0] not in page


def test_the_head_reads_one_page_without_names(app: Flask, event: Event, room: str) -> None:
    counted(event)
    observer = enter(app, event, "observer")
    page = words(observer.get(f"{room}/whole"))
    for text in (
        "Работ 4", "Членов жюри 2", "Листов 8", "Победителей и призёров 2 и 2",
        ("Номинация N1: работы Э-1 и Э-2, по 85,00. Сравнили среднее по критерию «Критерий K2»:"
        " Э-1 – 45,00 и Э-2 – 35,00. Это и решило."),
        "Контрольная сумма журнала",
    ):  # fmt: skip
        assert text in page
    assert name_of(event, "Э-1").split()[0] not in page
    pdf = PdfDocument(observer.get(f"{room}/whole.pdf").data)
    assert len(pdf) == 1
    pdf.close()
    english = words(observer.get(f"{room}/whole?lang=en"))
    assert "Account of the results" in english
    assert "Jurors 2" in english


def test_accounts_cost_the_same_number_of_queries(
    app: Flask, count_queries: Callable[[], Any]
) -> None:
    counts: dict[str, list[int]] = {}
    for works in (2, 25):
        table = {"N": {f"Э-{n}": ((n, n), (n, n)) for n in range(works)}}
        event = create_judged_event(table, rules=RULES, criteria=CRITERIA)
        counted(event)
        client = enter(app, event, "organizer")
        for path in ("publish", "preview", "preview/public", "places", "whole"):
            address = f"/manage/{event.slug}/results/{path}"
            client.get(address)
            db.session.expire_all()
            with count_queries() as sent:
                assert client.get(address).status_code == 200
            counts.setdefault(path, []).append(len(sent))
    assert {path: n[0] for path, n in counts.items()} == {p: n[1] for p, n in counts.items()}


def test_the_room_names_works_with_fewer_sheets_than_the_rules_want(app: Flask) -> None:
    table = {"N1": {"Э-1": ((40, 50), (40, 40)), "Э-2": ((50, 30), None)}}
    event = create_judged_event(table, rules=RULES | {"sheets_per_entry": 2}, criteria=CRITERIA)
    counted(event)
    page = words(enter(app, event, "organizer").get(f"/manage/{event.slug}/results"))
    assert page.count("листов 1 из 2") == 1
