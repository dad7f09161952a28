"""Letters to a juror about one work: a reading beside the plan, a sheet that was returned."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.juries.models import Assignment
from eventkit.mail.operations import enqueue
from eventkit.people.models import Person
from eventkit.scoring.deadlines import deadline
from eventkit.web.i18n import moment


def tell_third_reader(task: Assignment) -> bool:
    """Ask for a third reading; False without an address. Tells the code alone, never a total."""
    subject = _("Третье чтение: работа %(code)s", code=task.entry.code)
    body = _(
        "Здравствуйте, %(name)s.\n\n%(event)s: работу %(code)s нужно прочитать третьему члену жюри,"
        " потому что два первых листа разошлись. Она уже в вашем списке. %(until)s\n\n"
        "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
        "ответьте на это письмо: организатор пришлёт новую.",
        **_words(task),
    )
    return _send(task, subject, body, "third_reading")


def tell_extra_reader(task: Assignment) -> bool:
    """Ask for one more reading of a work whose place is not firm; False without an address."""
    subject = _("Ещё одно чтение: работа %(code)s", code=task.entry.code)
    body = _(
        "Здравствуйте, %(name)s.\n\n%(event)s: прочитайте, пожалуйста, ещё одну работу, %(code)s."
        " Она уже в вашем списке. %(until)s\n\n"
        "Откройте свою личную ссылку из прежнего письма. Если она потерялась, "
        "ответьте на это письмо: организатор пришлёт новую.",
        **_words(task),
    )
    return _send(task, subject, body, "extra_reading")


def tell_it_is_over(task: Assignment) -> bool:
    """Tell a third reader that the work is taken back before it was begun."""
    subject = _("Третье чтение не нужно: работа %(code)s", code=task.entry.code)
    body = _(
        "Здравствуйте, %(name)s.\n\n%(event)s: работу %(code)s читать больше не нужно. "
        "Вы её ещё не начали, и в вашем списке её больше нет.",
        **_words(task),
    )
    return _send(task, subject, body, "third_reading_over")


def tell_sheet_returned(task: Assignment, reason: str) -> bool:
    """Tell a juror what is to be mended in a sheet that was sent."""
    code = task.entry.code
    subject = _("Лист по работе %(code)s возвращён", code=code)
    body = _(
        "Здравствуйте.\n\nОценочный лист по работе %(code)s возвращён вам.\n\n"
        "Причина: %(reason)s\n\nОткройте свою личную ссылку, поправьте лист и отправьте его снова.",
        code=code,
        reason=reason,
    )
    return _send(task, subject, body, "sheet_returned")


def _words(task: Assignment) -> dict[str, str]:
    event = task.juror.event
    end = deadline(event, task.due_at)
    return {
        "name": address_to(task.juror.person),
        "event": event.title,
        "code": task.entry.code or "",
        "until": _("Срок: %(moment)s.", moment=moment(end, event.timezone)) if end else "",
    }


def address_to(person: Person) -> str:
    """«Мария Ивановна», as a letter speaks to a person."""
    return " ".join(filter(None, (person.first_name, person.patronymic)))


def _send(task: Assignment, subject: str, body: str, kind: str) -> bool:
    juror = task.juror
    letter = enqueue(juror.person.email, subject, body, kind=kind, event_id=juror.event_id)
    return letter is not None
