"""Badges, marks of who has come, hours of those who were there."""
