"""Passwords: argon2id, and the secrets of links, of which only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

SHORTEST = 8


def hash_password(password: str) -> str:
    """An argon2id hash with the library's present recommendations."""
    return _hasher().hash(password)


def verify_password(hashed: str | None, password: str) -> bool:
    """Whether the password fits; takes as long for an unknown account as for a known one."""
    try:
        _hasher().verify(hashed or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def new_token() -> str:
    """A secret of 128 random bits for a link."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """What the database keeps of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _hasher() -> PasswordHasher:
    if current_app.config.get("PASSWORD_COST") == "low":
        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return PasswordHasher()


def _decoy() -> str:
    decoys: dict[str, str] = current_app.extensions.setdefault("eventkit.decoy", {})
    if "hash" not in decoys:
        decoys["hash"] = _hasher().hash(secrets.token_hex(16))
    return decoys["hash"]
