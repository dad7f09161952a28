"""Questionnaires as values: what they ask, how answers are scored; knows no database, no Flask."""
