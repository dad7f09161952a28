"""Saving an installation into one archive and bringing it back, on either database.

The archive holds each table as lines of JSON, the stored files by their hashes, the secret key
and a manifest with the version tables and the journal's head hashes. Since rows are written as
values, a copy made on SQLite can be restored into PostgreSQL.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from flask import current_app
from sqlalchemy import Date, Table, func, insert, select

from eventkit.config import secret_file
from eventkit.db import ExactDecimal, ExactFraction, UtcDateTime, db, reading
from eventkit.files.models import StoredFile
from eventkit.files.storage import storage
from eventkit.hooks.migrations import current_revisions, upgrade
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import head_hash

FORMAT = 1
CHUNK = 500


class BackupError(ValueError):
    """An archive that cannot be restored; the message says why."""


def write_backup(target: str | Path) -> str:
    """Write the archive; returns the head hash of the site's chain, to be kept apart.

    All tables are read as they stand at one moment, and nobody who writes has to wait. A file of
    the same name is replaced only by a whole archive. Raises BackupError, OSError.
    """
    place = Path(target)
    part = place.with_name(f"{place.name}.part")
    db.session.rollback()
    try:
        with reading(), ZipFile(part, "w", ZIP_DEFLATED) as archive:
            heads = _write(archive)
        part.replace(place)
    finally:
        db.session.rollback()
        part.unlink(missing_ok=True)
    return heads.get("site", "")


def _write(archive: ZipFile) -> dict[str, str]:
    if db.engine.dialect.name == "postgresql":
        # One snapshot for all statements; SQLite has it by itself.
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    chains = db.session.scalars(select(JournalLine.chain).distinct()).all()
    heads = {chain: head_hash(chain) for chain in sorted(chains)}
    manifest = {"format": FORMAT, "revisions": current_revisions(), "journal": heads}
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    archive.writestr("secret_key", str(current_app.config["SECRET_KEY"]))
    for table in db.metadata.sorted_tables:
        with archive.open(f"tables/{table.name}.jsonl", "w") as file:
            for row in db.session.execute(select(table)).mappings():
                file.write(_encode(row).encode() + b"\n")
    for sha256 in db.session.scalars(select(StoredFile.sha256).distinct()):
        _write_file(archive, sha256)
    return heads


def _write_file(archive: ZipFile, sha256: str) -> None:
    try:
        with storage().open(sha256) as source, archive.open(f"files/{sha256}", "w") as file:
            shutil.copyfileobj(source, file)
    except FileNotFoundError as problem:
        raise BackupError(f"в хранилище нет файла {sha256}") from problem


def restore_backup(source: str | Path) -> None:
    """Replace everything by what the archive holds, in one transaction; then upgrade.

    Raises BackupError for a file that is no such archive or comes from a newer version.
    """
    try:
        with ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest.get("format") != FORMAT:
                raise BackupError("копия сделана другой версией программы")
            upgrade()
            if manifest["revisions"] != current_revisions():
                raise BackupError(
                    "копия сделана другой версией базы: сначала установите ту же версию"
                )
            _restore_tables(archive)
            for name in archive.namelist():
                if name.startswith("files/"):
                    _restore_file(archive, name)
            db.session.commit()
            _restore_secret(archive)
    except (BadZipFile, KeyError, json.JSONDecodeError) as problem:
        db.session.rollback()
        raise BackupError("это не резервная копия eventkit или она повреждена") from problem


def _restore_secret(archive: ZipFile) -> None:
    # Links to papers are signed with it. A key that is set by EVENTKIT_SECRET_KEY stays in force.
    file = secret_file(Path(current_app.instance_path))
    file.touch(mode=0o600)
    file.write_bytes(archive.read("secret_key"))


def _restore_file(archive: ZipFile, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage().put(name.removeprefix("files/"), Path(archive.extract(name, folder)))


def _restore_tables(archive: ZipFile) -> None:
    tables = db.metadata.sorted_tables
    for table in reversed(tables):
        db.session.execute(table.delete())
    for table in tables:
        rows = list(_rows(archive, table))
        own = _self_references(table)
        plain = [{k: None if k in own else v for k, v in row.items()} for row in rows]
        for start in range(0, len(plain), CHUNK):
            db.session.execute(insert(table), plain[start : start + CHUNK])
        for row in rows:
            links = {name: row[name] for name in own if row.get(name) is not None}
            if links:
                db.session.execute(table.update().where(table.c.id == row["id"]).values(links))
        _restart_numbers(table)


def _rows(archive: ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    with archive.open(f"tables/{table.name}.jsonl") as file:
        for line in file:
            values = json.loads(line)
            yield {name: _decode(table, name, value) for name, value in values.items()}


def _encode(row: Any) -> str:
    def plain(value: Any) -> Any:
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, Decimal | Fraction):
            return str(value)
        return value

    return json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False)


def _decode(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, ExactDecimal):
        return Decimal(value)
    if isinstance(kind, ExactFraction):
        return Fraction(value)
    return value


def _self_references(table: Table) -> set[str]:
    return {key.parent.name for key in table.foreign_keys if key.column.table is table}


def _restart_numbers(table: Table) -> None:
    counted = table.autoincrement_column
    if db.engine.dialect.name != "postgresql" or counted is None:
        return
    largest = select(func.max(counted)).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, counted.name)
    db.session.execute(select(func.setval(sequence, func.coalesce(largest, 1))))
