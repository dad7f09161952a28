"""Reading and writing transactions, on either database."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from eventkit.db import begin_writing, db, reading, restart_as_writer, set_mode
from eventkit.web.access import access, anyone
from eventkit.web.models import SiteSettings
from eventkit.web.requests import commit, slow_first


@pytest.fixture
def counter(app: Flask) -> SiteSettings:
    """A row with a number in it."""
    row = SiteSettings(id=1, phone="0")
    db.session.add(row)
    db.session.commit()
    return row


def counted() -> int:
    db.session.rollback()
    return int(db.session.get_one(SiteSettings, 1, populate_existing=True).phone)


def test_a_readonly_block_cannot_write(app: Flask, counter: SiteSettings) -> None:
    with reading():
        db.session.get_one(SiteSettings, 1).phone = "5"
        with pytest.raises(DBAPIError, match=r"read.?only"):
            db.session.flush()
        db.session.rollback()
    begin_writing()
    db.session.get_one(SiteSettings, 1).phone = "6"
    db.session.commit()
    assert counted() == 6


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """The pages of these tests are added to an application of their own."""
    return own_app


@pytest.fixture
def writing_pages(app: Flask, counter: SiteSettings) -> FlaskClient:
    """Pages that write: by a GET, by a POST, and by a POST that does slow work first."""

    @access(anyone)
    def write() -> str:
        db.session.get_one(SiteSettings, 1).phone = "8"
        commit()
        return "written"

    @access(anyone)
    @slow_first
    def slowly() -> str:
        before = db.session.get_one(SiteSettings, 1)
        seen.append(before.phone)
        # Somebody else writes while we are slow: no lock is held by us.
        other = db.engine.connect()
        set_mode("write")
        other.execute(text("UPDATE site_settings SET phone = '9'"))
        other.commit()
        other.close()
        restart_as_writer()
        seen.append(db.session.get_one(SiteSettings, 1).phone)
        before.phone += "0"
        commit()
        return "written"

    seen: list[str] = []
    app.config["SEEN"] = seen
    app.add_url_rule("/write", "write", write, methods=["GET", "POST"])
    app.add_url_rule("/slowly", "slowly", slowly, methods=["POST"])
    return app.test_client()


@pytest.mark.filterwarnings("ignore")
def test_a_get_never_writes_whatever_the_page_tries(writing_pages: FlaskClient) -> None:
    assert writing_pages.get("/write").status_code == 500
    assert counted() == 0
    assert writing_pages.post("/write").text == "written"
    assert counted() == 8


@pytest.mark.filterwarnings("ignore")
def test_a_connection_that_has_written_reads_only_again(writing_pages: FlaskClient) -> None:
    writing_pages.post("/write")
    db.session.get_one(SiteSettings, 1).phone = "0"
    db.session.commit()
    assert writing_pages.get("/write").status_code == 500
    assert counted() == 0


def test_a_page_that_is_slow_first_reads_again_before_it_writes(
    app: Flask, writing_pages: FlaskClient
) -> None:
    assert writing_pages.post("/slowly").text == "written"
    assert app.config["SEEN"] == ["0", "9"]
    assert counted() == 90
