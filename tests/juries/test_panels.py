"""Panels: each judges its own works; what that rules out, and what is said about it."""

import re

import pytest

from eventkit.db import db
from eventkit.events.models import Event, Nomination
from eventkit.juries.models import Assignment
from eventkit.juries.panels.models import JuryPanel
from eventkit.juries.panels.queries import barred_by_panels
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror, enter_by_link
from eventkit.testing.pages import words


@pytest.fixture
def event(app):
    made = create_judged_event({"sheets_per_entry": 1})
    db.session.add(Nomination(event_id=made.id, code="N2", title="Последний звонок", position=1))
    db.session.flush()
    db.session.expire(made)
    return made


@pytest.fixture
def jurors(event):
    return [create_juror(event) for _ in range(4)]


@pytest.fixture
def works(event):
    """Four works in the first nomination, two in the second."""
    first, second = event.nominations
    lines = [first] * 4 + [second] * 2
    return [create_entry(event, nomination=line, code=f"П-{n}") for n, line in enumerate(lines, 1)]


@pytest.fixture
def page(client, event, jurors, works):
    sign_in(client, create_account(roles={event.id: "organizer"}))

    def go(path, data=None):
        address = f"/manage/{event.slug}/jury/{path}"
        answer = client.get(address) if data is None else client.post(address, data=data)
        db.session.expire_all()
        return answer

    return go


def panels():
    return list(db.session.scalars(db.select(JuryPanel).order_by(JuryPanel.position)))


def codes(panel):
    return sorted(work.entry.code for work in panel.works)


def test_a_jury_in_one_piece_says_so(page):
    assert "Жюри работает одним составом" in words(page("panels"))
    assert "Составы" not in [t.strip() for t in words(page("works")).split("·")]


def test_a_panel_gets_jurors_a_whole_nomination_and_single_works(page, event, jurors):
    answer = page(
        "panels/new",
        {
            "title": "Первый состав",
            "room": "кабинет 12",
            "jurors": [str(j.id) for j in jurors[:2]],
            "nominations": [str(event.nominations[1].id)],
            "codes": "п-1, П-2",
        },
    )
    assert answer.status_code == 302
    (panel,) = panels()
    assert codes(panel) == ["П-1", "П-2", "П-5", "П-6"]
    text = words(page("panels"))
    assert "кабинет 12" in text
    assert "2 работы пока без состава" in text
    assert "П-3, П-4" in text
    form = page(f"panels/{panel.id}").get_data(as_text=True)
    assert "П-1, П-2" in form.replace("\u2060", "")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"title": ""}, "Заполните это поле"),
        ({"title": "я" * 101}, "Слишком длинно"),
        ({"title": "Состав", "codes": "П-1, Ю-77"}, "В этом туре нет работ: Ю-77"),
    ],
)
def test_an_impossible_panel_is_refused_at_the_field(page, data, message):
    answer = page("panels/new", data)
    assert answer.status_code == 422
    assert message in words(answer)
    assert panels() == []


def two(page, jurors, shared=()):
    for title, members in (("Первый", jurors[:2]), ("Второй", jurors[2:])):
        ids = [str(j.id) for j in (*members, *shared)]
        page("panels/new", {"title": title, "jurors": ids})


def test_whole_nominations_go_to_the_panel_with_the_fewest_works(page, jurors):
    two(page, jurors)
    page("panels/divide", {"way": "nominations"})
    assert [codes(panel) for panel in panels()] == [
        ["П-1", "П-2", "П-3", "П-4"],
        ["П-5", "П-6"],
    ]
    assert "судят разные составы" not in words(page("panels"))


def test_works_dealt_out_evenly_are_warned_about(page, jurors):
    two(page, jurors)
    page("panels/divide", {"way": "evenly"})
    assert [len(panel.works) for panel in panels()] == [3, 3]
    text = words(page("panels"))
    assert "Номинацию «Последний звонок» судят разные составы: Первый, Второй" in text
    assert "Если один состав строже" in text


def test_a_juror_of_both_panels_makes_them_comparable(page, jurors):
    two(page, jurors, shared=[jurors[0]])
    page("panels/divide", {"way": "evenly"})
    text = words(page("panels"))
    assert "Составы связаны общими членами жюри" in text
    assert "Если один состав строже" not in text


def test_one_panel_is_nothing_to_divide_between(page, jurors):
    page("panels/new", {"title": "Один"})
    page("panels/divide", {"way": "evenly"})
    assert "сделайте хотя бы два состава" in words(page("panels"))


def test_the_plan_keeps_to_the_panels(page, event, jurors):
    two(page, jurors)
    page("panels/divide", {"way": "nominations"})
    first, second = panels()
    event = db.session.get(Event, event.id)
    ids = [j.id for j in jurors]
    assert barred_by_panels(event) == {
        (work.entry_id, juror)
        for panel, strangers in ((first, ids[2:]), (second, ids[:2]))
        for work in panel.works
        for juror in strangers
    }
    plan = page("plan").get_data(as_text=True)
    page("plan", {"digest": re.search(r'name="digest" value="(\w+)"', plan)[1]})
    tasks = db.session.scalars(db.select(Assignment)).all()
    assert len(tasks) == 6
    for task in tasks:
        home = first if task.entry.code < "П-5" else second
        assert task.juror_id in {seat.juror_id for seat in home.seats}


def test_by_hand_a_work_stays_in_its_panel_too(page, jurors):
    two(page, jurors)
    page("panels/divide", {"way": "nominations"})
    answer = page("works", {"code": "П-1", "juror_id": str(jurors[3].id)})
    assert answer.status_code == 422
    assert "судит другой состав" in words(answer)
    assert page("works", {"code": "П-1", "juror_id": str(jurors[0].id)}).status_code == 302


def test_a_work_that_is_given_to_another_panel_leaves_the_first(page, jurors):
    two(page, jurors)
    page("panels/divide", {"way": "nominations"})
    second = panels()[1]
    page(f"panels/{second.id}", {"title": "Второй", "codes": "П-1"})
    assert [codes(panel) for panel in panels()] == [["П-2", "П-3", "П-4"], ["П-1"]]
    page(f"panels/{second.id}/remove", {})
    assert len(panels()) == 1


def test_the_juror_sees_the_own_room(page, app, jurors):
    page(
        "panels/new",
        {"title": "Первый", "room": "кабинет 12", "jurors": [str(jurors[0].id)]},
    )
    for juror, sees in ((jurors[0], True), (jurors[1], False)):
        client = app.test_client()
        enter_by_link(client, juror)
        assert ("Первый : кабинет 12" in words(client.get("/jury"))) is sees


def test_the_page_costs_the_same_for_more_works(page, jurors, event, count_queries):
    two(page, jurors)
    page("panels/divide", {"way": "evenly"})
    with count_queries() as few:
        page("panels")
    for number in range(20):
        create_entry(event, code=f"Р-{number:02d}")
    page("panels/divide", {"way": "evenly"})
    with count_queries() as many:
        page("panels")
    assert len(few) == len(many)
