"""Pairs that apply as one: one person starts, the other confirms by a link of one's own."""
