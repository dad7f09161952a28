"""What became of those who went on to a contest of a higher level, held by others."""
