"""Materials of trials: the entrant's pages, and who has handed in what for the organizer."""
