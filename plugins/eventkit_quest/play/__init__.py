"""A team's game on its phones: the door, what a phone may know, what it has to tell."""
