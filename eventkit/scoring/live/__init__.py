"""The day of performances: who is on, the stopwatch, what happened, told by those at the desk."""
