"""Criteria, sheets, marks, rules; engine/ is arithmetic without database and web."""
