"""eventkit: contests and trainings for teachers, from announcement to verified diploma."""

__version__ = "0.1.0"
