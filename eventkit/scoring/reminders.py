"""Reminding jurors of sheets that are not sent yet."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record
from eventkit.mail.operations import enqueue
from eventkit.scoring.queries import JurorProgress, progress
from eventkit.web.i18n import moment


def remind(
    event: Event, juror_ids: Collection[int] | None = None, *, actor: str = "system"
) -> list[JurorProgress]:
    """Write to those who have sheets left, or to the named ones of them; returns who got one."""
    written = [
        row
        for row in progress(event)
        if row.left > 0 and (juror_ids is None or row.juror.id in juror_ids) and _write(event, row)
    ]
    if written:
        ids = sorted(row.juror.id for row in written)
        record(
            event_chain(event.id),
            "jury.reminded",
            f"event:{event.id}",
            actor=actor,
            data={"jurors": ids},
        )
    return written


def _write(event: Event, row: JurorProgress) -> bool:
    person = row.juror.person
    judging = event.stage("judging")
    left = ngettext("Вам осталась %(num)d работа.", "Вам осталось %(num)d работ.", row.left)
    until = (
        _("Срок: %(moment)s.", moment=moment(last_moment(judging), event.timezone))
        if judging and judging.closes_at
        else ""
    )
    body = _(
        "Здравствуйте, %(name)s.\n\n%(event)s: %(left)s %(until)s\n\n"
        "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
        "ответьте на это письмо: организатор пришлёт новую.",
        name=" ".join(filter(None, (person.first_name, person.patronymic))),
        event=event.title,
        left=left,
        until=until,
    )
    subject = _("Напоминание жюри: %(event)s", event=event.title)
    return enqueue(person.email, subject, body, kind="jury_reminder", event_id=event.id) is not None
