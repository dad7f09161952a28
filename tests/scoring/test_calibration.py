"""Sample works: reference marks, the juror's own difference, and that they count nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Juror
from eventkit.juries.queries import loads
from eventkit.results.operations import calculate
from eventkit.results.queries import standings
from eventkit.scoring.calibration.comparison import compare, tendency_words
from eventkit.scoring.calibration.models import Sample, SampleSheet, SampleSheetMark
from eventkit.scoring.calibration.operations import (
    add_sample,
    change_sample,
    open_sample,
    remove_sample,
    set_reference,
)
from eventkit.scoring.calibration.queries import required_left, values_of
from eventkit.scoring.criteria_operations import remove_criterion
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.operations import SheetRefusedError, enter_sheet, open_sheet, submit_sheet
from eventkit.scoring.queries import progress, sheet_values
from eventkit.scoring.rules_operations import close_judging
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import (
    create_criterion,
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
    enter_by_link,
)
from eventkit.testing.pages import words
from eventkit.testing.registration import word_file

pytestmark = pytest.mark.database

REFERENCE = {"K1": 3, "K2": "6.5"}
REASONS = {"K1": "Тема названа, но не раскрыта.", "K2": "Сильный конец."}


@pytest.fixture
def event(app: Flask) -> Event:
    return create_judged_event()


@pytest.fixture
def juror(event: Event) -> Juror:
    return create_juror(event, create_person(last_name="Пробова"))


def sample_of(
    event: Event, title: str = "Пробное письмо", *, required: bool = False, shown: bool = True
) -> Sample:
    """A sample whose reference is 3 of 5 and 6,5 of 10."""
    criteria = criteria_of_event(event)
    made = add_sample(event, event.trials[0], title)
    text = "Здравствуйте.\n\nЭто проба."
    change_sample(made, title=title, text=text, nomination=None, is_required=required)
    set_reference(
        made,
        criteria,
        {c.id: REFERENCE[c.code] for c in criteria},
        {c.id: REASONS[c.code] for c in criteria},
    )
    if shown:
        open_sample(made, criteria)
    return made


def fields(event: Event, marks: Mapping[str, object], **more: str) -> dict[str, str]:
    """The form of a sheet."""
    return {
        f"c{c.id}": str(marks[c.code]) for c in criteria_of_event(event) if c.code in marks
    } | more


def address(juror: Juror, sample: Sample, rest: str = "") -> str:
    return f"/jury/samples/{juror.id}/{sample.id}{rest}"


def tried(
    client: FlaskClient, juror: Juror, sample: Sample, marks: Mapping[str, object], act: str
) -> TestResponse:
    form = fields(sample.event, marks, act=act)
    return client.post(address(juror, sample), data=form, follow_redirects=True)


def office(app: Flask, event: Event, role: str = "organizer") -> FlaskClient:
    client = app.test_client()
    sign_in(client, create_account(roles={event.id: role}))
    return client


def test_samples_stand_first_in_the_list(client: FlaskClient, event: Event, juror: Juror) -> None:
    sample_of(event)
    sample_of(event, "Вторая")
    sample_of(event, "Черновик", shown=False)
    create_task(event, juror, create_entry(event, code="Э-7"))
    enter_by_link(client, juror)
    page = words(client.get("/jury"))
    assert "Пробные работы: 2" in page
    assert "Их можно пропустить." in page
    assert "Черновик" not in page
    assert page.index("Проба 1") < page.index("Проба 2") < page.index("Э-7")


def test_the_juror_sees_the_own_difference_after_sending(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    """4 and 6 against 3 and 6,5: 10 against 9,5, half a point above; +1 and −0,5."""
    sample = sample_of(event)
    enter_by_link(client, juror)
    before = words(client.get(address(juror, sample)))
    assert "Это проба." in before
    assert REASONS["K1"] not in before
    assert "6,5" not in before
    page = words(tried(client, juror, sample, {"K1": 4, "K2": 6}, "submit"))
    assert "У вас 10, в образце 9,5: на 0,5 балла выше образца." in page
    assert "Вы 4 Образец 3 Разница +1 Тема названа, но не раскрыта." in page
    assert "Вы 6 Образец 6,5 Разница −0,5 Сильный конец." in page
    assert "Совпали баллы по 0 критериям из 2." in page
    assert "на 0,5 балла выше образца" in words(client.get("/jury"))


def test_a_draft_is_kept_and_a_sheet_with_gaps_is_not_sent(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    sample = sample_of(event)
    enter_by_link(client, juror)
    assert "Черновик сохранён." in words(tried(client, juror, sample, {"K2": "4.5"}, "save"))
    answer = tried(client, juror, sample, {"K2": "4.5"}, "submit")
    assert answer.status_code == 422
    page = words(answer)
    assert "Лист не отправлен: нет баллов. Критерий K1." in page
    assert REASONS["K2"] not in page
    assert "4,5" in words(client.get(address(juror, sample)))


def test_touches_are_saved_by_the_script(client: FlaskClient, event: Event, juror: Juror) -> None:
    sample = sample_of(event)
    enter_by_link(client, juror)
    url = address(juror, sample, "/autosave")
    answer = client.post(url, data=fields(event, {"K1": 5}))
    assert answer.status_code == 200
    assert len(answer.get_json()["saved_at"]) == 5
    wrong = client.post(url, data=fields(event, {"K2": 11}))
    assert wrong.status_code == 422
    assert "Балл 11 не подходит" in wrong.get_json()["message"]
    sheet = db.session.scalars(select(SampleSheet)).one()
    assert [Decimal(5)] == list(values_of(sheet).values())


def test_a_wrong_mark_is_told_at_its_field_and_the_other_stays(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    sample = sample_of(event)
    enter_by_link(client, juror)
    answer = tried(client, juror, sample, {"K1": 2, "K2": "6.3"}, "submit")
    assert answer.status_code == 422
    assert "Балл 6.3 не подходит: в этом критерии шаг 0,5." in words(answer)
    assert db.session.scalars(select(SampleSheetMark.value)).all() == [Decimal(2)]


def test_what_was_sent_stays(client: FlaskClient, event: Event, juror: Juror) -> None:
    """The reference has been seen, so no mark is taken any more."""
    sample = sample_of(event)
    enter_by_link(client, juror)
    tried(client, juror, sample, {"K1": 4, "K2": 6}, "submit")
    answer = tried(client, juror, sample, {"K1": 3, "K2": "6.5"}, "submit")
    assert answer.status_code == 409
    assert "У вас 10, в образце 9,5" in words(answer)
    assert client.post(address(juror, sample, "/autosave"), data={}).status_code == 409


def test_after_the_close_samples_take_no_marks(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    sample = sample_of(event)
    enter_by_link(client, juror)
    close_judging(event)
    db.session.commit()
    assert tried(client, juror, sample, {"K1": 4, "K2": 6}, "submit").status_code == 409
    assert db.session.scalar(select(func.count()).select_from(SampleSheet)) == 0
    assert "Пробные работы" not in words(client.get("/jury"))


def test_before_judging_opens_a_juror_may_try(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    judging = event.stage("judging")
    assert judging
    judging.opened_at = None
    sample = sample_of(event)
    enter_by_link(client, juror)
    page = words(tried(client, juror, sample, {"K1": 3, "K2": "6.5"}, "submit"))
    assert "У вас 9,5, в образце 9,5: так же, как в образце." in page


def test_nobody_tries_for_another(app: Flask, event: Event, juror: Juror) -> None:
    sample = sample_of(event)
    other = create_juror(event, create_person(last_name="Соседова"))
    client = app.test_client()
    enter_by_link(client, other)
    for answer in (
        client.get(address(juror, sample)),
        client.post(address(juror, sample), data=fields(event, REFERENCE, act="submit")),
    ):
        assert answer.status_code in (302, 403)
        assert "Образец" not in words(answer)
    assert db.session.scalar(select(func.count()).select_from(SampleSheet)) == 0
    assert office(app, event, "chair").get(address(juror, sample)).status_code == 403


def test_a_sample_of_another_event_is_not_found(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    strange = sample_of(create_judged_event())
    hidden = sample_of(event, shown=False)
    enter_by_link(client, juror)
    assert client.get(address(juror, strange)).status_code == 404
    assert client.get(address(juror, hidden)).status_code == 404


def test_a_required_sample_stops_the_sending_and_no_mark(
    client: FlaskClient, event: Event, juror: Juror
) -> None:
    sample = sample_of(event, required=True)
    task = create_task(event, juror)
    enter_by_link(client, juror)
    assert "Они нужны до отправки первого листа." in words(client.get("/jury"))
    form = fields(event, {"K1": 4, "K2": 8}, act="submit")
    answer = client.post(f"/jury/sheets/{task.id}", data=form)
    assert answer.status_code == 422
    assert "Чтобы отправить лист, сначала оцените 1 пробную работу" in words(answer)
    assert db.session.scalar(select(func.count()).select_from(Mark)) == 2
    tried(client, juror, sample, {"K1": 4, "K2": 6}, "submit")
    sent = client.post(f"/jury/sheets/{task.id}", data=form, follow_redirects=True)
    assert "отправлен." in words(sent)
    assert db.session.scalars(select(Sheet.state)).one() == "submitted"


def test_paper_waits_for_no_sample(event: Event, juror: Juror) -> None:
    sample_of(event, required=True)
    task = create_task(event, juror)
    assert required_left(juror) == 1
    assert enter_sheet(task, {"K1": 1, "K2": 1}, source="paper").state == "submitted"
    other = create_task(event, juror)
    with pytest.raises(SheetRefusedError):
        submit_sheet(open_sheet(other))


def test_samples_count_nowhere(client: FlaskClient, event: Event, juror: Juror) -> None:
    """Results, progress, loads and the engine's input are the same with samples and without."""
    task = create_task(event, juror, create_entry(event, code="Э-1"))
    enter_sheet(task, {"K1": 4, "K2": 8})

    def everything() -> object:
        rows = [(row.entry.code, row.value, row.place_shown) for row in standings(made)]
        counts = [(r.assigned, r.submitted, r.drafts) for r in progress(event)]
        return rows, counts, loads(event.id), sheet_values(event)

    made = calculate(event, "system")
    before = everything()
    sample = sample_of(event)
    enter_by_link(client, juror)
    tried(client, juror, sample, {"K1": 0, "K2": 0}, "submit")
    made = calculate(event, "system")
    assert everything() == before
    assert before[0] == [("Э-1", Fraction(12), "1")]  # type: ignore[index]


def test_the_organizer_makes_a_sample_step_by_step(app: Flask, event: Event) -> None:
    client = office(app, event)
    room = f"/manage/{event.slug}/jury/samples"
    assert "Пробных работ пока нет" in words(client.get(room))
    answer = client.post(
        f"{room}/new", data={"title": "  Письмо  ", "text": "", "nomination_id": "0"}
    )
    sample = db.session.scalars(select(Sample)).one()
    assert answer.headers["Location"].endswith(f"/{sample.id}/reference")
    assert (sample.title, sample.state) == ("Письмо", "draft")
    act = f"{room}/{sample.id}/act"
    empty = words(client.post(act, data={"act": "open"}, follow_redirects=True))
    assert "нечего читать" in empty
    form = {"title": "Письмо", "text": "", "nomination_id": "0"}
    upload = {**form, "file": (BytesIO(word_file()), "письмо.docx")}
    client.post(f"{room}/{sample.id}", data=upload)
    lacks = words(client.post(act, data={"act": "open"}, follow_redirects=True))
    assert "Нет баллов образца: Критерий K1; Критерий K2." in lacks
    first = criteria_of_event(event)[0]
    why = {f"t{first.id}": "Потому."}
    wrong = client.post(f"{room}/{sample.id}/reference", data=fields(event, {"K1": 9}, **why))
    assert wrong.status_code == 422
    assert "Балл 9 не подходит" in words(wrong)
    assert "Потому." in words(wrong)
    client.post(f"{room}/{sample.id}/reference", data=fields(event, REFERENCE, **why))
    page = words(client.post(act, data={"act": "open"}, follow_redirects=True))
    assert "видят члены жюри" in page
    assert "Сумма образца 9,5" in page or "9,5" in page


def test_a_juror_reads_and_fetches_the_file_of_a_sample(
    app: Flask, client: FlaskClient, event: Event, juror: Juror
) -> None:
    sample = sample_of(event)
    form = {"title": sample.title, "text": sample.text, "nomination_id": "0"}
    db.session.commit()
    upload = {**form, "file": (BytesIO(word_file()), "Иванова Анна.docx")}
    office(app, event).post(f"/manage/{event.slug}/jury/samples/{sample.id}", data=upload)
    enter_by_link(client, juror)
    page = client.get(address(juror, sample))
    assert "Скачать Проба 1.docx" in words(page)
    assert "Иванова" not in words(page)
    [file] = sample.files
    answer = client.get(address(juror, sample, f"/files/{file.id}"))
    assert answer.status_code == 200
    assert client.get(address(juror, sample, "/files/0")).status_code == 404


def test_the_organizer_sees_who_did_it_and_how(
    app: Flask, client: FlaskClient, event: Event, juror: Juror
) -> None:
    """+0,5 and −2,5 on two samples: on average −1."""
    create_juror(event, create_person(last_name="Позднякова"))
    first, second = sample_of(event), sample_of(event, "Вторая")
    enter_by_link(client, juror)
    tried(client, juror, first, {"K1": 4, "K2": 6}, "submit")
    tried(client, juror, second, {"K1": 3, "K2": 4}, "submit")
    page = words(office(app, event, "secretary").get(f"/manage/{event.slug}/jury/samples"))
    assert "Оценили" in page
    assert "9,5 1 из 2" in page
    assert "Пробова Дарья Игоревна +0,5 −2,5 −1" in page
    assert "Позднякова Дарья Игоревна – – –" in page
    assert "Ваша оценка в среднем на 1 балл ниже образца." in words(client.get("/jury"))


def test_once_tried_the_reference_is_firm(
    app: Flask, client: FlaskClient, event: Event, juror: Juror
) -> None:
    sample = sample_of(event)
    enter_by_link(client, juror)
    tried(client, juror, sample, {"K1": 4, "K2": 6}, "submit")
    room = f"/manage/{event.slug}/jury/samples"
    staff = office(app, event)
    form = fields(event, {"K1": 5, "K2": 10})
    page = words(staff.post(f"{room}/{sample.id}/reference", data=form, follow_redirects=True))
    assert "образец не меняется" in page
    with pytest.raises(RefusalError):
        remove_sample(sample)
    staff.post(f"{room}/{sample.id}/act", data={"act": "close"})
    assert "У вас 10, в образце 9,5" in words(client.get(address(juror, sample)))


def test_a_criterion_that_goes_takes_its_reference_along(event: Event, juror: Juror) -> None:
    """Before judging criteria may change; a sample that lacks a mark then cannot be opened."""
    judging = event.stage("judging")
    assert judging
    judging.opened_at = None
    sample = sample_of(event, shown=False)
    remove_criterion(criteria_of_event(event)[1])
    added = create_criterion(event, "K3")
    db.session.expire_all()
    assert [mark.value for mark in sample.marks] == [Decimal(3)]
    with pytest.raises(RefusalError, match=added.title):
        open_sample(sample, criteria_of_event(event))


def test_weights_count_in_totals_by_hand(app: Flask) -> None:
    """4 × 2 + 3 against 3 × 2 + 5: 11 and 11, the same total with two differences."""
    event = create_judged_event()
    criteria = criteria_of_event(event)
    criteria[0].weight = Decimal(2)
    own = dict(zip([c.id for c in criteria], map(Decimal, (4, 3)), strict=True))
    reference = dict(zip([c.id for c in criteria], map(Decimal, (3, 5)), strict=True))
    made = compare(criteria, own, reference, {})
    assert (made.own, made.reference, made.difference) == (11, 11, 0)
    assert [line.difference for line in made.lines] == [1, -2]
    assert made.same == 0


def test_the_tendency_in_words(app: Flask) -> None:
    """Of +2 and +0,4: 1,2 above."""
    with app.test_request_context():
        said = tendency_words([Fraction(2), Fraction(2, 5)])
        assert said == "Ваша оценка в среднем на 1,2 балла выше образца."
        assert tendency_words([]) == ""
        assert "так же, как в образце" in tendency_words([Fraction(1, 50)])


def test_many_jurors_cost_as_many_queries_as_one(
    app: Flask,
    client: FlaskClient,
    event: Event,
    juror: Juror,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    staff, counts = office(app, event), []
    sample_of(event)
    for _round in range(2):
        address = f"/manage/{event.slug}/jury/samples"
        staff.get(address)
        with count_queries() as sent:
            staff.get(address)
        counts.append(len(sent))
        for number in range(6):
            create_juror(event, create_person(last_name=f"Ещёва{number}"))
            sample_of(event, f"Проба {number}")
        db.session.commit()
    assert counts[0] == counts[1]


def test_criteria_are_left_alone(event: Event) -> None:
    """Samples add nothing to what is judged."""
    before = db.session.scalars(select(Criterion.id)).all()
    sample_of(event)
    assert db.session.scalars(select(Criterion.id)).all() == before
