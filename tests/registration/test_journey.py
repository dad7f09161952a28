"""An applicant's way through the form, without JavaScript."""

import io
from datetime import timedelta

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.people.models import Organization, Person
from eventkit.registration.models import Consent, Registration
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.registration import (
    CLOSES,
    DURING,
    Applicant,
    only,
    text_of,
    word_file,
)


def test_the_whole_way_from_the_first_step_to_the_number(applicant):
    assert "Кто участвует?" in text_of(applicant.get())
    assert applicant.start().location.endswith("/school")
    assert applicant.post("school", organization="сош 1 вымыслово").location.endswith("/nomination")
    page = text_of(applicant.get("nomination"))
    assert "На 1 октября 2025 г. ваш стаж – <b>2 " in page
    assert "Молодые специалисты" in page
    assert applicant.post("nomination", nomination=applicant.nomination).location.endswith("/work")
    file = (io.BytesIO(word_file(author="Первоклашкина")), "Эссе.docx")
    sent = applicant.post("work", title="Первый звонок", text="", file=file)
    assert sent.location.endswith("/consents")
    assert applicant.post("consents", processing="y").location.endswith("/check")
    check = text_of(applicant.get("check"))
    for known in ("Первоклашкина Дарья Игоревна", "Первый звонок", "Эссе.docx", "не публиковать"):
        assert known in check
    assert applicant.send().location.endswith("/sent")
    confirmation = text_of(applicant.get("sent"))
    assert "Номер 1, копия ушла на почту darya@example.org." in confirmation
    assert "23:59 (UTC+9)" in confirmation
    row = only()
    assert (row.state, row.number, row.age, row.experience) == ("submitted", 1, 24, 2)
    assert row.organization_name == "МАОУ СОШ №1 с. Вымыслово"
    assert [author.person.full_name for author in row.entry.authors] == [row.person.full_name]
    assert row.entry.files[0].reading_text == "Дорогой первый класс."
    assert [consent.kind for consent in row.consents] == ["processing"]
    letter = only(Letter)
    assert letter.recipient == "darya@example.org"
    assert f"http://127.0.0.1:8000{applicant.address}" in letter.body


def test_sending_twice_leaves_one_application_and_one_number(applicant):
    applicant.fill_in().send()
    assert applicant.send().status_code == 302
    assert (only().number, db.session.scalar(select(func.count(Letter.id)))) == (1, 1)


def test_each_applicant_gets_the_next_number(client, event):
    for name in ("Анна", "Вера"):
        Applicant(client, event, first_name=name).fill_in().send()
    numbers = db.session.scalars(select(Registration.number).order_by(Registration.id)).all()
    assert numbers == [1, 2]


def test_what_was_typed_wrong_stays_with_a_message_at_its_field(applicant):
    applicant.you |= {"birth_date": "31.09.2001", "email": "darya", "last_name": ""}
    answer = applicant.start()
    page = text_of(answer)
    assert answer.status_code == 422
    assert "В сентябре 30 дней. Проверьте дату, например 01.09.2023." in page
    assert "Напишите фамилию." in page
    assert "Проверьте адрес" in page
    assert 'value="31.09.2001"' in page
    assert 'value="Дарья"' in page
    assert db.session.scalar(select(func.count(Registration.id))) == 0


def test_a_birth_date_in_the_future_or_a_job_before_birth_is_asked_about(applicant):
    applicant.you |= {"birth_date": "01.01.2030"}
    assert "Эта дата ещё не наступила" in text_of(applicant.start())
    applicant.you |= {"birth_date": "17.05.2001", "teaching_since": "01.09.2005"}
    assert "слишком близка к дате рождения" in text_of(applicant.start())


def test_an_organization_that_is_not_listed_is_added_unconfirmed(applicant):
    applicant.start()
    unknown = applicant.post("school", organization="Хутор Дальний, ясли")
    assert "В справочнике её нет" in text_of(unknown)
    assert "Хутор Дальний, ясли" in text_of(unknown)
    nowhere = applicant.post("school", organization="Хутор Дальний, ясли", not_listed="y")
    assert "Напишите, где находится организация." in text_of(nowhere)
    applicant.post("school", organization="Ясли", not_listed="y", place="х. Дальний")
    applicant.post("nomination", nomination=applicant.nomination)
    applicant.post("work", title="Работа", text="Текст.")
    applicant.post("consents", processing="y")
    applicant.send()
    added = db.session.scalars(select(Organization).where(Organization.short_name == "Ясли")).one()
    assert (added.place, added.is_confirmed) == ("х. Дальний", False)


def test_of_several_schools_one_is_picked_by_a_button(applicant):
    applicant.start()
    answer = applicant.post("school", organization="школа вымыслово")
    assert "Уточните, какая это организация" in text_of(answer)
    school = db.session.scalars(
        select(Organization).where(Organization.short_name == applicant.school)
    ).one()
    picked = applicant.post("school", organization="школа вымыслово", pick=str(school.id))
    assert picked.location.endswith("/nomination")


def test_a_nomination_for_others_is_refused_with_its_reason(applicant, event):
    applicant.you |= {"teaching_since": "01.09.2016", "birth_date": "17.05.1990"}
    applicant.start()
    applicant.post("school", organization=applicant.school)
    page = text_of(applicant.get("nomination"))
    assert "Почему нет ещё 1 номинации" in page
    answer = applicant.post("nomination", nomination=applicant.nomination)
    assert answer.status_code == 422
    assert (
        "Эту номинацию выбрать нельзя: стаж 9 лет, а она для педагогов со стажем не больше 5 лет."
    ) in text_of(answer)
    other = str(event.nominations[1].id)
    assert applicant.post("nomination", nomination=other).location.endswith("/work")


def test_dates_corrected_after_the_choice_are_checked_again_before_sending(applicant):
    applicant.fill_in()
    applicant.post("you", **applicant.you | {"teaching_since": "01.09.2016"})
    answer = applicant.send()
    assert answer.status_code == 422
    assert "Эту номинацию выбрать нельзя" in text_of(answer)
    assert only().state == "draft"


def test_the_essay_needs_a_text_or_a_file(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    answer = applicant.post("work", title="Первый звонок", text=" ")
    assert answer.status_code == 422
    assert "Напишите текст здесь или приложите файл." in text_of(answer)
    assert 'value="Первый звонок"' in text_of(answer)


def test_without_the_needed_consent_nothing_is_sent(applicant):
    applicant.fill_in()
    answer = applicant.post("consents", publication="y")
    assert "Без этого согласия заявку принять нельзя." in text_of(answer)
    assert applicant.send().location.endswith("/consents")
    assert only().state == "draft"


def test_a_step_is_not_skipped(applicant):
    applicant.start()
    assert applicant.get("check").location.endswith("/school")
    assert applicant.get("nomination").location.endswith("/school")


def test_a_draft_is_saved_while_it_is_typed_and_says_when(applicant):
    applicant.start()
    answer = applicant.post("school/autosave", organization="СОШ 1 Вы")
    assert answer.json == {"saved_at": "12:00"}
    page = text_of(applicant.get("school"))
    assert 'value="СОШ 1 Вы"' in page
    assert "Черновик сохранён в 12:00" in page


def test_a_checked_step_that_is_typed_over_is_checked_again(applicant):
    applicant.fill_in()
    applicant.post("you/autosave", **applicant.you | {"birth_date": "32.13.2001"})
    assert applicant.send().location.endswith("/you")


def test_23_59_59_and_its_fractions_count(applicant, at):
    applicant.fill_in()
    at(CLOSES - timedelta(microseconds=1))
    applicant.send()
    assert only().state == "submitted"


def test_midnight_is_late_and_the_application_is_kept_and_refused(applicant, at):
    applicant.fill_in()
    at(CLOSES)
    assert "заявка будет отклонена как опоздавшая" in text_of(applicant.get("check"))
    applicant.send()
    row = only()
    assert (row.state, row.reason_code, row.number) == ("refused", "late", 1)
    sentence = "Приём работ закончился 31 октября 2025 г., 23:59 (UTC+9), а заявка пришла позже."
    assert sentence in text_of(applicant.get())
    assert sentence in only(Letter).body


def test_closing_by_hand_ends_the_time_before_the_deadline(applicant, event, at):
    applicant.fill_in()
    event.stage("registration").closed_at = DURING
    db.session.commit()
    applicant.send()
    assert only().reason_code == "late"


def test_before_and_after_the_time_the_page_says_when(client, event, at):
    at(DURING - timedelta(days=30))
    early = text_of(client.get(f"/events/{event.slug}/register"))
    assert "Он откроется 6 октября 2025 г., 00:00 (UTC+9)." in early
    at(CLOSES)
    assert "Приём заявок закончен" in text_of(client.get(f"/events/{event.slug}/register"))


def test_a_wrong_or_strange_secret_opens_nothing(applicant, client, event):
    applicant.fill_in().send()
    for key in ("wrong", "my-1", "%D0%9F", "my-999999999999999"):
        answer = client.get(f"/events/{event.slug}/register/{key}")
        assert answer.status_code in (302, 404), key
        assert answer.status_code == 404 or "/login" in answer.location
    assert client.post(f"/events/{event.slug}/register/my-1/withdraw").status_code == 403


def test_the_secret_is_kept_as_a_hash_only(applicant):
    applicant.start()
    token = applicant.address.rpartition("/")[2]
    row = only()
    assert token not in (row.token_hash, str(row.draft))


def test_a_secret_of_one_event_opens_nothing_in_another(applicant, client):
    from eventkit.testing.registration import create_open_event

    applicant.start()
    other = create_open_event().slug
    db.session.commit()
    token = applicant.address.rpartition("/")[2]
    assert client.get(f"/events/{other}/register/{token}").status_code == 404


def test_a_signed_in_teacher_finds_the_form_filled_in_and_stays_one_person(client, event):
    person = create_person(last_name="Звонкова", birth_date=None, teaching_since=None)
    from eventkit.people.operations import refresh_person_keys

    refresh_person_keys(person)
    sign_in(client, create_account(person))
    applicant = Applicant(client, event, last_name="Звонкова")
    assert 'value="Звонкова"' in text_of(applicant.get())
    applicant.fill_in().send()
    row = only()
    assert row.person_id == person.id
    assert client.get(f"/events/{event.slug}/register/my-{row.id}").status_code == 200
    assert "Мои заявки" in text_of(client.get("/me"))


def test_a_stranger_with_the_same_name_and_birth_date_changes_nothing_about_the_person(
    client, event
):
    first = Applicant(client, event)
    first.fill_in().send()
    second = Applicant(client, event, phone="000", position="директор")
    second.fill_in().send()
    person = only(Person)
    assert (person.phone, person.position) == ("", "учитель начальных классов")


def test_consents_keep_the_version_that_was_agreed_to(applicant):
    applicant.fill_in().send()
    rows = db.session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(row.kind, row.text.version) for row in rows] == [("processing", 1), ("publication", 1)]
    assert "персональных данных" in rows[0].text.text
