"""Who may come through which door: the whole table, written from what people are there for.

Read ARCHITECTURE's glossary and the table of people: the organizer runs an event, the chair and
the secretary work beside, the observer looks, a juror sees own sheets alone, a participant sees
what is theirs, the administrator sees everything but what belongs to one person.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.routes.world import ACCOUNTS as ROLES
from tests.routes.world import EVERYBODY, JUROR, OTHER, World

ALL = frozenset(EVERYBODY)
ACCOUNTS = frozenset({*ROLES, OTHER})
ADMINISTRATOR = frozenset({"administrator"})
ORGANIZER = ADMINISTRATOR | {"organizer"}
ANY_ORGANIZER = ORGANIZER | {OTHER}
OFFICE = ORGANIZER | {"secretary"}
ANY_OFFICE = OFFICE | {OTHER}
JURY_OFFICE = OFFICE | {"chair"}
READERS = OFFICE | {"observer"}
STAFF = JURY_OFFICE | {"observer"}
CHAIR = ADMINISTRATOR | {"chair"}
PUBLISHERS = CHAIR | {"organizer"}
OWNER = frozenset({"participant"})
JURORS = frozenset({JUROR})

MAY_LOOK: dict[frozenset[str], str] = {
    ALL: """
        static web.healthz web.readyz web.components desk.start desk.calendar desk.calendar_feed
        desk.event desk.share_picture desk.demo events.regulation registration.apply
        registration.organizations results.public results.archive documents.verify_form
        documents.verify documents.own_paper juries.door offline.worker people.login people.use_link
        portfolio.shared""",
    ACCOUNTS: "desk.desk people.me portfolio.mine",
    OWNER: """
        portfolio.edit_note registration.mine registration.sent registration.step
        registration.work registration.ask_withdrawal registration.own_file
        registration.deadline_file results.own results.own_file results.new_appeal
        results.ask_to_withdraw_appeal""",
    JURORS: "scoring.sheet scoring.recuse scoring.work_file",
    JURORS | {"chair"}: "scoring.tasks touches.state",
    STAFF | {OTHER}: "desk.manage",
    STAFF: "desk.cockpit results.room results.jury results.versions results.decisions"
    " results.what_if results.jury_picture results.jury_table"
    " results.protocol_file results.summary_file results.summary_sheet results.rating_sheet"
    " results.whole results.whole_file results.places results.places_file",
    READERS: "desk.journal",
    OFFICE: """
        desk.export registration.queue registration.application registration.queue_table
        documents.awards documents.paper documents.papers documents.archive handover.page""",
    JURY_OFFICE: "juries.jury judging.works judging.conflicts judging.watch correcting.sheet"
    " thirds.queue late.touches",
    CHAIR: "results.decide results.revoke",
    PUBLISHERS: "results.publication results.preview results.preview_public results.preview_file"
    " results.appeals results.appeal thirds.hand late.touch",
    ANY_OFFICE: """
        people.directory people.new_person people.edit_person people.organization_list
        people.new_organization people.edit_organization""",
    ANY_ORGANIZER: "desk.new_event desk.begin_event",
    ADMINISTRATOR: "desk.all_letters people.accounts people.site_settings",
    ORGANIZER: """
        desk.check desk.edition desk.letters desk.roles documents.ask_issue documents.ask_void
        entries.original events.edit_audience events.edit_nomination events.entrants events.extend
        events.format_settings events.new_audience events.new_nomination events.own_regulation
        events.settings events.stages judging.dismiss judging.plan judging.release juries.juror
        juries.people results.disclosure scoring.begin_judging scoring.criteria
        scoring.edit_criterion
        scoring.edit_rule scoring.edit_steps scoring.end_judging scoring.new_criterion
        scoring.rules""",
}

MAY_ACT: dict[frozenset[str], str] = {
    ALL: """
        web.language desk.demo_enter documents.look_up juries.enter people.login people.logout
        people.request_link people.use_link registration.start""",
    ACCOUNTS: "people.change_password people.save_me portfolio.share portfolio.revoke",
    OWNER: """
        portfolio.hide portfolio.show portfolio.save_note registration.autosave registration.save
        registration.save_work registration.send registration.withdraw_own
        registration.publication results.send_appeal results.withdraw_own_appeal""",
    JURORS | {"chair"}: "touches.touches",
    JURORS: "saving.cell touches.choose scoring.save scoring.recuse scoring.reopen",
    JURY_OFFICE: "results.count results.close",
    OFFICE: "handover.receive",
    CHAIR: "results.decide results.revoke",
    PUBLISHERS: "late.decide correcting.correct results.apply_what_if results.one_more_reader"
    " results.publication results.signed results.choose_commission results.settle_appeal"
    " thirds.hand",
    ANY_OFFICE: """
        people.new_person people.edit_person people.new_organization people.edit_organization""",
    ANY_ORGANIZER: "desk.begin_event",
    ADMINISTRATOR: "people.open_account people.set_account_active people.site_settings",
    ORGANIZER: """
        desk.edition desk.publish desk.revoke desk.roles documents.choose_case documents.issue
        documents.prepare documents.save_names documents.void events.archive events.edit_audience
        events.edit_nomination events.extend events.format_settings events.move_entrants
        events.new_audience events.new_nomination events.own_regulation events.remove_entrants
        events.restore events.settings events.stages judging.assign judging.declare judging.dismiss
        judging.plan judging.release judging.remind judging.replace juries.add juries.invitations
        juries.juror juries.letters juries.link juries.revoke results.disclosure
        registration.admit_many
        registration.admit_one registration.refuse_one registration.reopen_one
        scoring.act_on_criterion scoring.begin_judging scoring.edit_criterion scoring.edit_rule
        scoring.edit_steps scoring.end_judging scoring.new_criterion""",
}

AT: dict[str, str] = {
    "setup": """
        desk.check desk.publish events.entrants events.edit_audience events.edit_nomination
        events.extend events.format_settings events.move_entrants events.new_audience
        events.new_nomination events.own_regulation events.remove_entrants events.settings
        events.stages scoring.act_on_criterion scoring.criteria scoring.edit_criterion
        scoring.edit_rule scoring.edit_steps scoring.new_criterion scoring.rules""",
    "open": """
        registration.start registration.apply registration.step registration.work registration.save
        registration.autosave registration.save_work registration.send registration.ask_withdrawal
        registration.withdraw_own registration.publication registration.mine registration.sent
        registration.own_file registration.deadline_file registration.queue
        registration.application registration.queue_table registration.admit_many
        registration.admit_one registration.refuse_one registration.reopen_one entries.original
        scoring.begin_judging""",
    "judging": """
        juries.jury juries.add juries.invitations juries.juror juries.letters juries.link
        juries.people juries.revoke juries.door juries.enter judging.assign judging.conflicts
        judging.declare judging.dismiss judging.plan judging.release judging.remind
        judging.replace judging.watch judging.works correcting.correct correcting.sheet
        late.touches late.touch late.decide handover.page handover.receive
        saving.cell touches.state touches.touches touches.choose
        scoring.sheet scoring.save scoring.recuse scoring.reopen scoring.work_file
        scoring.tasks scoring.end_judging thirds.hand thirds.queue desk.letters""",
}
"""Where an endpoint has its work; all others in the published event."""

DRAFT = "registration.step registration.work registration.save registration.autosave"
STANDS: dict[str, dict[str, str]] = {
    **{name: {"token": "draft"} for name in f"{DRAFT} registration.save_work".split()},
    "registration.send": {"token": "draft"},
    "juries.door": {"token": "door"},
    "results.jury_picture": {"ending": "picture_ending"},
    "juries.enter": {"token": "door"},
    "portfolio.shared": {"token": "share"},
    "people.use_link": {"token": "link"},
    "events.edit_audience": {"line_id": "audience"},
    "events.edit_nomination": {"line_id": "nomination"},
    "events.extend": {"kind": "stage"},
    "events.move_entrants": {"line_id": "nomination"},
    "events.remove_entrants": {"line_id": "nomination"},
    "scoring.work_file": {"file_id": "work_file_id"},
}
"""Which of the world's names fills an argument, where it is not the argument's own."""
MEDIAN = {"aggregation": "median_of_valid_sheets"}
QUERY = {
    "results.decide": {"nomination": "@nomination_code"},
    "results.what_if": MEDIAN,
    "results.apply_what_if": MEDIAN,
}
"""What an address asks besides: the argument's value, or @ and a name."""
SENDS = {"desk.demo_enter": {"key": "organizer"}}
"""What a form must at least hold."""
RULES = (
    "sheets",
    "value",
    "ties",
    "awards",
    "divergence",
    "juror",
    "places",
    "gap",
    "promotion",
)
BESIDE: dict[str, list[dict[str, str]]] = {
    "registration.step": [{"step": step} for step in ("school", "nomination", "consents", "check")],
    "registration.application": [{"number": "@decided"}],
    "scoring.sheet": [{"assignment_id": "@sent_sheet"}],
    "correcting.sheet": [{"assignment_id": "@sent_sheet"}],
    "scoring.edit_rule": [
        {"part": part, "place": place} for part in RULES for place in ("setup", "judging")
    ],
    "events.extend": [{"kind": "judging"}],
    "events.stages": [{"place": "open"}, {"place": "judging"}],
    "results.versions": [{"place": "judging"}],
    "results.publication": [{"place": "judging"}],
    "events.settings": [{"place": "archived"}],
}
"""Other pages of the same endpoint that hold other forms: argument → its
value, or @ and a name; and the place."""
MISSING = 1
"""Stands in an address where the event has nothing of the kind."""


def table(lines: dict[Any, str]) -> dict[str, Any]:
    """The lines above by endpoint."""
    return {name: key for key, names in lines.items() for name in names.split()}


PLACE = table(AT)


def address(world: World, endpoint: str, place: str = "", **given: str) -> str:
    """The address of an endpoint in the event of a state, else where it has its work."""
    names = world.names[place or PLACE.get(endpoint, "published")]
    stands = STANDS.get(endpoint, {})
    rule = next(world.app.url_map.iter_rules(endpoint))
    values = {
        argument: names.get(stands.get(argument, argument), MISSING) for argument in rule.arguments
    } | _named(given, names)
    made = str(world.app.url_map.bind("localhost").build(endpoint, values))
    if endpoint in QUERY:
        return f"{made}?{urlencode(_named(QUERY[endpoint], names))}"
    return made


def _named(given: dict[str, str], names: dict[str, Any]) -> dict[str, Any]:
    """The values of arguments; @ stands before one of the world's names."""
    return {
        argument: names[value[1:]] if value[0] == "@" else value
        for argument, value in given.items()
    }
