"""Hearing an appeal: who may, what a decision does to sheets, places, letters and papers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents import name_operations
from eventkit.documents import operations as documents
from eventkit.documents.models import Award
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import verify
from eventkit.juries.operations import add_conflict
from eventkit.results import queries
from eventkit.results.appeals.changes import Changes
from eventkit.results.appeals.decision_operations import Verdict, decide_appeal, name_commission
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.operations import withdraw_appeal
from eventkit.scoring.models import Sheet, SheetVersion
from eventkit.scoring.operations import annul_sheet
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import plain, words
from tests.results.appeals import (
    author,
    clear_letters,
    criterion,
    entry_of,
    filed,
    jury,
    letters,
    person_of,
    published_contest,
    sheet,
    staff,
)

ANSWER = "Сверили с бумажным листом: в нём 45. Балл исправлен."
DAY = date(2025, 11, 15)


@pytest.fixture
def event(app: Flask) -> Event:
    return published_contest()


def verdict(outcome: str = "accepted", changes: Changes | None = None, **values: Any) -> Verdict:
    return Verdict(outcome, ANSWER, DAY, "А-1", changes or Changes(), **values)


def to_45(event: Event) -> Changes:
    """The mark that stands on the paper sheet of Э-2."""
    return Changes({sheet(event, "Э-2", 2).id: {"K1": 45}})


def heard(event: Event, **values: Any) -> Appeal:
    """An appeal with a commission: the third juror has not read the work."""
    made = filed(event, **values)
    name_commission(made, [person_of(event, 3)])
    return made


def places(event: Event) -> list[tuple[str, str, int | None]]:
    made = queries.calculation(event)
    assert made is not None
    return [(row.entry.code or "", row.place_shown, row.degree) for row in queries.standings(made)]


def form_of(event: Event, **values: str) -> dict[str, str]:
    """The page's form as it stands: the marks of both sheets of Э-2."""
    sent = {"outcome": "accepted", "answer": ANSWER, "considered_on": "15.11.2025"}
    sent["protocol_number"] = "А-1"
    for number, marks in ((1, ("45", "40")), (2, ("5", "40"))):
        for code, mark in zip(("K1", "K2"), marks, strict=True):
            name = f"mark{sheet(event, 'Э-2', number).id}_{criterion(event, code).id}"
            sent[name] = mark
    return sent | values


def cell(event: Event) -> str:
    return f"mark{sheet(event, 'Э-2', 2).id}_{criterion(event).id}"


def test_no_juror_of_the_case_sits_in_the_commission(app: Flask, event: Event) -> None:
    made = filed(event)
    for number in (1, 2):
        with pytest.raises(RefusalError, match=r"не может войти в комиссию: оценивал\(а\) эту"):
            name_commission(made, [person_of(event, 3), person_of(event, number)])
    annul_sheet(sheet(event, "Э-2", 1), "Ошибка")  # whose sheet fell stays a juror of the case
    with pytest.raises(RefusalError, match=r"оценивал\(а\) эту"):
        name_commission(made, [person_of(event, 1)])
    with pytest.raises(RefusalError, match="автор работы"):
        name_commission(made, [entry_of(event, "Э-2").authors[0].person])
    with pytest.raises(RefusalError, match="хотя бы одного"):
        name_commission(made, [])
    colleague = create_person(organization=entry_of(event, "Э-2").authors[0].person.organization)
    with pytest.raises(RefusalError, match="из одной организации с автором"):
        name_commission(made, [colleague])
    name_commission(made, [person_of(event, 3)])
    assert [member.person_id for member in made.members] == [person_of(event, 3).id]


def test_a_member_that_nobody_can_be_is_refused(client: FlaskClient, event: Event) -> None:
    made = filed(event)
    db.session.commit()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    address = f"/manage/{event.slug}/results/appeals/{made.number}/commission"
    for typed in ("3000000000", "99999999999999999999", "кто-то"):
        answer = client.post(address, data={"members": typed})
        assert answer.status_code == 422
        assert "хотя бы одного" in words(answer)


def test_a_conflict_bars_and_one_that_comes_later_stops_the_decision(event: Event) -> None:
    made = heard(event)
    add_conflict(jury(event)[2], made.entry, "Соседи", is_late=False, actor="system")
    with pytest.raises(RefusalError, match="самоотвод"):
        decide_appeal(made, verdict(changes=to_45(event)))
    with pytest.raises(RefusalError, match="самоотвод"):
        name_commission(made, [person_of(event, 3)])


def test_the_page_offers_whom_it_may_and_says_why_not_the_others(app: Flask, event: Event) -> None:
    filed(event)
    organizer = staff(app, event, person=create_person(last_name="Комиссарова"))
    page = organizer.get(f"/manage/{event.slug}/results/appeals/1")
    text = words(page)
    assert f"{person_of(event, 1).full_name}: оценивал(а) эту работу" in text
    offered = set(re.findall(r'name="members"[^>]*value="(\d+)"', page.get_data(as_text=True)))
    assert str(person_of(event, 3).id) in offered
    assert not offered & {str(person_of(event, number).id) for number in (1, 2)}
    assert "Комиссарова Дарья Игоревна, организатор" in text
    address = f"/manage/{event.slug}/results/appeals/1/commission"
    refused = organizer.post(address, data={"members": str(person_of(event, 1).id)})
    assert refused.status_code == 422
    assert "не может войти в комиссию" in words(refused)
    assert organizer.post(address, data={"members": "нет"}).status_code == 422
    taken = organizer.post(address, data={"members": str(person_of(event, 3).id)})
    assert taken.status_code == 302


def test_a_chair_who_judged_the_work_reads_and_does_not_decide(app: Flask, event: Event) -> None:
    heard(event)
    chair = staff(app, event, "chair", person=person_of(event, 1))
    address = f"/manage/{event.slug}/results/appeals/1"
    page = words(chair.get(address))
    assert "Вы оценивали эту работу" in page
    assert "Записать решение" not in page
    assert chair.post(f"{address}/decision", data=form_of(event, act="settle")).status_code == 403
    assert chair.post(f"{address}/commission").status_code == 403
    other = staff(app, event, "chair")
    assert "Записать решение" in words(other.get(address))


@pytest.mark.parametrize(("role", "status"), [("secretary", 403), ("observer", 403)])
def test_the_tab_is_for_organizer_and_chair(
    app: Flask, event: Event, role: str, status: int
) -> None:
    client = staff(app, event, role)
    assert client.get(f"/manage/{event.slug}/results/appeals").status_code == status
    assert "Апелляции" not in words(client.get(f"/manage/{event.slug}/results"))


def test_the_tab_counts_those_that_wait(app: Flask, event: Event, count_queries: Any) -> None:
    organizer = staff(app, event)
    address = f"/manage/{event.slug}/results/appeals"
    assert "Апелляций нет" in words(organizer.get(address))
    filed(event)
    with count_queries() as few:
        organizer.get(address)
    for code in ("Э-1", "Э-2", "Э-3", "Э-4"):
        filed(event, code, kind="procedure")
    withdraw_appeal(db.session.scalars(select(Appeal).filter_by(number=2)).one())
    with count_queries() as many:
        page = organizer.get(address)
    assert len(many) == len(few)
    assert "Апелляции 4" in words(page)
    numbers = re.findall(r"№ (\d) Э-", words(page))
    assert numbers == ["5", "4", "3", "1", "2"]  # those that wait first, the newest above


def test_an_accepted_slip_makes_a_new_version_of_the_sheet_and_of_the_results(
    event: Event,
) -> None:
    made = heard(event)
    assert places(event) == [("Э-1", "1", 1), ("Э-3", "2", 2), ("Э-2", "3", 3), ("Э-4", "2", 2)]
    decide_appeal(made, verdict(changes=to_45(event)), actor="account:7")
    corrected = sheet(event, "Э-2", 2)
    assert (corrected.state, corrected.version, corrected.total) == ("submitted", 2, 85)
    kept = db.session.scalars(select(SheetVersion).filter_by(sheet_id=corrected.id)).one()
    assert (kept.version, kept.marks, kept.reason) == (
        2,
        {"K1": "45", "K2": "40"},
        "Апелляция № 1",
    )
    assert made.outcome is not None
    assert (made.outcome.number, made.outcome.reason) == (2, "Апелляция № 1")
    assert made.outcome.state == "draft"
    assert places(event) == [("Э-2", "1", 1), ("Э-1", "2", 2), ("Э-3", "3", 3), ("Э-4", "2", 2)]
    assert (made.state, made.protocol_number, made.considered_on) == ("accepted", "А-1", DAY)
    assert made.corrections == [
        {"sheet": corrected.id, "criterion": "K1", "before": "5", "after": "45"}
    ]
    acts = [line.act for line in db.session.scalars(select(JournalLine).order_by(JournalLine.id))]
    assert acts[-5:] == [
        "appeal.filed",
        "appeal.commission",
        "sheet.corrected",
        "calculation.made",
        "appeal.answered",
    ]
    line = db.session.scalars(select(JournalLine).filter_by(act="sheet.corrected")).one()
    assert (line.data["source"], line.data["marks"]) == (f"appeal:{made.id}", {"K1": ["5", "45"]})
    assert (line.actor, verify()) == ("account:7", [])


def test_a_rejected_one_changes_nothing(event: Event) -> None:
    made = heard(event)
    with pytest.raises(RefusalError, match="отклонена, а листы изменены"):
        decide_appeal(made, verdict("rejected", to_45(event)))
    db.session.rollback()
    made = db.session.scalars(select(Appeal)).first() or heard(event)
    decide_appeal(made, verdict("rejected"))
    assert (made.state, made.outcome, made.corrections) == ("rejected", None, [])
    assert [c.number for c in queries.calculations(event)] == [1]
    with pytest.raises(RefusalError, match="уже записано"):
        decide_appeal(made, verdict("rejected"))


def test_what_a_decision_needs(event: Event) -> None:
    made = filed(event)
    with pytest.raises(RefusalError, match="Сначала назовите комиссию"):
        decide_appeal(made, verdict(changes=to_45(event)))
    name_commission(made, [person_of(event, 3)])
    with pytest.raises(RefusalError, match="Впишите балл"):
        decide_appeal(made, verdict())
    changes = Changes(annulled=frozenset({sheet(event, "Э-2", 2).id}))
    with pytest.raises(RefusalError, match="только за нарушение порядка"):
        decide_appeal(made, verdict(changes=changes))
    with pytest.raises(RefusalError, match="от 0 до 50"):
        decide_appeal(made, verdict(changes=Changes({sheet(event, "Э-2", 2).id: {"K1": 51}})))
    other = heard(event, code="Э-3", kind="procedure")
    slip = Changes({sheet(event, "Э-3", 2).id: {"K1": 36}})
    with pytest.raises(RefusalError, match="баллы не исправляют"):
        decide_appeal(other, verdict(changes=slip))
    withdraw_appeal(made)
    with pytest.raises(RefusalError, match="отозвал"):
        decide_appeal(made, verdict("rejected"))


def test_a_breach_of_procedure_annuls_a_sheet_or_is_noted(event: Event) -> None:
    made = heard(event, kind="procedure")
    decide_appeal(made, verdict(changes=Changes(annulled=frozenset({sheet(event, "Э-2", 2).id}))))
    fallen = sheet(event, "Э-2", 2)
    assert (fallen.state, fallen.annulled_reason) == ("annulled", "Апелляция № 1")
    # 85 is left, above the 80 of Э-1.
    assert places(event)[0] == ("Э-2", "1", 1)
    assert made.corrections == [{"sheet": fallen.id, "annulled": True}]
    noted = heard(event, code="Э-3", kind="procedure")
    decide_appeal(noted, verdict("partly"))
    assert (noted.state, noted.outcome) == ("partly", None)


def test_who_would_move_is_shown_before_anything_changes(app: Flask, event: Event) -> None:
    heard(event)
    organizer = staff(app, event)
    address = f"/manage/{event.slug}/results/appeals/1/decision"
    page = organizer.post(address, data=form_of(event, act="preview", **{cell(event): "45"}))
    assert page.status_code == 200
    text = words(page)
    assert "На другом месте оказались бы 3 работы" in text
    assert "Итог работы Э-2: сейчас 65,00, был бы 85,00." in text
    assert "выше на 2" in text
    assert ANSWER in text  # nothing typed is lost
    assert 'value="45"' in page.get_data(as_text=True)
    unmoved = organizer.post(address, data=form_of(event, act="preview", **{cell(event): "6"}))
    assert "Все остались бы на своих местах" in words(unmoved)
    assert "сейчас 65,00, был бы 65,50" in words(unmoved)
    db.session.expire_all()
    assert [c.number for c in queries.calculations(event)] == [1]
    assert db.session.scalars(select(Sheet.version).distinct()).all() == [1]


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("", "Поставьте балл."),
        ("много", "Напишите число"),
        ("51", "от 0 до 50"),
        ("4,5", "шаг 1"),
        ("-1", "от 0 до 50"),
    ],
)
def test_an_impossible_mark_is_told_at_its_field(
    app: Flask, event: Event, mark: str, told: str
) -> None:
    heard(event)
    organizer = staff(app, event)
    address = f"/manage/{event.slug}/results/appeals/1/decision"
    for act in ("preview", "settle"):
        page = organizer.post(address, data=form_of(event, act=act, **{cell(event): mark}))
        assert page.status_code == 422
        assert told in words(page)
        assert ANSWER in words(page)
    empty = organizer.post(address, data={"act": "settle"})
    assert "Напишите ответ: его прочитает автор." in words(empty)
    assert db.session.scalars(select(Appeal.state)).one() == "filed"


def test_from_filing_to_the_new_diploma_through_the_public_doors(app: Flask, event: Event) -> None:
    documents.prepare_awards(event, "system")
    name_operations.check_all(event, actor="system")
    old = {a.standing.entry.code: a for a in documents.issue_awards(event, "system") if a.standing}
    clear_letters()
    client, own = author(app, event)
    sent = {"kind": "mark", "criterion": str(criterion(event).id), "ground": "В листе 45."}
    assert client.post(f"{own}/appeals/new", data=sent).status_code == 302
    organizer = staff(app, event)
    room = f"/manage/{event.slug}/results"
    organizer.post(f"{room}/appeals/1/commission", data={"members": str(person_of(event, 3).id)})
    form = form_of(event, act="settle", **{cell(event): "45"})
    page = words(organizer.post(f"{room}/appeals/1/decision", data=form, follow_redirects=True))
    assert "готов подсчёт № 2" in page
    assert "«Критерий K1»: было 5, стало 45" in page
    # The author reads the answer; the numbers wait for publication.
    mine = words(client.get(f"{own}/result"))
    assert ANSWER in mine
    assert "протокол № А-1" in mine
    assert "Новый результат появится здесь, когда его опубликуют." in mine
    assert "85,00" not in mine
    told = plain(letters("results.appeal")[f"author{entry_of(event, 'Э-2').id}@example.org"].body)
    assert ANSWER in told
    page = words(organizer.get(f"{room}/publish"))
    assert "Что изменится против опубликованного подсчёта № 1" in page
    assert "Письма получат только 3 автора: те, чей результат изменился." in page
    assert organizer.post(f"{room}/publish", data={"protocol_number": "2"}).status_code == 302
    db.session.expire_all()
    mine = words(client.get(f"{own}/result"))
    assert "подсчёт № 2. Место: было 3, стало 1. Балл: был 65,00, стал 85,00." in mine
    assert "Награда: диплом I степени, гран-при (раньше – диплом III степени)." in mine
    for name in (person_of(event, number).last_name for number in (1, 2, 3)):
        assert name not in mine
    # Papers: three changed, the fourth is the same.
    visitor = app.test_client()
    assert "Документ аннулирован" in words(visitor.get(f"/verify/{old['Э-2'].code}"))
    assert "Документ настоящий" in words(visitor.get(f"/verify/{old['Э-4'].code}"))
    assert organizer.post(f"/manage/{event.slug}/awards/issue").status_code == 302
    page = words(visitor.get(f"/verify/{old['Э-2'].code}"))
    new = db.session.scalars(select(Award).filter_by(replaces_id=old["Э-2"].id)).one()
    assert f"Новый документ № {new.number}" in page
    assert "Документ настоящий" in words(visitor.get(f"/verify/{new.code}"))
    assert (new.state, new.degree) == ("issued", 1)


def test_a_correction_writes_to_those_alone_whom_it_touches(app: Flask, event: Event) -> None:
    made = heard(event)
    decide_appeal(made, verdict(changes=to_45(event)))
    clear_letters()
    organizer = staff(app, event)
    organizer.post(f"/manage/{event.slug}/results/publish", data={"protocol_number": "2"})
    sent = letters("results.published")
    of = {code: f"author{entry_of(event, code).id}@example.org" for code in ("Э-1", "Э-2", "Э-3")}
    assert set(sent) == set(of.values())
    first = plain(sent[of["Э-1"]].body)
    assert "Место: было 1, стало 2." in first
    assert "Награда: диплом II степени (раньше – диплом I степени, гран-при)." in first
    assert "Балл:" not in first  # it is the same
    assert "Место: было 2, стало 3." in plain(sent[of["Э-3"]].body)
    assert "Балл: был 65,00, стал 85,00." in plain(sent[of["Э-2"]].body)


def test_a_correction_that_changes_nothing_bothers_nobody(app: Flask, event: Event) -> None:
    # The author of Э-2 is corrected there and back: the second version says what the first did.
    made = heard(event)
    decide_appeal(made, verdict(changes=to_45(event)))
    back = heard(event)
    decide_appeal(back, verdict(changes=Changes({sheet(event, "Э-2", 2).id: {"K1": 5}})))
    clear_letters()
    organizer = staff(app, event)
    page = words(organizer.get(f"/manage/{event.slug}/results/publish"))
    assert "Писем не будет: ничей результат не изменился." in page
    organizer.post(f"/manage/{event.slug}/results/publish", data={"protocol_number": "3"})
    assert letters("results.published") == {}
