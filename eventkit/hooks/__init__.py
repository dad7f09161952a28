"""What a plugin meets: the hooks, the values they exchange and the manager that asks them."""

from eventkit.hooks.manager import Plugins, active_plugins
from eventkit.hooks.presets import (
    AudiencePreset,
    CriterionPreset,
    EventPreset,
    LevelPreset,
    NominationPreset,
    RoundPreset,
    TrialPreset,
)
from eventkit.hooks.specs import hookimpl, hookspec
from eventkit.hooks.types import (
    Column,
    Contribution,
    DemoDoor,
    DemoGround,
    DocumentKind,
    Export,
    Format,
    Method,
    Panel,
    PlanItem,
    PortfolioItem,
    Problem,
    Ranking,
    ScoreResult,
)

__all__ = [
    "AudiencePreset",
    "Column",
    "Contribution",
    "CriterionPreset",
    "DemoDoor",
    "DemoGround",
    "DocumentKind",
    "EventPreset",
    "Export",
    "Format",
    "LevelPreset",
    "Method",
    "NominationPreset",
    "Panel",
    "PlanItem",
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
