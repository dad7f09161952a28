"""Conflicts of interest that follow from organizations and mentoring, and declared ones."""

import pytest

from eventkit.db import db
from eventkit.juries.operations import JuryRefusalError, assign, derive_conflicts
from eventkit.juries.queries import conflicts
from eventkit.people.models import MentoringPair
from eventkit.scoring.operations import declare_conflict
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.juries import create_entry, create_judged_event, create_juror


@pytest.fixture
def event(app):
    return create_judged_event()


def kinds(event):
    derive_conflicts(event)
    return {(row.juror.person.last_name, row.entry.code): row.kind for row in conflicts(event)}


def test_a_colleague_and_a_branch_are_barred_and_a_stranger_is_not(event):
    school = create_organization()
    branch, other_branch = create_organization(parent=school), create_organization(parent=school)
    create_juror(event, create_person(last_name="Главная", organization=school))
    create_juror(event, create_person(last_name="Филиальная", organization=branch))
    create_juror(event, create_person(last_name="Чужая"))
    create_entry(event, create_person(organization=branch), code="Э-1")
    create_entry(event, create_person(organization=other_branch), code="Э-2")
    create_entry(event, create_person(organization=school), code="Э-3")
    assert kinds(event) == {
        ("Главная", "Э-1"): "branch",
        ("Филиальная", "Э-1"): "same_organization",
        ("Главная", "Э-2"): "branch",
        ("Филиальная", "Э-2"): "branch",
        ("Главная", "Э-3"): "same_organization",
        ("Филиальная", "Э-3"): "branch",
    }


def test_mentor_and_mentee_are_barred_whatever_the_school_and_however_long_ago(event):
    from datetime import date

    mentor, mentee = create_person(last_name="Наставница"), create_person(last_name="Ученица")
    author = create_person()
    db.session.add(MentoringPair(mentor=mentor, mentee=author, ended_on=date(2010, 5, 1)))
    db.session.add(MentoringPair(mentor=author, mentee=mentee))
    create_juror(event, mentor)
    create_juror(event, mentee)
    create_entry(event, author, code="Э-1")
    assert kinds(event) == {("Наставница", "Э-1"): "mentor", ("Ученица", "Э-1"): "mentee"}


def test_people_without_a_school_have_no_common_school(event):
    create_juror(event, create_person(organization=None))
    create_entry(event, create_person(organization=None))
    assert kinds(event) == {}


def test_a_refused_work_has_no_conflicts(event):
    school = create_organization()
    create_juror(event, create_person(organization=school))
    create_entry(event, create_person(organization=school), is_admitted=False)
    assert kinds(event) == {}


def test_derived_conflicts_follow_changes_and_declared_ones_stay(event):
    school = create_organization()
    juror = create_juror(event, create_person(organization=school))
    author = create_person(organization=school)
    entry, other = create_entry(event, author, code="Э-1"), create_entry(event, code="Э-2")
    declare_conflict(juror, other, "родственница")
    derive_conflicts(event)
    author.organization = create_organization()
    db.session.flush()
    assert {row.entry.code: row.kind for row in _derived(event)} == {"Э-2": "declared"}
    assert entry.is_admitted


def _derived(event):
    derive_conflicts(event)
    return conflicts(event)


def test_there_is_one_row_for_a_juror_and_a_work(event):
    school = create_organization()
    juror = create_juror(event, create_person(organization=school))
    entry = create_entry(event, create_person(organization=school))
    derive_conflicts(event)
    declare_conflict(juror, entry, "и родственница")
    [row] = conflicts(event)
    assert (row.kind, row.reason, row.is_late) == ("same_organization", "и родственница", False)


def test_a_work_is_never_given_against_a_conflict(event):
    juror, entry = create_juror(event), create_entry(event, code="Э-7")
    declare_conflict(juror, entry, "узнала автора")
    with pytest.raises(JuryRefusalError, match=r"Э-7.*конфликт"):
        assign(juror, entry, event.trials[0])
