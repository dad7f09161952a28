"""The draw and the timetable of a contest of pairs, through the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.ordering import by_seed
from eventkit.entries.performances.queries import performances_of
from eventkit.events.nomination_operations import add_nomination
from eventkit.journal.models import JournalLine
from eventkit.juries.draw.models import Draw
from eventkit.juries.operations import assign
from eventkit.scoring.live.operations import Press, press
from eventkit.testing.duets import create_duet, create_pair_entry
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words

CODES = ["Д-1", "Д-2", "Д-3", "Д-4"]


@pytest.fixture
def duet(app):
    made = create_duet(timezone="Asia/Yakutsk")
    db.session.commit()
    return made


@pytest.fixture
def secretary(client, duet):
    sign_in(client, create_account(roles={duet.event.id: "secretary"}))
    return client


def post(client, duet, path, **data):
    address = f"/manage/{duet.event.slug}/{path}"
    answer = client.post(address, data=data, follow_redirects=True)
    db.session.expire_all()
    return answer


def seed(client, duet, word="17", **more):
    given = {"seed-seed": word, "seed-source": "Бросили кости", "seed-step": "1"}
    return post(client, duet, "draw/seed", **given, **more)


def orders(duet):
    return {t.code: [row.entry.code for row in performances_of(t)] for t in duet.trials}


def test_before_a_draw_the_page_says_how_to_hold_it(secretary, duet, app):
    page = words(secretary.get(f"/manage/{duet.event.slug}/draw"))
    assert "Выступят 4 участника. Выберите, как тянуть жребий." in page
    public = words(app.test_client().get(f"/events/{duet.event.slug}/draw"))
    assert "Жеребьёвки ещё не было" in public


def test_a_seed_gives_an_order_that_anybody_repeats(secretary, duet, app):
    assert "Жеребьёвка записана" in words(seed(secretary, duet))
    first = by_seed(CODES, "17")
    one, two, three, four = first
    assert orders(duet) == {
        "T1": first,
        "T2": [two, three, four, one],
        "T3": [three, four, one, two],
        "T4": [four, one, two, three],
    }
    check = words(app.test_client().get(f"/events/{duet.event.slug}/draw"))
    assert "Названо: «17». Бросили кости" in check
    assert re.search(rf"1 {one} .* 2 {two} .* 3 {three} .* 4 {four} ", check)
    protocol = words(secretary.get(f"/manage/{duet.event.slug}/draw/protocol"))
    assert "Протокол жеребьёвки № 1" in protocol
    assert db.session.query(JournalLine).filter_by(act="draw.made").one().data["order"] == first


def test_a_second_draw_needs_a_reason_and_hides_nothing(secretary, duet, app):
    seed(secretary, duet)
    again = seed(secretary, duet, "18")
    assert "Почему" in words(again)
    assert "проводят снова" in words(again)
    assert db.session.query(Draw).count() == 1
    seed(secretary, duet, "18", **{"seed-reason": "Пара опоздала"})
    check = words(app.test_client().get(f"/events/{duet.event.slug}/draw"))
    assert "Жеребьёвка № 2" in check
    assert "Проведена снова: Пара опоздала" in check
    assert "Жеребьёвка № 1 заменена" in check
    assert orders(duet)["T1"] == by_seed(CODES, "18")


def test_nominations_are_on_one_after_another_where_that_is_chosen(secretary, duet, app):
    assert "Номинации выступают" not in words(secretary.get(f"/manage/{duet.event.slug}/draw"))
    other = add_nomination(duet.event, "Сетевой дуэт")
    for entry in duet.entries[1::2]:
        entry.nomination = other
    db.session.commit()
    assert "Номинации выступают" in words(secretary.get(f"/manage/{duet.event.slug}/draw"))
    seed(secretary, duet, **{"seed-within": "y"})
    one, two = by_seed(["Д-1", "Д-3"], "17"), by_seed(["Д-2", "Д-4"], "17")
    assert orders(duet)["T1"] == [*one, *two]
    assert orders(duet)["T2"] == [*one[::-1], *two[::-1]]
    check = words(app.test_client().get(f"/events/{duet.event.slug}/draw"))
    assert re.search(rf"1 {one[0]} .* 2 {one[1]} .* 3 {two[0]} .* 4 {two[1]} ", check)
    assert "«Педагогический дуэт», «Сетевой дуэт». Жребий – внутри каждой." in check
    again = secretary.get(f"/manage/{duet.event.slug}/draw").text
    assert len(re.findall(r'<input[^>]* checked[^>]* name="\w+-within"', again)) == 3


def test_the_protocol_of_a_replaced_draw_stays_and_says_why(secretary, duet):
    seed(secretary, duet)
    seed(secretary, duet, "18", **{"seed-reason": "Пара опоздала."})
    room = secretary.get(f"/manage/{duet.event.slug}/draw")
    assert "Заменена жеребьёвкой № 2. Причина: Пара опоздала." in words(room)
    where = f"/manage/{duet.event.slug}/draw/protocol?number="
    assert f'href="{where}1"' in room.text
    old = words(secretary.get(f"{where}1"))
    assert "Эта жеребьёвка не действует" in old
    one, two, _three, four = by_seed(CODES, "17")
    table = old[old.index("Порядок выступлений") :]
    assert re.search(rf"1 {one} \S+( \S+)? {two} ", table)  # the next trial begins with the second
    assert re.search(rf"4 {four} \S+( \S+)? {one} ", table)
    assert "не действует" not in words(secretary.get(f"{where}2"))
    assert secretary.get(f"{where}9").status_code == 404


def test_numbers_of_real_tickets_are_checked_at_their_cells(secretary, duet):
    ids = [entry.id for entry in duet.entries]
    cells = {f"n{i}": number for i, number in zip(ids, ("2", "4", "2", "0"), strict=True)}
    wrong = post(secretary, duet, "draw/numbers", **cells, **{"numbers-step": "0"})
    assert wrong.status_code == 422
    told = words(wrong)
    assert "Номер 2 уже у Д-1." in told
    assert "Напишите номер от 1 до 4." in told
    assert f'name="n{ids[1]}" value="4"' in wrong.text
    good = {f"n{i}": number for i, number in zip(ids, ("2", "4", "1", "3"), strict=True)}
    post(secretary, duet, "draw/numbers", **good, **{"numbers-step": "0"})
    assert set(map(tuple, orders(duet).values())) == {("Д-3", "Д-1", "Д-4", "Д-2")}


def test_tickets_are_opened_one_by_one_and_nothing_is_seen_before(secretary, duet, app):
    closed = post(secretary, duet, "draw/tickets", **{"tickets-step": "1"})
    assert "Билеты закрыты." in words(closed)
    draw = db.session.query(Draw).one()
    hall = app.test_client()
    screen = f"/events/{duet.event.slug}/draw/screen"
    page = hall.get(screen)
    assert "Билеты закрыты" in words(page)
    assert draw.sealed in page.text
    assert draw.salt not in page.text
    assert "Камертон" not in page.text
    post(secretary, duet, "draw/open", code="Д-1")
    assert f"Камертон № {draw.taken['Д-1']}" in words(hall.get(f"{screen}?part=1"))
    twice = words(post(secretary, duet, "draw/open", code="Д-1"))
    assert "Д-1 уже тянул билет." in twice
    assert orders(duet)["T1"] == []
    for code in CODES[1:]:
        post(secretary, duet, "draw/open", code=code)
    draw = db.session.query(Draw).one()
    assert draw.finished_at is not None
    assert orders(duet)["T1"] == sorted(CODES, key=lambda code: draw.tickets[CODES.index(code)])
    assert draw.salt in hall.get(f"/events/{duet.event.slug}/draw").text


def test_who_withdraws_leaves_and_who_comes_late_is_last(secretary, duet):
    seed(secretary, duet)
    before = orders(duet)["T1"]
    entry = next(e for e in duet.entries if e.code == before[1])
    entry.is_admitted = False
    create_pair_entry(duet.event, 4)
    db.session.commit()
    assert orders(duet)["T1"] == [before[0], *before[2:]]
    page = words(secretary.get(f"/manage/{duet.event.slug}/draw"))
    assert "После жеребьёвки допущено 1 выступление: Д-5." in page
    post(secretary, duet, "draw/late")
    assert orders(duet)["T1"] == [before[0], *before[2:], "Д-5"]


def test_one_trial_may_have_another_order_with_a_reason(secretary, duet):
    seed(secretary, duet)
    trial = duet.trials[1]
    path = f"draw/order/{trial.id}"
    wrong = post(secretary, duet, path, order="Д-1\nД-2", reason="Урок в другой школе")
    assert "Назовите каждого, кто выступает, ровно один раз." in words(wrong)
    post(secretary, duet, path, order="Д-4, Д-3, Д-2, Д-1", reason="Урок в другой школе")
    assert orders(duet)["T2"] == CODES[::-1]


def test_a_begun_contest_keeps_its_order(secretary, duet):
    seed(secretary, duet)
    task = assign(duet.jurors[0], duet.entries[0], duet.trials[0])
    task.progress = "draft"
    db.session.commit()
    refused = seed(secretary, duet, "99", **{"seed-reason": "Ещё раз"})
    assert "Выступления уже начались" in words(refused)
    assert orders(duet)["T1"] == by_seed(CODES, "17")


def lay(client, duet, number, clock, minutes="10", **more):
    path = f"timetable/{duet.trials[number].id}"
    given = {"day": "20.04.2026", "clock": clock, "minutes": minutes, "room": "Актовый зал"}
    return post(client, duet, path, **(given | more))


def clock(duet, number=0):
    rows = performances_of(duet.trials[number])
    return [f"{row.starts_at:%H:%M}" for row in rows]


def test_a_break_at_an_hour_stands_in_the_timetable(secretary, duet):
    seed(secretary, duet)
    bad = lay(secretary, duet, 0, "12:00", break_at="11:30", break_at_minutes="45")
    assert "Перерыв начинается позже, чем испытание." in words(bad)
    bad = lay(secretary, duet, 0, "12:00", break_at="12:30")
    assert "Напишите, сколько минут длится перерыв." in words(bad)
    assert 'value="12:30"' in bad.text
    told = words(lay(secretary, duet, 0, "12:00", "20", break_at="12:30", break_at_minutes="45"))
    assert clock(duet) == ["03:00", "04:15", "04:35", "04:55"]  # 12:20 would end at 12:40
    assert "перерыв в 12:30, 45 мин" in told
    assert "Перерыв, 55 минут" in told
    form = secretary.get(f"/manage/{duet.event.slug}/timetable/{duet.trials[0].id}").text
    assert 'value="12:30"' in form
    assert 'value="45"' in form


def test_times_follow_the_order_and_clashes_are_named(secretary, duet, app):
    page = words(secretary.get(f"/manage/{duet.event.slug}/timetable"))
    assert "Сначала проведите жеребьёвку" in page
    seed(secretary, duet)
    bad = lay(secretary, duet, 0, "25:00", "0")
    assert "Напишите часы и минуты, например 9:00." in words(bad)
    assert 'value="25:00"' in bad.text
    lay(secretary, duet, 0, "9:00", break_after="2", break_minutes="15")
    assert clock(duet) == ["00:00", "00:10", "00:35", "00:45"]  # UTC, nine hours before Yakutsk
    told = words(lay(secretary, duet, 1, "9:40", "45"))
    first = by_seed(CODES, "17")
    assert "9:40 Сдвинуть" in told or "09:40" in told
    assert "идут одновременно. Аудитория одна (Актовый зал). Сдвиньте одно" in told
    assert orders(duet)["T2"][0] == first[1]
    moved = performances_of(duet.trials[1])[0]
    post(
        secretary,
        duet,
        f"timetable/move/{moved.id}",
        day="20.04.2026",
        clock="13:30",
        following="y",
    )
    assert clock(duet, 1) == ["04:30", "05:15", "06:00", "06:45"]
    assert "идут одновременно" not in words(secretary.get(f"/manage/{duet.event.slug}/timetable"))


def test_a_pair_in_two_trials_at_once_is_named_with_both_trials(secretary, duet):
    seed(secretary, duet)
    lay(secretary, duet, 0, "9:00")
    lay(secretary, duet, 1, "9:45", "45")
    card, lesson = (
        next(row for row in performances_of(trial) if row.entry.code == "Д-1")
        for trial in duet.trials[:2]
    )
    day = "20.04.2026"
    post(secretary, duet, f"timetable/move/{card.id}", day=day, clock="14:00")
    told = words(post(secretary, duet, f"timetable/move/{lesson.id}", day=day, clock="14:05"))
    both = f"«Камертон» ({duet.trials[0].title}) и «Камертон» ({duet.trials[1].title})"
    people = ", ".join(sorted(a.person.short_name for a in duet.entries[0].authors))
    assert (
        f"{both} идут одновременно. Аудитория одна (Актовый зал). Выступают одни люди ({people})."
        " Разведите эти выступления по времени." in told
    )


def test_visitors_see_the_timetable_when_it_is_shown(secretary, duet, app):
    seed(secretary, duet)
    lay(secretary, duet, 3, "14:40", "40", together="y")
    visitor = app.test_client()
    address = f"/events/{duet.event.slug}/timetable"
    assert "Расписания пока нет" in words(visitor.get(address))
    assert "VEVENT" not in visitor.get(f"{address}.ics").text
    post(secretary, duet, "timetable/show", shown="1")
    page = words(visitor.get(address))
    assert "14:40 Камертон Актовый зал" in page
    assert page.count("14:40") == 4
    calendar = visitor.get(f"{address}.ics").text
    assert calendar.count("BEGIN:VEVENT") == 4
    assert "DTSTART;TZID=Asia/Yakutsk:20260420T144000" in calendar
    book = secretary.get(f"/manage/{duet.event.slug}/timetable.xlsx")
    assert book.data[:2] == b"PK"


def test_a_timetable_costs_the_same_for_few_and_many(secretary, duet, count_queries: Any):
    seed(secretary, duet)
    lay(secretary, duet, 0, "9:00")
    address = f"/manage/{duet.event.slug}/timetable"
    secretary.get(address)
    with count_queries() as few:
        secretary.get(address)
    for number in range(4, 9):
        create_pair_entry(duet.event, number)
    db.session.commit()
    post(secretary, duet, "draw/late")
    lay(secretary, duet, 0, "9:00")
    with count_queries() as many:
        secretary.get(address)
    assert len(many) == len(few)
    assert db.session.query(Performance).count() == 4 * 9


def test_what_was_noted_on_the_stage_ends_the_draws(secretary, duet):
    seed(secretary, duet)
    row = performances_of(duet.trials[0])[0]
    press(row, Press(key="k1", verb="call", seen=""))
    db.session.commit()
    refused = seed(secretary, duet, "99", **{"seed-reason": "Ещё раз"})
    assert "Выступления уже начались" in words(refused)
    assert orders(duet)["T1"] == by_seed(CODES, "17")


def test_tickets_given_up_are_seen_and_the_draw_before_holds_again(secretary, duet, app):
    seed(secretary, duet)
    post(secretary, duet, "draw/tickets", **{"tickets-step": "1", "tickets-reason": "Спор"})
    assert "Напишите, почему от билетов отказались." in words(post(secretary, duet, "draw/give-up"))
    post(secretary, duet, "draw/give-up", reason="Погас экран")
    check = words(app.test_client().get(f"/events/{duet.event.slug}/draw"))
    assert "Жеребьёвка № 2 не закончена" in check
    assert "Погас экран" in check
    assert "Жеребьёвка № 1 заменена" not in check
    assert orders(duet)["T1"] == by_seed(CODES, "17")


def test_who_comes_back_after_another_draw_is_late_and_has_no_old_time(secretary, duet):
    seed(secretary, duet)
    lay(secretary, duet, 0, "9:00")
    gone = duet.entries[2]
    gone.is_admitted = False
    db.session.commit()
    seed(secretary, duet, "18", **{"seed-reason": "Снялась пара"})
    assert clock(duet) == ["00:00", "00:10", "00:20"]
    gone.is_admitted = True
    db.session.commit()
    assert orders(duet)["T1"] == by_seed(["Д-1", "Д-2", "Д-4"], "18")
    page = words(secretary.get(f"/manage/{duet.event.slug}/draw"))
    assert "После жеребьёвки допущено 1 выступление: Д-3." in page
    post(secretary, duet, "draw/late")
    assert orders(duet)["T1"][-1] == "Д-3"
    told = words(secretary.get(f"/manage/{duet.event.slug}/timetable"))
    assert "без времени Д-3. Раздайте время испытания заново." in told
