"""Who goes on from round to round, and what follows for the tasks of the jury."""
