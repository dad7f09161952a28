"""A quest's map is drawn by keyboard only: stations added, moved by arrows, kept."""

from datetime import date

import pytest

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.people.operations import grant_role
from eventkit.testing.factories import create_account
from eventkit_quest.operations import open_game
from eventkit_quest.queries import quest_of

pytestmark = pytest.mark.browser
