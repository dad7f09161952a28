"""Calculation versions, places, decisions, publication."""
