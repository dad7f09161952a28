"""What a person or a pair has done and won."""
