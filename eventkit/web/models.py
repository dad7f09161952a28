"""The site's own settings, one row."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Row, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from eventkit.db import Model, db


class SiteSettings(Model):
    """Who runs this installation, as its pages and letters say."""

    __tablename__ = "site_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(String(200), default="Отдел образования")
    district: Mapped[str] = mapped_column(String(200), default="")
    full_name: Mapped[str] = mapped_column(String(400), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(100), default="")
    privacy_url: Mapped[str] = mapped_column(String(300), default="")
    """Where the policy of personal data stands, if the department has one of its own."""
    head_name: Mapped[str] = mapped_column(String(200), default="")
    head_position: Mapped[str] = mapped_column(String(200), default="")


def site() -> Row[*tuple[Any, ...]] | SiteSettings:
    """The settings as every page shows them, a plain row; their defaults before any are saved."""
    return db.session.execute(_saved()).first() or unsaved_site()


def unsaved_site() -> SiteSettings:
    """What stands for the settings before anybody has saved them."""
    return SiteSettings(
        id=1,
        department="Отдел образования",
        district="",
        full_name="",
        address="",
        email="",
        phone="",
        privacy_url="",
        head_name="",
        head_position="",
    )


@cache
def _saved() -> Select[*tuple[Any, ...]]:
    settings = SiteSettings.__table__
    return select(settings).where(settings.c.id == 1)
