"""A contest of six works in two rounds, run through the pages; for tests of rounds."""

import re
from datetime import UTC, datetime

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.juries.operations import issue_link
from eventkit.juries.rounds.queries import round_of_number
from eventkit.results.promotion.standing import preliminary
from eventkit.scoring.models import Criterion
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.juries import create_juror
from eventkit.testing.results import create_entry

SCREENING = {"А1": 50, "А2": 45, "А3": 40, "А4": 38, "А5": 38, "А6": 10}
"""The sum of one sheet of each work; by «4 лучшие работы» А4 and А5 are equal at the line."""
LIVE = {"А1": (20, 20, 20), "А2": (30, 27, 30), "А3": (40, 41, 42), "А4": (10, 10, 10)}


class Contest:
    """A contest of six works whose organizer sits at the pages."""

    def __init__(self, app, client):
        self.app, self.client = app, client
        self.event = create_event(title="Дуэт", published_at=datetime(2026, 1, 1, tzinfo=UTC))
        nomination = self.event.nominations[0]
        self.entries = {code: create_entry(nomination, code) for code in SCREENING}
        self.jurors = [create_juror(self.event) for _ in range(3)]
        self.slug = self.event.slug
        sign_in(client, create_account(roles={self.event.id: "organizer"}))

    def get(self, path):
        return self.client.get(f"/manage/{self.slug}/{path}")

    def post(self, path, **data):
        answer = self.client.post(f"/manage/{self.slug}/{path}", data=data)
        db.session.expire_all()
        return answer

    def trial(self, code):
        event = db.session.get(Event, self.event.id)
        return next(t for t in event.trials if t.code == code)

    def set_up(self):
        """Trials, rounds, criteria and rules, all typed on the settings' pages."""
        settings = "settings/trials"
        assert (
            self.post(
                f"{settings}/rounds/new", title="Очный тур", promotes_by="works", promotes_from="4"
            ).status_code
            == 302
        )
        rounds = db.session.get(Event, self.event.id).rounds
        assert (
            self.post(
                f"{settings}/new", title="Бинарный урок", mode="live", round_id=str(rounds[1].id)
            ).status_code
            == 302
        )
        for code, most in (("T1", "50"), ("T2", "50")):
            trial = self.trial(code)
            path = f"settings/criteria/new?trial={trial.id}"
            assert (
                self.post(
                    path, title=f"Урок {code}", maximum=most, step="1", weight="1", levels=""
                ).status_code
                == 302
            )
        rule = {"total_by": "sum", "sheets_T1": "1", "sheets_T2": "3"}
        assert self.post("settings/rules/trials", **rule).status_code == 302
        assert self.post("judging/open").status_code == 302

    def deal(self):
        page = self.get("jury/plan").get_data(as_text=True)
        digest = re.search(r'name="digest" value="(\w+)"', page)[1]
        assert self.post("jury/plan", digest=digest).status_code == 302

    def tasks(self, code):
        query = db.select(Assignment).where(Assignment.trial_id == self.trial(code).id)
        return list(db.session.scalars(query.order_by(Assignment.id)))

    def score(self, task, points):
        """The juror comes by the own link, marks and sends; returns the answer."""
        client = self.app.test_client()
        token = issue_link(task.juror)
        db.session.commit()
        client.post(f"/jury/{token}")
        query = db.select(Criterion).where(Criterion.trial_id == task.trial_id)
        criterion = db.session.scalars(query).one()
        data = {f"c{criterion.id}": str(points), "act": "submit"}
        answer = client.post(f"/jury/sheets/{task.id}", data=data)
        db.session.expire_all()
        return answer

    def screen(self):
        self.deal()
        tasks = self.tasks("T1")
        assert len(tasks) == 6
        for task in tasks:
            assert self.score(task, SCREENING[task.entry.code]).status_code == 302

    def promote(self, **data):
        event = db.session.get(Event, self.event.id)
        digest = preliminary(round_of_number(event, 2)).digest
        return self.post("jury/rounds/2/promotion", digest=digest, **data)

    def id(self, code):
        return str(self.entries[code].id)
