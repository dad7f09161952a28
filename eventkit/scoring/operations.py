"""The verbs of this room, as other rooms and plugins may call them."""

from eventkit.scoring.corrections import correct_sheet
from eventkit.scoring.extra_readings import (
    give_one_more_reader,
    hand_third_reading,
    why_no_more_readers,
)
from eventkit.scoring.leaving import Leaving, look_at_leaving, release_juror
from eventkit.scoring.marks import MarkRefusedError
from eventkit.scoring.readings import open_third_reading, replace
from eventkit.scoring.recusals import Recusal, declare_conflict, release_task
from eventkit.scoring.refusals import SheetIncompleteError, SheetRefusedError
from eventkit.scoring.reminders import begin_judging, begin_round, remind
from eventkit.scoring.running_total import refresh_running_total
from eventkit.scoring.sheet_rows import open_sheet
from eventkit.scoring.sheets import (
    annul_sheet,
    enter_sheet,
    reopen_sheet,
    return_sheet,
    save_comment,
    save_mark,
    submit_sheet,
)

__all__ = [
    "Leaving",
    "MarkRefusedError",
    "Recusal",
    "SheetIncompleteError",
    "SheetRefusedError",
    "annul_sheet",
    "begin_judging",
    "begin_round",
    "correct_sheet",
    "declare_conflict",
    "enter_sheet",
    "give_one_more_reader",
    "hand_third_reading",
    "look_at_leaving",
    "open_sheet",
    "open_third_reading",
    "refresh_running_total",
    "release_juror",
    "release_task",
    "remind",
    "reopen_sheet",
    "replace",
    "return_sheet",
    "save_comment",
    "save_mark",
    "submit_sheet",
    "why_no_more_readers",
]
