"""Papers as PDF: opened, read, rendered and scanned."""

from __future__ import annotations

import time
from dataclasses import replace

import pypdfium2
import pytest

from eventkit.printing.diplomas import DiplomaData, Recipient, diplomas
from eventkit.printing.papers import PaperColumn, PaperTable, Signature
from eventkit.printing.protocols import JuryLine, ProtocolData, SummaryData, protocol, summary
from eventkit.printing.rosette import Ornament
from eventkit.printing.typst import TypesettingError, compile_template

DIPLOMA = DiplomaData(
    number="КВМ-2025-001",
    heading="Диплом",
    degree="I степени",
    organizer=("Отдел образования", "Ромашкинского муниципального округа"),
    lead="вручается",
    recipients=(
        Recipient("Звонковой", "Алине Руслановне", "учителю музыки МАОУ СОШ с. Вымыслово,"),
    ),
    role="победителю муниципального конкурса педагогического эссе",
    event_title="«К вершинам мастерства»",
    reason="в номинации «Первый раз в школьный класс»",
    ornament=Ornament("essay", "vershina-2025"),
    signer_post="Начальник\nотдела образования",
    signer_name="В. Н. Ладова",
    verify_address="https://konkurs.example/verify/KVM-2025-001",
    verify_lines=("Проверить: наведите камеру или откройте", "konkurs.example/verify"),
    closing_lines=("с. Ромашкино", "14 ноября 2025 г.", "приказ № 214-р"),
)
LONG_SCHOOL = (
    "учителю русского языка и литературы муниципального бюджетного общеобразовательного учреждения"
    " «Средняя общеобразовательная школа с углублённым изучением отдельных предметов имени дважды"
    " Героя Советского Союза А. П. Шилина села Верхние Вымыслы Ромашкинского округа»,"
)
COLUMNS = (
    PaperColumn("Место", "center"),
    PaperColumn("Автор", share=2),
    PaperColumn("Организация", share=2),
    PaperColumn("Итог", "right"),
)


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())
            for page in document
        ]
    finally:
        document.close()


def codes(pdf: bytes, page: int = 0) -> list[str]:
    import zxingcpp

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=2).to_pil()
    finally:
        document.close()
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]


def test_a_diploma_holds_its_words_and_a_code_that_a_camera_reads():
    pdf = diplomas([DIPLOMA])
    (text,) = texts(pdf)
    for words in (
        "ДИПЛОМ",
        "I степени",
        "Звонковой Алине Руслановне",
        "учителю музыки МАОУ СОШ с. Вымыслово",
        "«К вершинам мастерства»",
        "№ КВМ-2025-001",
        "В. Н. Ладова",
        "14 ноября 2025 г.",
    ):
        assert words in text
    assert codes(pdf) == [DIPLOMA.verify_address]
    assert diplomas([DIPLOMA]) == pdf


def test_fonts_are_embedded():
    pdf = diplomas([DIPLOMA])
    assert b"PTSerif-Bold" in pdf
    assert b"GolosText" in pdf
    assert b"/FontFile" in pdf


def test_long_words_shrink_and_stay_on_their_page():
    crowded = replace(
        DIPLOMA,
        recipients=(
            Recipient(
                "Константинопольской-Преображенской",
                "Александре-Виктории Константиновне",
                LONG_SCHOOL,
            ),
            Recipient("Дружининой-Мостовой", "Любови Ильиничне", LONG_SCHOOL),
        ),
        reason="в номинации «Секреты успешного взаимодействия наставника и молодого педагога в"
        " условиях сельской малокомплектной школы»",
    )
    pdf = diplomas([crowded, DIPLOMA])
    first, second = texts(pdf)
    assert "Верхние Вымыслы" in first
    assert "В. Н. Ладова" in first
    assert "Звонковой" in second
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].get_textpage()
    bottom = page.get_charbox(page.search("малокомплектной").get_next()[0])[1]
    signature = page.get_charbox(page.search("Ладова").get_next()[0])[3]
    document.close()
    assert bottom > signature, "the reason runs into the signature"


def test_a_pair_a_certificate_and_thanks_fit_too():
    pair = replace(
        DIPLOMA,
        recipients=(
            Recipient("Дружининой-Мостовой", "Любови Ильиничне", "наставнику"),
            Recipient("Завтрашнему", "Глебу Андреевичу", "молодому специалисту"),
        ),
    )
    certificate = replace(
        DIPLOMA,
        heading="Сертификат",
        degree="участника",
        lead="Настоящий сертификат подтверждает, что",
        recipients=(Recipient("Черных", "София Денисовна"),),
        role="приняла участие в муниципальном конкурсе педагогического эссе",
        overprint="Образец",
    )
    thanks = replace(
        DIPLOMA,
        heading="Благодарность",
        degree="",
        verify_address="",
        number="",
        signer_name="",
        signer_post="",
        accent="bor",
    )
    pages = texts(diplomas([pair, certificate, thanks]))
    assert "Дружининой-Мостовой Любови Ильиничне наставнику Завтрашнему" in pages[0]
    assert "СЕРТИФИКАТ участника" in pages[1]
    assert "ОБРАЗЕЦ" in pages[1]
    assert "БЛАГОДАРНОСТЬ" in pages[2]


def test_words_of_people_are_words_and_no_commands():
    nasty = replace(DIPLOMA, event_title='«#panic("x") $y$ \\ *z* <b> @ref»', role="#set page()")
    (text,) = texts(diplomas([nasty]))
    assert '«#panic("x") $y$ \\ *z* <b> @ref»' in text


@pytest.mark.all
def test_three_hundred_diplomas_are_three_hundred_pages():
    items = [
        replace(
            DIPLOMA,
            number=f"КВМ-2025-{number:03}",
            verify_address=f"https://konkurs.example/verify/KVM-2025-{number:03}",
        )
        for number in range(1, 301)
    ]
    pdf = diplomas(items, time_limit=120)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 300
    document.close()
    assert codes(pdf, 299) == ["https://konkurs.example/verify/KVM-2025-300"]
    assert codes(pdf, 149) == ["https://konkurs.example/verify/KVM-2025-150"]


def test_words_that_cannot_fit_are_refused_with_the_number():
    endless = replace(DIPLOMA, reason=LONG_SCHOOL * 12)
    with pytest.raises(TypesettingError, match="too many words for one page: КВМ-2025-001"):
        diplomas([endless])


def test_no_items_is_refused():
    with pytest.raises(ValueError, match="no papers"):
        diplomas([])


def standings(rows: int) -> PaperTable:
    return PaperTable(
        COLUMNS,
        tuple(
            (str(place), f"Автор{place:03} Имя Отчество", "МАОУ СОШ №1 с. Ромашкино", "34,00")
            for place in range(1, rows + 1)
        ),
        "Первый раз в школьный класс",
        "письмо-признание",
        ("Равны и критерий 2, и критерий 3: первое место разделить.",),
        frozenset({0}),
    )


PROTOCOL = ProtocolData(
    organizer="МКУ «Отдел образования Ромашкинского муниципального округа»",
    title="Протокол № 3",
    subject="заседания жюри конкурса «К вершинам мастерства»",
    place="с. Ромашкино",
    date="12 ноября 2025 г.",
    jury=(JuryLine("Праведникова А. С.", "методист", "председатель"),),
    facts=("Подано 26 заявок.",),
    standings=(standings(3), replace(standings(0), title="Эстафета поколений", remarks=())),
    decisions=("Утвердить итоги.", "Опубликовать их 14 ноября 2025 г."),
    signatures=(Signature("Председатель жюри", "А. С. Праведникова"),),
    head_hash="3f9a" * 16,
    verify_address="https://konkurs.example/verify/KVM-2025-P3",
    number="КВМ-2025-П3",
    draft="Проект",
)


def test_a_protocol_says_who_decided_what_and_on_which_journal():
    pdf = protocol(PROTOCOL)
    pages = texts(pdf)
    whole = " ".join(pages)
    for words in (
        "Протокол № 3",
        "Праведникова А. С.",
        "председатель",
        "Автор002 Имя Отчество",
        "первое место разделить",
        "В этой таблице нет строк.",
        "2. Опубликовать их 14 ноября 2025 г.",
        "3f9a" * 16,
        f"Страница 1 из {len(pages)}",
        "ПРОЕКТ",
    ):
        assert words in whole
    assert codes(pdf) == [PROTOCOL.verify_address]


def test_a_long_table_repeats_its_head_on_each_page():
    pages = texts(protocol(replace(PROTOCOL, standings=(standings(90),))))
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"Страница {number} из {len(pages)}" in page
        assert ("Организация" in page) == ("Автор0" in page)
    assert sum("Автор090" in page for page in pages) == 1


def test_a_summary_lies_on_its_side_and_holds_every_row():
    data = SummaryData(
        organizer="Отдел образования",
        title="Сводная ведомость",
        subject="конкурса «К вершинам мастерства»",
        date="12 ноября 2025 г.",
        tables=(standings(40),),
        head_hash="ab" * 32,
        verify_address="https://konkurs.example/verify/SV",
    )
    pdf = summary(data)
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    document.close()
    assert (round(width), round(height)) == (842, 595)
    assert all(f"Автор{row:03}" in " ".join(texts(pdf)) for row in range(1, 41))
    assert codes(pdf) == ["https://konkurs.example/verify/SV"]


def test_a_row_of_the_wrong_length_is_refused_where_it_is_made():
    with pytest.raises(ValueError, match="3 values for 4 columns"):
        PaperTable(COLUMNS, (("1", "2", "3"),))


def test_a_template_that_never_ends_is_stopped(tmp_path):
    (tmp_path / "slow.typ").write_text(
        "#let n = 0\n#for a in range(20000) { for b in range(20000) { n = n + 1 } }\n#n"
    )
    start = time.monotonic()
    with pytest.raises(TypesettingError, match="not ready after 1 s"):
        compile_template("slow.typ", {}, time_limit=1, folder=tmp_path)
    assert time.monotonic() - start < 5


def test_a_template_reads_nothing_outside_its_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("тайна")
    inside = tmp_path / "templates"
    inside.mkdir()
    (inside / "spy.typ").write_text('#read("../secret.txt")')
    with pytest.raises(TypesettingError, match=r"secret|access|escape|outside"):
        compile_template("spy.typ", {}, folder=inside)


def test_another_number_of_pages_is_an_error_and_no_paper(tmp_path):
    (tmp_path / "two.typ").write_text("#pagebreak()")
    with pytest.raises(TypesettingError, match="2 pages instead of 1"):
        compile_template("two.typ", {}, pages=1, folder=tmp_path)
