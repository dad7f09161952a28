"""Proposals for the annual plan: what events have shown to be wanted, and what was decided."""
