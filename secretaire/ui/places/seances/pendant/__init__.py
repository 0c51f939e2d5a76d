"""During the meeting: who is there, point by point, and what the council decides."""
