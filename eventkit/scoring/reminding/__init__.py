"""Reminders to jurors: what was written to whom, and a schedule that writes by itself."""
