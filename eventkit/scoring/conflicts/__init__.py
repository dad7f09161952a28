"""Conflicts of interest while a jury works: declared, raised by others, decided, undone, listed."""
