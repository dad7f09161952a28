"""The rehearsal's page: can the goal be reached, how long does it take, what to look at."""
