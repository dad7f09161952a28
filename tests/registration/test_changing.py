"""Changing an application that is sent: one clear state, a way back, and nothing typed is lost."""

import io

import pytest

from eventkit.db import db
from eventkit.registration.operations import admit, refuse
from eventkit.testing.registration import CLOSES, DURING, only, text_of

LONG = "Новый текст.\nОн набран за вечер."


def _admitted(_event):
    admit(only(), at=DURING)


def _refused(_event):
    refuse(only(), "Работа не на тему.", at=DURING)


def _judged(event):
    admit(only(), at=DURING)
    event.stage("judging").opened_at = DURING


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (_refused, "Заявку уже рассмотрели и отклонили."),
        (_judged, "Жюри уже начало работу."),
        (None, "Приём работ закончился 31 октября 2025 г., 23:59 (UTC+9)."),
    ],
)
def test_a_work_that_comes_too_late_is_shown_to_be_copied(applicant, event, at, meanwhile, why):
    applicant.fill_in().send()
    if meanwhile is None:
        at(CLOSES)
    else:
        meanwhile(event)
        db.session.commit()
    file = (io.BytesIO(b"text"), "новая.txt")
    answer = applicant.post("work", title="Второй звонок", text=LONG, file=file)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Изменения не сохранены" in page
    assert why in page
    assert LONG in page.replace("\r\n", "\n")
    assert "Второй звонок" in page
    assert "Файл «новая.txt» не принят." in page
    assert (only().entry.title, only().entry.text) == ("Первый звонок", "Дорогой класс.")


def test_a_step_that_comes_after_the_decision_is_shown_too(applicant, event):
    applicant.fill_in().send()
    _admitted(event)
    db.session.commit()
    answer = applicant.post("you", **applicant.you | {"position": "учитель музыки"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Заявку уже рассмотрели и допустили." in page
    assert "учитель музыки" in page
    assert only().draft["you"]["position"] == "учитель начальных классов"


def test_whoever_opens_a_step_too_late_reads_why(applicant, at):
    applicant.fill_in().send()
    at(CLOSES)
    applicant.get("work")
    assert "Приём работ закончился" in text_of(applicant.get())


def test_changing_reads_as_changing(applicant):
    applicant.fill_in().send()
    page = text_of(applicant.get("you"))
    assert "Изменение заявки № 1" in page
    assert "действует прежняя заявка" in page
    assert "пяти минут" not in page
    assert "Черновик сохранён" not in page
    assert ">Не менять</a>" in page
    applicant.post("you", **applicant.you | {"position": "учитель музыки"})
    page = text_of(applicant.get("check"))
    assert "<h1>Проверьте изменения</h1>" in page
    assert "Сохранить изменения" in page
    assert "Проверьте и отправьте" not in page


def test_changes_that_are_not_sent_can_be_dropped(applicant):
    applicant.fill_in().send()
    applicant.post("you", **applicant.you | {"position": "учитель музыки"})
    applicant.post("work/autosave", title="Начало другого", text="")
    page = text_of(applicant.get())
    assert "Есть изменения, которые ещё не отправлены." in page
    assert "Отменить изменения" in page
    assert "Отменить изменения" in text_of(applicant.get("you"))
    applicant.post("drop-changes")
    page = text_of(applicant.get())
    assert "Изменения отменены. Заявка осталась прежней." in page
    assert "ещё не отправлены" not in page
    assert 'value="учитель начальных классов"' in text_of(applicant.get("you"))
    assert 'value="Первый звонок"' in text_of(applicant.get("work"))
    assert applicant.get("check").status_code == 200


def test_a_work_saved_amid_changes_leads_on_to_sending_them(applicant):
    applicant.fill_in().send()
    applicant.post("you", **applicant.you | {"position": "учитель музыки"})
    answer = applicant.post("work", title="Второй звонок", text="Класс.")
    assert answer.location.endswith("/check")
    assert "Остальные изменения ещё не отправлены." in text_of(applicant.get("check"))
    applicant.send()
    answer = applicant.post("work", title="Третий звонок", text="Класс.")
    assert answer.location == applicant.address
    assert "ещё не отправлены" not in text_of(applicant.get())


def test_changes_that_were_not_sent_in_time_are_told_of(applicant, at):
    applicant.fill_in().send()
    applicant.post("you", **applicant.you | {"position": "учитель музыки"})
    at(CLOSES)
    applicant.send()
    page = text_of(applicant.get())
    assert "Изменения не сохранены. Приём работ закончился" in page
    assert "Изменения, которые вы не успели отправить, в заявку не вошли." in page


def test_a_draft_is_not_dropped(applicant):
    applicant.fill_in()
    applicant.post("drop-changes")
    assert only().draft["you"]["position"] == "учитель начальных классов"
