"""What people agree to: the texts, which come in versions."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import SITE, record
from eventkit.registration.models import ConsentText
from eventkit.web.clock import now
from eventkit.web.models import site

PROCESSING, PUBLICATION = "processing", "publication"
KINDS = (PROCESSING, PUBLICATION)

# Legal texts are kept as they were agreed to and therefore are not translated.
_DEFAULTS = {
    PROCESSING: """Я даю согласие на обработку моих персональных данных.

Оператор: {operator}.
Данные: фамилия, имя, отчество; дата рождения; место работы, должность, категория; дата начала \
педагогической работы; адрес электронной почты и телефон; моя работа и оценки за неё, если они есть.
Цель: участие в мероприятии (конкурсе, квесте, тренинге) – приём заявки, проверка условий, работа \
жюри там, где оно есть, подведение итогов, оформление и проверка документов, отчёт о мероприятии.
Действия: сбор, запись, систематизация, накопление, хранение, уточнение, извлечение, \
использование, передача членам жюри без указания имени, обезличивание, блокирование, удаление, \
уничтожение – с помощью средств автоматизации и без них.
Срок: до отзыва согласия, но не дольше пяти лет после подведения итогов.
Согласие можно отозвать письмом оператору; заявку – на её странице. После отзыва \
участие прекращается.""",
    PUBLICATION: """Я разрешаю распространять мои персональные данные: публиковать на сайте \
оператора для неограниченного круга лиц.

Оператор: {operator}.
Данные: фамилия, имя, отчество; место работы и должность; название работы; место, статус и балл.
Цель: показать итоги мероприятия.
Условий и запретов на дальнейшую обработку опубликованных данных не устанавливаю.
Срок: до отзыва согласия.
Это согласие необязательно. Без него вы участвуете на тех же условиях, а в опубликованных итогах \
вместо имени стоит «участник №». Согласие можно отозвать в любой день на странице заявки: имя \
исчезнет со страниц сразу.""",
}


def current_text(kind: str) -> ConsentText:
    """The newest version of a kind; the shipped one, unsaved, while there is none."""
    query = (
        select(ConsentText)
        .where(ConsentText.kind == kind)
        .order_by(ConsentText.version.desc())
        .limit(1)
    )
    return db.session.scalars(query).first() or _default(kind)


def text_that_was_shown(kind: str, version: str) -> ConsentText:
    """The version that somebody read and agreed to; the newest where none is known."""
    query = select(ConsentText).where(
        ConsentText.kind == kind,
        ConsentText.version == (int(version) if version.isdecimal() and len(version) < 9 else 0),
    )
    return db.session.scalars(query).first() or current_text(kind)


def versions_of(kind: str) -> Sequence[ConsentText]:
    """All versions of a kind that were published, the newest first."""
    query = select(ConsentText).where(ConsentText.kind == kind)
    return db.session.scalars(query.order_by(ConsentText.version.desc())).all()


def publish_text(kind: str, text: str, *, actor: str) -> ConsentText:
    """Make a new version that people agree to from now on.

    Those who agreed before agreed to what they read: their versions stay. Raises RefusalError when
    it is the text in force.
    """
    ensure_consent_texts()
    latest = current_text(kind)
    if text.split() == latest.text.split():
        raise RefusalError(_("Этот текст уже действует: изменений нет."), "text")
    made = ConsentText(kind=kind, version=latest.version + 1, text=text, published_at=now())
    db.session.add(made)
    db.session.flush()
    facts = {"kind": kind, "version": made.version}
    record(SITE, "consent_text.published", f"consent_text:{made.id}", actor=actor, data=facts)
    return made


def ensure_consent_texts() -> None:
    """Add the shipped texts as version 1 where there is no version."""
    for kind in KINDS:
        db.session.add(current_text(kind))
    db.session.flush()


def _default(kind: str) -> ConsentText:
    settings = site()
    operator = settings.full_name or settings.department
    address = f", {settings.address}" if settings.address else ""
    text = _DEFAULTS[kind].format(operator=operator + address)
    return ConsentText(kind=kind, version=1, text=text, published_at=now())
