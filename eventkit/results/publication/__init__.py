"""The way from a calculation to the public: steps, preview, letters, what a correction changes."""
