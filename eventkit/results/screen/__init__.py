"""The screen of the hall: who is on, the time, and the table if the event shows it."""
