"""Settings of an installation: environment first, then instance/config.toml, then defaults."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    "DEMO": False,
}


def instance_folder() -> Path:
    """Where the installation keeps its data: EVENTKIT_INSTANCE, else ./instance."""
    return Path(os.environ.get("EVENTKIT_INSTANCE", "instance")).resolve()


def load_settings(instance: Path, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings of the installation in ``instance`` as Flask's config wants them."""
    settings = dict(DEFAULTS)
    file = instance / "config.toml"
    if file.exists():
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        settings.update({name.upper(): value for name, value in written.items()})
    for name in (*DEFAULTS, "DATABASE_URL", "SECRET_KEY"):
        if f"EVENTKIT_{name}" in os.environ:
            settings[name] = os.environ[f"EVENTKIT_{name}"]
    settings.update(overrides or {})
    settings["MAX_FILE_MB"] = int(settings["MAX_FILE_MB"])
    settings.setdefault("SECRET_KEY", None)
    settings["SECRET_KEY"] = settings["SECRET_KEY"] or _kept_secret(instance)
    settings.setdefault(
        "SQLALCHEMY_DATABASE_URI", settings.get("DATABASE_URL") or default_url(instance)
    )
    settings["STORAGE_URL"] = settings["STORAGE_URL"] or (instance / "files").as_uri()
    settings.setdefault("MAX_CONTENT_LENGTH", (settings["MAX_FILE_MB"] * 3 + 2) * 1024 * 1024)
    settings.setdefault("RATELIMIT_STORAGE_URI", settings["REDIS_URL"] or "memory://")
    return settings


def _kept_secret(instance: Path) -> str:
    file = instance / "secret_key"
    if not file.exists():
        instance.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return file.read_text(encoding="ascii").strip()
