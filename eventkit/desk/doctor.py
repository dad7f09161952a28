"""What is wrong with an installation, and how to mend it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text

from eventkit.db import db
from eventkit.hooks.migrations import pending
from eventkit.jobs.models import Job
from eventkit.journal.queries import verify
from eventkit.lazy import dataclass
from eventkit.mail.models import Letter
from eventkit.people.accounts import Account
from eventkit.web.clock import now

FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, whether it is fine, what to do if not."""

    what: str
    is_fine: bool
    remedy: str = ""


def examine() -> list[Finding]:
    """Run all checks; those that need tables run only on a database that is up to date."""
    findings = [_settings(), _disk(), _database()]
    waiting = pending()
    findings.append(Finding("Таблицы базы данных", not waiting, "Выполните: eventkit upgrade"))
    if not waiting:
        findings += [_administrator(), _journal(), _letters(), _jobs()]
    return findings


def _settings() -> Finding:
    url = str(current_app.config["BASE_URL"])
    local = "127.0.0.1" in url or "localhost" in url
    return Finding(
        f"Адрес сайта: {url}",
        local or url.startswith("https://"),
        "Включите HTTPS: без него пароли и личные ссылки идут по сети открыто.",
    )


def _disk() -> Finding:
    folder = Path(current_app.instance_path)
    free = shutil.disk_usage(folder).free
    return Finding(
        f"Свободно на диске: {free // 1024**2} МБ", free > FREE_BYTES, "Освободите место на диске."
    )


def _database() -> Finding:
    name = db.engine.dialect.name
    if name != "sqlite":
        return Finding(f"База данных: {name}", True)
    answer = db.session.scalar(text("PRAGMA quick_check"))
    return Finding(
        "Файл базы данных цел", answer == "ok", "Восстановите копию: eventkit restore ФАЙЛ"
    )


def _administrator() -> Finding:
    count = db.session.scalar(
        select(func.count()).where(Account.is_administrator, Account.is_active)
    )
    return Finding("Есть администратор", bool(count), "eventkit user add ПОЧТА --administrator")


def _journal() -> Finding:
    return Finding("Журнал цел", not verify(), "Посмотрите: eventkit journal verify")


def _letters() -> Finding:
    failed = db.session.scalar(select(func.count()).where(Letter.state == "failed"))
    return Finding(
        f"Неотправленных писем: {failed}", not failed, "Проверьте EVENTKIT_MAIL_URL и адреса."
    )


def _jobs() -> Finding:
    late = db.session.scalar(
        select(func.count()).where(
            Job.state == "waiting", Job.run_after < now() - timedelta(minutes=10)
        )
    )
    return Finding(f"Отложенной работы: {late}", not late, "Запустите: eventkit worker")
