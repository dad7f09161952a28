"""The plugins of one app: found, checked at start, asked by the three rules."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pluggy
from flask import current_app

from eventkit.db import db
from eventkit.hooks.presets import EventPreset, TrialPreset
from eventkit.hooks.specs import PROJECT, Specs
from eventkit.hooks.types import Contribution, Format, Method

log = logging.getLogger("eventkit.plugins")


class PluginError(RuntimeError):
    """A plugin's mistake at start; the message names the plugin."""


@dataclass(frozen=True)
class PluginState:
    """One plugin and the distribution it comes from; empty when it was handed in by a test."""

    name: str
    origin: str


class Plugins:
    """One manager per app, none global."""

    def __init__(self) -> None:
        self.manager = pluggy.PluginManager(PROJECT)
        self.manager.add_hookspecs(Specs)
        self.contributions: dict[str, Contribution] = {}
        self.states: list[PluginState] = []
        self.formats: dict[str, tuple[str, Format]] = {}
        self.presets: dict[str, EventPreset] = {}
        self.methods: dict[str, tuple[str, Method]] = {}
        self.trials: dict[str, TrialPreset] = {}

    def discover(self) -> None:
        """Register the plugins that installed distributions announce in the group eventkit."""
        for entry in sorted(entry_points(group=PROJECT), key=lambda item: item.name):
            origin = entry.dist.name if entry.dist else ""
            try:
                module = entry.load()
            except Exception as problem:
                raise PluginError(
                    f"plugin {entry.name!r} cannot be imported: {problem}"
                ) from problem
            self.register(module, entry.name, origin)

    def register(self, plugin: Any, name: str, origin: str = "") -> None:
        """Add one plugin under its name; two plugins of one name stop the start."""
        try:
            self.manager.register(plugin, name=name)
        except ValueError as problem:
            raise PluginError(f"plugin {name!r} is registered twice") from problem
        self.states.append(PluginState(name, origin))

    def start(self) -> None:
        """Ask every plugin what it brings and refuse clashes by naming both plugins."""
        presets: dict[str, tuple[str, EventPreset]] = {}
        trials: dict[str, tuple[str, TrialPreset]] = {}
        for name, answer in self._each("eventkit_contribution"):
            self.contributions[name] = answer
            _claim(self.formats, "format", name, answer.formats)
            _claim(presets, "preset", name, answer.presets)
            _claim(self.methods, "method", name, answer.methods)
            _claim(trials, "trial", name, answer.trials)
        self.presets = {name: preset for name, (_owner, preset) in presets.items()}
        self.trials = {name: trial for name, (_owner, trial) in trials.items()}

    def folders(self, name: str) -> list[Path]:
        """The folders of this name that plugins have beside their code, e.g. ``templates``."""
        files = [getattr(plugin, "__file__", None) for plugin in self.manager.get_plugins()]
        found = {Path(file).parent / name for file in files if file}
        return sorted(folder for folder in found if folder.is_dir())

    def brought(self, hook: str, **arguments: Any) -> list[tuple[str, Any]]:
        """Ask all plugins for what they bring; an error stops the start and names the plugin."""
        return list(self._each(hook, **arguments))

    def owner(self, format_name: str) -> str | None:
        """The plugin that implements a format, or None when it is not installed."""
        found = self.formats.get(format_name)
        return found[0] if found else None

    def format_of(self, event: Any) -> Format:
        """The format of an event; the plainest one when its plugin is not installed."""
        found = self.formats.get(event.format)
        return found[1] if found else Format()

    def contributions_for(self, event: Any) -> list[tuple[str, Contribution]]:
        """What the plugins switched on for an event bring, by their names."""
        found = [(name, self.contributions.get(name)) for name in self._switched_on(event)]
        return [(name, brought) for name, brought in found if brought is not None]

    def tell_facts_changed(self, event: Any, person_ids: Sequence[int]) -> None:
        """Let plugins hear that what portfolio lines of these people rest on has changed.

        An error is the caller's: a line that was taken back must not stay because of it.
        """
        for _name, brought in self.contributions_for(event):
            for hear in brought.facts_changed:
                hear(event, person_ids)

    def ask_owner(self, hook: str, event: Any, **arguments: Any) -> Any:
        """Ask the owner of the event's format; its errors are the caller's. None without owner."""
        name = self.owner(event.format)
        if name is None:
            return None
        answers = self._call(hook, name, event=event, **arguments)
        return answers[0] if answers else None

    def ask_others(self, hook: str, event: Any | None = None, **arguments: Any) -> list[Any]:
        """Ask the plugins switched on for the event (or all); a failing one is left out."""
        named = self.ask_others_named(hook, event, **arguments)
        return [item for _name, items in named for item in items]

    def ask_others_named(
        self, hook: str, event: Any | None = None, **arguments: Any
    ) -> list[tuple[str, list[Any]]]:
        """The same with the name of each plugin that answered, with nothing too.

        A name that is missing has not answered: what it said before still holds.
        """
        if hook != "eventkit_panels":
            arguments["event"] = event
        named: list[tuple[str, list[Any]]] = []
        for name in self._switched_on(event):
            if not self._implements(hook, name):
                continue
            try:
                with db.session.begin_nested():
                    answers = self._call(hook, name, **arguments)
            except Exception:
                if current_app.config.get("RAISE_PLUGIN_ERRORS"):
                    raise
                log.exception("plugin %s failed in %s and was left out", name, hook)
                continue
            named.append((name, [item for answer in answers if answer for item in answer]))
        return named

    def _implements(self, hook: str, name: str) -> bool:
        caller = getattr(self.manager.hook, hook)
        return any(found.plugin_name == name for found in caller.get_hookimpls())

    def _switched_on(self, event: Any | None) -> list[str]:
        names = [name for name, _plugin in self.manager.list_name_plugin()]
        if event is None:
            return sorted(names)
        built_in = {name for name in names if name.startswith("core.")}
        wanted = set(event.plugins) | built_in | {self.owner(event.format)}
        return sorted(name for name in names if name in wanted)

    def _call(self, hook: str, name: str, **arguments: Any) -> list[Any]:
        others = [plugin for other, plugin in self.manager.list_name_plugin() if other != name]
        caller = self.manager.subset_hook_caller(hook, remove_plugins=others)
        return list(caller(**arguments))

    def _each(self, hook: str, **arguments: Any) -> Iterable[tuple[str, Any]]:
        for name, _plugin in sorted(self.manager.list_name_plugin()):
            try:
                answers = self._call(hook, name, **arguments)
            except Exception as problem:
                raise PluginError(f"plugin {name!r} failed in {hook}: {problem}") from problem
            for answer in answers:
                yield name, answer


def active_plugins() -> Plugins:
    """The plugins of the running app."""
    extensions: Mapping[str, Any] = current_app.extensions
    plugins: Plugins = extensions["eventkit.plugins"]
    return plugins


def _claim(
    taken: dict[str, tuple[str, Any]], kind: str, plugin: str, brought: Iterable[Any]
) -> None:
    """Keep what a plugin brings under its name; a name that two plugins claim stops the start."""
    for one in brought:
        if one.name in taken:
            first = taken[one.name][0]
            raise PluginError(f"{kind} {one.name!r} comes from {first!r} and {plugin!r}")
        taken[one.name] = (plugin, one)
