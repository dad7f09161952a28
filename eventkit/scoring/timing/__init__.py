"""How long performances took: what a stopwatch showed, and what time costs by the rules."""
