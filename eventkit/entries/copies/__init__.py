"""What jurors see of a file: its copy without hidden words, its pages as pictures or as text."""
