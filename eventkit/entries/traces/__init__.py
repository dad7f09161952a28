"""Traces of the author in a work: finding, deciding, hiding from the jury."""
