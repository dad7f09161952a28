"""What a sheet takes, counts and keeps: marks, states, versions, third readings, recusals."""

from decimal import Decimal
from fractions import Fraction

import pytest

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.mail.models import Letter
from eventkit.scoring.engine import CriterionSpec
from eventkit.scoring.models import Criterion, SheetVersion
from eventkit.scoring.operations import (
    MarkRefusedError,
    SheetIncompleteError,
    SheetRefusedError,
    annul_sheet,
    declare_conflict,
    enter_sheet,
    open_sheet,
    release_juror,
    reopen_sheet,
    replace,
    return_sheet,
    save_comment,
    save_mark,
    submit_sheet,
)
from eventkit.scoring.queries import criterion_specs, need_replacement, progress, sheet_values
from eventkit.testing.juries import (
    create_criterion,
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
)

THIRD = {
    "aggregation": "two_plus_third",
    "sheets_per_essay": 2,
    "divergence_points": 5,
    "third_policy": "closest_two",
}


@pytest.fixture
def event(app):
    return create_judged_event()


@pytest.fixture
def task(event):
    return create_task(event)


@pytest.fixture
def criteria(task):
    return {c.code: c for c in db.session.query(Criterion).filter_by(trial_id=task.trial_id)}


@pytest.mark.parametrize("value", ["4.5", "4,5", Decimal("4.5"), Fraction(9, 2)])
def test_a_mark_is_kept_as_a_count_of_steps(task, criteria, value):
    mark = save_mark(open_sheet(task), criteria["K2"], value)
    assert mark.steps == 9


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("4.3", "шаг 0,5"),
        ("11", "от 0 до 10"),
        ("-1", "от 0 до 10"),
        ("много", "не число"),
        ("1e9999", "от 0 до 10"),
        ("nan", "не число"),
    ],
)
def test_an_impossible_mark_is_refused_in_words(task, criteria, value, words):
    with pytest.raises(MarkRefusedError, match=words):
        save_mark(open_sheet(task), criteria["K2"], value)


def test_a_float_is_no_mark(task, criteria):
    with pytest.raises(MarkRefusedError):
        save_mark(open_sheet(task), criteria["K2"], 4.5)


def test_a_gap_is_not_a_zero(task, criteria):
    sheet = open_sheet(task)
    save_mark(sheet, criteria["K1"], 0)
    assert sheet.total is None
    save_mark(sheet, criteria["K2"], 0)
    assert sheet.total == 0
    save_mark(sheet, criteria["K2"], None)
    assert sheet.total is None


def test_the_total_is_exact_with_weights(event):
    third = create_criterion(event, "K3", "3", weight="0.1")
    sheet = enter_sheet(create_task(event), {"K1": 1, "K2": "0.5", "K3": 3})
    assert sheet.total == Fraction(18, 10)
    assert third.weight == Decimal("0.1")


def test_a_sheet_with_gaps_is_not_sent_and_names_them(task, criteria):
    sheet = open_sheet(task)
    save_mark(sheet, criteria["K1"], 3)
    with pytest.raises(SheetIncompleteError, match="Критерий K2") as refusal:
        submit_sheet(sheet)
    assert [c.code for c in refusal.value.missing] == ["K2"]
    assert sheet.state == "draft"


def test_a_sent_sheet_takes_no_marks_until_it_is_reopened(task, criteria):
    sheet = enter_sheet(task, {"K1": 3, "K2": 4})
    with pytest.raises(SheetRefusedError, match="отправлен"):
        save_mark(sheet, criteria["K1"], 5)
    reopen_sheet(sheet)
    save_mark(sheet, criteria["K1"], 5)
    submit_sheet(sheet)
    versions = (
        db.session.query(SheetVersion).filter_by(sheet_id=sheet.id).order_by(SheetVersion.version)
    )
    assert [(v.state, v.marks, v.total) for v in versions] == [
        ("submitted", {"K1": "3", "K2": "4"}, 7),
        ("draft", {"K1": "3", "K2": "4"}, 7),
        ("submitted", {"K1": "5", "K2": "4"}, 9),
    ]


def test_a_criterion_of_another_trial_is_refused(event, task):
    other = create_judged_event()
    foreign = db.session.query(Criterion).filter_by(trial_id=other.trials[0].id).first()
    with pytest.raises(MarkRefusedError):
        save_mark(open_sheet(task), foreign, 1)
    with pytest.raises(MarkRefusedError, match="K9"):
        enter_sheet(task, {"K9": 1})


def test_every_change_of_a_mark_or_state_is_one_line_of_the_journal(task, criteria):
    sheet = open_sheet(task)
    save_mark(sheet, criteria["K1"], 3)
    save_mark(sheet, criteria["K1"], 3)
    save_mark(sheet, criteria["K2"], 3)
    save_comment(sheet, criteria["K1"], "ясно")
    submit_sheet(sheet, actor="juror:1")
    lines = db.session.query(JournalLine).filter_by(subject=f"sheet:{sheet.id}").all()
    assert [line.act for line in lines] == ["mark.saved", "mark.saved", "sheet.submitted"]
    assert lines[0].data == {"criterion": "K1", "steps": 3, "before": None}
    assert lines[-1].actor == "juror:1"


def test_a_returned_sheet_says_why_and_writes_to_the_juror(task):
    sheet = enter_sheet(task, {"K1": 3, "K2": 4})
    return_sheet(sheet, "Проверьте второй критерий")
    letter = db.session.query(Letter).filter_by(kind="sheet_returned").one()
    assert sheet.state == "returned"
    assert "Проверьте второй критерий" in letter.body
    assert task.entry.code in letter.subject


def test_the_number_for_sorting_follows_the_sent_sheets(event):
    entry = create_entry(event)
    first = enter_sheet(create_task(event, entry=entry), {"K1": 3, "K2": 4})
    enter_sheet(create_task(event, entry=entry), {"K1": 3, "K2": "4.5"})
    enter_sheet(create_task(event, entry=entry), {"K1": 5, "K2": 10}, submitted=False)
    assert entry.running_total == 7_250_000
    annul_sheet(first, "ошибка")
    assert entry.running_total == 7_500_000


def test_the_engine_gets_sent_and_annulled_sheets(event):
    entry = create_entry(event, code="Э-1")
    kept = create_task(event, entry=entry)
    fallen = create_task(event, entry=entry)
    enter_sheet(kept, {"K1": 3, "K2": "4.5"}, source="import")
    enter_sheet(fallen, {"K1": 5, "K2": 10}, source="import")
    open_sheet(create_task(event, entry=entry))
    declare_conflict(fallen.juror, entry, "родственница")
    taker = create_juror(event)
    enter_sheet(replace(fallen, taker), {"K1": 1, "K2": 1}, source="import")
    values = [
        (v.juror, v.position, dict(v.marks), v.annulled, v.replaces) for v in sheet_values(event)
    ]
    assert values == [
        (str(kept.juror_id), 1, {"K1": 3, "K2": Fraction(9, 2)}, False, None),
        (str(fallen.juror_id), 2, {"K1": 5, "K2": 10}, True, None),
        (str(taker.id), 2, {"K1": 1, "K2": 1}, False, str(fallen.juror_id)),
    ]
    assert criterion_specs(event) == [
        CriterionSpec("K1", Fraction(5)),
        CriterionSpec("K2", Fraction(10), Fraction(1, 2)),
    ]


def test_an_early_recusal_takes_the_work_back(event, task):
    save_comment(open_sheet(task), "note", "прочла начало")
    done = declare_conflict(task.juror, task.entry, "узнала автора")
    assert (done.is_late, done.withdrawn, done.conflict.is_late) == (False, 1, False)
    assert progress(event)[0].assigned == 0


def test_a_late_recusal_annuls_the_sheet_and_asks_for_a_replacement(event, task):
    event.contact_email = "orgkomitet@example.org"
    sheet = enter_sheet(task, {"K1": 5, "K2": 10})
    done = declare_conflict(task.juror, task.entry, "родственница")
    assert (sheet.state, done.conflict.is_late) == ("annulled", True)
    assert "родственница" in sheet.annulled_reason
    assert [t.id for t in need_replacement(event.id)] == [task.id]
    letter = db.session.query(Letter).filter_by(kind="jury_replacement").one()
    assert letter.recipient == "orgkomitet@example.org"
    made = replace(task, create_juror(event))
    assert (made.reading, made.replaces_id) == (task.reading, task.id)
    assert need_replacement(event.id) == []


def test_nobody_free_means_no_replacement(event, task):
    enter_sheet(task, {"K1": 5, "K2": 10})
    declare_conflict(task.juror, task.entry, "родственница")
    assert replace(task) is None


@pytest.mark.parametrize(("second", "opens"), [("5", True), ("5.5", False)])
def test_a_third_reading_opens_at_the_limit_exactly(app, second, opens):
    event = create_judged_event(rules=THIRD)
    entry = create_entry(event)
    tasks = [create_task(event, entry=entry) for _ in range(2)]
    free = create_juror(event)
    create_juror(event, load_limit=0)
    enter_sheet(tasks[0], {"K1": 0, "K2": 10})
    enter_sheet(tasks[1], {"K1": 0, "K2": second})
    found = [(t.juror_id, t.reading) for t in _tasks_of(entry) if t.reading == 3]
    assert found == ([(free.id, 3)] if opens else [])


def test_other_rules_ask_for_no_third_reading(event):
    entry = create_entry(event)
    tasks = [create_task(event, entry=entry) for _ in range(2)]
    create_juror(event)
    enter_sheet(tasks[0], {"K1": 0, "K2": 10})
    enter_sheet(tasks[1], {"K1": 0, "K2": 0})
    assert len(_tasks_of(entry)) == 2


def _tasks_of(entry):
    from eventkit.juries.models import Assignment

    return db.session.query(Assignment).filter_by(entry_id=entry.id).all()


def test_progress_counts_by_state(event):
    juror = create_juror(event)
    tasks = [create_task(event, juror) for _ in range(4)]
    enter_sheet(tasks[0], {"K1": 1, "K2": 1})
    enter_sheet(tasks[1], {"K1": 1}, submitted=False)
    open_sheet(tasks[2])
    [row] = progress(event)
    assert (row.assigned, row.submitted, row.drafts, row.untouched, row.left) == (4, 1, 1, 2, 3)


def test_a_juror_who_leaves_keeps_the_sent_sheets(event):
    juror = create_juror(event)
    sent, begun, untouched = (create_task(event, juror) for _ in range(3))
    enter_sheet(sent, {"K1": 1, "K2": 1})
    draft = enter_sheet(begun, {"K1": 1}, submitted=False)
    release_juror(juror)
    assert (sent.state, draft.state, juror.token_hash) == ("active", "annulled", None)
    assert untouched not in _tasks_of(untouched.entry)
    assert progress(event) == []
