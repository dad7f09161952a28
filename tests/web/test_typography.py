"""Russian typesetting of the pages: between tags, and nowhere else."""

import pytest

from eventkit.web.typography import typeset_html

NB, WJ = "\u00a0", "\u2060"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Работа в школе и дома", f"Работа в{NB}школе и{NB}дома"),
        ("А. Р. Звонкова", f"А.{NB}Р.{NB}Звонкова"),
        ("16 работ, 5–7 мест", f"16{NB}работ, 5{WJ}–{WJ}7{NB}мест"),
        ("МАОУ СОШ № 15 – школа", f"МАОУ СОШ №{NB}15{NB}– школа"),
        (
            "Приём идёт до 1 октября 2026 г.. Ждём!",
            f"Приём идёт до{NB}1{NB}октября 2026{NB}г.{NB}Ждём!",
        ),
        ("и так далее, и т. п...", f"и{NB}так далее, и{NB}т. п..."),
        ("(36 + 34 + 27) / 3 ≈ 32,33", f"(36{NB}+{NB}34{NB}+{NB}27){NB}/{NB}3 ≈ 32,33"),
        # A sum that no phone has room for breaks where it must.
        (" + ".join(["100"] * 6), " + ".join(["100"] * 6)),
        ("Школа · 36,33", f"Школа{NB}· 36,33"),
        ("Карточка «Конкурс «Мы – дуэт»»", f"Карточка «Конкурс „Мы{NB}– дуэт“»"),
        ("«Раз», «два» и «три «четыре»»", f"«Раз», «два» и{NB}«три „четыре“»"),
        ("Строка «оборвана «здесь»", "Строка «оборвана «здесь»"),
    ],
)
def test_lines_break_where_a_typesetter_would(text, expected):
    page = typeset_html(f"<html><body><p>{text}</p></body></html>")
    assert page == f"<html><body><p>{expected}</p></body></html>"


def test_what_people_typed_and_programs_read_stays(app):
    kept = (
        "<body><textarea>я и ты</textarea><pre>в 1 раз</pre>"
        '<script type="application/json">"в 2 раза"</script><a title="и в школе">.</a></body>'
    )
    assert typeset_html(kept) == kept
