"""Persons, organizations, accounts, roles, groups."""
