"""Works that change hands: by the organizer on the board, and when a juror leaves in the middle."""

from __future__ import annotations

import pytest

from eventkit.db import db
from eventkit.juries.models import Assignment
from eventkit.juries.operations import add_conflict, assign
from eventkit.scoring.operations import look_at_leaving, release_juror, save_mark, submit_sheet
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.sheet_rows import open_sheet
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.testing.pages import words


@pytest.fixture
def event(app):
    return create_judged_event(rules={"sheets_per_entry": 1})


@pytest.fixture
def jury(event):
    return [create_juror(event, create_person(last_name=n)) for n in ("Азарова", "Белов", "Вяткин")]


@pytest.fixture
def organizer(client, event):
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return client


def readers(event):
    """Code → the surnames of those who read it now."""
    db.session.expire_all()
    found: dict[str, list[str]] = {}
    for task in db.session.query(Assignment).order_by(Assignment.id):
        if task.state == "active":
            found.setdefault(task.entry.code, []).append(task.juror.person.last_name)
    return found


def move(client, event, task, juror):
    data = {"task": task.id, "juror_id": juror.id if juror else ""}
    return client.post(f"/manage/{event.slug}/jury/board", data=data, follow_redirects=True)


def test_a_work_moves_to_another_juror(organizer, event, jury):
    task = assign(jury[0], create_entry(event, code="Э-1"), event.trials[0])
    page = words(organizer.get(f"/manage/{event.slug}/jury/board"))
    assert "Доска назначений" in page
    told = words(move(organizer, event, task, jury[1]))
    assert "Работа Э-1 перенесена" in told
    assert readers(event) == {"Э-1": ["Белов"]}


def test_what_may_not_move_stays_and_is_told_why(organizer, event, jury):
    begun = assign(jury[0], create_entry(event, code="Э-1"), event.trials[0])
    open_sheet(begun)
    free = assign(jury[0], create_entry(event, code="Э-2"), event.trials[0])
    add_conflict(jury[1], free.entry, "Сосед.", is_late=False)
    jury[2].load_limit = 0
    db.session.commit()
    for task, juror, told in (
        (begun, jury[1], "уже открыл её лист"),
        (free, jury[2], "предел нагрузки 0"),
        (free, jury[0], "уже у этого члена жюри"),
        (free, None, "Выберите, кому перенести работу."),
    ):
        answer = move(organizer, event, task, juror)
        assert answer.status_code == 422
        assert told in words(answer)
    assert move(organizer, event, free, jury[1]).status_code == 422
    assert readers(event) == {"Э-1": ["Азарова"], "Э-2": ["Азарова"]}


def test_a_juror_who_leaves_loses_no_work_and_doubles_none(event, jury):
    """Sent sheets stay; of the six open works each goes to exactly one of the two others."""
    leaver, *others = jury
    works = [create_entry(event, code=f"Э-{number}") for number in range(1, 10)]
    for number, entry in enumerate(works):
        assign(jury[number % 3] if number < 6 else leaver, entry, event.trials[0])
    sent = next(t for t in db.session.query(Assignment) if t.juror_id == leaver.id)
    sheet = open_sheet(sent)
    for criterion in criteria_of(event.trials[0]):
        save_mark(sheet, criterion, 3)
    submit_sheet(sheet)
    db.session.commit()
    before = readers(event)
    kept = {code: names for code, names in before.items() if names != ["Азарова"]}
    planned = look_at_leaving(leaver)
    assert planned.works == 4
    assert planned.stranded == () or list(planned.stranded) == []
    release_juror(leaver)
    db.session.commit()
    after = readers(event)
    assert set(after) == set(before)
    assert all(len(names) == 1 for names in after.values())
    assert after[sent.entry.code] == ["Азарова"]
    assert {code: after[code] for code in kept} == kept  # nobody else's work moved
    moved = [after[code][0] for code in before if before[code] == ["Азарова"]]
    assert sorted(moved) == ["Азарова", "Белов", "Белов", "Вяткин", "Вяткин"]
    # Each of the two had two works and has four now.
    assert [sum(names == [j.person.last_name] for names in after.values()) for j in others] == [
        4,
        4,
    ]


def test_a_work_that_nobody_may_take_is_named(event, jury):
    leaver, *others = jury
    entry = create_entry(event, code="Э-7")
    assign(leaver, entry, event.trials[0])
    for other in others:
        add_conflict(other, entry, "Соавтор.", is_late=False)
    db.session.commit()
    planned = look_at_leaving(leaver)
    assert list(planned.stranded) == ["Э-7"]
    assert planned.ways_out
    release_juror(leaver)
    assert readers(event) == {}
