"""Both languages are complete, and the Russian texts keep the voice of the house."""

import re
from pathlib import Path

import pytest

from eventkit.testing import catalogues

ROOT = Path(__file__).resolve().parent.parent
ALL_WORDS = catalogues.of_checkout(ROOT)

KEPT = re.compile("[«“][^»”]*[»”]|[А-ЯЁ]+-[0-9-]*")
"""Quoted names of contests and documents, codes and numbers of papers stay as they are."""


@pytest.mark.parametrize("words", ALL_WORDS, ids=lambda words: words.sources[0].name)
@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_the_catalogue_is_complete(words, locale):
    assert catalogues.problems(words, locale) == []


@pytest.mark.parametrize("words", ALL_WORDS, ids=lambda words: words.sources[0].name)
def test_english_is_english(words):
    cyrillic = [
        message.string
        for message in catalogues.read(words, "en")
        if message.id and re.search("[а-яё]", KEPT.sub("", str(message.string)).lower())
    ]
    assert cyrillic == []


@pytest.mark.parametrize("words", ALL_WORDS, ids=lambda words: words.sources[0].name)
def test_the_voice_is_calm(words):
    said = [str(message.id) for message in catalogues.collect(words) if message.id]
    loud = re.compile(r"!|[Уу]спешно\b|[Уу]пс\b|[а-яё,] В(?:ы|ам|аш\w*)\b")
    assert [text for text in said if loud.search(text)] == []


SOURCE = """
from flask_babel import gettext as _, ngettext
_("Работа %(code)s")
_("Итоги")
ngettext("%(num)d лист", "%(num)d листов", 2)
"""


def test_a_gap_a_wrong_placeholder_and_a_leftover_are_found(tmp_path):
    source = tmp_path / "said"
    source.mkdir()
    (source / "a.py").write_text(SOURCE, encoding="utf-8")
    words = catalogues.Words((source,), tmp_path / "translations")
    catalogues.update(words)
    file = words.file("en")
    untranslated = 'msgid "Работа %(code)s"\nmsgstr ""'
    text = file.read_text(encoding="utf-8").replace(untranslated, untranslated[:-1] + '%(name)s"')
    file.write_text(text + '\nmsgid "Давно"\nmsgstr "Long ago"\n', encoding="utf-8")
    gap = "not translated: ('%(num)d лист', '%(num)d листов')"
    assert set(catalogues.problems(words, "en")) == {
        "not compiled: run python -m eventkit.testing.catalogues",
        gap,
        "not translated: 'Итоги'",
        "placeholders differ: 'Работа %(code)s'",
        "unused: 'Давно'",
    }
    assert catalogues.problems(words, "ru") == [gap]


def test_what_is_translated_survives_an_update(tmp_path):
    source = tmp_path / "said"
    source.mkdir()
    (source / "a.py").write_text('_("Итоги")\n', encoding="utf-8")
    words = catalogues.Words((source,), tmp_path / "translations")
    catalogues.update(words)
    file = words.file("en")
    text = file.read_text(encoding="utf-8").replace(
        '"Итоги"\nmsgstr ""', '"Итоги"\nmsgstr "Results"'
    )
    file.write_text(text, encoding="utf-8")
    catalogues.update(words)
    assert catalogues.problems(words, "en") == []
    assert catalogues.read(words, "en").get("Итоги").string == "Results"
