"""Papers of pairs: the pair's own, those of its members, letters to the heads of their schools."""

import pypdfium2
import pytest

from eventkit.db import db
from eventkit.documents import name_operations, operations, queries
from eventkit.people.keys import sort_key
from eventkit.registration.models import Consent, ConsentText, Registration
from eventkit.results.operations import calculate, publish
from eventkit.scoring.models import Sheet
from eventkit.scoring.rules_operations import close_judging
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, create_organization, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now

BOSS = "account:1"
NAMES = (
    ("Звонкова", "Алина", "Руслановна", "f", "учитель музыки"),
    ("Дедовских", "Степан", "Савельевич", "m", "учитель физики"),
    ("Ёлкина", "Инна", "Львовна", "f", "учитель химии"),
    ("Ким", "Пётр", "Фомич", "m", "воспитатель"),
)


@pytest.fixture
def contest(app):
    """Two judged pairs: «Камертон» of two schools before «Компас» of one; all may be named."""
    duet = judged_duet(2, 2, marks=lambda juror, entry, trial: entry, document_prefix="Д-2026-")
    first, second = create_organization(), create_organization()
    first.short_name, second.short_name = "Лицей «Горизонт»", "Гимназия № 7"
    first.head_name, second.head_name = "Черных Мария Павловна", ""
    text = ConsentText(kind="publication", version=1, text="–", published_at=now())
    db.session.add(text)
    people = [author.person for entry in duet.entries for author in entry.authors]
    applications = [
        db.session.query(Registration).filter_by(entry_id=entry.id).one()
        for entry in duet.entries
        for _author in entry.authors
    ]
    for person, application, (last, name, patronymic, gender, post) in zip(
        people, applications, NAMES, strict=True
    ):
        person.last_name, person.first_name, person.patronymic = last, name, patronymic
        person.gender, person.position, person.organization = gender, post, first
        person.sort_key = sort_key(person.full_name)
        consent = Consent(person=person, event_id=duet.event.id, kind="publication", text=text)
        consent.registration = application
        consent.given_at = now()
        db.session.add(consent)
    people[1].organization = second
    for application in db.session.query(Registration).filter_by(event_id=duet.event.id):
        application.position = application.person.position
        application.organization_name = first.short_name
    close_judging(duet.event)
    publish(calculate(duet.event, BOSS), actor=BOSS)
    db.session.commit()
    return duet


@pytest.fixture
def organizer(contest, client):
    sign_in(client, create_account(roles={contest.event.id: "organizer"}))
    return client


def shown(event):
    return [(a.number, a.degree, a.shown_name) for a in queries.awards_of(event, kind="works")]


def text_of(page):
    document = pypdfium2.PdfDocument(page.data)
    return len(document), [
        " ".join(one.get_textpage().get_text_range().split()) for one in document
    ]


def test_a_pair_and_each_member_receive_papers_one_after_another(contest):
    operations.prepare_awards(contest.event, BOSS)
    assert shown(contest.event) == [
        ("Д-2026-001", 1, "Звонкова Алина Руслановна, Дедовских Степан Савельевич"),
        ("Д-2026-002", 1, "Дедовских Степан Савельевич"),
        ("Д-2026-003", 1, "Звонкова Алина Руслановна"),
        ("Д-2026-004", 2, "Ёлкина Инна Львовна, Ким Пётр Фомич"),
        ("Д-2026-005", 2, "Ёлкина Инна Львовна"),
        ("Д-2026-006", 2, "Ким Пётр Фомич"),
    ]


@pytest.mark.parametrize(("setting", "numbers"), [("pair", [1, 4]), ("members", [2, 3, 5, 6])])
def test_the_event_says_who_of_a_pair_receives_papers(contest, setting, numbers):
    operations.prepare_awards(contest.event, BOSS)
    names = [name for *_, name in shown(contest.event)]
    for award in queries.awards_of(contest.event):
        db.session.delete(award)
    contest.event.pair_papers = setting
    operations.prepare_awards(contest.event, BOSS)
    assert [name for *_, name in shown(contest.event)] == [names[n - 1] for n in numbers]


def test_a_setting_changed_later_leaves_the_papers_in_force(contest):
    before = [a.number for a in operations.prepare_awards(contest.event, BOSS)]
    contest.event.pair_papers = "pair"
    assert [a.number for a in operations.prepare_awards(contest.event, BOSS)] == before


def test_the_words_on_the_papers_in_both_cases(contest, organizer):
    operations.prepare_awards(contest.event, BOSS)
    where = f"/manage/{contest.event.slug}/awards.pdf"
    pages, said = text_of(organizer.get(where))
    assert pages == 6
    assert "Награждается пара «Камертон»" in said[0]
    assert "наставник, учитель музыки" in said[0]
    assert "молодой педагог, учитель физики" in said[0]
    assert "Горизонт" in said[0]
    assert "Гимназия № 7" in said[0]
    assert "молодой педагог в паре «Камертон»" in said[1]
    assert "наставник в паре «Камертон»" in said[2]
    name_operations.choose_case(contest.event, "works", "dative", actor=BOSS)
    db.session.commit()
    said = text_of(organizer.get(where))[1]
    assert "вручается паре «Камертон»" in said[0]
    for phrase in ("Звонковой", "Алине Руслановне", "Дедовских", "Степану Савельевичу"):
        assert phrase in said[0]
    assert "наставнику, учителю музыки" in said[0]
    assert "молодому педагогу, учителю физики" in said[0]
    assert "наставнику в паре «Камертон»" in said[2]


def test_the_longest_names_and_schools_stay_on_one_page(contest, organizer):
    school = (
        "муниципальное автономное общеобразовательное учреждение «Средняя общеобразовательная"
        " школа с углублённым изучением отдельных предметов имени Константина Вымышленского»"
    )
    for entry in contest.entries:
        entry.group.title = "Дуэт наставника и молодого педагога «Два поколения – одна школа»"
        for author in entry.authors:
            author.person.last_name = "Константинопольская-Задунайская"
            author.person.first_name, author.person.patronymic = "Александра", "Максимилиановна"
            author.person.position = "заместитель директора по учебно-воспитательной работе"
            author.person.organization.short_name = school
    for application in db.session.query(Registration).filter_by(event_id=contest.event.id):
        application.organization_name = school
    operations.prepare_awards(contest.event, BOSS)
    db.session.commit()
    assert text_of(organizer.get(f"/manage/{contest.event.slug}/awards.pdf"))[0] == 6


def test_a_new_result_voids_all_three_papers_and_a_replaced_member_has_none(contest):
    operations.prepare_awards(contest.event, BOSS)
    name_operations.check_all(contest.event, actor=BOSS)
    operations.issue_awards(contest.event, BOSS)
    ids = {entry.id: number for number, entry in enumerate(contest.entries)}
    for sheet in db.session.query(Sheet):
        for mark in sheet.marks:  # the first pair sinks below the second
            if ids[sheet.assignment.entry_id] == 0:
                mark.steps = max(0, mark.steps - 2)
        sheet.version += 1
    publish(calculate(contest.event, BOSS), actor=BOSS)
    assert len(queries.awards_of(contest.event, state="voided")) == 6
    assert [(number, degree) for number, degree, _ in shown(contest.event)] == [
        (f"Д-2026-{n:03d}", 1 if n < 10 else 2) for n in range(7, 13)
    ]
    left = contest.entries[0].authors[1]
    db.session.delete(left)
    db.session.flush()
    db.session.expire_all()
    operations.prepare_awards(contest.event, BOSS)
    assert "Дедовских Степан Савельевич" not in str(shown(contest.event))
    assert "Звонкова Алина Руслановна" in str(shown(contest.event))


def test_the_page_of_verification_shows_the_pair_while_both_agree(contest, organizer):
    operations.prepare_awards(contest.event, BOSS)
    name_operations.check_all(contest.event, actor=BOSS)
    award, second = operations.issue_awards(contest.event, BOSS)[:2]
    db.session.commit()
    assert "Роль молодой педагог в паре «Камертон»" in words(
        organizer.get(f"/verify/{second.code}")
    )
    page = words(organizer.get(f"/verify/{award.code}"))
    assert "пара «Камертон»: Звонкова Алина Руслановна, Дедовских Степан Савельевич" in page
    consent = db.session.query(Consent).filter_by(person_id=award.named_ids[1]).one()
    consent.withdrawn_at = now()
    db.session.commit()
    page = words(organizer.get(f"/verify/{award.code}"))
    assert "Дедовских" not in page
    assert "Звонкова" not in page


def test_heads_of_schools_are_thanked_once_for_all_their_pairs(contest, organizer):
    page = f"/manage/{contest.event.slug}/awards"
    assert "Писем руководителям пока нет" in words(organizer.get(f"{page}?kind=heads"))
    after = words(organizer.post(f"{page}/prepare?kind=heads", follow_redirects=True))
    assert "Нет имени руководителя" in after
    assert "Гимназия № 7" in after
    (letter,) = queries.awards_of(contest.event, kind="heads")
    assert letter.name_dative == "Черных Марии Павловне"
    assert letter.text.endswith("пары «Камертон» и «Компас»")
    form = {"award": str(letter.id), "check_all": "1"}
    for name in ("name_nominative", "name_dative", "post", "post_dative"):
        form[f"a{letter.id}-{name}"] = getattr(letter, name)
    form[f"a{letter.id}-text"] = letter.text.replace("за подготовку", "за поддержку")
    organizer.post(f"{page}?kind=heads", data=form)
    said = text_of(organizer.get(f"{page}.pdf?kind=heads"))[1]
    assert "Черных" in said[0]
    assert "Марии Павловне" in said[0]
    assert "за поддержку участников" in said[0]
    assert "пары «Камертон» и «Компас»" in said[0]
    organizer.post(f"{page}/prepare?kind=heads")
    assert len(queries.awards_of(contest.event, kind="heads")) == 1


def test_the_names_of_a_pair_are_corrected_line_by_line(contest, organizer):
    operations.prepare_awards(contest.event, BOSS)
    db.session.commit()
    award = queries.awards_of(contest.event)[0]
    form = {"award": str(award.id)}
    for name in ("name_nominative", "name_dative", "post", "post_dative"):
        form[f"a{award.id}-{name}"] = getattr(award, name)
    form[f"a{award.id}-name_dative"] = "Звонковой Алине"
    page = organizer.post(f"/manage/{contest.event.slug}/awards", data=form)
    assert page.status_code == 422
    assert "Строк нужно 2" in words(page)
    form[f"a{award.id}-name_dative"] = "Звонковой Алине\r\nДедовских Степану"
    organizer.post(f"/manage/{contest.event.slug}/awards", data=form)
    db.session.expire_all()
    assert queries.awards_of(contest.event)[0].name_dative == "Звонковой Алине\nДедовских Степану"
