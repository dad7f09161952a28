"""What people agree to: the texts, which come in versions."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
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
