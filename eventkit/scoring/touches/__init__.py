"""Touches: every change that a juror's device makes, kept, merged cell by cell and answered."""
