"""Portfolios: lines come with a publication, what the owner set stays, a link opens and closes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents import name_operations, operations
from eventkit.entries.models import Entry
from eventkit.journal.queries import verify
from eventkit.juries.queries import jurors_of
from eventkit.people.models import Group, GroupMember
from eventkit.portfolio.models import PortfolioItem, PortfolioShare
from eventkit.portfolio.operations import refresh_portfolio
from eventkit.results.operations import calculate, lock, publish
from eventkit.testing.documents import agree_to_publication, name_authors
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event
from eventkit.web.clock import now
from eventkit.web.i18n import in_language

PEOPLE = {
    "Э-1": ("Звонкова", "Алина", "Руслановна", "f", "учитель музыки", "МАОУ СОШ с. Вымыслово"),
    "Э-2": ("Черных", "София", "Денисовна", "f", "учитель", "МБОУ НОШ с. Луг"),
}
TABLE = {"N1": {"Э-1": (90, 90), "Э-2": (50, 50)}}


@pytest.fixture
def contest(app):
    """Two works read by two jurors; the first one wins, the second may not be named in public."""
    event = create_judged_event(
        TABLE, rules={"winner_min_percent": "75"}, document_prefix="КВМ-2025-"
    )
    name_authors(event, PEOPLE)
    agree_to_publication(event, {"Э-1"})
    db.session.commit()
    return event


@pytest.fixture
def people(contest):
    found = db.session.scalars(select(Entry).filter_by(event_id=contest.id))
    return {entry.code: entry.authors[0].person for entry in found}


@pytest.fixture
def published(contest):
    made = calculate(contest, "account:1")
    lock(made, actor="account:1")
    publish(made, actor="account:1")
    db.session.commit()
    return contest


@pytest.fixture
def owner(published, people, client):
    sign_in(client, create_account(people["Э-1"]))
    return client


@pytest.fixture
def stranger(app):
    return app.test_client()


def lines(person):
    query = select(PortfolioItem).filter_by(person_id=person.id).order_by(PortfolioItem.id)
    return list(db.session.scalars(query))


def link_on(page):
    return re.search(r"/p/[\w-]+", page.get_data(as_text=True))[0]


def test_a_team_of_one_has_not_won_what_its_member_won_alone(owner, people):
    """Her essay came first; her team has only what it entered as a team."""
    team = Group(kind="team", title="Сверчки", created_at=now())
    team.members = [GroupMember(person=people["Э-1"])]
    db.session.add(team)
    db.session.commit()
    assert "Записи появятся" in words(owner.get(f"/me/teams/{team.id}"))
    db.session.scalars(select(Entry).filter_by(code="Э-1")).one().group = team
    db.session.commit()
    assert "место 1" in words(owner.get(f"/me/teams/{team.id}"))


def test_nothing_stands_there_before_results_are_published(contest, people, client):
    sign_in(client, create_account(people["Э-1"]))
    assert lines(people["Э-1"]) == []
    assert "Записей пока нет" in words(client.get("/me/portfolio"))


def test_publication_writes_a_line_of_each_author_and_juror(published, people):
    (winner,) = lines(people["Э-1"])
    assert (winner.plugin, winner.place, winner.event_id) == ("essay", 1, published.id)
    (other,) = lines(people["Э-2"])
    assert other.place is None or other.place == 2
    jurors = {juror.person_id for juror in jurors_of(published.id)}
    rows = db.session.scalars(select(PortfolioItem).filter_by(kind="jury"))
    assert {row.person_id for row in rows} == jurors


def test_a_second_refresh_adds_no_line_and_keeps_what_the_owner_set(owner, published, people):
    (line,) = lines(people["Э-1"])
    owner.post(f"/me/portfolio/{line.id}/note", data={"note": "Первая моя победа"})
    owner.post(f"/me/portfolio/{line.id}/hide")
    refresh_portfolio(event=published)
    refresh_portfolio(person_ids=[people["Э-1"].id])
    db.session.commit()
    db.session.expire_all()
    (same,) = lines(people["Э-1"])
    assert (same.id, same.note, same.is_hidden) == (line.id, "Первая моя победа", True)


def test_lines_are_in_the_sites_language_whoever_has_them_written_anew(published):
    with in_language("en"):
        refresh_portfolio(event=published)
    rows = db.session.scalars(select(PortfolioItem).filter_by(kind="jury")).all()
    assert {row.role for row in rows} == {"председатель жюри", "член жюри"}


def test_a_line_quotes_the_paper_when_it_is_issued_and_forgets_a_voided_one(published, people):
    operations.prepare_awards(published, "a")
    assert lines(people["Э-1"])[0].document_number == ""
    name_operations.check_all(published, actor="a")
    issued = operations.issue_awards(published, "a")
    winner = next(award for award in issued if award.person_id == people["Э-1"].id)
    (line,) = lines(people["Э-1"])
    assert (line.document_number, line.document_code) == (winner.number, winner.code)
    operations.void_award(winner, "Опечатка", actor="a")
    assert lines(people["Э-1"])[0].document_number == ""


def test_pages_show_rows_and_ask_no_plugin(owner, people, app, count_queries):
    with count_queries() as sent:
        page = owner.get("/me/portfolio")
    assert "Звонкова" in words(page)
    assert not [one for one in sent if "FROM standing" in one or "FROM calculation" in one]


def test_the_shared_page_shows_what_the_owner_left_and_nothing_private(owner, people, stranger):
    person = people["Э-1"]
    owner.post("/me/portfolio/share")
    link = link_on(owner.get("/me/portfolio"))
    page = stranger.get(link)
    assert page.status_code == 200
    assert "noindex" in page.headers["X-Robots-Tag"]
    title = lines(person)[0].title
    assert "Звонкова Алина Руслановна" in words(page)
    assert title in words(page)
    assert person.email == "" or person.email not in page.get_data(as_text=True)
    assert "<svg" in page.get_data(as_text=True)
    owner.post(f"/me/portfolio/{lines(person)[0].id}/hide")
    assert title not in words(stranger.get(link))
    assert "скрыта" in words(owner.get("/me/portfolio"))
    owner.post(f"/me/portfolio/{lines(person)[0].id}/show")
    assert title in words(stranger.get(link))


def test_a_closed_link_opens_no_more_and_a_new_one_is_another(owner, stranger):
    owner.post("/me/portfolio/share")
    first = link_on(owner.get("/me/portfolio"))
    owner.post("/me/portfolio/share")
    assert link_on(owner.get("/me/portfolio")) == first
    owner.post("/me/portfolio/revoke")
    assert stranger.get(first).status_code == 404
    owner.post("/me/portfolio/share")
    second = link_on(owner.get("/me/portfolio"))
    assert second != first
    assert (stranger.get(first).status_code, stranger.get(second).status_code) == (404, 200)
    assert len(db.session.scalars(select(PortfolioShare)).all()) == 2
    assert verify() == []


def test_a_line_of_somebody_else_is_not_found(owner, people, stranger):
    (foreign,) = lines(people["Э-2"])
    for act in ("hide", "show", "note"):
        assert owner.post(f"/me/portfolio/{foreign.id}/{act}").status_code == 404
    assert owner.get("/me/portfolio/999999/note").status_code == 404
    assert not lines(people["Э-2"])[0].is_hidden
    assert stranger.get("/me/portfolio").status_code == 302
    assert stranger.get("/p/nobody").status_code == 404


def test_a_note_that_is_too_long_is_refused_and_stays_typed(owner, people):
    (line,) = lines(people["Э-1"])
    long = "о" * 2001
    answer = owner.post(f"/me/portfolio/{line.id}/note", data={"note": long})
    assert answer.status_code == 422
    assert long in answer.get_data(as_text=True)
    assert lines(people["Э-1"])[0].note == ""


def test_markup_in_a_note_is_shown_as_text(owner, people):
    (line,) = lines(people["Э-1"])
    owner.post(f"/me/portfolio/{line.id}/note", data={"note": "<script>alert(1)</script>"})
    page = owner.get("/me/portfolio").get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_account_without_a_person_is_told_what_to_do(published, client):
    account = create_account(create_person())
    account.person = None
    db.session.flush()
    sign_in(client, account)
    assert "Сначала напишите, кто вы" in words(client.get("/me/portfolio"))
    assert client.post("/me/portfolio/share").status_code == 302


def test_a_place_stands_in_roman_figures_and_the_years_follow_the_lines(owner, published, people):
    (line,) = lines(people["Э-1"])
    line.on = date(2026, 11, 14)
    db.session.commit()
    page = words(owner.get("/me/portfolio"))
    assert "I место победитель" in page
    assert "победитель, 1 место" not in page
    assert "Портфолио педагога, 2026/27" in page
    assert "Страница настоящая" not in page


def test_an_english_reader_reads_the_systems_own_words_in_english(owner, published, people):
    (line,) = lines(people["Э-1"])
    line.detail = "6 часов"
    db.session.commit()
    owner.post("/language", data={"lang": "en", "next": "/"})
    page = words(owner.get("/me/portfolio"))
    assert "Author. 6 hours." in page
    assert "winner" in page
    for russian in ("место", "победитель", "автор", "часов"):
        assert russian not in page
