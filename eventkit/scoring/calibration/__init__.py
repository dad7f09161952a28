"""Calibration: sample works with reference marks, on which jurors try their eye.

Samples are no works of the contest: they live in tables of their own, so that no result, place,
statistic, load or export can count them.
"""
