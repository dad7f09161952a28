"""Is this document real: what a visitor is told, and what nobody is."""

import re
import time
from urllib.parse import urlsplit

import pypdfium2
import pytest

from eventkit.app import create_app
from eventkit.db import db
from eventkit.documents import name_operations, operations, queries
from eventkit.documents.papers import pdf_of
from eventkit.mail.models import Letter
from eventkit.registration.consent_operations import withdraw_consent
from eventkit.results.operations import calculate, publish
from eventkit.testing.documents import application_of, correct_mark
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event
from eventkit.web.clock import now


@pytest.fixture
def papers(contest):
    """All papers of the contest, issued."""
    operations.prepare_awards(contest, "a")
    name_operations.check_all(contest, actor="a")
    issued = operations.issue_awards(contest, "a")
    db.session.commit()
    return {award.standing.entry.code: award for award in issued}


def test_a_real_paper_tells_who_what_when_and_where(papers, stranger):
    papers["Э-1"].standing.calculation.protocol_number = "12"
    db.session.commit()
    page = words(stranger.get(f"/verify/{papers['Э-1'].code}"))
    for told in (
        "Документ настоящий",
        "№ КВМ-2025-001 выдан",
        "диплом I степени",
        "Статус победитель",
        "Протокол № 12",
        "Получатель Звонкова Алина Руслановна",
        "учитель музыки, МАОУ СОШ с. Вымыслово",
        "К вершинам мастерства",
        "Первый раз в школьный класс",
    ):
        assert told in page


def test_a_voided_paper_tells_why_and_names_the_new_one(contest, papers, stranger):
    old = papers["Э-1"]
    operations.void_award(old, "Опечатка в отчестве", actor="a")
    page = words(stranger.get(f"/verify/{old.code}"))
    assert "Документ аннулирован" in page
    assert "Опечатка в отчестве" in page
    assert "Новый документ" not in page
    operations.prepare_awards(contest, "a")
    # A prepared paper has not been given to anybody yet.
    assert "Новый документ" not in words(stranger.get(f"/verify/{old.code}"))
    name_operations.check_all(contest, actor="a")
    (new,) = operations.issue_awards(contest, "a")
    answer = stranger.get(f"/verify/{old.code}")
    assert "Новый документ № КВМ-2025-006" in words(answer)
    assert f"/verify/{new.code}" in answer.get_data(as_text=True)
    assert "Документ настоящий" in words(stranger.get(f"/verify/{new.code}"))


def test_a_correction_is_seen_at_once_by_whoever_scans_the_old_paper(contest, papers, stranger):
    correct_mark("Э-1", 62)
    publish(calculate(contest, "a"), actor="a")
    operations.prepare_awards(contest, "a")
    page = words(stranger.get(f"/verify/{papers['Э-1'].code}"))
    assert "Документ аннулирован" in page
    assert "подсчёт № 2" in page
    assert "Документ настоящий" in words(stranger.get(f"/verify/{papers['Э-4'].code}"))


def test_without_consent_the_paper_is_real_and_the_name_is_not_told(papers, stranger):
    answer = stranger.get(f"/verify/{papers['Э-2'].code}")
    page = words(answer)
    assert "Документ настоящий" in page
    assert "КВМ-2025-003" in page
    assert "участник № 2" in page
    html = answer.get_data(as_text=True)
    for secret in ("Черных", "Соф", "Денисовн", "МБОУ НОШ", "с. Луг"):
        assert secret not in html


def test_a_name_disappears_as_soon_as_the_consent_is_withdrawn(contest, papers, stranger):
    address = f"/verify/{papers['Э-1'].code}"
    assert "Звонкова" in words(stranger.get(address))
    withdraw_consent(application_of(contest, "Э-1"), "publication", at=now())
    html = stranger.get(address).get_data(as_text=True)
    assert "Документ настоящий" in html
    for secret in ("Звонков", "Алин", "Вымыслово"):
        assert secret not in html


def test_a_juror_s_thanks_are_real_and_unnamed(contest, papers, stranger):
    operations.prepare_thanks(contest, "a")
    name_operations.check_all(contest, actor="a")
    thanks = operations.issue_awards(contest, "a")[0]
    html = stranger.get(f"/verify/{thanks.code}").get_data(as_text=True)
    assert "член жюри" in html
    assert "Выдумкин" not in html


def test_the_form_takes_a_code_as_it_is_typed(papers, stranger):
    typed = papers["Э-1"].code.lower().replace("-", " ")
    answer = stranger.post("/verify", data={"number": typed})
    assert answer.headers["Location"] == f"/verify/{papers['Э-1'].code}"


@pytest.mark.parametrize(
    "number",
    [
        "КВМ-2025-002",
        " квм-2025-002 ",
        "№ КВМ–2025–002",
        "КВМ 2025 002",
        "квм — 2025 — 002",
        "Квм2025002",
    ],
)
@pytest.mark.parametrize("surname", ["Дедовских", "дедовских", "Дедовских Степан"])
def test_the_form_takes_a_number_with_the_surname(papers, stranger, number, surname):
    answer = stranger.post("/verify", data={"number": number, "surname": surname})
    assert answer.headers["Location"] == f"/verify/{papers['Э-3'].code}"


def test_yo_is_typed_as_ye(papers, stranger):
    answer = stranger.post("/verify", data={"number": "КВМ-2025-005", "surname": "Елкин"})
    assert answer.status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_code_with_a_wrong_sign_is_called_one_and_says_what_to_compare(papers, stranger, method):
    code = papers["Э-1"].code
    for typed in (f"{'A' if code[0] != 'A' else 'B'}{code[1:]}", code[:-1], f"Ж{code[1:]}"):
        asked = {"query_string" if method == "get" else "data": {"number": typed}}
        answer = getattr(stranger, method)("/verify", **asked)
        page = words(answer)
        assert answer.status_code == 404
        assert "Документа с таким кодом нет. Сверьте с бумагой все 16 знаков" in page
        assert "Вместе с номером нужна фамилия" not in page
        assert typed in answer.get_data(as_text=True)


def test_number_and_surname_are_asked_for_from_the_start(stranger):
    page = words(stranger.get("/verify"))
    assert "нужны номер и фамилия или один код" in page
    assert "Нужна вместе с номером, как она напечатана. С кодом не нужна." in page
    assert "его номер и фамилию" in words(stranger.get("/"))


def test_an_english_reader_is_told_in_english_what_the_paper_is(papers, stranger):
    stranger.post("/language", data={"lang": "en", "next": "/"})
    page = words(stranger.get(f"/verify/{papers['Э-1'].code}"))
    assert "Status winner" in page
    assert "степени" not in page


def test_a_number_from_the_start_page_is_kept_and_only_the_surname_is_asked(papers, stranger):
    answer = stranger.get("/verify", query_string={"number": "квм 2025 001"})
    assert answer.status_code == 200
    assert 'value="квм 2025 001"' in answer.get_data(as_text=True)
    assert "Ещё нужна фамилия" in words(answer)
    assert "Напишите номер" not in words(answer)
    assert "Звонкова" not in words(answer)
    assert "Ещё нужна фамилия" not in words(stranger.get("/verify"))


def test_a_code_from_the_start_page_leads_straight_to_the_verdict(papers, stranger):
    answer = stranger.get("/verify", query_string={"number": papers["Э-1"].code.lower()})
    assert answer.headers["Location"] == f"/verify/{papers['Э-1'].code}"


def test_a_number_alone_tells_nothing(papers, stranger):
    answer = stranger.post("/verify", data={"number": "КВМ-2025-001"})
    assert answer.status_code == 422
    assert "нужна фамилия" in words(answer)
    assert "КВМ-2025-001" in answer.get_data(as_text=True)  # what was typed stays
    assert "Звонкова" not in words(answer)


@pytest.mark.parametrize(
    "form",
    [
        {"number": "КВМ-2025-001", "surname": "Дедовских"},
        {"number": "КВМ-2025-001", "surname": "Зв"},
        {"number": "КВМ-2025-001", "surname": "%"},
        {"number": "КВМ-2025-999", "surname": "Звонкова"},
        {"number": "' OR 1=1 --", "surname": "Звонкова"},
        {"number": "<script>alert(1)</script>", "surname": "x"},
    ],
)
def test_what_does_not_match_is_not_found(papers, stranger, form):
    answer = stranger.post("/verify", data=form)
    assert answer.status_code == 404
    assert "Такого документа нет" in words(answer)
    assert "<script>alert" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("form", [{}, {"number": ""}, {"number": "я" * 61}, {"number": "\x00"}])
def test_bad_input_is_refused_in_words(papers, stranger, form):
    answer = stranger.post("/verify", data=form)
    assert answer.status_code == 422
    assert (
        "Напишите номер" in words(answer)
        or "Номер короче" in words(answer)
        or "фамилия" in words(answer)
    )


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC-DDDD", "1", "../x", "%F0%9F%98%80", "a" * 3000])
def test_a_guessed_code_is_not_found(papers, stranger, code):
    assert stranger.get(f"/verify/{code}").status_code == 404


def test_a_prepared_paper_is_not_verified(contest, stranger):
    (award, *_rest) = operations.prepare_awards(contest, "a")
    assert stranger.get(f"/verify/{award.code}").status_code == 404
    form = {"number": award.number, "surname": "Звонкова"}
    assert stranger.post("/verify", data=form).status_code == 404


def test_guessing_is_slowed_down(database_url, tmp_path):
    settings = {
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": True,
        "SECRET_KEY": "only for tests",
        "SQLALCHEMY_DATABASE_URI": database_url,
    }
    app = create_app(settings, instance=tmp_path)
    try:
        visitor = app.test_client()
        form = {"number": "КВМ-2025-001", "surname": "Звонкова"}
        answers = [visitor.post("/verify", data=form).status_code for _ in range(12)]
        assert answers[:10] == [404] * 10
        assert answers[10:] == [429, 429]
    finally:
        with app.app_context():
            db.engine.dispose()


def qr_of(pdf, page=0):
    import zxingcpp

    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=150 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text


def test_the_code_on_the_paper_opens_its_page(app, contest, papers, organizer, stranger):
    pdf = organizer.get(f"/manage/{contest.slug}/awards/{papers['Э-1'].id}.pdf").data
    address = qr_of(pdf)
    assert address == f"{app.config['BASE_URL']}/verify/{papers['Э-1'].code}"
    assert "Звонкова Алина Руслановна" in words(stranger.get(urlsplit(address).path))
    said = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert papers["Э-1"].code in said


def test_the_paper_of_a_person_without_consent_carries_the_name(contest, papers, organizer):
    pdf = organizer.get(f"/manage/{contest.slug}/awards/{papers['Э-2'].id}.pdf").data
    said = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Черных" in said
    assert "приняла участие" in said
    assert "Образец" not in said.capitalize()


def test_the_recipient_takes_the_paper_by_the_link_of_the_letter(papers, stranger):
    letters = db.session.query(Letter).filter_by(kind="documents.issued")
    letter = next(one for one in letters if "КВМ-2025-003" in one.body)
    path = re.search(r"/papers/\S+", letter.body)[0]
    answer = stranger.get(path)
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Черных" in pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_range()
    forged = path[:-2] + ("aa" if not path.endswith("aa") else "bb")
    assert stranger.get(forged).status_code == 404
    operations.void_award(papers["Э-2"], "Опечатка", actor="a")
    assert stranger.get(path).status_code == 404


def test_own_papers_stand_at_the_application_and_the_account(contest, papers, client):
    application = application_of(contest, "Э-2")
    account = create_account(application.person)
    sign_in(client, account)
    for address in (f"/events/{contest.slug}/register/my-{application.id}", "/me"):
        page = client.get(address)
        assert "КВМ-2025-003" in words(page), address
        assert "/papers/" in page.get_data(as_text=True)
        assert "КВМ-2025-001" not in words(page)


@pytest.mark.all
def test_three_hundred_papers_at_once(app, capsys):
    event = create_judged_event(
        {"N1": {f"Э-{n}": (300 + n,) for n in range(300)}},
        rules={"prize_min_percent": 90, "winner_min_percent": 90},
        criteria=(("K1", 1000),),
    )
    publish(calculate(event, "a"), actor="a")
    begun = time.perf_counter()
    awards = operations.prepare_awards(event, "a")
    name_operations.check_all(event, actor="a")
    operations.issue_awards(event, "a")
    prepared = time.perf_counter() - begun
    begun = time.perf_counter()
    pdf = pdf_of(event, queries.awards_of(event))
    set_in = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\n300 papers: prepared and issued in {prepared:.1f} s, one PDF in {set_in:.1f} s")
    assert len(awards) == len(pypdfium2.PdfDocument(pdf)) == 300
    assert qr_of(pdf, 299).endswith(awards[299].code)
