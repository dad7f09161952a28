"""Materials of a trial: what is wanted, and what each entrant has handed in."""
