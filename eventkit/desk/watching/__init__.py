"""Watching a jury at work: who is how far, what is missing, whom to remind."""
