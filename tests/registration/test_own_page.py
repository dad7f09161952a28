"""The applicant's own page: files, changes, withdrawal, consent, calendar."""

import hashlib
import io

import pytest
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import EntryFile
from eventkit.events.models import Nomination
from eventkit.registration.models import Registration
from eventkit.registration.operations import admit, refuse
from eventkit.registration.queries import may_be_named, public_authors
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.registration import (
    ANNA,
    CLOSES,
    DURING,
    Applicant,
    only,
    text_of,
    word_file,
)


def test_the_file_comes_back_as_a_download_under_its_own_name(applicant, client):
    applicant.fill_in(file=(io.BytesIO(word_file()), "Йонова эссе.docx")).send()
    file = only(EntryFile)
    answer = client.get(f"{applicant.address}/files/{file.id}", buffered=True)
    assert hashlib.sha256(answer.data).hexdigest() == file.file.sha256
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"______ ____.docx\"; filename*=UTF-8''"
        "%D0%99%D0%BE%D0%BD%D0%BE%D0%B2%D0%B0%20%D1%8D%D1%81%D1%81%D0%B5.docx"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_somebody_elses_file_is_not_to_be_had(client, event):
    first = Applicant(client, event)
    first.fill_in(file=(io.BytesIO(word_file()), "a.docx")).send()
    second = Applicant(client, event, first_name="Вера")
    second.fill_in().send()
    file = only(EntryFile)
    assert client.get(f"{second.address}/files/{file.id}").status_code == 404


def test_a_wrong_file_is_named_at_its_field_and_the_rest_stays(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    exe = (io.BytesIO(b"MZ\x90\x00" + b"\x00" * 500), "эссе.docx")
    answer = applicant.post("work", title="Первый звонок", text="", file=exe)
    assert answer.status_code == 422
    assert "Файл не принят: такого вида файлы не открываем" in text_of(answer)
    assert 'value="Первый звонок"' in text_of(answer)
    assert "Напишите текст здесь" not in text_of(answer)


def test_a_photograph_is_called_one_and_what_is_taken_is_named(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    photo = (io.BytesIO(b"\xff\xd8\xff\xe0" + b"\x00" * 500), "эссе.jpg")
    page = text_of(applicant.post("work", title="Первый звонок", text="", file=photo))
    assert "это фотография или картинка, а нужен документ." in page
    assert "Вставьте её в Word или сохраните как PDF." in page
    assert "Годятся: Word, OpenDocument, PDF, RTF, TXT." in page


def test_a_file_over_the_limit_is_refused_with_advice(app, applicant):
    app.config["MAX_FILE_MB"] = 1
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    big = (io.BytesIO(b"text " * 300_000), "эссе.txt")
    answer = applicant.post("work", title="Первый звонок", text="", file=big)
    assert "Файл не принят: он больше 1 МБ." in text_of(answer)


def test_a_right_file_stays_when_the_title_is_missing(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    answer = applicant.post("work", title="", file=(io.BytesIO(word_file()), "эссе.docx"))
    assert "Напишите название работы." in text_of(answer)
    assert "эссе.docx" in text_of(answer)
    assert applicant.post("work", title="Первый звонок", text="").location.endswith("/consents")


def test_another_file_takes_the_place_of_the_first(applicant):
    applicant.fill_in(file=(io.BytesIO(word_file("Раз.")), "раз.docx")).send()
    answer = applicant.post(
        "work", title="Звонок", file=(io.BytesIO(word_file("Два.")), "два.docx")
    )
    assert answer.status_code == 302
    assert (only(EntryFile).file.name, only(EntryFile).reading_text) == ("два.docx", "Два.")
    assert only().entry.title == "Звонок"


def test_what_was_sent_may_be_changed_until_the_deadline(applicant, at):
    applicant.fill_in().send()
    applicant.post("you", **applicant.you | {"position": "учитель музыки"})
    assert "Есть изменения, которые ещё не отправлены." in text_of(applicant.get())
    assert only().position == "учитель начальных классов"
    applicant.send()
    assert (only().position, only().number) == ("учитель музыки", 1)
    assert only().person.position == "учитель музыки"
    at(CLOSES)
    assert applicant.get("you").status_code == 302
    applicant.post("you", **applicant.you | {"position": "директор"})
    applicant.send()
    assert only().position == "учитель музыки"


def test_a_change_that_does_not_fit_the_nomination_is_not_taken(applicant):
    applicant.fill_in().send()
    applicant.post("you", **applicant.you | {"teaching_since": "01.09.2016"})
    assert "Эту номинацию выбрать нельзя" in text_of(applicant.send())
    assert only().experience == 2


def test_a_withdrawal_asks_first_and_names_what_follows(applicant):
    applicant.fill_in().send()
    question = text_of(applicant.get("withdraw"))
    assert "Отозвать заявку № 1?" in question
    assert "Работа не попадёт к жюри." in question
    applicant.post("withdraw")
    row = only()
    assert (row.state, row.reason_code, row.number) == ("withdrawn", "withdrawn", 1)
    assert "Вы отозвали заявку." in text_of(applicant.get())
    assert applicant.post("withdraw").status_code == 302
    assert only().state == "withdrawn"


def test_an_admitted_work_leaves_the_jury_when_it_is_withdrawn(applicant):
    applicant.fill_in().send()
    admit(only(), at=DURING)
    db.session.commit()
    assert "Работа уйдёт от жюри" in text_of(applicant.get("withdraw"))
    applicant.post("withdraw")
    assert only().entry.is_admitted is False


def test_after_the_jury_has_finished_nothing_is_withdrawn(applicant, event):
    applicant.fill_in().send()
    admit(only(), at=DURING)
    judging = event.stage("judging")
    judging.opened_at, judging.closed_at = CLOSES, CLOSES
    db.session.commit()
    assert "Отозвать заявку" not in text_of(applicant.get())
    applicant.post("withdraw")
    assert only().state == "admitted"


def test_the_name_goes_at_once_when_the_consent_is_withdrawn_and_comes_back(applicant, event):
    applicant.fill_in().send()
    row = only()
    assert public_authors(event.id)[row.entry_id].name == "Первоклашкина Дарья Игоревна"
    applicant.post("publication/withdraw")
    row = only()
    shown = public_authors(event.id)[row.entry_id]
    assert (shown.name, shown.organization, shown.is_named) == ("участник № 1", "", False)
    assert not may_be_named(row.person_id, event.id)
    applicant.post("publication/give")
    assert may_be_named(only().person_id, event.id)
    assert [bool(c.withdrawn_at) for c in only().consents if c.kind == "publication"] == [
        True,
        False,
    ]


def namesake(app, event, **you):
    """Somebody applies in the same name and birth date, for another nomination."""
    other = Applicant(app.test_client(), event, **you)
    other.nomination = str(event.nominations[2].id)
    return other


@pytest.fixture
def third(event):
    """One more nomination for young teachers."""
    audience = event.nominations[0].audience
    event.nominations.append(Nomination(audience=audience, code="N3", title="Притча", position=2))
    db.session.commit()


@pytest.mark.parametrize("email", ["stranger@example.org", ANNA["email"]])
def test_nobody_agrees_for_a_person_by_applying_in_their_name(app, applicant, event, third, email):
    applicant.fill_in().post("consents", processing="y")
    applicant.send()
    stranger = namesake(app, event, email=email).fill_in()
    stranger.send()
    assert db.session.scalar(select(func.count(Registration.person_id.distinct()))) == 1
    assert "Имя не публикуем" in text_of(applicant.get())
    said = applicant.client.post(f"{applicant.address}/publication/give", follow_redirects=True)
    assert "Имя можно публиковать" in text_of(said)  # both agree now
    stranger.post("publication/withdraw")
    said = applicant.client.post(f"{applicant.address}/publication/give", follow_redirects=True)
    assert "на то же имя и дату рождения подана ещё одна заявка" in text_of(said)
    stranger.post("withdraw")
    assert "Вы разрешили публиковать имя" in text_of(applicant.get())


@pytest.mark.parametrize("email", ["stranger@example.org", ANNA["email"]])
def test_nobody_withdraws_a_consent_that_somebody_else_gave(app, applicant, event, third, email):
    applicant.fill_in().send()
    stranger = namesake(app, event, email=email).fill_in()
    stranger.send()
    stranger.post("publication/withdraw")
    own, other = db.session.scalars(select(Registration).order_by(Registration.id))
    assert [consent.withdrawn_at for consent in own.consents] == [None, None]
    refuse(other, "Чужое имя", at=DURING)
    db.session.commit()
    assert "Вы разрешили публиковать имя" in text_of(applicant.get())


def test_who_applies_twice_with_an_account_is_named_or_not_in_both(app, applicant, event, third):
    again = namesake(app, event)
    account = create_account()
    for own in (applicant, again):
        sign_in(own.client, account)
        own.fill_in().send()
    again.post("publication/withdraw")
    for own in (applicant, again):
        assert "Имя не публикуем" in text_of(own.get())
    again.post("withdraw")
    assert "Имя не публикуем" in text_of(applicant.get())
    applicant.post("publication/give")
    assert "Вы разрешили публиковать имя" in text_of(applicant.get())


def test_whoever_never_agreed_is_a_number(applicant, event):
    applicant.fill_in()
    applicant.post("consents", processing="y")
    applicant.send()
    assert public_authors(event.id)[only().entry_id].name == "участник № 1"


def test_the_deadline_goes_into_a_calendar(applicant):
    applicant.fill_in().send()
    lines = applicant.get("deadline.ics").get_data(as_text=True).splitlines()
    assert "DTSTART;VALUE=DATE:20251031" in lines


def test_the_own_page_asks_the_same_queries_whatever_is_in_the_event(client, event, count_queries):
    def queries():
        db.session.expire_all()
        with count_queries() as sent:
            assert client.get(first.address).status_code == 200
        return len(sent)

    first = Applicant(client, event)
    first.fill_in().send()
    before = queries()
    for name in ("Вера", "Анна", "Инна"):
        Applicant(client, event, first_name=name).fill_in().send()
    assert queries() == before
    assert len(db.session.scalars(select(Registration)).all()) == 4


def test_before_sending_the_words_are_counted_and_the_text_can_be_mended(applicant):
    applicant.fill_in(text="Дорогой класс – мой первый.")
    page = text_of(applicant.get("check"))
    assert "4 слова" in page
    row = page.split("<dt>Текст</dt>")[1].split("</div>")[0]
    assert f'href="{applicant.address}/work"' in row


def test_an_admitted_applicant_reads_when_the_jury_reads(applicant, event):
    applicant.fill_in().send()
    admit(only(), at=DURING)
    db.session.commit()
    assert "Жюри начнёт читать после 31 октября." in text_of(applicant.get())
    judging, results = event.stage("judging"), event.stage("results")
    judging.opened_at = DURING
    db.session.commit()
    assert "Работу читает жюри" in text_of(applicant.get())
    judging.closed_at = results.closed_at = DURING
    db.session.commit()
    page = text_of(applicant.get())
    assert page.count("допущена") == 1  # the badge says it, above the result nothing repeats it
    assert "Жюри" not in page


def test_a_withdrawal_says_that_there_is_no_way_back(applicant, at):
    applicant.fill_in().send()
    page = text_of(applicant.get())
    assert "Отозванную заявку не вернуть, но пока идёт приём, можно подать новую." in page
    at(CLOSES)
    assert "Отозванную заявку не вернуть.</p>" in text_of(applicant.get())


def test_a_withdrawn_application_is_not_counted_among_those_there_are(client, event):
    event.published_at = DURING
    db.session.commit()
    Applicant(client, event).fill_in().send()
    second = Applicant(client, event, first_name="Вера")
    second.fill_in().send()
    assert "Уже подано 2 заявки" in text_of(client.get("/"))
    second.post("withdraw")
    assert "Уже подана 1 заявка" in text_of(client.get("/"))


def test_a_code_to_open_the_page_on_a_phone_is_not_shown_on_phones(applicant):
    applicant.fill_in().send()
    assert '<div class="qr only-wide">' in text_of(applicant.get("sent"))


def test_several_nominations_refused_for_one_reason_are_spoken_of_together(applicant, event):
    event.nominations.append(
        Nomination(audience=event.nominations[1].audience, code="N3", title="Мастер", position=2)
    )
    db.session.commit()
    applicant.start()
    applicant.post("school", organization=applicant.school)
    page = text_of(applicant.get("nomination"))
    assert "Стаж 2 года, а они для педагогов со стажем от 6 лет." in page
    assert "Эту номинацию выбрать нельзя" not in page


def test_the_consent_is_worded_for_everybody(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    applicant.post("work", title="Первый звонок", text="Класс.")
    page = text_of(applicant.post("consents", publication="y"))
    assert "Даю согласие на обработку персональных данных" in page
    assert "Форма не принята. Что исправить:" in page
