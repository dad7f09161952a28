"""Finding a school by what people type: numbers exactly, words with some tolerance."""

import pytest

from eventkit.db import db
from eventkit.people.models import OrganizationAlias
from eventkit.people.organizations import organization_named, search_organizations
from eventkit.testing.factories import create_organization

NAMES = (
    ("МАОУ СОШ №1 с. Ромашкино", "с. Ромашкино"),
    ("МАОУ СОШ №15 с. Ромашкино", "с. Ромашкино"),
    ("МАОУ СОШ №5 с. Ромашкино", "с. Ромашкино"),
    ("МБОУ лицей «Горизонт» пгт Сказочный", "пгт Сказочный"),
    ("МАДОУ детский сад №3 «Подсолнух»", "с. Ромашкино"),
    ("МБОУ ООШ им. А. С. Придумова с. Тихий Плёс", "с. Тихий Плёс"),
)


@pytest.fixture
def directory(app):
    for short, place in NAMES:
        create_organization(short_name=short, statutory_name=short, place=place)
    school = create_organization(short_name="МАУ ДО ЦДТ", statutory_name="МАУ ДО ЦДТ", place="")
    school.aliases.append(OrganizationAlias(name="Радуга"))
    hidden = {"short_name": "Ясли Тайные", "statutory_name": "", "is_confirmed": False}
    create_organization(**hidden)
    db.session.commit()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("сош 5", ["МАОУ СОШ №5 с. Ромашкино"]),
        ("школа № 15 ромашкино", ["МАОУ СОШ №15 с. Ромашкино"]),
        ("Средняя общеобразовательная школа N1", ["МАОУ СОШ №1 с. Ромашкино"]),
        ("сош 11", []),
        ("д/с подсолнух", ["МАДОУ детский сад №3 «Подсолнух»"]),
        ("дет. сад 3", ["МАДОУ детский сад №3 «Подсолнух»"]),
        ("горизнот", ["МБОУ лицей «Горизонт» пгт Сказочный"]),
        ("тихий плес", ["МБОУ ООШ им. А. С. Придумова с. Тихий Плёс"]),
        ("имени Придумова", ["МБОУ ООШ им. А. С. Придумова с. Тихий Плёс"]),
        ("радуга", ["МАУ ДО ЦДТ"]),
        ("центр детского творчества", ["МАУ ДО ЦДТ"]),
        ("ясли тайные", []),
        ("гимназия", []),
        ("", []),
        ("№ % _ '", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(directory, typed, found):
    assert [row.short_name for row in search_organizations(typed)] == found


def test_a_name_written_in_another_way_is_the_same_organization(directory):
    assert organization_named("сош № 5 ромашкино").short_name == "МАОУ СОШ №5 с. Ромашкино"
    assert organization_named("Ромашкино") is None


def test_options_while_typing_are_escaped_and_public(directory, client):
    create_organization(short_name="Школа <b>", statutory_name="Школа <b>")
    db.session.commit()
    answer = client.get("/organizations?q=школа b").get_data(as_text=True)
    assert 'role="option"' in answer
    assert "Школа &lt;b&gt;<small>" in answer
