"""Nobody changes the journal unnoticed: each byte, each line, its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from eventkit.db import db
from eventkit.journal.models import JournalLine, JournalText
from eventkit.journal.operations import SITE, event_chain, record
from eventkit.journal.queries import Break, head_hash, lines_of, verify
from eventkit.web.clock import set_clock


@pytest.fixture(autouse=True)
def lines(app: Flask) -> Sequence[int]:
    """Five lines of an event, two of the site; the third of the event has a text."""
    chain = event_chain(7)
    made = [record(chain, "event.opened", "event:7", actor="account:1", data={"stage": 3})]
    record(SITE, "person.created", "person:1")
    made += [record(chain, "sheet.submitted", "sheet:1", data={"total": "12.50", "marks": [3, 4]})]
    reason = {"reason": "Работа сдана после срока"}
    made += [record(chain, "registration.refused", "registration:1", texts=reason)]
    record(SITE, "person.created", "person:2")
    made += [record(chain, "sheet.submitted", "sheet:2"), record(chain, "event.closed", "event:7")]
    db.session.commit()
    return made


def breaks() -> list[Break]:
    db.session.commit()
    db.session.expunge_all()
    return verify()


def test_an_untouched_journal_holds(lines: Sequence[int]) -> None:
    assert breaks() == []
    assert [line.number for line in lines_of(event_chain(7))] == [5, 4, 3, 2, 1]


CHANGES: dict[str, Any] = {
    "chain": "event:8",
    "number": 99,
    "at": datetime(2025, 1, 1, tzinfo=UTC),
    "actor": "account:2",
    "act": "sheet.returned",
    "subject": "sheet:3",
    "data": {"total": "12.51", "marks": [3, 4]},
    "previous_hash": "f" * 64,
    "hash": "e" * 64,
}


def test_every_column_of_a_line_is_tried() -> None:
    assert set(CHANGES) == {column.key for column in JournalLine.__table__.columns} - {"id"}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_found(lines: Sequence[int], column: str) -> None:
    changed = update(JournalLine).where(JournalLine.id == lines[1])
    db.session.execute(changed.values({column: CHANGES[column]}))
    assert breaks() != []


@pytest.mark.parametrize("column", ["name", "salt", "text"])
def test_a_changed_text_is_found(lines: Sequence[int], column: str) -> None:
    db.session.execute(update(JournalText).values({column: "иначе"}))
    assert breaks() == [Break("event:7", 3, "text")]


def test_a_text_under_another_line_is_found(lines: Sequence[int]) -> None:
    db.session.execute(update(JournalText).values(line_id=lines[0]))
    assert breaks() == [Break("event:7", 1, "text")]


def test_an_emptied_text_breaks_nothing(lines: Sequence[int]) -> None:
    """Erasure of a person's data is no tampering."""
    db.session.execute(update(JournalText).values(text=None))
    assert breaks() == []


def test_a_line_removed_from_the_middle_is_found(lines: Sequence[int]) -> None:
    db.session.execute(delete(JournalLine).where(JournalLine.id == lines[1]))
    assert {found.reason for found in breaks()} == {"missing", "previous"}


def test_a_removed_line_whose_followers_were_renumbered_is_found(lines: Sequence[int]) -> None:
    db.session.execute(delete(JournalLine).where(JournalLine.id == lines[3]))
    db.session.execute(update(JournalLine).where(JournalLine.id == lines[4]).values(number=4))
    assert {found.reason for found in breaks()} == {"previous", "changed"}


def test_the_first_line_cannot_be_removed_either(lines: Sequence[int]) -> None:
    db.session.execute(delete(JournalLine).where(JournalLine.id == lines[0]))
    assert breaks() != []


def test_a_cut_end_is_found_by_a_printed_head(lines: Sequence[int]) -> None:
    """The chain alone cannot know that it was longer; the head on a protocol does."""
    head = head_hash(event_chain(7))
    assert verify(head) == []
    db.session.execute(delete(JournalLine).where(JournalLine.id == lines[4]))
    assert breaks() == []
    assert verify(head) == [Break("", 0, "head")]


def test_a_head_printed_long_ago_still_stands(lines: Sequence[int]) -> None:
    head = head_hash(event_chain(7))
    record(event_chain(7), "event.reopened", "event:7")
    db.session.commit()
    assert verify(head) == []


def test_the_same_words_do_not_look_alike_in_two_lines() -> None:
    """The salt keeps a reader of the lines from guessing names by their hashes."""
    record(SITE, "note", "person:1", texts={"name": "Звонкова Алина"})
    record(SITE, "note", "person:1", texts={"name": "Звонкова Алина"})
    two, one, *_before = lines_of(SITE)
    assert one.data["name_sha256"] != two.data["name_sha256"]
    assert "Звонкова" not in str(one.data)


def test_values_that_the_database_gives_back_otherwise_do_not_break_the_chain() -> None:
    """Numbers as keys, tuples, and an instant in another zone."""
    at = datetime(2025, 10, 31, 23, 59, 59, 7, tzinfo=timezone(timedelta(hours=9)))
    set_clock(lambda: at)
    record(SITE, "places", "event:7", data={"places": {2: (1, 2), 10: (3,)}, "дата": "31.10"})
    assert breaks() == []
    [line, *_] = lines_of(SITE)
    assert line.data["places"] == {"2": [1, 2], "10": [3]}
    assert line.at == at


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, datetime(2025, 1, 1, tzinfo=UTC)])
def test_what_the_database_cannot_keep_is_refused_before_it_is_hashed(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        record(SITE, "note", "person:1", data={"value": value})


def test_a_failed_act_leaves_no_line() -> None:
    """The line belongs to the transaction of the act."""
    before = head_hash(SITE)
    record(SITE, "person.created", "person:3")
    db.session.rollback()
    assert head_hash(SITE) == before
    assert db.session.scalars(select(JournalLine).where(JournalLine.chain == SITE)).all()
