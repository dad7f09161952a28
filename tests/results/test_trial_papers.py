"""Protocols of trials and the order of performances, as files that the organizer takes."""

import io

import openpyxl
import pypdfium2

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.results.operations import calculate
from eventkit.scoring.rules_operations import close_judging
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, create_organization, sign_in


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


def test_the_order_of_performances_is_a_paper_only_when_there_is_an_order(app, client):
    duet = played()
    sign_in(client, create_account(roles={duet.event.id: "organizer"}))
    where = f"/manage/{duet.event.slug}/results/order.pdf"
    said = text_of(client.get(where))
    assert said.index("«Компас»") < said.index("«Камертон»")
    assert "Актовый зал" in said
    db.session.query(Performance).delete()
    db.session.commit()
    assert client.get(where).status_code == 404
