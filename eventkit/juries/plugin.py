"""What the room of juries answers to hooks as a built-in plugin."""
