"""« Coffre »: the space encrypted at rest: its state, making it, taking it away."""
