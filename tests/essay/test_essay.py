"""The essay plugin, as authors, organizers and readers meet it."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from eventkit.cli import context, main
from eventkit.db import db
from eventkit.desk.setup_operations import create_event_from_preset, new_edition
from eventkit.entries.models import Entry, EntryFile
from eventkit.entries.operations import create_entry
from eventkit.entries.queries import count_words
from eventkit.events.operations import publish_event
from eventkit.files.models import StoredFile
from eventkit.hooks import active_plugins
from eventkit.people.models import Person
from eventkit.results.operations import calculate, lock, publish
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event
from eventkit.web.clock import now
from eventkit_essay.demo import fill, letter
from eventkit_essay.operations import save_settings
from eventkit_essay.queries import settings_of, stored_lengths

SCHEDULE = {
    "registration": (date(2026, 10, 1), date(2026, 10, 31)),
    "judging": (date(2026, 11, 1), date(2026, 11, 10)),
    "results": (date(2026, 11, 14), None),
}


@pytest.fixture
def event(app):
    return create_event_from_preset("summit", schedule=SCHEDULE)


def work(event, text="", **values) -> Entry:
    return create_entry(event, event.nominations[0], title="Письмо", text=text, **values)


def attach(entry: Entry, text: str | None) -> None:
    stored = StoredFile(sha256="0" * 64, name="a.txt", media_type="text/plain", size=1)
    stored.created_at = now()
    entry.files.append(EntryFile(file=stored, reading_text=text))
    db.session.flush()


def problems(entry: Entry) -> list[tuple[str, str, bool]]:
    asked = active_plugins().ask_owner("eventkit_check_entry", entry.event, entry=entry)
    return [(problem.field, problem.message, problem.blocking) for problem in asked]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n — … 5 %", 1),
        ("Дорогой первый класс", 3),
        ("Кто-нибудь из 5-го «Б» – учитель?", 5),
        ("Д’Артаньян и О'Нил", 3),
        ("само\u00adпереноска", 1),
        ("за\u0301мок и замо\u0301к", 3),
        ("2025/2026 учебный год", 4),
    ],
)
def test_words_are_counted_as_people_count_them(text, count):
    assert count_words(text) == count


def test_a_work_that_is_too_short_or_too_long_is_told_both_numbers(app, event):
    save_settings(event, min_words=3, max_words=5, accepts="both")
    assert problems(work(event, "два слова")) == [
        ("text", "В работе 2 слова, а нужно не меньше 3. Допишите её.", True)
    ]
    assert problems(work(event, "раз два три")) == []
    assert problems(work(event, "раз два три четыре пять")) == []
    (found,) = problems(work(event, "раз два три четыре пять шесть"))
    assert found[0] == "text"
    assert "можно не больше 5" in found[1]


def test_words_of_a_file_count_and_an_unread_file_is_left_to_the_organizer(app, event):
    save_settings(event, min_words=3, max_words=None, accepts="both")
    short, unread = work(event), work(event)
    attach(short, "два слова")
    attach(unread, None)
    assert [found[0] for found in problems(short)] == ["file"]
    assert problems(unread) == []


def test_text_and_file_together_are_a_hint_and_no_obstacle(app, event):
    both = work(event, "раз два три")
    attach(both, "четыре пять")
    assert problems(both) == [
        ("text", "Есть и текст, и файл: жюри прочтёт оба. Лишнее уберите.", False)
    ]


def test_a_work_comes_the_way_that_the_contest_accepts(app, event):
    typed, sent = work(event, "раз два"), work(event)
    attach(sent, "раз два")
    save_settings(event, min_words=None, max_words=None, accepts="file")
    assert [found[0] for found in problems(typed)] == ["file"]
    assert problems(sent) == []
    save_settings(event, min_words=None, max_words=None, accepts="text")
    assert [found[0] for found in problems(sent)] == ["text"]
    assert problems(typed) == []


@pytest.mark.parametrize(
    ("accepts", "fields"),
    [("both", {"text", "file"}), ("text", {"text"}), ("file", {"file"})],
)
def test_the_form_of_the_work_has_the_fields_that_are_accepted(app, event, accepts, fields):
    save_settings(event, min_words=300, max_words=900, accepts=accepts)
    with app.test_request_context():
        kind = active_plugins().ask_owner(
            "eventkit_entry_form", event, nomination=event.nominations[0]
        )
        form = kind(formdata=None)
        assert {name for name in ("text", "file") if name in form} == fields
        if "text" in form:
            assert "Объём от 300 до 900 слов." in str(form["text"].description)


def test_what_was_typed_is_kept_and_shown_again(app, event):
    entry = work(event, "старый текст")
    kind = active_plugins().ask_owner("eventkit_entry_form", event, nomination=entry.nomination)
    data = {"title": "  Письмо   в школу ", "text": "первая\r\nвторая\n"}
    with app.test_request_context(method="POST", data=data):
        form = kind()
        assert form.validate()
        form.save(entry)
    assert (entry.title, entry.text) == ("Письмо в школу", "первая\nвторая")
    with app.test_request_context():
        form = kind(formdata=None)
        form.load(entry)
        assert form.title.data == "Письмо в школу"


def test_the_organizer_sets_the_limits_on_the_settings_page(client, event):
    sign_in(client, create_account(roles={event.id: "organizer"}))
    address = f"/manage/{event.slug}/settings/format"
    assert "Слов не больше" in words(client.get(address))
    wrong = client.post(address, data={"min_words": "900", "max_words": "300", "accepts": "text"})
    assert wrong.status_code == 422
    assert "Это меньше, чем нижняя граница" in words(wrong)
    bad = client.post(address, data={"min_words": "много", "accepts": "голубем"})
    assert bad.status_code == 422
    assert settings_of(event).max_words == 1500
    sent = {"min_words": "300", "max_words": "900", "accepts": "text"}
    assert client.post(address, data=sent).status_code == 302
    saved = settings_of(event)
    assert (saved.min_words, saved.max_words, saved.accepts) == (300, 900, "text")
    publish_event(event)
    page = words(client.get(f"/events/{event.slug}"))
    assert "Объём от 300 до 900 слов. Работу пишут прямо на сайте." in page
    assert "письмо-признание" in page


def test_limits_go_over_to_the_next_edition(app, event):
    save_settings(event, min_words=100, max_words=None, accepts="file")
    with app.test_request_context():
        edition = new_edition(event)
    copied = settings_of(edition)
    assert (copied.min_words, copied.max_words, copied.accepts) == (100, None, "file")


def test_lengths_are_counted_when_the_jury_begins_and_exported(app, event, count_queries):
    publish_event(event)
    for number in range(3):
        entry = work(event, "слово " * (number + 1))
        entry.code, entry.is_admitted = f"Э-{number}", True
    left_out = work(event, "не допущена")
    open_judging(event)
    assert sorted(stored_lengths(event).values()) == [1, 2, 3]
    assert left_out.id not in stored_lengths(event)
    db.session.flush()
    db.session.expire_all()
    assert event.title
    with count_queries() as sent:
        (table,) = [
            export
            for export in active_plugins().ask_others("eventkit_exports", event)
            if export.title == "Объём работ"
        ]
    assert [(row[0], row[3], row[4]) for row in table.rows] == [
        ("Э-0", "письмо-признание", 1),
        ("Э-1", "письмо-признание", 2),
        ("Э-2", "письмо-признание", 3),
    ]
    assert len(sent) < 12


def test_a_published_place_stands_among_the_portfolio_lines_of_its_author(app):
    event = create_judged_event({"N1": {"Э-1": [90], "Э-2": [40]}}, title="К вершинам")
    ask = active_plugins().ask_others
    author = db.session.query(Entry).filter_by(code="Э-1").one().authors[0].person

    def lines(person: Person, about=None):
        items = ask("eventkit_portfolio_items", about, person=person)
        return [item for item in items if item.source.startswith("entry:")]

    assert lines(author, event) == []
    made = calculate(event, "system")
    lock(made, actor="system")
    publish(made, actor="system")
    (line,) = lines(author, event)
    assert (line.title, line.role, line.result) == ("К вершинам", "автор", "победитель, 1 место")
    assert "Работа Э-1" in line.detail
    assert line.event_id == event.id
    assert [item.source for item in lines(author)] == [line.source]
    assert lines(create_person(), event) == []


def test_the_demo_has_letters_that_differ_and_keep_to_the_limits(app, event):
    first, second = work(event), work(event)
    typed = work(event, "свой текст")
    fill()
    assert first.text != second.text
    assert typed.text == "свой текст"
    assert all(80 <= count_words(letter(number)) <= 1500 for number in range(12))


def test_words_are_counted_anew_from_the_command_line(app, event, monkeypatch):
    publish_event(event)
    entry = work(event, "раз два")
    entry.code, entry.is_admitted = "Э-1", True
    slug, entry_id = event.slug, entry.id
    db.session.commit()
    monkeypatch.setattr(context, "create_app", lambda *_arguments, **_options: app)
    done = CliRunner().invoke(main, ["essay", "words", slug])
    assert (done.exit_code, done.output.strip()) == (0, "1")
    assert CliRunner().invoke(main, ["essay", "words", "нет"]).exit_code == 2
    assert stored_lengths(event) == {entry_id: 2}


def test_an_event_that_moves_back_and_forth_keeps_one_length_for_each_work(app, event):
    publish_event(event)
    entry = work(event, "раз два")
    entry.code, entry.is_admitted = "Э-1", True
    open_judging(event)
    close_judging(event)
    entry.text = "раз два три"
    open_judging(event)
    assert stored_lengths(event) == {entry.id: 3}
    assert event.stage("judging").opened_at <= datetime.now(UTC)
