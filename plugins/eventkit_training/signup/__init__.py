"""Sign-up of participants to sessions: places, pairs, the waiting list."""
