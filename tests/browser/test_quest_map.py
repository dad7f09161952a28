"""A quest's map is drawn by keyboard only: stations added, moved by arrows, kept."""

import pytest

pytestmark = pytest.mark.browser
