"""The blueprint of all pages of a running game."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("quest_running", "eventkit_quest", template_folder="templates")
