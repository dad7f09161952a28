"""Letters to those who receive a paper."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.keys import paper_path
from eventkit.documents.models import Award
from eventkit.documents.wording import document_words, name_of
from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.web.urls import full_url


def tell_recipients(awards: Sequence[Award]) -> int:
    """Put a letter with the paper's address to each recipient into the outbox; returns how many."""
    addresses = _addresses(awards)
    return len([award for award in awards if _tell(award, addresses)])


def _tell(award: Award, addresses: dict[int, str]) -> bool:
    person = award.person
    entry_id = award.standing.entry_id if award.standing else 0
    own = person.email if person else ""
    address = own or addresses.get(entry_id, "")
    name = " ".join(filter(None, (person.first_name, person.patronymic))) if person else ""
    body = _(
        "Здравствуйте, %(name)s.\n\n"
        "Готов ваш документ: %(document)s № %(number)s, «%(title)s».\n\n"
        "Скачать его: %(paper)s\n"
        "Не передавайте эту ссылку другим.\n\n"
        "Проверить, что он настоящий, может каждый: %(check)s",
        name=name or name_of(award),
        document=document_words(award.kind, award.degree),
        number=award.number,
        title=award.event.title,
        paper=full_url(paper_path(award)),
        check=full_url(f"/verify/{award.code}"),
    )
    subject = _("Ваш документ: %(title)s", title=award.event.title)
    return (
        enqueue(address, subject, body, kind="documents.issued", event_id=award.event_id)
        is not None
    )


def _addresses(awards: Sequence[Award]) -> dict[int, str]:
    """Addresses of the applications, by the work."""
    entries = {award.standing.entry_id for award in awards if award.standing}
    query = select(Registration.entry_id, Registration.email).where(
        Registration.entry_id.in_(entries)
    )
    return {entry_id: email for entry_id, email in db.session.execute(query) if entry_id}
