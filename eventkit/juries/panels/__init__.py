"""Panels: groups of jurors who judge groups of works at the same time, each in its room."""
