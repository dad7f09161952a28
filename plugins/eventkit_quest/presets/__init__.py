"""Quests that come with the plugin, as the files that a colleague would send."""

from __future__ import annotations

import json
from base64 import b64encode
from importlib.resources import files
from typing import Any

PRO_SHKOLU = "pro_shkolu"
LANGUAGES = ("ru", "en")


def shipped(name: str, language: str = "ru") -> dict[str, Any]:
    """The document of a shipped quest with its map inside; Russian where the language is not there.

    The map is a drawing of its own in each language, since it names the rooms.
    """
    language = language if language in LANGUAGES else LANGUAGES[0]
    folder = files(__name__).joinpath("data", name)
    text = folder.joinpath(f"quest.{language}.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    picture = b64encode(folder.joinpath(f"map.{language}.svg").read_bytes()).decode("ascii")
    document["pictures"] = {document["map"]["picture"]: f"data:image/svg+xml;base64,{picture}"}
    return document
