"""The staff's page: the list, what narrows it, a conflict by hand, who decides, the workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Assignment, Challenge, Conflict
from eventkit.mail.models import Letter
from eventkit.people.models import MentoringPair
from eventkit.scoring.conflicts.operations import raise_challenge
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.juries import create_entry, create_juror, create_task
from eventkit.testing.pages import plain, words

pytestmark = pytest.mark.database


@pytest.fixture
def page(event):
    return f"/manage/{event.slug}/jury/conflicts"


@pytest.fixture
def school():
    return create_organization(short_name="СОШ Ключевая")


@pytest.fixture
def colleague(event, school):
    """A juror from the school of work Э-7."""
    juror = create_juror(event, create_person(last_name="Школьникова", organization=school))
    author = create_person(last_name="Авторова", organization=school)
    db.session.add(MentoringPair(mentor=juror.person, mentee=author))
    create_entry(event, author, code="Э-7")
    db.session.commit()
    return juror


def record(client, page, juror, **more):
    data = {
        "juror_id": juror.id,
        "code": "Э-117",
        "raised_by": "juror",
        "ground": "other",
        "reason": "Сосед по дому.",
    }
    return client.post(page, data=data | more, follow_redirects=True)


def test_the_reasons_are_named_to_the_office_and_not_to_the_blind_chair(
    colleague, organizer, chair, staff, page
):
    for client in (organizer, staff("secretary")):
        told = words(client.get(page))
        assert "Одна организация: СОШ Ключевая" in told
        assert "Наставник автора: Авторова" in told
    blind = words(chair.get(page))
    assert "Э-7 Школьникова" in blind
    assert "Одна организация" in blind
    assert "Ключевая" not in blind
    assert "Авторова" not in blind
    sheet = load_workbook(BytesIO(chair.get(f"{page}.xlsx").data)).active
    assert "Ключевая" not in str([[cell.value for cell in row] for row in sheet.rows])


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"Э-7", "Э-117"}),
        ("?kind=same_organization", {"Э-7"}),
        ("?kind=declared", {"Э-117"}),
        ("?state=accepted", {"Э-7", "Э-117"}),
        ("?state=refused", set()),
        ("?juror={colleague}", {"Э-7"}),
        ("?code=э-117", {"Э-117"}),
        ("?code=Э-7&kind=declared", set()),
        ("?kind=<b>&state=x&juror=99999999999999999999&code=%25", set()),
    ],
)
def test_the_list_is_narrowed(colleague, juror, task, organizer, page, query, codes):
    raise_challenge(juror, task.entry, ground="relative")
    db.session.commit()
    answer = organizer.get(page + query.format(colleague=colleague.id))
    assert answer.status_code == 200
    found = plain(answer.text).split("<tbody>")[1:]
    assert {code for code in ("Э-7", "Э-117") if found and f">{code}<" in found[0]} == codes
    assert ("Таких конфликтов нет" in words(answer)) == (not codes)


def test_the_workbook_says_what_the_list_says(colleague, juror, task, organizer, page):
    enter_sheet(task, {"K1": 4, "K2": "7.5"})
    raise_challenge(juror, task.entry, ground="relative", reason="Племянница мужа.")
    db.session.commit()
    sheet = load_workbook(BytesIO(organizer.get(f"{page}.xlsx").data)).active
    rows = [[cell.value for cell in row] for row in sheet.rows][1:]
    assert [row[:5] for row in rows] == [
        [
            "Э-117",
            juror.person.full_name,
            "Самоотвод",
            "Действует",
            "Родственник. Племянница мужа.",
        ],
        ["Э-7", colleague.person.full_name, "Одна организация", "Действует", None],
    ]
    assert rows[0][6] == "после отправки листа"
    assert rows[1][5] == "Одна организация: СОШ Ключевая; Наставник автора: " + (
        db.session.scalars(select(MentoringPair)).one().mentee.short_name
    )


def test_what_the_juror_said_to_the_organizer_takes_effect_at_once(juror, task, organizer, page):
    enter_sheet(task, {"K1": 4}, submitted=False)
    db.session.commit()
    assert "лист по работе Э-117 аннулирован" in words(record(organizer, page, juror))
    assert sheet_of(task.id).state == "annulled"
    assert (db.session.scalars(select(Conflict)).one().kind) == "declared"


def test_what_a_participant_says_is_decided_and_not_told_to_the_juror(
    juror, task, phone, organizer, chair, page
):
    reason = "Дочь автора учится у этого члена жюри."
    enter_sheet(task, {"K1": 4, "K2": "7.5"})
    db.session.commit()
    told = words(record(organizer, page, juror, raised_by="participant", reason=reason))
    assert "ждёт решения" in told
    assert sheet_of(task.id).state == "submitted"
    pages = words(phone.get("/jury")) + words(phone.get("/jury/recusals"))
    assert "Заявлен отвод, он ждёт решения." in pages
    challenge = db.session.scalars(select(Challenge)).one()
    assert phone.post(f"/jury/recusals/{challenge.id}/undo").status_code == 403
    assert reason in words(chair.get(f"{page}/{challenge.id}"))
    chair.post(f"{page}/{challenge.id}", data={"verdict": "accept"})
    db.session.expire_all()
    assert sheet_of(task.id).state == "annulled"
    assert db.session.scalars(select(Conflict)).one().kind == "challenged"
    pages += words(phone.get("/jury")) + words(phone.get(f"/jury/sheets/{task.id}"))
    letters = select(Letter.body).where(Letter.recipient == "reader@example.org")
    assert "Принят отвод по этой работе." in pages
    for text in (pages, *db.session.scalars(letters)):
        assert "Дочь" not in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "Э-999"}, "Работы с шифром „Э-999“ нет"),
        ({"code": ""}, "Укажите шифр"),
        ({"reason": " "}, "Напишите причину"),
        ({"juror_id": "99999999999"}, ""),
        ({"raised_by": "<b>"}, ""),
        ({"ground": "nothing"}, ""),
    ],
)
def test_bad_input_is_said_at_the_field_and_stays(juror, task, organizer, page, wrong, said):
    answer = record(organizer, page, juror, **wrong)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Сосед по дому." in answer.text or "reason" in wrong
    assert db.session.scalars(select(Challenge)).all() == []


def test_the_same_conflict_is_not_recorded_twice(juror, task, organizer, page):
    record(organizer, page, juror)
    again = record(organizer, page, juror)
    assert again.status_code == 422
    assert "уже записан" in words(again)


def test_the_organizer_chooses_who_decides(event, juror, task, phone, organizer, page):
    assert "15 минут это можно отменить" in words(phone.get(f"/jury/sheets/{task.id}/recuse"))
    told = organizer.post(f"{page}/decider", data={"recusal_decider": "chair"})
    assert told.status_code == 302
    assert "Решит председатель" in words(phone.get(f"/jury/sheets/{task.id}/recuse"))
    query = select(JournalLine.data).where(JournalLine.act == "event.recusals")
    assert db.session.scalars(query).all() == [{"before": "juror", "after": "chair"}]
    wrong = organizer.post(
        f"{page}/decider", data={"recusal_decider": "nobody"}, follow_redirects=True
    )
    assert "Выберите, кто решает" in words(wrong)
    db.session.expire_all()
    assert event.recusal_decider == "chair"


def test_a_conflict_found_later_is_alarming_and_the_work_can_be_taken(
    event, juror, task, organizer, page, school
):
    task.entry.authors[0].person.organization = school
    juror.person.organization = school
    db.session.commit()
    assert "1 работа у члена жюри с конфликтом" in words(organizer.get(f"/manage/{event.slug}"))
    shown = organizer.get(page)
    assert "Снять работу" in words(shown)
    assert f"/manage/{event.slug}/jury/works/{task.id}/release" in shown.text
    organizer.post(f"/manage/{event.slug}/jury/works/{task.id}/release", data={"reason": "Коллега"})
    assert db.session.scalars(select(Assignment)).all() == []
    assert "Снять работу" not in words(organizer.get(page))


def test_the_page_costs_the_same_queries_for_few_and_many(
    event, colleague, juror, task, organizer, page, school, count_queries
):
    raise_challenge(juror, task.entry, raised_by="participant", reason="соседи")
    db.session.commit()
    with count_queries() as few:
        organizer.get(page)
    for _ in range(15):
        create_entry(event, create_person(organization=school))
        other = create_task(event, juror)
        raise_challenge(juror, other.entry, raised_by="participant", reason="соседи")
        raise_challenge(juror, create_task(event, juror).entry, ground="colleague")
    db.session.commit()
    with count_queries() as many:
        assert organizer.get(page).status_code == 200
    assert len(many) == len(few), many
