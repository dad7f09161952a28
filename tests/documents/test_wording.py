"""What papers say, word for word; it holds the ``award_lines`` of the hand-made table."""

import pytest

from eventkit.documents.models import Award
from eventkit.documents.wording import contest_of, document_words, sentence, text_of, with_school
from eventkit.events.models import Event, Nomination
from eventkit.people.models import Person

CONTEST = Event(
    title="К вершинам мастерства", subtitle="Муниципальный конкурс педагогического эссе"
)
NOMINATION = Nomination(title="Первый раз в школьный класс")


def paper(kind, case, gender="f", degree=None, **values):
    text = text_of(
        contest_of(CONTEST),
        kind,
        case,
        grade=degree,
        nomination=NOMINATION,
        person=Person(gender=gender),
    )
    return Award(kind=kind, case=case, degree=degree, text=text, **values)


def test_a_diploma_in_the_nominative():
    award = paper(
        "diploma",
        "nominative",
        degree=1,
        name_nominative="Звонкова Алина Руслановна",
        post="учитель музыки",
        organization_name="МАОУ СОШ с. Вымыслово",
    )
    assert sentence(award) == (
        "Награждается Звонкова Алина Руслановна, учитель музыки МАОУ СОШ с. Вымыслово, победитель"
        " муниципального конкурса педагогического эссе «К вершинам мастерства» в номинации «Первый"
        " раз в школьный класс»"
    )
    assert award.line == "учитель музыки, МАОУ СОШ с. Вымыслово"


def test_a_diploma_in_the_dative_of_a_prize_winner():
    award = paper(
        "diploma",
        "dative",
        degree=2,
        name_dative="Звонковой Алине Руслановне",
        post_dative="учителю музыки",
        organization_name="МАОУ СОШ с. Вымыслово",
    )
    assert sentence(award) == (
        "Вручается Звонковой Алине Руслановне, учителю музыки МАОУ СОШ с. Вымыслово, призёру"
        " муниципального конкурса педагогического эссе «К вершинам мастерства» в номинации «Первый"
        " раз в школьный класс»"
    )


def test_a_certificate_in_the_dative():
    award = paper(
        "certificate",
        "dative",
        number="КВМ-2025-006",
        name_dative="Черных Софии Денисовне",
        post_dative="учителю начальных классов",
    )
    assert sentence(award) == (
        "Сертификат № КВМ-2025-006 выдан Черных Софии Денисовне, учителю начальных классов"
    )


@pytest.mark.parametrize(
    ("name", "gender", "verb"),
    [
        ("Черных София Денисовна", "f", "приняла участие"),
        ("Дедовских Степан Савельевич", "m", "принял участие"),
        ("Ким Саша", "", "принял(а) участие"),
    ],
)
def test_the_verb_of_a_certificate_agrees_with_the_person(name, gender, verb):
    award = paper("certificate", "nominative", gender, name_nominative=name)
    assert sentence(award) == (
        f"Настоящий сертификат подтверждает, что {name} {verb} в муниципальном конкурсе"
        " педагогического эссе «К вершинам мастерства»"
    )


def test_thanks_to_a_juror():
    award = paper(
        "thanks",
        "dative",
        name_dative="Взвешенному Олегу Марковичу",
        post_dative="учителю русского языка и литературы",
        organization_name="МБОУ лицей «Горизонт» пгт Сказочный",
    )
    assert sentence(award) == (
        "Объявить благодарность Взвешенному Олегу Марковичу, учителю русского языка и литературы"
        " МБОУ лицей «Горизонт» пгт Сказочный, за работу в составе жюри"
    )


@pytest.mark.parametrize(
    ("title", "subtitle", "genitive", "prepositional", "quoted"),
    [
        (
            "Муниципальный конкурс эссе «К вершинам»",
            "",
            "муниципального конкурса эссе",
            "муниципальном конкурсе эссе",
            "«К вершинам»",
        ),
        (
            "Слово",
            "XII открытая районная олимпиада учителей",
            "XII открытой районной олимпиады учителей",
            "XII открытой районной олимпиаде учителей",
            "«Слово»",
        ),
        (
            "Слово",
            "Педагогические чтения",
            "педагогических чтений",
            "педагогических чтениях",
            "«Слово»",
        ),
        # Nothing that could be inflected: the plain word stands there.
        ("Слово", "Пишем и читаем", "конкурса", "конкурсе", "«Слово»"),
        ("Слово", "", "конкурса", "конкурсе", "«Слово»"),
    ],
)
def test_the_contest_is_named_in_its_case(title, subtitle, genitive, prepositional, quoted):
    found = contest_of(Event(title=title, subtitle=subtitle))
    assert found == (genitive, prepositional, quoted)


@pytest.mark.parametrize(
    ("post", "school", "expected"),
    [
        ("учитель музыки", "МАОУ СОШ с. Луг", "учитель музыки МАОУ СОШ с. Луг"),
        (
            "воспитатель",
            "филиал МАОУ СОШ №1 в с. Луг",
            "воспитатель филиала МАОУ СОШ №1 в с. Луг",
        ),
        ("учитель", "детский сад № 5", "учитель детского сада № 5"),
        ("методист", "при районе", "методист, при районе"),
        ("", "МАОУ СОШ с. Луг", "МАОУ СОШ с. Луг"),
        ("учитель", "", "учитель"),
    ],
)
def test_post_and_school_read_as_one_phrase(post, school, expected):
    assert with_school(post, school) == expected


def test_documents_in_words():
    assert document_words("diploma", 1) == "диплом I степени"
    assert document_words("diploma", 3) == "диплом III степени"
    assert document_words("certificate") == "сертификат участника"
    assert document_words("thanks") == "благодарность"
