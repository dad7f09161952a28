"""The plan of an event: what it reaches, what it says when it cannot, what it leaves alone."""

import pytest

from eventkit.db import db
from eventkit.juries.applying import apply_plan
from eventkit.juries.models import Assignment
from eventkit.juries.operations import assign
from eventkit.juries.plan_words import shortages
from eventkit.juries.planning import preview
from eventkit.scoring.operations import declare_conflict, open_sheet
from eventkit.scoring.queries import touched_assignments
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.juries import create_entry, create_judged_event, create_juror


@pytest.fixture
def event(app):
    return create_judged_event()


def readers(event):
    found = {}
    for task in db.session.query(Assignment).order_by(Assignment.reading):
        if task.state == "active":
            found.setdefault(task.entry.code, []).append(
                (task.reading, task.juror.person.last_name)
            )
    return found


def test_each_work_gets_its_sheets_with_readings_numbered(event):
    jurors = [create_juror(event, create_person(last_name=name)) for name in ("А", "Б", "В")]
    for number in range(1, 7):
        create_entry(event, code=f"Э-{number}")
    made = preview(event, 2, set())
    assert not made.plan.missing
    assert [(row.before, row.after) for row in made.loads] == [(0, 4)] * 3
    assert apply_plan(event, made) == 12
    found = readers(event)
    assert all([n for n, _name in rows] == [1, 2] for rows in found.values())
    assert all(len({name for _n, name in rows}) == 2 for rows in found.values())
    assert not preview(event, 2, set()).changes
    assert len(jurors) == 3


def test_what_cannot_be_reached_is_said_in_words(event):
    school = create_organization()
    create_juror(event, create_person(organization=school))
    create_juror(event, load_limit=0)
    create_juror(event)
    create_entry(event, create_person(organization=school), code="Э-118")
    made = preview(event, 2, set())
    assert shortages(made.scene, made.plan) == [
        (
            "Работе Э-118 не хватает 1 члена жюри. "
            "Читают её: 1, конфликт интересов: 1, предельная нагрузка: 1."
        )
    ]


def test_a_begun_sheet_stays_where_it_is(event):
    first = create_juror(event)
    entry = create_entry(event, code="Э-1")
    task = assign(first, entry, event.trials[0])
    open_sheet(task)
    first.load_limit = 0
    create_juror(event)
    apply_plan(event, preview(event, 1, touched_assignments(event.id)))
    assert [name for _n, name in readers(event)["Э-1"]] == [first.person.last_name]


def test_a_conflict_found_later_takes_an_untouched_work_away(event):
    school = create_organization()
    person = create_person(last_name="Своя")
    create_juror(event, person)
    create_entry(event, create_person(organization=school), code="Э-1")
    apply_plan(event, preview(event, 1, set()))
    person.organization = school
    create_juror(event, create_person(last_name="Чужая"))
    made = preview(event, 1, set())
    apply_plan(event, made)
    assert readers(event) == {"Э-1": [(1, "Чужая")]}


def test_whoever_declared_a_conflict_does_not_get_the_work_again(event):
    juror, entry = create_juror(event), create_entry(event, code="Э-1")
    assign(juror, entry, event.trials[0])
    declare_conflict(juror, entry, "узнала автора")
    made = preview(event, 1, set())
    assert not made.plan.pairs
    assert made.plan.missing == {entry.id: 1}


def test_a_third_reading_is_a_load_but_not_one_of_the_two(event):
    jurors = [create_juror(event) for _ in range(3)]
    entry = create_entry(event, code="Э-1")
    assign(jurors[0], entry, event.trials[0], reading=3)
    made = preview(event, 2, set())
    assert {row.juror.id: row.after for row in made.loads} == {j.id: 1 for j in jurors}
    assert {juror for _entry, juror in made.plan.added} == {jurors[1].id, jurors[2].id}


def test_planning_costs_the_same_queries_for_few_and_many(event, count_queries):
    for _ in range(4):
        create_juror(event)
    create_entry(event)
    with count_queries() as few:
        preview(event, 2, set())
    for _ in range(30):
        create_entry(event)
    db.session.expire_all()
    with count_queries() as many:
        preview(event, 2, set())
    assert len(many) <= len(few) + 2
