"""What a plugin meets: the hooks, the values they exchange and the manager that asks them."""

from eventkit.hooks.manager import Plugins, active_plugins
from eventkit.hooks.specs import hookimpl, hookspec
from eventkit.hooks.types import (
    AudiencePreset,
    Column,
    Contribution,
    CriterionPreset,
    DocumentKind,
    EventPreset,
    Export,
    Format,
    LevelPreset,
    Method,
    NominationPreset,
    Panel,
    PortfolioItem,
    Problem,
    Ranking,
    RoundPreset,
    ScoreResult,
    TrialPreset,
)

__all__ = [
    "AudiencePreset",
    "Column",
    "Contribution",
    "CriterionPreset",
    "DocumentKind",
    "EventPreset",
    "Export",
    "Format",
    "LevelPreset",
    "Method",
    "NominationPreset",
    "Panel",
    "Plugins",
    "PortfolioItem",
    "Problem",
    "Ranking",
    "RoundPreset",
    "ScoreResult",
    "TrialPreset",
    "active_plugins",
    "hookimpl",
    "hookspec",
]
