"""Results of tasks on other sites: a table of teams and points for one station."""
