"""The `eventkit` command, a file for each group of commands."""
