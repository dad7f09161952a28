"""«Следы автора»: the secretary finds them, hides them, and the jury reads without them."""

import io
import re

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.copies.queries import shown_work
from eventkit.entries.models import Entry
from eventkit.files.operations import open_file
from eventkit.jobs.running import run_due
from eventkit.journal.models import JournalLine
from eventkit.juries.operations import add_juror, assign
from eventkit.registration.models import Registration
from eventkit.registration.operations import admit, submit_application
from eventkit.scoring.rules_operations import open_judging, set_rules
from eventkit.scoring.work_page import files_to_keep
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_criterion, enter_by_link
from eventkit.testing.pages import plain, words
from eventkit.testing.registration import CLOSES, DURING, only
from eventkit.web.clock import set_clock

TEXT = "Меня зовут Дарья Первоклашкина.\n\nМороз крепчал, а мы учились в Вымыслове."


@pytest.fixture
def secretary(app, event):
    browser = app.test_client()
    sign_in(browser, create_account(create_person(), {event.id: "secretary"}))
    return browser


@pytest.fixture
def room(event):
    return f"/manage/{event.slug}/traces"


def pdf_work():
    import typst

    source = (
        '#set document(author: "Первоклашкина Д. И.")\n#set text(size: 20pt)\n'
        "Меня зовут Дарья Первоклашкина, и это мой урок."
    )
    return bytes(typst.compile(source.encode(), format="pdf"))


def judged(event):
    """The work is admitted and a juror from elsewhere has it."""
    registration = only()
    set_clock(lambda: CLOSES)
    create_criterion(event, "K1", "5")
    set_rules(event, {"sheets_per_entry": 1})
    admit(registration, at=CLOSES)
    juror = add_juror(event, create_person(last_name="Судейкина"))
    task = assign(juror, registration.entry, event.trials[0])
    open_judging(event)
    db.session.commit()
    return juror, task


def button(page, words_of_trace, act):
    """The value of a button that decides about a trace with these words."""
    found = re.search(
        rf'<mark[^>]*id="trace-(\d+)"[^>]*>{re.escape(words_of_trace)}</mark>', plain(page.text)
    )
    assert found, words_of_trace
    value = f"{act}:{found[1]}"
    assert f'value="{value}"' in page.text
    return value


def test_traces_are_found_when_a_work_is_handed_in(applicant, secretary, room):
    applicant.fill_in(text=TEXT).send()
    assert "Не проверена" in words(secretary.get(room))
    run_due()
    page = words(secretary.get(room))
    assert "2 верных" in page, "the name and the village of the school"
    one = secretary.get(f"{room}/1")
    button(one, "Дарья Первоклашкина", "hidden")
    button(one, "Вымыслове", "kept")
    assert "Мороз крепчал" in words(one)


def test_what_is_hidden_the_juror_does_not_read(app, event, applicant, secretary, room):
    applicant.fill_in(text=TEXT).send()
    run_due()
    juror, task = judged(event)
    browser = app.test_client()
    enter_by_link(browser, juror)
    sheet = f"/jury/sheets/{task.id}?view=work"
    assert "Дарья Первоклашкина" in words(browser.get(sheet))
    one = secretary.get(f"{room}/1")
    secretary.post(f"{room}/1", data={"act": button(one, "Дарья Первоклашкина", "hidden")})
    page = words(browser.get(sheet))
    assert "Меня зовут [скрыто]." in page
    assert "Первоклашкин" not in page
    assert "в Вымыслове" in page, "nobody has decided about this one"
    assert only(Entry).text == TEXT, "the original stays"
    one = secretary.get(f"{room}/1")
    secretary.post(f"{room}/1", data={"act": button(one, "Дарья Первоклашкина", "open")})
    assert "Дарья Первоклашкина" in words(browser.get(sheet))
    acts = db.session.scalars(select(JournalLine.act).order_by(JournalLine.id)).all()
    assert [act for act in acts if act.startswith("traces.")] == [
        "traces.searched",
        "traces.hidden",
        "traces.open",
    ]


def test_all_sure_ones_at_once_and_no_trace(event, applicant, secretary, room):
    applicant.fill_in(text=TEXT + " Спасибо, Дарья!").send()
    run_due()
    one = secretary.get(f"{room}/1")
    page = words(secretary.post(f"{room}/1", data={"act": "sure"}, follow_redirects=True))
    assert "Скрыто 2 места." in page
    secretary.post(f"{room}/1", data={"act": button(one, "Дарья", "kept")})
    assert "Всё решено" in words(secretary.get(room))


def test_decisions_hold_when_the_text_changes(event, applicant, secretary, room):
    applicant.fill_in(text=TEXT).send()
    run_due()
    secretary.post(f"{room}/1", data={"act": "sure"})
    applicant.post("work", title="Первый звонок", text=f"Начну. {TEXT} Я — Первоклашкина!")
    run_due()
    page = secretary.get(f"{room}/1")
    button(page, "Дарья Первоклашкина", "open")
    button(page, "Первоклашкина", "hidden")
    assert "Осталось решить 1 место." in words(page)


def test_a_pdf_is_shown_as_pages_and_loses_hidden_words(app, event, applicant, secretary, room):
    applicant.fill_in(text="", file=(io.BytesIO(pdf_work()), "Первоклашкина.pdf")).send()
    run_due()
    juror, task = judged(event)
    browser = app.test_client()
    enter_by_link(browser, juror)
    sheet = f"/jury/sheets/{task.id}?view=work"
    before = work_pictures(browser.get(sheet))
    assert len(before) == 1
    answer = browser.get(before[0])
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert len(answer.data) < 60_000
    with app.test_request_context():
        kept = files_to_keep(task, shown_work(task.entry))
    assert kept[0].url == before[0]
    assert kept[0].size == len(answer.data)
    assert app.test_client().get(before[0]).status_code in (302, 403), "for the juror alone"
    original = only(Registration).entry.files[0].file
    with open_file(original) as stream:
        bytes_before = stream.read()

    page = words(secretary.get(f"{room}/1"))
    assert "имя файла" in page
    assert "свойства файла" in page
    secretary.post(f"{room}/1", data={"act": "sure"})
    # Until the new copy is made, neither the pages nor the file can be fetched.
    assert browser.get(before[0]).status_code == 404
    meanwhile = browser.get(sheet)
    assert work_pictures(meanwhile) == []
    assert "Меня зовут [скрыто], и это мой урок." in words(meanwhile)
    file = f"/jury/sheets/{task.id}/files/{only(Registration).entry.files[0].id}"
    assert browser.get(file).status_code == 404
    run_due()
    after = work_pictures(browser.get(sheet))
    assert len(after) == 1
    assert after != before
    assert "Первоклашкин" not in browser.get(sheet).text
    assert browser.get(file).status_code == 200
    with open_file(original) as stream:
        assert stream.read() == bytes_before


def work_pictures(page):
    """Addresses of the pictures of a work on a sheet."""
    return re.findall(r'<img src="(/jury/sheets/\d+/pictures/[0-9a-f]{64}\.webp)"', page.text)


def test_links_of_a_work_open_outside_with_a_warning(app, event, applicant):
    link = "https://video.example.org/watch?v=1&t=2"
    applicant.fill_in(text=f"Мой урок: {link}. <b>Смотрите</b>").send()
    run_due()
    juror, task = judged(event)
    browser = app.test_client()
    enter_by_link(browser, juror)
    page = browser.get(f"/jury/sheets/{task.id}?view=work")
    assert f'<a href="{link.replace("&", "&amp;")}" rel="noopener noreferrer"' in page.text
    assert "&lt;b&gt;Смотрите" in page.text
    assert "Там может быть имя автора." in words(page)


def test_the_jury_room_says_that_traces_were_not_looked_at(app, event, applicant, secretary):
    applicant.fill_in(text=TEXT).send()
    run_due()
    judged(event)
    page = words(secretary.get(f"/manage/{event.slug}/jury/works"))
    assert "В 1 работе есть места, которые могут выдать автора." in page


def test_whoever_decides_about_an_application_is_told_of_traces(
    app, event, applicant, secretary, room
):
    applicant.fill_in(text=TEXT).send()
    run_due()
    page = f"/manage/{event.slug}/registrations/1"
    assert "В работе есть следы автора. Верных: 2" in words(secretary.get(page))
    observer = app.test_client()
    sign_in(observer, create_account(create_person(), {event.id: "observer"}))
    assert "следы автора" not in words(observer.get(page))
    secretary.post(f"{room}/1", data={"act": "sure"})
    assert "Верных: 2" not in words(secretary.get(page))
    event.is_blind = False
    db.session.commit()
    assert "следы автора" not in words(secretary.get(page))


def test_a_wrong_button_changes_nothing(applicant, secretary, room):
    applicant.fill_in(text=TEXT).send()
    run_due()
    for act in ("hidden:999999", "hidden:x", "nonsense", ""):
        answer = secretary.post(f"{room}/1", data={"act": act}, follow_redirects=True)
        assert answer.status_code == 200
    assert "Осталось решить 2 места." in words(secretary.get(f"{room}/1"))


def test_the_list_costs_the_same_for_any_number(event, secretary, room, count_queries):
    def cost(names):
        for name in names:
            person = create_person(last_name=name)
            work = {"title": name, "text": f"Пишет {name}"}
            submit_application(
                event, person, person.organization, event.nominations[0], work, DURING
            )
        db.session.commit()
        while run_due():
            pass
        with count_queries() as queries:
            assert secretary.get(room).status_code == 200
        return len(queries)

    cost(["Первых"])
    few = cost(["Вторых"])
    assert cost([f"Многих{n}" for n in range(12)]) == few
