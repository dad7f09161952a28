"""Settings of an installation: environment first, then instance/config.toml, then defaults."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from eventkit.db.engine import default_url

DEFAULTS: dict[str, Any] = {
    "BASE_URL": "http://127.0.0.1:8000",
    "LOCALE": "ru",
    "TIMEZONE": "Asia/Yakutsk",
    "MAIL_URL": "console://",
    "MAIL_FROM": "eventkit@localhost",
    "STORAGE_URL": "",
    "REDIS_URL": "",
    "MAX_FILE_MB": 20,
    "PROXIES": 0,
    "DEMO": False,
}
NUMBERS = ("MAX_FILE_MB", "PROXIES")
# Without a default: made or derived when they are absent.
MADE = ("DATABASE_URL", "SECRET_KEY")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it."""


def instance_folder() -> Path:
    """Where the installation keeps its data: EVENTKIT_INSTANCE, else ./instance."""
    return Path(os.environ.get("EVENTKIT_INSTANCE") or "instance").resolve()


def load_settings(instance: Path, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings of the installation in ``instance`` as Flask's config wants them.

    Makes the folder and the secret key of a new installation. Raises SettingsError.
    """
    instance.mkdir(parents=True, exist_ok=True)
    settings = {**DEFAULTS, **_written(instance / "config.toml"), **_environment()}
    settings.update(overrides or {})
    _check(settings)
    settings["SECRET_KEY"] = settings.get("SECRET_KEY") or _kept_secret(instance)
    settings["STORAGE_URL"] = settings["STORAGE_URL"] or (instance / "files").as_uri()
    settings.setdefault(
        "SQLALCHEMY_DATABASE_URI", settings.get("DATABASE_URL") or default_url(instance)
    )
    settings.setdefault("MAX_CONTENT_LENGTH", (settings["MAX_FILE_MB"] * 3 + 2) * 1024 * 1024)
    settings.setdefault("RATELIMIT_STORAGE_URI", settings["REDIS_URL"] or "memory://")
    return settings


def _written(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    import tomllib  # here: most installations have no such file, and its patterns are slow to make

    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{file}: {problem}") from problem
    settings = {name.upper(): value for name, value in written.items()}
    unknown = settings.keys() - {*DEFAULTS, *MADE}
    if unknown:
        raise SettingsError(f"{file}: нет такой настройки: {', '.join(sorted(unknown)).lower()}")
    return settings


def _environment() -> dict[str, Any]:
    names = (*DEFAULTS, *MADE)
    return {n: os.environ[f"EVENTKIT_{n}"] for n in names if os.environ.get(f"EVENTKIT_{n}")}


def _check(settings: dict[str, Any]) -> None:
    for name in NUMBERS:
        try:
            settings[name] = int(settings[name])
        except (TypeError, ValueError) as problem:
            raise SettingsError(f"{name}: нужно целое число, а не {settings[name]!r}") from problem
    if settings["LOCALE"] not in ("ru", "en"):
        raise SettingsError(f"LOCALE: ru или en, а не {settings['LOCALE']!r}")
    try:
        ZoneInfo(str(settings["TIMEZONE"]))
    except (KeyError, ValueError, OSError) as problem:
        zone = settings["TIMEZONE"]
        raise SettingsError(f"TIMEZONE: нет такого часового пояса: {zone!r}") from problem


def secret_file(instance: Path) -> Path:
    """Where a key that nobody has set is kept."""
    return instance / "secret_key"


def _kept_secret(instance: Path) -> str:
    file = secret_file(instance)
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return file.read_text(encoding="ascii").strip()
