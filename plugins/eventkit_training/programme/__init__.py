"""Sessions of a training: made by the organizer, read by everybody."""
