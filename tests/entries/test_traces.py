"""The search for traces of the author, measured on a corpus that was marked by hand."""

import pytest

from eventkit.entries.traces.finder import find_traces
from eventkit.entries.traces.wanted import Named, Wanted
from tests.entries.corpus import measure

AUTHOR = Named("Зимородкин", "Егор", "Платонович", "m")


def found(text, **known):
    """The words found, those that are sure with a sign before them."""
    wanted = Wanted(persons=(AUTHOR,), **known)
    return [
        ("!" if one.is_sure else "") + text[one.start : one.end]
        for one in find_traces(text, wanted)
    ]


@pytest.mark.parametrize(
    ("corpus", "part", "recall", "precision", "sure"),
    [("corpus.txt", "a", 0.98, 0.92, 0.97), ("held_out.txt", "b", 0.97, 0.90, 0.97)],
)
def test_recall_and_precision(corpus, part, recall, precision, sure, capsys):
    """``held_out.txt`` was written after the search and did not shape it."""
    score = measure(corpus, part)
    with capsys.disabled():
        print(
            f"\n{corpus}: {score.right + len(score.missed)} places, recall {score.recall:.3f}, "
            f"precision {score.precision:.3f}, of the sure ones {score.sure_precision:.3f}"
        )
    assert score.recall >= recall, score.missed
    assert score.precision >= precision, score.wrong
    assert score.sure_precision >= sure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Звоните: 8-914-555-01-77.", ["!8-914-555-01-77"]),
        ("Звоните: +7 (914) 555 01 77.", ["!+7 (914) 555 01 77"]),
        ("Мой номер 89145550177", ["!89145550177"]),
        ("Дома: 555-01-77", ["!555-01-77"]),
        ("Чужой номер 8 924 111-22-33 тоже лишний", ["8 924 111-22-33"]),
        ("В 2023 году было 125 детей и 1500 рублей", []),
        ("Счёт 3:2, 17.05.2001, № 12345", []),
    ],
)
def test_a_telephone_in_any_notation(text, words):
    assert found(text, phones=("+7 914 555-01-77",)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Пишите: egor@example.org", ["!egor@example.org"]),
        ("egor собака example.org", ["!egor собака example.org"]),
        ("zimorodkin.e@example.com", ["!zimorodkin.e@example.com"]),
        ("someone@example.com", ["someone@example.com"]),
        ("Цена 5@10 штук", []),
    ],
)
def test_an_address(text, words):
    assert found(text, emails=("egor@example.org",)) == words


def test_a_name_is_found_torn_spaced_and_disguised():
    assert found("Зимород-\nкину подарили часы") == ["!Зимород-\nкину"]
    assert found("З И М О Р О Д К И Н") == ["!З И М О Р О Д К И Н"]
    assert found("Подпись: Зимopoдкин") == ["!Зимopoдкин"]  # Latin o, p, o
    assert found("Зиморо\u00adдкина") == ["!Зиморо\u00adдкина"]
    assert found("зимородок нырнул") == []


def test_what_an_unknown_author_says_of_himself_is_asked_about():
    assert found("Меня зовут Фёдор Неведомый.") == ["Фёдор Неведомый"]
    assert found("Я, Нездешняя Мария, пишу вам.") == ["Нездешняя Мария"]
    assert found("Я работаю в селе Нездешнем.") == ["селе Нездешнем"]
    assert found("Солнце встало.\nС уважением, П. П. Неведомый") == ["П. П. Неведомый"]


def test_a_namesake_by_patronymic_is_somebody_else():
    assert found("Дорогая Нина Платоновна!") == []
    assert found("Слушайте, Егор Платонович!") == ["!Егор Платонович"]


def test_a_long_text_is_searched_in_time():
    import time

    text = "Зимородкин вышел к доске, и в школе № 5 стало тихо. " * 2000
    begun = time.perf_counter()
    assert len(found(text, schools=("МБОУ СОШ №5",), places=("с. Дальнее",))) == 4000
    assert time.perf_counter() - begun < 30
