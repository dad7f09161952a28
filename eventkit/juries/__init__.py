"""Who judges what; conflicts, assignment, blind reading."""
