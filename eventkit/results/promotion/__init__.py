"""Who goes on from round to round: the standing with its line, the decision, telling people."""
