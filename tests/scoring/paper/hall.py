"""A jury's day on paper for tests: an event, sheets to type, people who type them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Assignment
from eventkit.people.accounts import Account
from eventkit.scoring.models import Criterion
from eventkit.scoring.paper.numbers import number_of
from eventkit.scoring.queries import sheet_of
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror, create_task
from eventkit.web.clock import now


class Hall:
    """The event with criteria K1 (0–5) and K2 (0–10, half points), and who works beside it."""

    def __init__(self, app: Flask, rules: Mapping[str, Any] | None = None) -> None:
        self.app = app
        self.event: Event = create_judged_event(rules)
        self.juror = create_juror(self.event)
        self.task = create_task(self.event, self.juror, create_entry(self.event, code="Э-118"))
        self.accounts: dict[str, Account] = {}

    def someone(self, role: str, **person: Any) -> FlaskClient:
        """A browser of a person with a role; a new account each time."""
        account = create_account(create_person(**person), {self.event.id: role})
        self.accounts[role] = account
        client = self.app.test_client()
        sign_in(client, account)
        return client

    @property
    def here(self) -> str:
        """The address of the one sheet."""
        return self.address(self.task)

    def address(self, task: Assignment) -> str:
        """The address of a sheet."""
        return f"/manage/{self.event.slug}/paper/{number_of(task.id)}"

    def fields(self, *values: str) -> dict[str, str]:
        """The fields of the form in the order of the criteria."""
        query = select(Criterion.id).where(Criterion.trial_id == self.task.trial_id)
        ids = db.session.scalars(query.order_by(Criterion.position))
        return {f"c{id_}": value for id_, value in zip(ids, values, strict=True)}

    def type(
        self, who: FlaskClient, *values: str, turn: int = 1, act: str = "finish", **more: str
    ) -> TestResponse:
        """Send the form of the sheet."""
        data = {**self.fields(*values), "turn": str(turn), "act": act, **more}
        return who.post(self.here, data=data, follow_redirects=True)

    def decide(self, who: FlaskClient, choice: str, reason: str) -> TestResponse:
        """Answer which marks are right."""
        data = {"choice": choice, "reason": reason}
        return who.post(f"{self.here}/decide", data=data, follow_redirects=True)

    def counted(self) -> dict[str, str | None] | None:
        """The marks of the sheet if it counts: criterion code → mark as a fraction's text."""
        sheet = sheet_of(self.task.id)
        if sheet is None or sheet.state != "submitted":
            return None
        return {
            mark.criterion.code: None
            if mark.steps is None
            else str(mark.steps * mark.criterion.step)
            for mark in sheet.marks
        }

    def close(self) -> None:
        """End the jury's work."""
        judging = self.event.stage("judging")
        assert judging is not None
        judging.closed_at = now()
        db.session.commit()

    def lines(self, act: str) -> list[JournalLine]:
        """The lines of the journal about an act, the first first."""
        query = select(JournalLine).where(JournalLine.act == act).order_by(JournalLine.number)
        return list(db.session.scalars(query))
