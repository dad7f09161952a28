"""What the form knows before it is filled in, and says of what was typed."""

from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.registration import Applicant, only, text_of


def test_whoever_has_applied_finds_the_form_filled_in_and_a_link_to_the_application(client, event):
    account = create_account(email="methodist@example.org")
    sign_in(client, account)
    first = Applicant(client, event)
    page = text_of(first.get())
    assert 'value="methodist@example.org"' in page
    assert "У вас уже есть" not in page
    first.fill_in()
    assert "У вас уже есть начатая заявка." in text_of(client.get(f"/events/{event.slug}/register"))
    first.send()
    page = text_of(client.get(f"/events/{event.slug}/register"))
    assert "У вас уже есть заявка № 1." in page
    assert f'href="/events/{event.slug}/register/my-{only().id}"' in page
    assert 'value="Первоклашкина"' in page
    first.post("withdraw")
    assert "У вас уже есть" not in text_of(client.get(f"/events/{event.slug}/register"))


def test_the_form_shows_nothing_of_the_directory_to_whoever_applies_in_a_name(
    app, applicant, client, event
):
    applicant.you |= {"phone": "+7 900 000-00-01", "position": "директор"}
    applicant.fill_in().send()
    curious = Applicant(app.test_client(), event, email="curious@example.org", phone="")
    sign_in(curious.client, create_account(email="curious@example.org"))
    curious.fill_in().send()
    page = text_of(curious.client.get(f"/events/{event.slug}/register"))
    assert 'value="Первоклашкина"' in page
    assert 'value="curious@example.org"' in page
    for private in ("900 000-00-01", "darya@example.org", "директор"):
        assert private not in page


def test_all_that_is_missing_in_the_work_is_said_at_once(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    page = text_of(applicant.post("work", title="", text=" "))
    title, text = page.split('id="title-error"')[1], page.split('id="text-error"')[1]
    assert title.startswith(">Напишите название работы.</p>")
    assert text.startswith(">Напишите текст здесь или приложите файл.</p>")
    long = "слово " * 1501
    page = text_of(applicant.post("work", title="", text=long))
    assert "Напишите название работы." in page
    assert "В работе 1501 слово, а можно не больше 1500." in page
    assert only().entry.text == ""


def test_the_text_tells_the_page_how_many_words_are_wanted(applicant):
    applicant.start()
    applicant.post("school", organization=applicant.school)
    applicant.post("nomination", nomination=applicant.nomination)
    page = text_of(applicant.get("work"))
    assert 'data-words-most="1500"' in page
    assert 'data-words-said="Слов: {n} из 1500"' in page


def test_a_name_typed_in_small_letters_is_kept_as_papers_will_carry_it(client, event):
    who = Applicant(
        client, event, last_name="анна-мария", first_name="мария", patronymic="вагиф кызы"
    )
    who.fill_in()
    assert "Анна-Мария Мария Вагиф кызы" in text_of(who.get("check"))
    who.send()
    assert only().person.full_name == "Анна-Мария Мария Вагиф кызы"
