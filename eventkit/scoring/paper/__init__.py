"""Score sheets on paper: printed, found by their number, typed in once or twice."""
