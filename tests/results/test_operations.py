"""What counting, deciding and publishing do to versions, journal and outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.hooks import Contribution, Format, Ranking, ScoreResult, hookimpl
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.journal.queries import head_hash, verify
from eventkit.juries.models import Juror
from eventkit.juries.queries import jurors_of
from eventkit.mail.models import Letter
from eventkit.registration.models import Registration
from eventkit.results import queries
from eventkit.results.decision_operations import record_decision, revoke_decision
from eventkit.results.models import Calculation, Decision
from eventkit.results.operations import calculate, lock, publish
from eventkit.results.papers import protocol_of
from eventkit.results.public import body_of
from eventkit.results.publication.differences import difference
from eventkit.results.publication.operations import sign
from eventkit.scoring.models import Mark, Sheet
from eventkit.testing.pages import plain
from eventkit.testing.results import create_judged_event

RULES = {
    "winner_min_percent": 75,
    "prize_min_percent": 60,
    "tie_break": ["chair_decision", "shared_place"],
    "sheets_per_entry": 2,
}
TABLE: dict[str, Any] = {
    "N2": {"Э-1": (80, 90), "Э-2": (90, 80), "Э-3": (60, 61)},
    "N1": {"Э-4": (70, 70), "Э-5": (59, 60)},
}
DAY = date(2025, 11, 14)


@pytest.fixture
def event(app: Flask) -> Event:
    return create_judged_event(TABLE, rules=RULES)


def rows(event: Event, number: int | None = None) -> list[tuple[str, str, str]]:
    made = queries.calculation(event, number)
    assert made is not None
    return [(s.entry.code or "", s.place_shown, s.status) for s in queries.standings(made)]


def acts(event: Event) -> list[str]:
    query = select(JournalLine.act).where(JournalLine.chain == event_chain(event.id))
    return list(db.session.scalars(query.order_by(JournalLine.number)))


def test_a_late_recusal_is_a_decision_that_takes_the_sheet_out(event: Event) -> None:
    calculate(event, "system")
    nomination = next(n for n in event.nominations if n.code == "N2")
    first = min(jurors_of(event.id), key=lambda juror: juror.id)

    def decide(codes: list[str], juror: Juror | None) -> Decision:
        return record_decision(
            event, nomination, "late_recusal", codes, "Узнал работу ученика", "7", DAY,
            juror=juror, actor="chair",
        )  # fmt: skip

    with pytest.raises(RefusalError, match="Выберите члена жюри"):
        decide(["Э-1"], None)
    with pytest.raises(RefusalError, match="Назовите работы"):
        decide([], first)
    made = decide(["Э-1"], first)
    again = queries.calculation(event)
    assert again is not None
    value = next(s.value for s in queries.standings(again) if s.entry.code == "Э-1")
    assert (again.number, value) == (2, 90)  # of 80 and 90 only the second sheet is left
    assert made.protocol_number == "7"
    with pytest.raises(RefusalError, match="Самоотвод не отменяют"):
        revoke_decision(event, made, actor="chair", reason="Передумали")
    with pytest.raises(RefusalError, match="нет листа работы Э-1"):
        decide(["Э-1"], first)


def correct(code: str, mark: int) -> None:
    """Change the first sheet of a work, as an appeal against a slip of the pen does."""
    query = select(Sheet).join(Sheet.assignment).join(Mark)
    sheet = next(s for s in db.session.scalars(query).unique() if s.assignment.entry.code == code)
    sheet.marks[0].steps = mark
    db.session.flush()


def test_a_calculation_places_works_by_nomination_in_the_events_order(event: Event) -> None:
    made = calculate(event, "account:1")
    assert rows(event) == [
        ("Э-1", "1", "winner"),
        ("Э-2", "1", "winner"),
        ("Э-3", "2", "prize"),
        ("Э-4", "2", "prize"),  # 70 % < 75 %: no winner, places begin at two
        ("Э-5", "", "participant"),  # 59,5 % < 60 %
    ]
    first, *_rest = queries.standings(made)
    assert (first.value, first.percent, first.sort_value) == (
        Fraction(85),
        Fraction(85),
        85_000_000,
    )
    assert first.is_provisional  # the chair has not spoken
    assert made.number == 1
    assert acts(event) == ["calculation.made"]


def test_unchanged_facts_give_the_same_version_and_a_changed_mark_the_next(event: Event) -> None:
    first = calculate(event, "account:1")
    assert calculate(event, "account:2") is first
    correct("Э-3", 62)
    second = calculate(event, "account:2", "Описка в листе")
    assert (second.number, second.reason) == (2, "Описка в листе")
    assert second.inputs_hash != first.inputs_hash
    changes = difference(first, second)
    assert [(c.code, c.value_before, c.value_after, c.moved) for c in changes] == [
        ("Э-3", Fraction(121, 2), Fraction(123, 2), False)
    ]
    assert rows(event, 1) == rows(event, 2)


def test_a_version_keeps_its_facts_and_can_be_made_again_from_them(event: Event) -> None:
    first = calculate(event, "account:1")
    stored = queries.result_of(first)
    correct("Э-3", 99)
    db.session.expire_all()
    assert queries.what_if(first) == stored
    other = queries.what_if(first, place_style="competition")
    assert [e.place for e in other.entries if e.entry == "Э-3"] == [3]


def test_the_chairs_order_makes_a_new_version_and_revoking_it_another(event: Event) -> None:
    calculate(event, "account:1")
    made = record_decision(
        event, event.nominations[0], "order", ["Э-2", "Э-1"], "Первой считать Э-2", "3", DAY,
        actor="account:1",
    )  # fmt: skip
    assert rows(event)[:3] == [
        ("Э-2", "1", "winner"), ("Э-1", "2", "prize"), ("Э-3", "3", "prize"),
    ]  # fmt: skip
    revoke_decision(event, made, actor="account:1", reason="Записано не то")
    assert rows(event)[:2] == [("Э-1", "1", "winner"), ("Э-2", "1", "winner")]
    assert [c.number for c in queries.calculations(event)] == [3, 2, 1]
    assert acts(event) == [
        "calculation.made", "decision.recorded", "calculation.made", "decision.revoked",
        "calculation.made",
    ]  # fmt: skip
    assert verify() == []


def test_a_shared_place_is_no_longer_provisional(event: Event) -> None:
    record_decision(
        event, event.nominations[0], "shared_place", [], "Первое место разделить", "3", DAY,
        actor="account:1",
    )  # fmt: skip
    assert queries.calculation(event) is None  # nothing was counted yet: it waits
    calculate(event, "account:1")
    made = queries.calculation(event)
    assert made is not None
    assert not any(s.is_provisional for s in queries.standings(made))


@pytest.mark.parametrize(
    ("kind", "codes", "text", "field"),
    [
        ("order", ["Э-1"], "Так", "entry_codes"),
        ("order", ["Э-1", "Э-4"], "Так", "entry_codes"),
        ("order", ["Э-1", "Э-1"], "Так", "entry_codes"),
        ("order", ["Э-1", "Э-2"], "  ", "text"),
        ("dice", ["Э-1", "Э-2"], "Так", "kind"),
        ("special_prize", [], "Так", "entry_codes"),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused(
    event: Event, kind: str, codes: list[str], text: str, field: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        record_decision(event, event.nominations[0], kind, codes, text, "", DAY, actor="account:1")
    assert refused.value.field == field
    assert queries.decisions(event) == []


def test_what_is_closed_or_published_tells_of_no_later_decision(app: Flask, event: Event) -> None:
    """A special prize moves no place, and still it is another version that tells of it."""

    def award(code: str, text: str) -> None:
        record_decision(event, None, "special_prize", [code], text, "", DAY, actor="account:1")

    def told(made: Calculation) -> list[list[str]]:
        with app.test_request_context():
            protocol = "; ".join(protocol_of(event, made).decisions)
            page = body_of(event, made)
        return [[t for t in ("За смелость", "За голос") if t in one] for one in (protocol, page)]

    first = calculate(event, "account:1")
    award("Э-1", "За смелость")
    assert queries.calculation(event) is first  # it is not closed yet
    publish(first, actor="account:1")
    award("Э-2", "За голос")
    second = queries.calculation(event)
    assert (first.state, second.number, second.state) == ("published", 2, "draft")
    assert told(first) == [["За смелость"]] * 2
    assert told(second) == [["За смелость", "За голос"]] * 2
    publish(second, actor="account:1")
    revoke_decision(event, queries.decisions(event)[0], actor="account:1", reason="Ошиблись")
    third = queries.calculation(event)
    assert third.number == 3
    assert told(second) == [["За смелость", "За голос"]] * 2
    assert told(third) == [["За голос"]] * 2


def test_a_signed_protocol_keeps_its_number(event: Event) -> None:
    made = calculate(event, "account:1")
    lock(made, actor="account:1", protocol_number="7")
    sign(made, actor="account:1")
    with pytest.raises(RefusalError) as refused:
        publish(made, actor="account:1", protocol_number="77")
    assert (refused.value.field, made.state) == ("protocol_number", "locked")
    publish(made, actor="account:1", protocol_number="7")
    assert (made.state, made.protocol_number) == ("published", "7")


def registration_of(event: Event, code: str) -> Registration:
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id))
    return next(row for row in rows if row.entry is not None and row.entry.code == code)


def test_publication_locks_supersedes_writes_and_closes_the_stage(event: Event) -> None:
    first = calculate(event, "account:1")
    publish(first, actor="account:1", protocol_number="4")
    assert (first.state, first.protocol_number) == ("published", "4")
    assert first.locked_at is not None
    assert first.journal_head in set(db.session.scalars(select(JournalLine.hash)))
    stage = event.stage("results")
    assert stage is not None
    assert stage.closed_at is not None
    assert len(db.session.scalars(select(Letter)).all()) == 5
    correct("Э-3", 62)
    second = calculate(event, "account:1", "Описка")
    publish(second, actor="account:1")
    assert (first.state, second.state) == ("superseded", "published")
    assert queries.published_calculation(event) is second
    (told,) = db.session.scalars(select(Letter).where(Letter.subject.contains("изменился")))
    assert told.recipient == registration_of(event, "Э-3").email
    assert "Балл: был 60,50, стал 61,50." in plain(told.body)
    assert verify(head_hash(event_chain(event.id))) == []


def test_an_outdated_version_cannot_be_published(event: Event) -> None:
    first = calculate(event, "account:1")
    correct("Э-3", 62)
    with pytest.raises(RefusalError, match="изменились"):
        publish(first, actor="account:1")
    calculate(event, "account:1")
    with pytest.raises(RefusalError, match="более новый"):
        lock(first, actor="account:1")
    assert first.state == "draft"


def test_nothing_is_published_while_the_jury_works(app: Flask) -> None:
    event = create_judged_event(TABLE, rules=RULES, closed=False)
    with pytest.raises(RefusalError, match="Жюри ещё работает"):
        publish(calculate(event, "account:1"), actor="account:1")
    assert queries.published_calculation(event) is None


def test_a_persons_published_standings_for_a_portfolio(event: Event) -> None:
    made = calculate(event, "account:1")
    person = queries.standings(made)[0].entry.authors[0].person
    assert queries.published_standings_of(person.id) == []
    publish(made, actor="account:1")
    found = queries.published_standings_of(person.id, event.id)
    assert [(s.entry.code, s.place, s.degree) for s in found] == [("Э-1", 1, 1)]


def test_standings_cost_the_same_number_of_queries(
    app: Flask, count_queries: Callable[[], Any]
) -> None:
    counts = []
    for works in (1, 30):
        table = {"N": {f"Э-{n}": (n, n) for n in range(works)}}
        event = create_judged_event(table, rules={"sheets_per_entry": 2})
        made = calculate(event, "account:1")
        db.session.flush()
        db.session.expire_all()
        event_id = made.id
        with count_queries() as sent:
            for row in queries.standings(made):
                _ = row.entry.authors[0].person.organization, row.nomination.audience
        counts.append(len(sent))
        assert event_id
    assert counts[0] == counts[1]


class Backwards:
    """A format with arithmetic of its own: the fewest points win."""

    @hookimpl
    def eventkit_contribution(self) -> Contribution:
        return Contribution(formats=[Format(name="backwards", title="Наоборот")])

    @hookimpl
    def eventkit_score(self, event: Event, entry: Any, sheets: Any) -> ScoreResult:
        return ScoreResult(value=sum((s.marks["K1"] for s in sheets), start=Fraction(0)))

    @hookimpl
    def eventkit_rank(self, event: Event, scores: dict[int, ScoreResult]) -> Ranking:
        order = sorted(scores, key=lambda entry: scores[entry].value or 0)
        places: dict[int, int | None] = {entry: i for i, entry in enumerate(order, start=1)}
        return Ranking(places=places, shown={entry: f"№ {places[entry]}" for entry in order})


def test_a_format_may_score_and_rank_in_its_own_way(own_app: Flask) -> None:
    plugins = own_app.extensions["eventkit.plugins"]
    plugins.register(Backwards(), "backwards")
    plugins.formats["backwards"] = ("backwards", Format(name="backwards"))
    event = create_judged_event({"N": {"А-1": (9, 8), "А-2": (3, 2)}}, format="backwards")
    made = calculate(event, "account:1")
    found = [(s.entry.code, s.value, s.place_shown, s.status) for s in queries.standings(made)]
    assert found == [
        ("А-2", Fraction(5), "№ 1", "winner"),
        ("А-1", Fraction(17), "№ 2", "prize"),
    ]
    assert calculate(event, "account:1") is made
