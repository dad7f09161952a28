"""The essay contest: letters of teachers, read blind by a jury."""
