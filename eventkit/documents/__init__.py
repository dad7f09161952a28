"""Official papers: number, text, state, verification."""
