"""Improvisation: a bank of pedagogical situations, drawn without repetition, with reading time."""
