"""The texts that people agree to: new versions, and who agreed to which."""

import re

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.registration.models import Consent
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.registration import Applicant, text_of

HERE = "/manage/site/consents"


@pytest.fixture
def administrator(app):
    client = app.test_client()
    sign_in(client, create_account(is_administrator=True))
    db.session.commit()
    return client


def agreed():
    """Who agreed to which version of both texts."""
    db.session.expire_all()
    rows = db.session.scalars(select(Consent).order_by(Consent.registration_id, Consent.kind))
    return [(one.registration_id, one.kind, one.text.version) for one in rows]


def test_whoever_agreed_keeps_the_version_that_was_read(app, client, event, administrator):
    Applicant(client, event).fill_in().send()
    new = {"text": "Я разрешаю назвать моё имя.\nДо отзыва."}
    answer = administrator.post(f"{HERE}/publication", data=new, follow_redirects=True)
    assert "Версия 2 действует с этой минуты." in words(answer)
    later = Applicant(app.test_client(), event, last_name="Второклашкина")
    later.start()
    later.post("school", organization=later.school)
    later.post("nomination", nomination=later.nomination)
    later.post("work", title="Осень", text="Листья.")
    assert "Я разрешаю назвать моё имя." in text_of(later.get("consents"))
    later.post("consents", processing="y", publication="y")
    later.send()
    assert agreed() == [
        (1, "processing", 1), (1, "publication", 1), (2, "processing", 1), (2, "publication", 2),
    ]  # fmt: skip
    page = words(administrator.get(HERE))
    assert "Я разрешаю назвать моё имя." in page
    assert "имя исчезнет со страниц сразу" in page  # the first version is still to be read


def test_nobody_agrees_to_a_text_that_changed_while_they_read(client, event, administrator):
    applicant = Applicant(client, event).fill_in()
    shown = text_of(applicant.get("consents"))
    versions = dict(re.findall(r'name="(\w+_version)" value="(\d+)"', shown))
    assert versions == {"processing_version": "1", "publication_version": "1"}
    administrator.post(f"{HERE}/processing", data={"text": "Новый порядок обработки."})
    ticked = {"processing": "y", "publication": "y"} | versions
    answer = applicant.post("consents", **ticked)
    assert answer.status_code == 422
    assert "текст согласия изменился" in text_of(answer)
    assert "Новый порядок обработки." in text_of(answer)
    applicant.post("consents", **(ticked | {"processing_version": "2"}))
    applicant.send()
    assert agreed() == [(1, "processing", 2), (1, "publication", 1)]


def test_a_text_that_is_agreed_to_while_an_application_waits_is_the_one_that_was_read(
    client, event, administrator
):
    applicant = Applicant(client, event).fill_in()
    applicant.post(
        "consents", processing="y", processing_version="1", publication="y", publication_version="1"
    )
    administrator.post(f"{HERE}/processing", data={"text": "Новый порядок обработки."})
    applicant.send()
    assert agreed() == [(1, "processing", 1), (1, "publication", 1)]


@pytest.mark.parametrize(("text", "said"), [("", "Напишите текст"), ("т" * 20_001, "длинно")])
def test_a_text_that_cannot_be_meant_is_refused_and_stays(administrator, text, said):
    answer = administrator.post(f"{HERE}/processing", data={"text": text})
    assert answer.status_code == 422
    assert said in words(answer)


def test_the_text_in_force_is_no_new_version(administrator):
    shown = administrator.get(f"{HERE}/processing").text
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.DOTALL)[1].strip()
    answer = administrator.post(f"{HERE}/processing", data={"text": text})
    assert answer.status_code == 422
    assert "Этот текст уже действует" in words(answer)
