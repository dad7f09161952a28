"""The organizer's pages through the public door."""

import io
import re
import zipfile

import pypdfium2
import pytest

from eventkit.db import db
from eventkit.documents import name_operations, operations, queries
from eventkit.documents.models import Award
from eventkit.testing.documents import application_of
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words


def table(contest, **query):
    extra = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/manage/{contest.slug}/awards" + (f"?{extra}" if extra else "")


def typed(awards, **changes):
    """The table as a browser sends it back, with some fields of the first row changed."""
    form = {"award": [str(award.id) for award in awards]}
    for award in awards:
        for name in ("name_nominative", "name_dative", "post", "post_dative"):
            form[f"a{award.id}-{name}"] = getattr(award, name)
    for name, value in changes.items():
        form[f"a{awards[0].id}-{name}"] = value
    return form


def test_from_results_to_issued_papers(contest, organizer):
    assert "Подготовить 5 документов" in words(organizer.get(table(contest)))
    page = organizer.post(f"/manage/{contest.slug}/awards/prepare", follow_redirects=True)
    assert "КВМ-2025-001" in words(page)
    html = page.get_data(as_text=True)
    assert "Звонкова Алина Руслановна" in html
    assert "Звонковой Алине Руслановне" in html
    assert "проверьте падеж" in words(page)
    awards = queries.awards_of(contest)
    form = typed(awards, post_dative="учителю пения") | {"check_all": "1"}
    page = organizer.post(table(contest), data=form, follow_redirects=True)
    assert "готовы к выдаче" in words(page)
    assert queries.awards_of(contest)[0].post_dative == "учителю пения"
    page = organizer.post(f"/manage/{contest.slug}/awards/issue", follow_redirects=True)
    assert words(page).count("выдан Аннулировать") + words(page).count("выдан PDF") >= 5
    assert {award.state for award in queries.awards_of(contest)} == {"issued"}


def test_a_single_row_is_checked_by_its_own_box(contest, organizer):
    operations.prepare_awards(contest, "a")
    awards = queries.awards_of(contest)
    organizer.post(table(contest), data=typed(awards, is_checked="y"))
    assert [a.is_checked for a in queries.awards_of(contest)] == [True, False, False, False, False]
    refused = organizer.post(f"/manage/{contest.slug}/awards/issue", follow_redirects=True)
    assert "Не проверено 4 им" in words(refused)


def test_an_empty_name_is_refused_and_what_was_typed_stays(contest, organizer):
    operations.prepare_awards(contest, "a")
    awards = queries.awards_of(contest)
    form = typed(awards, name_dative="   ", name_nominative="Звонкова Алина Р.")
    answer = organizer.post(table(contest), data=form)
    assert answer.status_code == 422
    assert "Напишите имя: кому?" in words(answer)
    assert "Звонкова Алина Р." in answer.get_data(as_text=True)
    assert queries.awards_of(contest)[0].name_nominative == "Звонкова Алина Руслановна"


def test_endless_and_foreign_rows_do_no_harm(contest, organizer):
    operations.prepare_awards(contest, "a")
    awards = queries.awards_of(contest)
    long = organizer.post(table(contest), data=typed(awards, post="у" * 201))
    assert long.status_code == 422
    assert "Не длиннее 200 знаков" in words(long)
    strange = {"award": ["999999", "1 OR 1", ""], "page": "x"}
    assert organizer.post(table(contest, page="x"), data=strange).status_code == 302


def test_the_case_is_chosen_for_the_batch(contest, organizer):
    operations.prepare_awards(contest, "a")
    organizer.post(f"/manage/{contest.slug}/awards/case", data={"case": "dative"})
    assert {award.case for award in queries.awards_of(contest)} == {"dative"}
    wrong = organizer.post(
        f"/manage/{contest.slug}/awards/case", data={"case": "x"}, follow_redirects=True
    )
    assert "Выберите падеж" in words(wrong)


def test_thanks_are_prepared_beside(contest, organizer):
    page = organizer.post(
        f"/manage/{contest.slug}/awards/prepare?kind=thanks", follow_redirects=True
    )
    assert "благодарность" in words(page)
    assert len(queries.awards_of(contest, kind="thanks")) == 2


def test_voiding_asks_for_a_reason(contest, organizer):
    operations.prepare_awards(contest, "a")
    name_operations.check_all(contest, actor="a")
    award = operations.issue_awards(contest, "a")[0]
    address = f"/manage/{contest.slug}/awards/{award.id}/void"
    assert "Аннулировать документ № КВМ-2025-001?" in words(organizer.get(address))
    empty = organizer.post(address, data={"reason": " "})
    assert empty.status_code == 422
    assert "Напишите причину" in words(empty)
    page = organizer.post(address, data={"reason": "Опечатка в отчестве"}, follow_redirects=True)
    assert "Документ № КВМ-2025-001 аннулирован." in words(page)
    assert "Опечатка в отчестве" in words(page)
    assert organizer.get(address).status_code == 404


def test_papers_come_as_one_file_and_as_an_archive(contest, organizer):
    operations.prepare_awards(contest, "a")
    one = organizer.get(f"/manage/{contest.slug}/awards/{queries.awards_of(contest)[0].id}.pdf")
    assert one.mimetype == "application/pdf"
    assert one.headers["Content-Disposition"].startswith("attachment; ")
    assert "%D0%97%D0%B2%D0%BE%D0%BD%D0%BA" in one.headers["Content-Disposition"]  # «Звонк»
    together = organizer.get(f"/manage/{contest.slug}/awards.pdf")
    assert len(pypdfium2.PdfDocument(together.data)) == 5
    archive = organizer.get(f"/manage/{contest.slug}/awards.zip")
    with zipfile.ZipFile(io.BytesIO(archive.data)) as found:
        assert found.namelist()[:2] == [
            "КВМ-2025-001 Звонкова Алина Руслановна.pdf",
            "КВМ-2025-002 Дедовских Степан Савельевич.pdf",
        ]
        page = pypdfium2.PdfDocument(found.read(found.namelist()[1]))
    assert len(page) == 1
    assert "Дедовских" in page[0].get_textpage().get_text_range()
    assert organizer.get(f"/manage/{contest.slug}/awards.zip?kind=thanks").status_code == 404


PAGES = [
    ("GET", "/awards"),
    ("POST", "/awards"),
    ("POST", "/awards/prepare"),
    ("POST", "/awards/case"),
    ("GET", "/awards/issue"),
    ("POST", "/awards/issue"),
    ("GET", "/awards/{id}/void"),
    ("POST", "/awards/{id}/void"),
    ("GET", "/awards/{id}.pdf"),
    ("GET", "/awards.pdf"),
    ("GET", "/awards.zip"),
]
READ = {"/awards", "/awards/{id}.pdf", "/awards.pdf", "/awards.zip"}


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_who_may_open_what(contest, client, method, path):
    operations.prepare_awards(contest, "a")
    award = db.session.query(Award).first()
    address = f"/manage/{contest.slug}" + path.format(id=award.id)
    stranger = client.open(address, method=method)
    assert stranger.status_code == (302 if method == "GET" else 403)
    assert stranger.headers.get("Location", "/login").startswith("/login")
    for role in ("juror", "observer", "chair", "secretary"):
        sign_in(client, create_account(roles={contest.id: role}))
        allowed = role == "secretary" and method == "GET" and path in READ
        assert client.open(address, method=method).status_code == (200 if allowed else 403), role


def test_another_event_s_paper_is_not_found(contest, client):
    operations.prepare_awards(contest, "a")
    other = create_account(is_administrator=True)
    sign_in(client, other)
    award = db.session.query(Award).first()
    from eventkit.testing.factories import create_event

    stranger = create_event()
    assert client.get(f"/manage/{stranger.slug}/awards/{award.id}.pdf").status_code == 404
    assert client.get(f"/manage/{contest.slug}/awards/999999.pdf").status_code == 404
    assert client.get("/manage/nothing/awards").status_code == 404


def test_the_table_costs_the_same_for_one_and_for_many(
    contest, organizer, count_queries, monkeypatch
):
    from eventkit.documents import views

    operations.prepare_awards(contest, "a")
    db.session.commit()
    costs = []
    for rows in (1, 50):
        monkeypatch.setattr(views, "ROWS", rows)
        db.session.expire_all()
        with count_queries() as sent:
            organizer.get(table(contest))
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_the_desk_of_a_winner_tells_the_place_and_gives_the_diploma(contest, stranger):
    work = application_of(contest, "Э-1")
    sign_in(stranger, create_account(work.person))
    page = stranger.get("/desk")
    assert "1 место" in words(page)
    assert "Скачать диплом" not in words(page)  # nothing has been issued
    operations.prepare_awards(contest, "a")
    name_operations.check_all(contest, actor="a")
    operations.issue_awards(contest, "a")
    db.session.commit()
    html = stranger.get("/desk").get_data(as_text=True)
    path = re.search(r'href="(/papers/[^"]+)">Скачать диплом', html)
    assert path is not None
    assert stranger.get(path[1], buffered=True).data.startswith(b"%PDF")
