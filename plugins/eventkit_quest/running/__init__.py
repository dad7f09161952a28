"""The game while it goes on: hosts, the desk of whoever runs it, paper, the hall."""
