"""What was handed in, by whom in which role; files and links."""
