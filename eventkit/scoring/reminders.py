"""Letters to jurors: that they may begin, that sheets are not sent yet."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record
from eventkit.mail.operations import enqueue
from eventkit.scoring.queries import JurorProgress, progress
from eventkit.scoring.rules_operations import open_judging
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


def begin_judging(event: Event, *, actor: str = "system") -> list[JurorProgress]:
    """Let the jury begin and tell everybody who has works; returns who got a letter."""
    open_judging(event, actor=actor)
    return [row for row in progress(event) if row.left > 0 and _write(event, row, begins=True)]


def _write(event: Event, row: JurorProgress, *, begins: bool = False) -> bool:
    person = row.juror.person
    words = {
        "name": " ".join(filter(None, (person.first_name, person.patronymic))),
        "event": event.title,
        "left": ngettext("Вам осталась %(num)d работа.", "Вам осталось %(num)d работ.", row.left),
        "until": _until(event),
    }
    if begins:
        subject = _("Жюри может начинать: %(event)s", event=event.title)
        body = _(
            "Здравствуйте, %(name)s.\n\n%(event)s: можно оценивать. %(left)s %(until)s\n\n"
            "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
            "ответьте на это письмо: организатор пришлёт новую.",
            **words,
        )
    else:
        subject = _("Напоминание жюри: %(event)s", event=event.title)
        body = _(
            "Здравствуйте, %(name)s.\n\n%(event)s: %(left)s %(until)s\n\n"
            "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
            "ответьте на это письмо: организатор пришлёт новую.",
            **words,
        )
    kind = "jury_begins" if begins else "jury_reminder"
    return enqueue(person.email, subject, body, kind=kind, event_id=event.id) is not None


def _until(event: Event) -> str:
    judging = event.stage("judging")
    end = last_moment(judging) if judging is not None else None
    return str(_("Срок: %(moment)s.", moment=moment(end, event.timezone))) if end else ""
