"""Conflicts of interest that follow from organizations and mentoring, and declared ones."""

import pytest

from eventkit.db import db
from eventkit.entries.models import EntryAuthor
from eventkit.juries.operations import JuryRefusalError, assign, derive_conflicts
from eventkit.juries.queries import conflicts
from eventkit.people.models import Group, GroupMember, MentoringPair
from eventkit.scoring.operations import declare_conflict
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.web.clock import now

pytestmark = pytest.mark.database


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


def test_an_author_does_not_judge_the_own_work(event):
    person = create_person(last_name="Самозванцева", organization=create_organization())
    create_juror(event, person)
    create_entry(event, person, code="Э-1")
    assert kinds(event) == {("Самозванцева", "Э-1"): "author"}


def pair_of(*people):
    group = Group(kind="pair", created_at=now())
    group.members = [GroupMember(person=person) for person in people]
    return group


def test_partners_in_a_pair_are_barred_both_ways_here_and_in_other_events(event):
    one, other = create_person(last_name="Парная"), create_person(last_name="Спарова")
    elsewhere = create_judged_event()
    create_entry(elsewhere, one, group=pair_of(one, other))
    create_juror(event, one)
    create_juror(event, other)
    create_entry(event, other, code="Э-1")
    create_entry(event, one, code="Э-2")
    assert kinds(event) == {
        ("Парная", "Э-1"): "pair",
        ("Спарова", "Э-1"): "author",
        ("Парная", "Э-2"): "author",
        ("Спарова", "Э-2"): "pair",
    }


def test_a_pair_that_was_never_admitted_or_is_left_bars_nobody(event):
    juror, author = create_person(last_name="Вписанная"), create_person()
    create_juror(event, juror)
    create_entry(event, create_person(), group=pair_of(author, juror), is_admitted=False)
    left = pair_of(author, juror)
    left.members[1].left_at = now()
    create_entry(create_judged_event(), author, group=left)
    create_entry(event, author, code="Э-1")
    assert kinds(event) == {}


def test_a_coauthor_of_another_work_is_barred_in_this_event_alone(event):
    juror, author = create_person(last_name="Соавторова"), create_person()
    create_juror(event, juror)
    common = create_entry(event, author, code="Э-1")
    common.authors.append(EntryAuthor(person=juror))
    create_entry(event, author, code="Э-2")
    next_year = create_judged_event()
    create_juror(next_year, juror)
    create_entry(next_year, author, code="Э-3")
    assert kinds(event) == {
        ("Соавторова", "Э-1"): "author",
        ("Соавторова", "Э-2"): "coauthor",
    }
    assert kinds(next_year) == {}


def stored(event):
    return {(row.entry.code, row.kind) for row in conflicts(event)}


def test_conflicts_follow_the_directory_without_being_asked(event):
    school, branch = create_organization(), create_organization()
    juror = create_juror(event, create_person(organization=school))
    author = create_person(organization=branch)
    entry = create_entry(event, author, code="Э-1", is_admitted=False)
    db.session.commit()
    assert stored(event) == set()
    branch.parent = school
    db.session.commit()
    assert stored(event) == set()
    entry.is_admitted = True
    db.session.commit()
    assert stored(event) == {("Э-1", "branch")}
    author.organization = school
    db.session.commit()
    assert stored(event) == {("Э-1", "same_organization")}
    juror.person.organization = create_organization()
    db.session.commit()
    assert stored(event) == set()
    bond = MentoringPair(mentor=juror.person, mentee=author)
    db.session.add(bond)
    db.session.commit()
    assert stored(event) == {("Э-1", "mentor")}
    db.session.delete(bond)
    db.session.commit()
    assert stored(event) == set()
    entry.authors.append(EntryAuthor(person=juror.person))
    db.session.commit()
    assert stored(event) == {("Э-1", "author")}
    entry.authors.pop()
    db.session.commit()
    assert stored(event) == set()
    entry.group = pair_of(author, juror.person)
    db.session.commit()
    assert stored(event) == {("Э-1", "author")}
    entry.is_admitted = False
    db.session.commit()
    assert stored(event) == set()


def test_the_school_of_a_groups_member_is_followed_as_an_authors(event):
    school, member = create_organization(), create_person(last_name="Участницева")
    create_juror(event, create_person(organization=school))
    create_entry(event, create_person(), group=pair_of(create_person(), member), code="Э-1")
    db.session.commit()
    assert stored(event) == set()
    member.organization = school
    db.session.commit()
    assert stored(event) == {("Э-1", "same_organization")}


def test_after_the_jurys_work_a_new_school_changes_nothing(event):
    school = create_organization()
    create_juror(event, create_person(organization=school))
    author = create_person()
    create_entry(event, author, code="Э-1")
    event.stage("judging").closed_at = now()
    db.session.commit()
    author.organization = school
    db.session.commit()
    assert stored(event) == set()


def test_what_is_taken_back_is_not_followed(event):
    school = create_organization()
    create_juror(event, create_person(organization=school))
    author = create_person()
    create_entry(event, author, code="Э-1")
    db.session.commit()
    author.organization = school
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert stored(event) == set()


def test_what_was_declared_beside_a_derived_conflict_outlives_it(event):
    school = create_organization()
    juror = create_juror(event, create_person(organization=school))
    entry = create_entry(event, create_person(organization=school), code="Э-1")
    derive_conflicts(event)
    declare_conflict(juror, entry, "и родственница")
    juror.person.organization = create_organization()
    db.session.commit()
    assert stored(event) == {("Э-1", "declared")}


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
