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
        answering.own answering.own_personal
        answering.personal answering.show answering.state answering.thanks answering.withdraw
        answering.worker
        cases.show cases.state ceremony.show ceremony.state desk.calendar desk.calendar_feed
        desk.demo desk.event desk.share_picture desk.start
        documents.own_paper documents.verify documents.verify_form events.regulation juries.door
        draw.check draw.screen timetable.calendar timetable.public
        offline.worker pairs.answer people.login people.use_link
        portfolio.shared portfolio.shared_pair registration.apply
        registration.organizations results.archive results.public screen.show screen.state static
        play.game play.link play.state play.static play.worker
        quest_running.board quest_running.board_state quest_running.host quest_running.map_picture
        quest_running.host_photo
        quest_running.host_photo
        checkin.badge checkin.helper checkin.helper_add training.calendar training.material_file
        training.programme training.portrait_state training.portrait_wall training.static
        web.components web.healthz web.readyz""",
    ACCOUNTS: "desk.desk people.me portfolio.mine",
    OWNER: """
        pairs.again pairs.replace
        duet.edit_card portfolio.edit_note portfolio.pair portfolio.team
        registration.ask_withdrawal registration.deadline_file
        registration.materials registration.mine registration.own_file
        registration.performances_file registration.sent registration.step
        registration.work results.ask_to_withdraw_appeal results.new_appeal results.own
        results.own_file training.own_sessions""",
    OWNER | OFFICE: "duet.card duet.photo",
    # A team alone, by what its phone remembers, when there are results.
    frozenset(): "quest_running.own_log",
    JURORS: """
        calibration.sample calibration.sample_file paper.own_sheets scoring.recuse scoring.sheet
        timetable.own_calendar
        scoring.work_file scoring.work_picture""",
    JURORS | {"chair"}: "live.now scoring.recusals scoring.tasks touches.state",
    STAFF | {OTHER}: "desk.manage",
    STAFF: """
        desk.cockpit results.decisions results.jury results.jury_picture results.jury_table
        quest_authoring.picture
        results.places results.places_file results.protocol_file results.rating_sheet results.room
        results.onward results.order_file results.order_sheet results.trials_file
        results.trials_sheet
        results.summary_file results.summary_sheet results.versions results.what_if
        results.whole
        results.whole_file rounds.board rounds.promotion""",
    READERS: "desk.journal",
    OFFICE: """
        checkin.badge_cards checkin.desk checkin.desk_add checkin.room checkin.table training.room
        draw.order draw.protocol draw.room timetable.room timetable.shift timetable.table
        timetable.trial
        cases.room ceremony.control ceremony.edit_part ceremony.plan ceremony.script ceremony.words
        desk.export documents.archive documents.awards documents.paper documents.papers
        results.edit_onward results.new_onward
        duet.cards handover.page live.desk live.state live_offline.worker materials.board
        materials.table
        registration.application registration.queue
        registration.queue_table registration.traces registration.work_traces screen.setting
        quest_outside.page
        quest_running.desk quest_running.desk_state quest_running.paper quest_running.photo
        quest_running.sheets
        quest_running.team
        timing.times""",
    JURY_OFFICE: """
        calibration.room conflicts.listed conflicts.table correcting.sheet desk.watch
        desk.watch_table desk.watch_works judging.works juries.jury late.touches panels.board
        paper.room paper.sheet paper.sheets thirds.queue""",
    CHAIR: "conflicts.decide results.decide results.revoke",
    PUBLISHERS: """
        late.touch results.appeal results.appeals results.preview results.preview_file
        results.preview_public results.publication thirds.hand""",
    ANY_OFFICE: """
        cases.bank cases.edit_case cases.new_case cases.table cases.table_template
        people.directory people.edit_organization people.edit_person people.new_organization
        people.new_person people.organization_list""",
    ANY_ORGANIZER: "desk.begin_event desk.new_event plan.listed plan.table",
    ADMINISTRATOR: """
        desk.all_letters people.accounts people.site_settings registration.consent_texts
        registration.new_consent_text""",
    ORGANIZER: """
        training.edit_session training.new_session training.portrait training.portrait_file
        plan.event plan.proposal
        answering.paper answering.sheet answering.wave
        questionnaires.as_json questionnaires.as_workbook questionnaires.edit_page
        questionnaires.ask_to_close questionnaires.ask_to_remove
        questionnaires.edit_wave questionnaires.file
        questionnaires.item questionnaires.items
        questionnaires.listed questionnaires.new questionnaires.new_item_page
        questionnaires.new_scale questionnaires.scale questionnaires.scales
        questionnaires.preview questionnaires.settings questionnaires.texts
        questionnaires.open_answers questionnaires.results questionnaires.results_as_workbook
        questionnaires.trial questionnaires.wave_sheet questionnaires.waves
        rehearsing.page
        quest_authoring.edit_map quest_authoring.export quest_authoring.file quest_authoring.game
        quest_authoring.cards quest_authoring.routes quest_authoring.station
        quest_authoring.teams
        pairs.replace_by_decision pairs.replace_first
        materials.delay materials.wanted
        board.show calibration.edit_sample calibration.new_sample calibration.reference desk.check
        desk.edition desk.letters desk.reminders desk.roles documents.ask_issue documents.ask_void
        entries.original events.edit_audience events.edit_nomination events.entrants events.extend
        events.format_settings events.new_audience events.new_nomination events.own_regulation
        events.settings events.stages judging.dismiss judging.release juries.juror juries.people
        panels.edit panels.new paper.setting planning.plan quest_running.hosts results.disclosure
        scoring.begin_judging scoring.criteria scoring.edit_criterion scoring.edit_round
        scoring.edit_rule scoring.edit_steps scoring.edit_trial scoring.end_judging
        scoring.new_criterion scoring.new_round scoring.new_trial scoring.ready_trials
        scoring.rules scoring.trials""",
}

MAY_ACT: dict[frozenset[str], str] = {
    ALL: """
        checkin.helper_add checkin.helper_mark checkin.helper_scan
        quest_running.host_check quest_running.host_scan
        answering.choose_shown_personal
        answering.own_of_code answering.send answering.send_personal answering.withdraw
        quest_running.host_mark play.enter play.enter_by_link play.events play.leave play.photo
        desk.demo_enter documents.look_up juries.enter pairs.confirm pairs.decline pairs.leave
        pairs.publication pairs.withdraw_processing people.login people.logout
        people.request_link people.use_link registration.start web.language""",
    ACCOUNTS: "people.change_password people.save_me portfolio.revoke portfolio.share",
    OWNER: """
        answering.choose_shown
        pairs.again pairs.replace
        duet.consent duet.save_card portfolio.hide portfolio.save_note portfolio.show
        portfolio.share_pair portfolio.revoke_pair
        registration.autosave registration.drop_own_changes
        registration.publication registration.remove_material registration.save
        registration.save_materials registration.save_work registration.send
        registration.withdraw_own results.send_appeal results.withdraw_own_appeal
        training.own_act""",
    JURORS | {"chair"}: "touches.touches",
    JURORS: """
        calibration.autosave calibration.try_sample scoring.recuse scoring.reopen scoring.save
        scoring.undo_recusal touches.choose""",
    JURY_OFFICE: "paper.decide paper.photo results.close results.count",
    OFFICE: """
        checkin.badge_mark checkin.desk_add checkin.desk_mark checkin.desk_scan
        results.drop_onward results.edit_onward results.new_onward
        draw.add_late draw.by_numbers draw.by_seed draw.by_tickets draw.give_up draw.open_ticket
        draw.order timetable.shift timetable.show_all timetable.trial
        cases.choose cases.draw cases.read
        ceremony.act_on_part ceremony.address ceremony.anew ceremony.arrange ceremony.back
        ceremony.edit_part ceremony.finish ceremony.open_next ceremony.prepare ceremony.start
        ceremony.words handover.receive live.act paper.draft paper.type_in
        quest_outside.preview quest_outside.take
        quest_running.act quest_running.check quest_running.choose_board quest_running.save_paper
        quest_running.team_act quest_running.team_step quest_running.windows
        registration.decide_traces
        registration.search_all screen.go_on screen.renew screen.stop timing.save""",
    CHAIR: "conflicts.decide results.decide results.revoke",
    PUBLISHERS: """
        correcting.correct late.decide results.apply_what_if results.choose_commission
        results.one_more_reader results.publication results.settle_appeal results.signed
        rounds.announce rounds.promote thirds.hand""",
    ANY_OFFICE: """
        cases.add_shipped cases.archive_case cases.edit_case cases.new_case cases.take_table
        people.edit_organization people.edit_person people.new_organization people.new_person""",
    ANY_ORGANIZER: "desk.begin_event",
    ADMINISTRATOR: """
        people.open_account people.set_account_active people.site_settings
        registration.new_consent_text""",
    ORGANIZER: """
        plan.decide plan.propose plan.proposal
        checkin.add_helper checkin.helper_act training.add_material training.edit_session
        training.move training.new_session training.portrait training.portrait_act
        training.remove_material training.session_act
        answering.ask_again answering.ask_people answering.empty answering.type_in
        questionnaires.act_on_item questionnaires.act_on_wave questionnaires.add_statements
        questionnaires.add_wave questionnaires.create questionnaires.edit_page
        questionnaires.edit_wave questionnaires.issue questionnaires.item
        questionnaires.join_page questionnaires.new_item_page questionnaires.new_scale
        questionnaires.remove questionnaires.remove_scale questionnaires.replace
        questionnaires.scale questionnaires.settings questionnaires.take_from_library
        questionnaires.forget_trials questionnaires.take_in questionnaires.texts
        questionnaires.put_into_theme questionnaires.remove_theme
        questionnaires.take_out_of_theme questionnaires.try_out
        quest_authoring.act_on_station quest_authoring.add_station quest_authoring.change_picture
        quest_authoring.game quest_authoring.place quest_authoring.routes quest_authoring.station
        quest_authoring.take_in quest_authoring.take_questions quest_authoring.teams
        quest_authoring.give_doors quest_authoring.new_door
        quest_running.add_host quest_running.host_act
        pairs.keep_first pairs.let_late pairs.remind pairs.replace_by_decision
        pairs.replace_first
        results.vouch_onward scoring.add_ready_trial
        materials.delay materials.wanted
        board.move calibration.act_on_sample calibration.edit_sample calibration.new_sample
        calibration.reference conflicts.decider conflicts.declare conflicts.derive desk.edition
        desk.publish desk.remind desk.reminders desk.revoke desk.roles documents.choose_case
        documents.issue documents.prepare documents.save_names documents.void events.archive
        events.edit_audience events.edit_nomination events.extend events.format_settings
        events.move_entrants events.new_audience events.new_nomination events.own_regulation
        events.remove_entrants events.restore events.settings events.stages judging.assign
        judging.dismiss judging.release judging.replace juries.add juries.invitations juries.juror
        juries.letters juries.link juries.revoke panels.divide panels.edit panels.new
        panels.remove paper.setting planning.plan registration.admit_many registration.admit_one
        registration.refuse_one registration.reopen_one results.disclosure rounds.run
        scoring.act_on_criterion scoring.act_on_trial scoring.begin_judging scoring.edit_criterion
        scoring.edit_round scoring.edit_rule scoring.edit_steps scoring.edit_trial
        scoring.end_judging scoring.new_criterion scoring.new_round scoring.new_trial
        scoring.remove_round screen.table""",
}

AT: dict[str, str] = {
    "training": """
        plan.decide plan.event plan.proposal plan.propose
        checkin.add_helper checkin.badge checkin.badge_cards checkin.badge_mark checkin.desk
        checkin.desk_add checkin.desk_mark checkin.desk_scan checkin.helper checkin.helper_act
        checkin.helper_add checkin.helper_mark checkin.helper_scan checkin.room checkin.table
        training.add_material training.calendar
        training.edit_session training.material_file training.move training.new_session
        training.own_act training.own_sessions training.portrait training.portrait_act
        training.portrait_file training.portrait_state training.portrait_wall training.programme
        training.remove_material training.room training.session_act training.static""",
    "questionnaires": """
        answering.ask_again answering.ask_people answering.empty answering.paper
        answering.choose_shown answering.choose_shown_personal
        answering.own answering.own_of_code answering.own_personal
        answering.personal answering.send answering.send_personal answering.sheet answering.show
        answering.state answering.thanks answering.type_in answering.wave answering.withdraw
        answering.worker
        questionnaires.act_on_item questionnaires.act_on_wave questionnaires.add_statements
        questionnaires.add_wave questionnaires.as_json questionnaires.as_workbook
        questionnaires.ask_to_close questionnaires.ask_to_remove
        questionnaires.create questionnaires.edit_page
        questionnaires.edit_wave questionnaires.file questionnaires.issue questionnaires.item
        questionnaires.items
        questionnaires.join_page questionnaires.listed questionnaires.new
        questionnaires.new_item_page questionnaires.new_scale questionnaires.remove
        questionnaires.remove_scale questionnaires.replace questionnaires.scale
        questionnaires.scales questionnaires.settings questionnaires.take_from_library
        questionnaires.forget_trials questionnaires.preview questionnaires.take_in
        questionnaires.texts questionnaires.trial questionnaires.try_out
        questionnaires.open_answers questionnaires.put_into_theme questionnaires.remove_theme
        questionnaires.results questionnaires.results_as_workbook
        questionnaires.take_out_of_theme questionnaires.wave_sheet questionnaires.waves""",
    "quest": """
        portfolio.team rehearsing.page
        play.enter play.enter_by_link play.events play.game play.leave play.link play.photo
        play.state play.static play.worker
        quest_authoring.new_door
        quest_outside.page quest_outside.preview quest_outside.take
        quest_running.act quest_running.add_host quest_running.board quest_running.board_state
        quest_running.check quest_running.choose_board quest_running.desk quest_running.desk_state
        quest_running.host quest_running.host_act quest_running.host_check quest_running.host_mark
        quest_running.host_scan
        quest_running.hosts quest_running.map_picture quest_running.paper
        quest_running.save_paper quest_running.host_photo quest_running.own_log quest_running.photo
        quest_running.sheets quest_running.team
        quest_running.team_act quest_running.team_step quest_running.windows""",
    "quest_draft": """
        quest_authoring.act_on_station quest_authoring.add_station
        quest_authoring.cards
        quest_authoring.change_picture quest_authoring.edit_map quest_authoring.export
        quest_authoring.file quest_authoring.game quest_authoring.picture quest_authoring.place
        quest_authoring.routes quest_authoring.station quest_authoring.take_in
        quest_authoring.take_questions quest_authoring.teams quest_authoring.give_doors""",
    "archived": """
        ceremony.anew ceremony.back ceremony.control ceremony.finish ceremony.open_next""",
    "setup": """
        draw.add_late draw.by_numbers draw.by_seed draw.by_tickets draw.give_up draw.open_ticket
        draw.order draw.protocol draw.room timetable.room timetable.shift timetable.show_all
        timetable.table timetable.trial
        desk.check desk.publish events.edit_audience events.edit_nomination events.entrants
        events.extend events.format_settings events.move_entrants events.new_audience
        events.new_nomination events.own_regulation events.remove_entrants events.settings
        events.stages rounds.announce rounds.board rounds.promote rounds.promotion rounds.run
        scoring.act_on_criterion scoring.act_on_trial scoring.criteria scoring.edit_criterion
        scoring.edit_round scoring.edit_rule scoring.edit_steps scoring.edit_trial
        scoring.add_ready_trial scoring.new_criterion scoring.new_round scoring.new_trial
        scoring.ready_trials scoring.remove_round scoring.rules scoring.trials""",
    "open": """
        pairs.again pairs.answer pairs.confirm pairs.decline pairs.keep_first pairs.leave
        pairs.let_late pairs.publication pairs.replace_first pairs.withdraw_processing
        pairs.remind pairs.replace pairs.replace_by_decision
        entries.original registration.admit_many registration.admit_one registration.application
        registration.apply registration.ask_withdrawal registration.autosave
        registration.deadline_file registration.decide_traces registration.drop_own_changes
        registration.mine
        registration.own_file registration.publication registration.queue registration.queue_table
        registration.refuse_one registration.reopen_one registration.save registration.save_work
        registration.search_all registration.send registration.sent registration.start
        registration.step registration.traces registration.withdraw_own registration.work
        registration.work_traces scoring.begin_judging""",
    "judging": """
        board.move board.show calibration.act_on_sample calibration.autosave
        calibration.edit_sample calibration.new_sample calibration.reference calibration.room
        calibration.sample calibration.sample_file calibration.try_sample conflicts.decide
        cases.choose cases.draw cases.read cases.room cases.show cases.state
        conflicts.decider conflicts.declare conflicts.derive conflicts.listed conflicts.table
        correcting.correct correcting.sheet desk.letters desk.remind desk.reminders desk.watch
        desk.watch_table desk.watch_works handover.page handover.receive judging.assign
        judging.dismiss judging.release judging.replace judging.works juries.add juries.door
        juries.enter juries.invitations juries.juror juries.jury juries.letters juries.link
        juries.people juries.revoke late.decide late.touch late.touches live.act live.desk live.now
        live.state live_offline.worker panels.board panels.divide
        panels.edit panels.new panels.remove paper.decide paper.draft paper.own_sheets paper.photo
        paper.room paper.setting paper.sheet paper.sheets paper.type_in planning.plan
        scoring.end_judging scoring.recusals scoring.recuse scoring.reopen scoring.save
        scoring.sheet scoring.tasks scoring.undo_recusal scoring.work_file scoring.work_picture
        screen.go_on screen.renew screen.setting screen.show screen.state screen.stop screen.table
        thirds.hand thirds.queue timing.save timing.times touches.choose touches.state
        timetable.own_calendar touches.touches""",
}
"""Where an endpoint has its work; all others in the published event."""

DRAFT = "registration.step registration.work registration.save registration.autosave"
STANDS: dict[str, dict[str, str]] = {
    **{name: {"token": "draft"} for name in f"{DRAFT} registration.save_work".split()},
    "registration.send": {"token": "draft"},
    "draw.order": {"trial_id": "stage_trial"},
    "timetable.trial": {"trial_id": "stage_trial"},
    "timetable.shift": {"performance_id": "staged"},
    **{
        f"pairs.{n}": {"token": "pair_token"}
        for n in ["answer", "confirm", "decline", "leave", "publication", "withdraw_processing"]
    },
    **{
        f"pairs.{name}": {"number": "pair_number"}
        for name in ("keep_first", "let_late", "remind", "replace_by_decision", "replace_first")
    },
    "registration.remove_material": {"file_id": "material_file"},
    "registration.new_consent_text": {"kind": "consent_kind"},
    "duet.consent": {"act": "card_act"},
    **{f"checkin.helper{end}": {"token": "helper_token"} for end in ("", "_add", "_mark", "_scan")},
    **{f"checkin.{name}": {"token": "badge_token"} for name in ("badge", "badge_mark")},
    "checkin.helper_act": {"act": "about_helper"},
    "plan.decide": {"act": "about_proposal"},
    "training.own_act": {"act": "about_place"},
    "training.session_act": {"act": "about_session"},
    "training.portrait_act": {"act": "about_portrait"},
    "training.portrait_file": {"ending": "portrait_ending"},
    "training.static": {"filename": "portrait_style"},
    "quest_running.act": {"act": "run_act"},
    "quest_running.team_act": {"act": "about_team"},
    "quest_running.team_step": {"act": "team_step"},
    "quest_running.host_act": {"act": "about_host"},
    "quest_authoring.act_on_station": {"act": "station_act"},
    "questionnaires.act_on_item": {"act": "item_act"},
    "questionnaires.open_answers": {"item_id": "open_item"},
    "questionnaires.put_into_theme": {"item_id": "open_item"},
    "questionnaires.act_on_wave": {"act": "wave_act"},
    "answering.choose_shown": {"code": "named_code"},
    "answering.choose_shown_personal": {"code": "named_code", "token": "named_token"},
    "juries.door": {"token": "door"},
    "results.jury_picture": {"ending": "picture_ending"},
    "juries.enter": {"token": "door"},
    "portfolio.shared": {"token": "share"},
    "portfolio.shared_pair": {"token": "pair_share"},
    "people.use_link": {"token": "link"},
    "events.edit_audience": {"line_id": "audience"},
    "events.edit_nomination": {"line_id": "nomination"},
    "events.extend": {"kind": "stage"},
    "events.move_entrants": {"line_id": "nomination"},
    "events.remove_entrants": {"line_id": "nomination"},
    "scoring.work_file": {"file_id": "work_file_id"},
    **{f"paper.{name}": {"number": "paper_number"} for name in ["sheet", "type_in", "draft"]},
    "paper.decide": {"number": "asking_paper"},
    "calibration.sample_file": {"file_id": "sample_file_id"},
    "scoring.act_on_trial": {"verb": "trial_verb"},
    "rounds.run": {"verb": "round_verb"},
    "screen.show": {"key": "screen_key"},
    "screen.state": {"key": "screen_key"},
    "cases.show": {"key": "case_key"},
    "cases.state": {"key": "case_key"},
    "ceremony.show": {"key": "ceremony_key"},
    "ceremony.state": {"key": "ceremony_key"},
    "ceremony.act_on_part": {"verb": "part_verb"},
    "results.choose_commission": {"appeal_number": "chairs_appeal"},
    "results.settle_appeal": {"appeal_number": "chairs_appeal"},
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
    "time",
)
BESIDE: dict[str, list[dict[str, str]]] = {
    "registration.step": [{"step": step} for step in ("school", "nomination", "consents", "check")],
    "registration.application": [{"number": "@decided"}, {"number": "@pair_number"}],
    "scoring.sheet": [{"assignment_id": "@sent_sheet"}],
    "calibration.sample": [{"sample_id": "@tried_sample"}],
    "calibration.edit_sample": [{"sample_id": "@tried_sample"}],
    "calibration.reference": [{"sample_id": "@tried_sample"}],
    "desk.watch": [{"place": "published"}],
    "correcting.sheet": [{"assignment_id": "@sent_sheet"}],
    "paper.sheet": [{"number": "@asking_paper"}],
    "scoring.edit_rule": [
        {"part": part, "place": place} for part in RULES for place in ("setup", "judging")
    ],
    "events.extend": [{"kind": "judging"}],
    "events.stages": [{"place": "open"}, {"place": "judging"}],
    "results.versions": [{"place": "judging"}],
    "results.publication": [{"place": "judging"}],
    "events.settings": [{"place": "archived"}],
    "answering.own_personal": [{"code": "@named_code", "token": "@named_token"}],
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
