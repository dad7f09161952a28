"""The blueprint of all pages of a training."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("training", "eventkit_training", template_folder="templates", static_folder="static")
