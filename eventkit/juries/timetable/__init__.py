"""The timetable: when and where each performance is, and what clashes."""
