"""The application: settings, database, plugins, pages, errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from eventkit.config import instance_folder, load_settings
from eventkit.db.engine import init_database
from eventkit.hooks import Plugins
from eventkit.jobs.runner import init_jobs
from eventkit.mail.sending import send_due
from eventkit.people.signing_in import load_viewer
from eventkit.questionnaires.answering.deleting import delete_expired
from eventkit.questionnaires.schedule import look_at_waves
from eventkit.scoring.ready_methods import check_methods
from eventkit.scoring.reminding.schedule import look_at_plans
from eventkit.web.compression import init_compression
from eventkit.web.errors import init_errors
from eventkit.web.i18n import add_catalogues, init_i18n
from eventkit.web.pages import PageEnvironment, add_templates, init_pages
from eventkit.web.requests import init_requests
from eventkit.web.security import init_security
from eventkit.web.typography import init_typography
from eventkit.web.urls import init_urls
from eventkit.web.viewer import LOADER

# Modules with the pages of each room; each has a blueprint ``bp``.
VIEWS = (
    "web.views",
    "people.views",
    "people.directory_views",
    "people.site_views",
    "events.views",
    "events.entrant_views",
    "questionnaires.authoring.views",
    "questionnaires.authoring.item_views",
    "questionnaires.authoring.scale_views",
    "questionnaires.authoring.wave_views",
    "questionnaires.authoring.file_views",
    "questionnaires.authoring.trial_views",
    "questionnaires.reports.views",
    "questionnaires.reports.theme_views",
    "questionnaires.answering.views",
    "questionnaires.answering.own_views",
    "questionnaires.answering.worker_view",
    "questionnaires.answering.staff_views",
    "questionnaires.answering.paper_views",
    "entries.views",
    "registration.views",
    "registration.work_views",
    "registration.own_views",
    "registration.consent_views",
    "registration.materials.own_views",
    "registration.materials.staff_views",
    "registration.queue_views",
    "registration.trace_views",
    "registration.pairs.views",
    "registration.pairs.staff_views",
    "registration.checkin.views",
    "registration.checkin.desk_views",
    "registration.checkin.walk_in_views",
    "juries.views",
    "juries.panels.views",
    "juries.draw.views",
    "juries.timetable.views",
    "scoring.views",
    "scoring.setup_views",
    "scoring.step_views",
    "scoring.worker_view",
    "scoring.touches.views",
    "scoring.touches.handover_views",
    "scoring.touches.late_views",
    "scoring.trial_views",
    "scoring.trial_preset_views",
    "scoring.judging_views",
    "scoring.plan_views",
    "scoring.board_views",
    "scoring.correcting_views",
    "scoring.third_views",
    "scoring.timing.views",
    "scoring.live.views",
    "scoring.live.worker_view",
    "scoring.paper.views",
    "scoring.paper.typing_views",
    "scoring.paper.print_views",
    "scoring.calibration.views",
    "scoring.calibration.room_views",
    "scoring.conflicts.own_views",
    "scoring.conflicts.staff_views",
    "results.views",
    "results.room_views",
    "results.jury.views",
    "results.publication.views",
    "results.publication.preview_views",
    "results.explained.views",
    "results.decision_views",
    "results.what_if.views",
    "results.screen.views",
    "results.ceremony.views",
    "results.ceremony.plan_views",
    "results.promotion.views",
    "results.onward.views",
    "results.paper_views",
    "results.appeals.own_views",
    "results.appeals.room_views",
    "documents.views",
    "documents.verify_views",
    "portfolio.views",
    "desk.views",
    "desk.event_views",
    "desk.staff_views",
    "desk.demo_views",
    "desk.work_views",
    "desk.plan.views",
    "desk.watching.views",
    "desk.watching.reminder_views",
    "desk.setup_views",
)
# Every module with tables, so that the schema never depends on which pages are imported.
TABLES = (
    "web.models",
    "journal.models",
    "files.models",
    "jobs.models",
    "mail.models",
    "people.models",
    "people.accounts",
    "events.models",
    "questionnaires.models",
    "entries.models",
    "entries.performances.models",
    "entries.materials.models",
    "entries.copies.models",
    "entries.traces.models",
    "registration.models",
    "registration.pairs.models",
    "registration.checkin.models",
    "juries.models",
    "juries.rounds.models",
    "juries.panels.models",
    "juries.draw.models",
    "juries.timetable.models",
    "scoring.models",
    "scoring.touches.models",
    "scoring.live.models",
    "scoring.paper.models",
    "scoring.reminding.models",
    "scoring.calibration.models",
    "results.models",
    "results.appeals.models",
    "results.onward.models",
    "results.screen.models",
    "results.ceremony.models",
    "documents.models",
    "portfolio.models",
    "desk.plan.models",
)
# Rooms of the core that answer hooks as built-in plugins.
BUILT_IN = (
    "questionnaires",
    "registration",
    "juries",
    "scoring",
    "results",
    "documents",
    "portfolio",
    "desk.plan",
)


def create_app(
    overrides: Mapping[str, Any] | None = None,
    instance: Path | None = None,
    extra_plugins: Iterable[tuple[str, Any]] = (),
) -> Flask:
    """Make the application of one installation.

    ``extra_plugins`` are (name, plugin) pairs registered beside the installed ones, for tests.
    """
    folder = instance or instance_folder()
    app = Flask("eventkit", instance_path=str(folder), template_folder=str(template_folder()))
    app.config.update(load_settings(folder, overrides))
    app.jinja_environment = PageEnvironment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[LOADER] = load_viewer
    for module in TABLES:
        import_module(f"eventkit.{module}")
    init_database(app)
    init_jobs(app, chores=(send_due, look_at_plans, look_at_waves, delete_expired))
    init_i18n(app)
    init_security(app)
    init_requests(app)
    init_errors(app)
    init_pages(app)
    init_urls(app)
    # After-request functions run last first: the typograph sets the page, then it is packed.
    init_compression(app)
    init_typography(app)
    # All modules first: several of a room may add pages to the room's one blueprint.
    pages = [import_module(f"eventkit.{module}").bp for module in VIEWS]
    for blueprint in dict.fromkeys(pages):
        app.register_blueprint(blueprint)
    init_plugins(app, extra_plugins)
    return app


def init_plugins(app: Flask, extra: Iterable[tuple[str, Any]]) -> None:
    """Find the plugins, check what they bring and mount their pages at ``/<plugin>/``."""
    plugins = Plugins()
    for room in BUILT_IN:
        plugins.register(import_module(f"eventkit.{room}.plugin"), f"core.{room}")
    plugins.discover()
    for name, plugin in extra:
        plugins.register(plugin, name)
    plugins.start()
    check_methods(plugins)
    app.extensions["eventkit.plugins"] = plugins
    add_catalogues(app, plugins.folders("translations"))
    add_templates(app, plugins.folders("templates"))
    for name, blueprints in plugins.brought("eventkit_blueprints", app=app):
        for blueprint in blueprints:
            app.register_blueprint(blueprint, url_prefix=f"/{name}")


def template_folder() -> Path:
    """The core's templates: installed inside the package, in a checkout beside it."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"
