"""Protocols of trials and the order of performances, as files that the organizer takes."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pypdfium2

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.registration.models import Registration
from eventkit.results.appeals.changes import Changes
from eventkit.results.appeals.decision_operations import Verdict, decide_appeal, name_commission
from eventkit.results.appeals.operations import file_appeal
from eventkit.results.operations import calculate, publish
from eventkit.results.protocol_chapters import chapters_of
from eventkit.results.queries import calculation
from eventkit.scoring.models import Sheet
from eventkit.scoring.operations import declare_conflict
from eventkit.scoring.rules_operations import close_judging
from eventkit.scoring.setup_queries import criteria_of
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, create_organization, create_person, sign_in


def text_of(page):
    document = pypdfium2.PdfDocument(page.data)
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())


def played():
    """Two pairs and two jurors; «Компас» performs first and every mark of it is the best."""
    duet = judged_duet(2, 2, marks=lambda juror, entry, trial: 1 - entry)
    first = duet.trials[0]
    for position, entry in ((1, duet.entries[1]), (2, duet.entries[0])):
        place = Performance(event_id=duet.event.id, trial=first, entry=entry, position=position)
        place.room = "Актовый зал"
        db.session.add(place)
    duet.entries[1].authors[1].person.organization = create_organization()
    duet.entries[1].authors[1].person.organization.short_name = "Гимназия № 7"
    close_judging(duet.event)
    calculate(duet.event, "account:1")
    db.session.commit()
    return duet


def test_the_protocols_of_trials_follow_the_order_and_show_each_juror(app, client):
    duet = played()
    sign_in(client, create_account(roles={duet.event.id: "organizer"}))
    where = f"/manage/{duet.event.slug}/results"
    said = text_of(client.get(f"{where}/trials.pdf"))
    assert said.index("«Компас»") < said.index("«Камертон»")
    for trial in duet.trials:
        assert trial.title.split()[0] in said
    assert duet.jurors[0].person.short_name.replace("\xa0", " ") in said.replace("\xa0", " ")
    assert "Секретарь" in said
    assert "Гимназия № 7" in said  # a pair of two schools shows both
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{where}/trials.xlsx").data))
    assert len(book.sheetnames) >= len(duet.trials)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    found = [row for row in rows if row[0] in (1, 2)]
    assert [("Компас" in row[1], "Камертон" in row[1]) for row in found] == [
        (True, False),
        (False, True),
    ]
    best = found[0]
    assert best[3] == best[4] == best[5]
    assert float(found[1][5]) < float(best[5])


def with_an_appeal():
    """Two pairs, three jurors. «Компас» has the best marks, 20 + 35 + 25 + 20 = 100 in each sheet.

    «Камертон» has one step less everywhere, 17,5 + 31,5 + 22,5 + 18 = 89,5, and the third juror is
    its relative: three sheets of the first trial are two. The appeal gives it half a point in one
    of these two, so the trial comes to (18 + 17,5) / 2 = 17,75 and the whole to 89,75.
    """
    duet = judged_duet(2, 3, marks=lambda juror, entry, trial: 1 - entry, appeal_days=3)
    declare_conflict(duet.jurors[2], duet.entries[0], "родственница")
    close_judging(duet.event)
    publish(calculate(duet.event, "account:1"), actor="account:1", protocol_number="7")
    criterion = criteria_of(duet.trials[0])[0]
    application = db.session.query(Registration).filter_by(entry_id=duet.entries[0].id).one()
    appeal = file_appeal(application, "mark", "В листе стоит 5, введено 4,5.", criterion)
    secretary = create_account(roles={duet.event.id: "secretary"}, person=create_person())
    name_commission(appeal, [secretary.person])
    sheet = db.session.query(Sheet).filter_by(assignment_id=duet.task(0, 0, 0).id).one()
    changes = Changes(marks={sheet.id: {criterion.code: Decimal(5)}})
    decide_appeal(appeal, Verdict("accepted", "Исправили.", date(2026, 3, 2), "А-1", changes))
    db.session.commit()
    return duet


def test_the_final_protocol_shows_trials_recusals_and_what_appeals_changed(app, client):
    duet = with_an_appeal()
    sign_in(client, create_account(roles={duet.event.id: "organizer"}))
    where = f"/manage/{duet.event.slug}/results"
    said = text_of(client.get(f"{where}/protocol.pdf?version=2"))
    trials = said[said.index("Испытания Педагогический") : said.index("Жюри решило")]
    assert "20,00 35,00 25,00 20,00 100,00" in trials
    assert "17,75 31,50 22,50 18,00 89,75" in trials
    names = [juror.person.short_name.replace("\xa0", " ") for juror in duet.jurors]
    assert f"«Камертон» (Д-1): {names[2]}, самоотвод, лист аннулирован." in trials
    assert "№ 1, «Камертон» (Д-1): описка в листе" in trials
    assert f"{names[0]}, «{criteria_of(duet.trials[0])[0].title}»: было 4,5, стало 5." in trials
    assert "«Камертон» (Д-1). Балл: был 89,50, стал 89,75." in trials
    with app.test_request_context():
        first = chapters_of(duet.event, calculation(duet.event, 1))
    assert first[0].tables[0].rows[1][2:] == ("17,50", "31,50", "22,50", "18,00", "89,50")
    assert [one.title for one in first] == ["Испытания", "Самоотводы и отводы"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{where}/summary.xlsx?version=2").data))
    (own,) = (
        row for row in book.worksheets[1].iter_rows(values_only=True) if row[1] == "Д-1"
    )  # the first worksheet is the nomination, then one for each trial
    assert own[3:] == (18, 17.5, "КИ", 17.75, 17.75)


def test_the_order_of_performances_is_a_paper_only_when_there_is_an_order(app, client):
    duet = played()
    sign_in(client, create_account(roles={duet.event.id: "organizer"}))
    where = f"/manage/{duet.event.slug}/results/order.pdf"
    said = text_of(client.get(where))
    assert said.index("«Компас»") < said.index("«Камертон»")
    assert "Актовый зал" in said
    assert said.count("«Компас»") == 1
    book = openpyxl.load_workbook(io.BytesIO(client.get(where.replace("pdf", "xlsx")).data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))[-2:]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        (1, "Д-2", "Актовый зал"),
        (2, "Д-1", "Актовый зал"),
    ]
    db.session.query(Performance).delete()
    db.session.commit()
    assert client.get(where).status_code == 404
    assert client.get(where.replace("pdf", "xlsx")).status_code == 404
