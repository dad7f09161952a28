"""Preparing, correcting, issuing, voiding: what papers exist afterwards."""

import pytest

from eventkit.db import db
from eventkit.documents import name_operations, operations, queries
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.mail.models import Letter
from eventkit.people.models import Person
from eventkit.results.operations import calculate, lock, publish
from eventkit.testing.documents import correct_mark, name_authors
from eventkit.testing.results import create_judged_event

BOSS = "account:1"
RULES = {"winner_min_percent": "75", "prize_min_percent": "60"}


def shown(event):
    return [(row.number, row.document, row.name_nominative) for row in queries.certificates(event)]


def issued(event):
    operations.prepare_awards(event, BOSS)
    name_operations.check_all(event, actor=BOSS)
    return operations.issue_awards(event, BOSS)


def test_numbers_go_by_nomination_place_and_surname(contest):
    operations.prepare_awards(contest, BOSS)
    assert shown(contest) == [
        ("КВМ-2025-001", "диплом I степени", "Звонкова Алина Руслановна"),
        ("КВМ-2025-002", "диплом II степени", "Дедовских Степан Савельевич"),
        ("КВМ-2025-003", "сертификат участника", "Черных София Денисовна"),
        ("КВМ-2025-004", "диплом II степени", "Ежова Инна Львовна"),
        ("КВМ-2025-005", "сертификат участника", "Ёлкин Пётр Фомич"),
    ]
    assert queries.document_counts(contest) == {
        "диплом I степени": 1,
        "диплом II степени": 2,
        "сертификат участника": 2,
    }
    first = queries.certificates(contest)[0]
    assert first.line == "учитель музыки, МАОУ СОШ с. Вымыслово"


def test_those_without_a_place_stand_in_russian_order(app):
    names = {"Э-1": "Ёлкина", "Э-2": "Ежова", "Э-3": "Яшина", "Э-4": "Елисеева"}
    event = create_judged_event(
        {"N1": {"Э-1": (11,), "Э-2": (12,), "Э-3": (14,), "Э-4": (13,)}}, rules=RULES
    )
    name_authors(event, {c: (n, "Инна", "", "f", "учитель", "СОШ") for c, n in names.items()})
    publish(calculate(event, BOSS), actor=BOSS)
    operations.prepare_awards(event, BOSS)
    found = [row.name_nominative for row in queries.certificates(event)]
    assert found == ["Ежова Инна", "Елисеева Инна", "Ёлкина Инна", "Яшина Инна"]


def test_post_and_school_are_those_of_the_application(contest):
    person = db.session.query(Person).filter_by(last_name="Звонкова").one()
    person.position = "директор"
    operations.prepare_awards(contest, BOSS)
    assert queries.certificates(contest)[0].line == "учитель музыки, МАОУ СОШ с. Вымыслово"


def test_nothing_is_prepared_before_the_results_are_closed(app):
    event = create_judged_event({"N1": {"Э-1": (90,)}}, rules=RULES)
    made = calculate(event, BOSS)
    with pytest.raises(RefusalError, match="Итоги ещё не закрыты"):
        operations.prepare_awards(event, BOSS)
    lock(made, actor=BOSS)
    assert len(operations.prepare_awards(event, BOSS)) == 1


def test_preparing_twice_changes_nothing(contest):
    before = [(a.id, a.number, a.code) for a in operations.prepare_awards(contest, BOSS)]
    again = [(a.id, a.number, a.code) for a in operations.prepare_awards(contest, BOSS)]
    assert again == before


def test_a_swap_of_places_reissues_both_under_new_numbers(contest):
    first = {award.person_id: award for award in issued(contest)}
    correct_mark("Э-1", 62)  # the mean of 62 and 90 is 76, below the 80 of Э-3
    publish(calculate(contest, BOSS), actor=BOSS)
    operations.prepare_awards(contest, BOSS)
    assert shown(contest) == [
        ("КВМ-2025-003", "сертификат участника", "Черных София Денисовна"),
        ("КВМ-2025-004", "диплом II степени", "Ежова Инна Львовна"),
        ("КВМ-2025-005", "сертификат участника", "Ёлкин Пётр Фомич"),
        ("КВМ-2025-006", "диплом I степени", "Дедовских Степан Савельевич"),
        ("КВМ-2025-007", "диплом II степени", "Звонкова Алина Руслановна"),
    ]
    voided = queries.awards_of(contest, state="voided")
    assert [a.number for a in voided] == ["КВМ-2025-001", "КВМ-2025-002"]
    assert {a.void_reason for a in voided} == {"Итоги подсчитаны заново: подсчёт № 2."}
    for award in queries.awards_of(contest)[3:]:
        assert award.replaces is first[award.person_id]
    assert len({award.code for award in [*voided, *queries.awards_of(contest)]}) == 7


def test_a_number_is_never_given_twice(contest):
    issued(contest)
    for _ in range(3):
        award = queries.awards_of(contest)[-1]
        operations.void_award(award, "Опечатка", actor=BOSS)
        operations.prepare_awards(contest, BOSS)
        name_operations.check_all(contest, actor=BOSS)
        operations.issue_awards(contest, BOSS)
    numbers = [
        a.number for state in ("", "voided") for a in queries.awards_of(contest, state=state)
    ]
    assert sorted(numbers) == [f"КВМ-2025-00{n}" for n in range(1, 9)]


def test_nothing_is_issued_until_each_name_is_checked(contest):
    awards = operations.prepare_awards(contest, BOSS)
    with pytest.raises(RefusalError, match="Не проверено 5 им"):
        operations.issue_awards(contest, BOSS)
    correct(awards[0])
    with pytest.raises(RefusalError, match="Не проверено 4 им"):
        operations.issue_awards(contest, BOSS)
    assert name_operations.check_all(contest, actor=BOSS) == 4
    assert len(operations.issue_awards(contest, BOSS)) == 5
    with pytest.raises(RefusalError, match="Выдавать нечего"):
        operations.issue_awards(contest, BOSS)


def correct(award, **changed):
    names = {
        "nominative": award.name_nominative,
        "dative": award.name_dative,
        "post": award.post,
        "post_dative": award.post_dative,
    }
    return name_operations.correct_names(award, **names | changed, is_checked=True, actor=BOSS)


def test_provisional_places_wait_for_the_chair(app):
    event = create_judged_event({"N1": {"Э-1": (90,), "Э-2": (90,), "Э-3": (70,)}}, rules=RULES)
    publish(calculate(event, BOSS), actor=BOSS)
    awards = operations.prepare_awards(event, BOSS)
    assert [award.is_provisional for award in awards] == [True, True, False]
    name_operations.check_all(event, actor=BOSS)
    assert [a.standing.entry.code for a in operations.issue_awards(event, BOSS)] == ["Э-3"]
    with pytest.raises(RefusalError, match="решение председателя"):
        operations.issue_awards(event, BOSS)


def test_papers_that_contradict_the_results_are_not_issued(app):
    event = create_judged_event({"N1": {"Э-1": (90, 90), "Э-3": (80, 80)}}, rules=RULES)
    lock(calculate(event, BOSS), actor=BOSS)
    operations.prepare_awards(event, BOSS)
    name_operations.check_all(event, actor=BOSS)
    correct_mark("Э-1", 62)
    lock(calculate(event, BOSS), actor=BOSS)  # nobody hears of a version that is not published
    with pytest.raises(RefusalError, match="Подготовьте документы ещё раз"):
        operations.issue_awards(event, BOSS)


def test_a_published_correction_voids_at_once_and_keeps_what_people_checked(contest):
    awards = operations.prepare_awards(contest, BOSS)
    correct(awards[0], post="учитель музыки и пения")
    name_operations.check_all(contest, actor=BOSS)
    operations.issue_awards(contest, BOSS)
    correct_mark("Э-1", 62)  # the mean of 62 and 90 is 76, below the 80 of Э-3
    publish(calculate(contest, BOSS), actor=BOSS)
    assert [a.number for a in queries.awards_of(contest, state="voided")] == [
        "КВМ-2025-001",
        "КВМ-2025-002",
    ]
    new = [a for a in queries.awards_of(contest) if a.state == "prepared"]
    assert [(a.number, a.post, a.is_checked) for a in new] == [
        ("КВМ-2025-006", "учитель физики", True),
        ("КВМ-2025-007", "учитель музыки и пения", True),
    ]
    assert len(operations.issue_awards(contest, BOSS)) == 2


def test_a_paper_voided_by_hand_is_not_replaced_by_itself(contest):
    award = issued(contest)[0]
    operations.void_award(award, "Опечатка в имени", actor=BOSS)
    assert [a for a in queries.awards_of(contest) if a.state == "prepared"] == []


def test_a_corrected_dative_is_remembered_for_the_next_contest(contest):
    award = operations.prepare_awards(contest, BOSS)[0]
    assert correct(award, dative="Звонковой Алине Русланиевне")
    assert award.person.dative_name == "Звонковой Алине Русланиевне"
    # The rules' own form is not kept: a later change of the surname must decline anew.
    other = queries.awards_of(contest)[1]
    correct(other, post="учитель физики и астрономии")
    assert other.person.dative_name == ""


def test_what_the_rules_do_not_know_is_marked(contest):
    awards = operations.prepare_awards(contest, BOSS)
    assert [a.name_nominative for a in awards if not a.is_sure] == ["Ежова Инна Львовна"]
    assert awards[0].name_dative == "Звонковой Алине Руслановне"
    assert awards[0].post_dative == "учителю музыки"


def test_an_issued_paper_is_not_rewritten(contest):
    award = issued(contest)[0]
    with pytest.raises(RefusalError, match="уже выдан"):
        correct(award, nominative="Другая Анна")
    name_operations.choose_case(contest, "works", "dative", actor=BOSS)
    assert award.case == "nominative"


def test_voiding_wants_a_reason(contest):
    award = issued(contest)[0]
    with pytest.raises(RefusalError):
        operations.void_award(award, "   ", actor=BOSS)
    assert award.state == "issued"


def test_recipients_get_a_letter_with_their_own_links(contest):
    db.session.query(Letter).delete()
    awards = issued(contest)
    letters = db.session.query(Letter).filter_by(kind="documents.issued").all()
    assert len(letters) == 5
    first = next(letter for letter in letters if "КВМ-2025-001" in letter.body)
    assert "Здравствуйте, Алина Руслановна." in first.body
    assert f"/verify/{awards[0].code}" in first.body
    assert "/papers/" in first.body


def test_thanks_to_the_jury_stand_in_the_same_table(contest):
    operations.prepare_awards(contest, BOSS)
    thanks = operations.prepare_thanks(contest, BOSS)
    assert [a.number for a in thanks] == ["КВМ-2025-006", "КВМ-2025-007"]
    assert {a.case for a in thanks} == {"dative"}
    assert len(operations.prepare_thanks(contest, BOSS)) == 2
    assert [row.number for row in queries.certificates(contest)][-1] == "КВМ-2025-005"


def test_each_act_is_in_the_journal_without_names(contest):
    award = issued(contest)[0]
    operations.void_award(award, "Опечатка в фамилии Звонкова", actor=BOSS)
    lines = db.session.query(JournalLine).filter_by(chain=event_chain(contest.id)).all()
    acts = [line.act for line in lines if line.act.startswith("document")]
    assert acts == [
        "documents.prepared",
        "documents.checked",
        "documents.issued",
        "document.voided",
    ]
    assert "Звонкова" not in str([line.data for line in lines])
