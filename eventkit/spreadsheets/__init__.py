"""Tables that people keep in Excel: read with care, written to be read."""
